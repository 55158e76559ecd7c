import Testing

@testable import JSONRPCTransport

@Suite(.timeLimit(.minutes(2)))
struct LineServerShutdownTests {
    private let farewell = String(decoding: TransportRefusals().shuttingDown, as: UTF8.self) + "\n"

    @Test func `idle connections are closed at once`() async throws {
        try await withServer(EchoService()) { server, port, stop in
            let silent = try await TestSocket.connect(to: port)
            let used = try await TestSocket.connect(to: port)
            try await used.send("[1]\n")
            #expect(try await used.line() == "[1]")
            try await eventually { server.connectionCount == 2 }
            await stop()
            #expect(try await silent.rest() == farewell)
            #expect(try await used.rest() == farewell)
            // Neither client hangs up, and still no connection is left.
            try await eventually { server.connectionCount == 0 }
        }
    }

    @Test func `a running request is answered and those behind it are not begun`() async throws {
        let door = Door()
        let service = EchoService { line, _ in
            await door.pass()
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, stop in
            let busy = try await TestSocket.connect(to: port)
            try await busy.send("[1]\n[2]\n")
            let idle = try await TestSocket.connect(to: port)
            try await eventually { door.arrivals == 1 && service.opened == 2 }
            await stop()
            #expect(try await idle.rest() == farewell)
            door.open()
            #expect(try await busy.rest() == "[1]\n" + farewell)
        }
        #expect(service.lines == ["[1]"])
        #expect(service.closed == 2)
    }

    @Test func `nobody is let in any more`() async throws {
        let door = Door()
        let service = EchoService { line, _ in
            await door.pass()
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, stop in
            let busy = try await TestSocket.connect(to: port)
            try await busy.send("[1]\n")
            try await eventually { door.arrivals == 1 }
            let idle = try await TestSocket.connect(to: port)
            await stop()
            _ = try await idle.rest()
            await #expect(throws: (any Error).self) { try await TestSocket.connect(to: port) }
            door.open()
            #expect(try await busy.rest() == "[1]\n" + farewell)
        }
    }

    @Test func `a request that does not end is cancelled in the end`() async throws {
        let service = EchoService { line, _ in
            try? await Task.sleep(for: .seconds(3600))
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n")
            try await eventually { service.lines.count == 1 }
        }
        #expect(service.closed == 1)
    }

    @Test func `cancelling closes everything without waiting for running requests`() async throws {
        let service = EchoService { line, _ in
            try? await Task.sleep(for: .seconds(3600))
            return LineReply(bytes: line, authenticated: true)
        }
        let server = try LineServer(
            configuration: .init(binds: [.init(host: "127.0.0.1", port: 0)], limits: .patient),
            service: service,
            logger: .silent
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            let port = try await #require(server.boundAddresses.first).port
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n")
            try await eventually { service.lines.count == 1 }
            tasks.cancelAll()
            try await tasks.waitForAll()
            _ = try await socket.rest()
        }
        #expect(service.closed == 1)
        #expect(server.connectionCount == 0)
    }
}
