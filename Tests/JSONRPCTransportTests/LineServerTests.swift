import Testing

@testable import JSONRPCTransport

@Suite(.timeLimit(.minutes(2)))
struct LineServerTests {
    private func echo(_ pieces: [String], ends: Bool = false, expecting lines: [String]) async throws {
        try await withServer(EchoService()) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            for piece in pieces { try await socket.send(piece) }
            if ends { try await socket.endOutput() }
            #expect(try await socket.lines(lines.count) == lines)
            if ends { #expect(try await socket.rest() == "") }
        }
    }

    @Test func `a line that comes one byte at a time is answered`() async throws {
        try await echo("{\"id\":1}\r\n[2]\n".map(String.init), expecting: ["{\"id\":1}", "[2]"])
    }

    @Test func `a thousand lines in one write are answered in order`() async throws {
        let lines = (1...1000).map { "[\($0)]" }
        try await echo([lines.map { $0 + "\n" }.joined()], expecting: lines)
    }

    @Test func `a line end may come in two writes`() async throws {
        try await echo(["[1]\r", "\n[2]\r", "\n"], expecting: ["[1]", "[2]"])
    }

    @Test func `a last line without a line end is answered after a half close`() async throws {
        try await echo(["[1]\n[2]"], ends: true, expecting: ["[1]", "[2]"])
    }

    @Test func `all lines of a client that has half closed are answered`() async throws {
        let lines = (1...500).map { "[\($0)]" }
        try await echo([lines.joined(separator: "\n")], ends: true, expecting: lines)
    }

    @Test func `answers keep the order of the lines however long each takes`() async throws {
        let service = EchoService { line, _ in
            let number = Int(String(decoding: line.dropFirst().dropLast(), as: UTF8.self)) ?? 0
            try? await Task.sleep(for: .milliseconds(number.isMultiple(of: 2) ? 5 : 0))
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            let lines = (1...20).map { "[\($0)]" }
            try await socket.send(lines.map { $0 + "\n" }.joined())
            #expect(try await socket.lines(20) == lines)
        }
    }

    @Test func `the lines of a connection are answered one at a time, and connections do not wait for each other`()
        async throws
    {
        let door = Door()
        let service = EchoService { line, _ in
            if line == Array("[1]".utf8) { await door.pass() }
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let slow = try await TestSocket.connect(to: port)
            try await slow.send("[1]\n[2]\n")
            try await eventually { door.arrivals == 1 }
            let quick = try await TestSocket.connect(to: port)
            try await quick.send("[3]\n")
            #expect(try await quick.line() == "[3]")
            #expect(service.lines == ["[1]", "[3]"])
            door.open()
            #expect(try await slow.lines(2) == ["[1]", "[2]"])
        }
    }

    @Test func `a line without an answer leaves no trace on the wire`() async throws {
        let service = EchoService { line, _ in
            LineReply(bytes: line == Array("[1]".utf8) ? nil : line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n[2]\n")
            #expect(try await socket.line() == "[2]")
        }
    }

    @Test func `a session that closes gets its answer through and no line after it`() async throws {
        let service = EchoService { line, _ in LineReply(bytes: line, authenticated: true, close: true) }
        try await withServer(service) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n[2]\n")
            #expect(try await socket.rest() == "[1]\n")
            #expect(service.lines == ["[1]"])
        }
    }

    @Test func `every session is opened and closed once`() async throws {
        let service = EchoService()
        try await withServer(service) { server, port, _ in
            for _ in 1...5 {
                let socket = try await TestSocket.connect(to: port)
                try await socket.send("[1]\n")
                #expect(try await socket.line() == "[1]")
                await socket.close()
            }
            try await eventually { service.closed == 5 && server.connectionCount == 0 }
        }
        #expect(service.opened == 5)
        #expect(service.closed == 5)
    }

    @Test func `a server listens on all its binds`() async throws {
        let server = try LineServer(
            configuration: .init(binds: [.init(host: "127.0.0.1", port: 0), .init(host: "localhost", port: 0)]),
            service: EchoService(),
            logger: .silent
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            let addresses = try await server.boundAddresses
            #expect(addresses.count == 2)
            #expect(addresses.allSatisfy { $0.isLoopback && $0.port > 0 })
            let socket = try await TestSocket.connect(to: try #require(addresses.first).port)
            try await socket.send("[1]\n")
            #expect(try await socket.line() == "[1]")
            tasks.cancelAll()
            try await tasks.waitForAll()
            _ = try await socket.rest()
        }
    }

    @Test(arguments: ["0.0.0.0", "::"]) func `a server does not listen beyond loopback without TLS`(
        host: String
    ) async throws {
        let server = try LineServer(
            configuration: .init(binds: [.init(host: "127.0.0.1", port: 0), .init(host: host, port: 0)]),
            service: EchoService(),
            logger: .silent
        )
        let expected = LineServerError.plaintextBeyondLoopback(
            PeerAddress(host: host, port: 0, network: host == "::" ? "0:0:0:0::/64" : nil)
        )
        await #expect(throws: expected) { try await server.run() }
        await #expect(throws: expected) { try await server.boundAddresses }
        #expect(expected.description.contains("without TLS"))
    }

    @Test func `a server listens beyond loopback without TLS when told so in words`() async throws {
        let server = try LineServer(
            configuration: .init(binds: [.init(host: "0.0.0.0", port: 0)], allowPlaintextBeyondLoopback: true),
            service: EchoService(),
            logger: .silent
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            let port = try await #require(server.boundAddresses.first).port
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n")
            #expect(try await socket.line() == "[1]")
            tasks.cancelAll()
        }
    }

    @Test func `a port that is taken is named in the error`() async throws {
        try await withServer(EchoService()) { _, port, _ in
            let second = try LineServer(
                configuration: .init(binds: [.init(host: "127.0.0.1", port: port)]),
                service: EchoService(),
                logger: .silent
            )
            let error = await #expect(throws: LineServerError.self) { try await second.run() }
            #expect(error?.description.contains("\(port)") == true)
        }
    }
}
