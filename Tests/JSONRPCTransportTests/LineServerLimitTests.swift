import NIOCore
import Testing

@testable import JSONRPCTransport

@Suite(.timeLimit(.minutes(2)))
struct LineServerLimitTests {
    private func said(_ line: [UInt8]) -> String {
        String(decoding: line, as: UTF8.self) + "\n"
    }

    private let refusals = TransportRefusals()

    /// A text of exactly so many bytes.
    private func text(_ length: Int) -> String {
        "[" + String(repeating: "1", count: length - 2) + "]"
    }

    @Test func `a line as long as the limit is answered and one byte more is refused`() async throws {
        let service = EchoService { line, _ in
            LineReply(bytes: Array("\(line.count)".utf8), authenticated: true)
        }
        let limits = ConnectionLimits.patient
        try await withServer(service, limits: limits) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send(text(limits.maximumFrame) + "\n")
            #expect(try await socket.line() == "1048576")
            try await socket.send(text(limits.maximumFrame) + "\r\n")
            #expect(try await socket.line() == "1048576")
            try socket.sendWithoutWaiting(text(limits.maximumFrame + 1) + "\n[1]\n")
            #expect(try await socket.rest() == said(refusals.frameTooLarge))
            #expect(!socket.wasReset)
            #expect(service.lines.count == 2)
        }
    }

    @Test func `the refusal arrives although the client goes on sending`() async throws {
        try await withServer(EchoService(), limits: .patient { $0.maximumFrame = 1000 }) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try socket.sendWithoutWaiting("[1]\n" + text(3_000_000))
            #expect(try await socket.rest() == "[1]\n" + said(refusals.frameTooLarge))
            #expect(!socket.wasReset)
        }
    }

    @Test(arguments: [
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"a\"}\n",
        "\r\nGET / HTTP/1.1\r\n\r\n{}\n[1]\n",
    ]) func `an HTTP request is answered once and no line of its body is seen`(request: String) async throws {
        for pieces in [[request], request.map { String($0) }] {
            let service = EchoService()
            try await withServer(service) { _, port, _ in
                let socket = try await TestSocket.connect(to: port)
                for piece in pieces { try? await socket.send(piece) }
                #expect(try await socket.rest() == said(refusals.notJSONRPC))
                await socket.close()
                try await eventually { service.closed == 1 }
            }
            #expect(service.lines.isEmpty)
        }
    }

    @Test func `a connection on which nobody signs in is refused`() async throws {
        let limits = ConnectionLimits.patient { $0.unauthenticatedTimeout = .milliseconds(50) }
        try await withServer(EchoService(), limits: limits) { server, port, _ in
            let socket = try await TestSocket.connect(to: port)
            #expect(try await socket.rest() == said(refusals.unauthenticatedTimeout))
            await socket.close()
            try await eventually { server.connectionCount == 0 }
        }
    }

    @Test func `a line that does not end is refused`() async throws {
        let limits = ConnectionLimits.patient { $0.partialLineTimeout = .milliseconds(50) }
        try await withServer(EchoService(), limits: limits) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n[2")
            #expect(try await socket.rest() == "[1]\n" + said(refusals.partialLineTimeout))
        }
    }

    @Test func `a silent connection is closed`() async throws {
        try await withServer(EchoService(), limits: .patient { $0.idleTimeout = .milliseconds(50) }) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n")
            #expect(try await socket.rest().hasSuffix(said(refusals.idleTimeout)))
        }
    }

    @Test func `a connection over the limit is told so, and its place is free again after a close`() async throws {
        for limits in [
            ConnectionLimits.patient { $0.connections = 2 }, ConnectionLimits.patient { $0.connectionsPerAddress = 2 },
        ] {
            let service = EchoService()
            try await withServer(service, limits: limits) { server, port, _ in
                for _ in 1...3 {
                    let first = try await TestSocket.connect(to: port)
                    let second = try await TestSocket.connect(to: port)
                    for socket in [first, second] {
                        try await socket.send("[1]\n")
                        #expect(try await socket.line() == "[1]")
                    }
                    let third = try await TestSocket.connect(to: port)
                    #expect(try await third.rest() == said(refusals.tooManyConnections))
                    #expect(server.connectionCount == 2)
                    for socket in [first, second, third] { await socket.close() }
                    try await eventually { server.connectionCount == 0 }
                }
            }
            #expect(service.opened == 6)
        }
    }

    @Test func `a slow reader is not answered beyond what it reads, and gets everything when it reads`() async throws {
        let answer = [UInt8](repeating: UInt8(ascii: "x"), count: 256 << 10)
        let service = EchoService { _, _ in LineReply(bytes: answer, authenticated: true) }
        try await withServer(service) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.setReading(false)
            try await socket.send(String(repeating: "[1]\n", count: 100))
            // Socket buffers take a few answers; then nothing more may be begun.
            try await eventually { !service.lines.isEmpty }
            var begun = 0
            while begun != service.lines.count {
                begun = service.lines.count
                try await Task.sleep(for: .milliseconds(300))
            }
            #expect(begun < 60)
            try await socket.setReading(true)
            let lines = try await socket.lines(100)
            #expect(lines.count == 100)
            #expect(lines.allSatisfy { $0.utf8.count == answer.count })
        }
    }

    @Test func `a reader that does not read at all is cut off`() async throws {
        let answer = [UInt8](repeating: UInt8(ascii: "x"), count: 4 << 20)
        let service = EchoService { _, _ in LineReply(bytes: answer, authenticated: true) }
        try await withServer(service, limits: .patient { $0.idleTimeout = .milliseconds(200) }) { server, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.setReading(false)
            try await socket.send(String(repeating: "[1]\n", count: 20))
            try await eventually { service.closed == 1 && server.connectionCount == 0 }
        }
    }

    @Test func `an answer over the limit is replaced by an error and ends the connection`() async throws {
        let service = EchoService { _, _ in LineReply(bytes: [UInt8](repeating: 49, count: 101), authenticated: true) }
        try await withServer(service, limits: .patient { $0.maximumResponse = 100 }) { _, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[1]\n[2]\n")
            #expect(try await socket.rest() == said(refusals.responseTooLarge))
        }
    }
}
