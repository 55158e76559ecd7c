import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.OneServer {
    /// What a peer can do to a connection, byte by byte over TCP.
    @Suite
    struct WireTests {
        let installation: Installation
        let server: RunningServer

        init() throws {
            (installation, server) = try #require(SharedServer.current)
        }
    }
}

extension EndToEnd.OneServer.WireTests {
    private static let limit = 1 << 20

    private func ping(_ id: String) -> String { #"{"jsonrpc":"2.0","method":"server.ping","id":\#(id)}"# }

    private func pong(_ id: String) -> String { #"{"jsonrpc":"2.0","result":{},"id":\#(id)}"# }

    /// Sends one line on a connection of its own and gives back the answer.
    private func answer(to line: String) async throws -> RPCReply {
        let socket = try RawSocket(port: server.port)
        try await socket.send(line + "\n")
        return try RPCReply(parsing: Array(try #require(try await socket.line()).utf8))
    }

    private func expectError(
        _ code: Int,
        of reply: RPCReply,
        id: String = "null",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .failure(let error, let found) = reply else {
            Issue.record("\(reply) is no error", sourceLocation: sourceLocation)
            return
        }
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        #expect(found.description == id, sourceLocation: sourceLocation)
    }

    @Test func `a request may come byte by byte`() async throws {
        let socket = try RawSocket(port: server.port)
        for byte in Array((ping("1") + "\n").utf8) { try await socket.send([byte]) }
        #expect(try await socket.line() == pong("1"))
    }

    @Test func `a thousand requests in one write are answered in order`() async throws {
        let socket = try RawSocket(port: server.port)
        async let sent: Void = socket.send((1...1000).map { ping("\($0)") + "\n" }.joined())
        for id in 1...1000 { #expect(try await socket.line() == pong("\(id)")) }
        try await sent
    }

    @Test func `CR and LF may come in different writes, and empty lines are skipped`() async throws {
        let socket = try RawSocket(port: server.port)
        try await socket.send(ping("1") + "\r")
        try await socket.send("\n\r\n  \n" + ping("2") + "\r\n")
        #expect(try await socket.line() == pong("1"))
        #expect(try await socket.line() == pong("2"))
    }

    @Test func `the last line needs no line end when the peer stops sending`() async throws {
        let socket = try RawSocket(port: server.port)
        try await socket.send(ping("1") + "\n" + ping("2"))
        socket.endOutput()
        #expect(try await socket.rest() == [pong("1"), pong("2")])
    }

    @Test func `a request of exactly the limit is answered, and one byte more is refused and ends the connection`()
        async throws
    {
        let socket = try RawSocket(port: server.port)
        let room = Self.limit - ping("1").utf8.count
        let padding = String(repeating: " ", count: room)
        let full = ping("1").replacingOccurrences(of: #","id""#, with: #",\#(padding)"id""#)
        #expect(full.utf8.count == Self.limit)
        try await socket.send(full + "\n")
        #expect(try await socket.line() == pong("1"))
        // The server may close before it has taken all of it.
        try? await socket.send(" " + full + "\n")
        let lines = try await socket.rest()
        #expect(lines.count == 1)
        let reply = try RPCReply(parsing: Array(try #require(lines.first).utf8))
        expectError(FailureKind.frameTooLarge.rawValue, of: reply)
    }

    @Test func `32 levels are read, 33 are not`() async throws {
        func nested(_ depth: Int) -> String {
            let inner = String(repeating: "[", count: depth - 2) + String(repeating: "]", count: depth - 2)
            return #"{"jsonrpc":"2.0","method":"server.ping","params":{"x":\#(inner)},"id":1}"#
        }
        // Well-formed, but ping knows no member x.
        expectError(-32_602, of: try await answer(to: nested(32)), id: "1")
        expectError(-32_700, of: try await answer(to: nested(33)))
    }

    @Test(arguments: [
        // A name twice, as it stands and escaped.
        #"{"jsonrpc":"2.0","method":"server.ping","id":1,"id":2}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","id":1,"\u0069d":2}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","params":{"x":{"y":1,"\u0079":1}},"id":1}"#,
        // NUL, as an escape, in a name and as a byte.
        #"{"jsonrpc":"2.0","method":"server.ping\u0000","id":1}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","params":{"\u0000":1},"id":1}"#,
        "{\"jsonrpc\":\"2.0\",\"method\":\"server.ping\u{0}\",\"id\":1}",
        // Half of a pair, and the halves in the wrong order.
        #"{"jsonrpc":"2.0","method":"server.ping","id":"\ud800"}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","id":"\udc00\ud800"}"#,
        // What other readers let pass.
        #"{"jsonrpc":"2.0","method":"server.ping","id":1,}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","id":01}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","id":NaN}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","id":1} {}"#,
        #"{"jsonrpc":"2.0","method":"server.ping","id":1"#,
    ])
    func `what is no JSON of ours is refused, and the connection goes on`(line: String) async throws {
        let socket = try RawSocket(port: server.port)
        try await socket.send(line + "\n" + ping("2") + "\n")
        let reply = try RPCReply(parsing: Array(try #require(try await socket.line()).utf8))
        expectError(-32_700, of: reply)
        #expect(try await socket.line() == pong("2"))
    }

    @Test func `bytes that are no UTF-8 are refused, and so is a BOM on a later line`() async throws {
        let socket = try RawSocket(port: server.port)
        let broken =
            Array(#"{"jsonrpc":"2.0","method":"server.ping","id":""#.utf8) + [0xC3, 0x28] + Array("\"}\n".utf8)
        for line in [broken, [0xEF, 0xBB, 0xBF] + Array((ping("1") + "\n").utf8)] {
            try await socket.send(line)
            expectError(-32_700, of: try RPCReply(parsing: Array(try #require(try await socket.line()).utf8)))
        }
        try await socket.send(ping("2") + "\n")
        #expect(try await socket.line() == pong("2"))
    }

    @Test func `a connection that begins with a BOM speaks something else`() async throws {
        let socket = try RawSocket(port: server.port)
        try await socket.send([0xEF, 0xBB, 0xBF] + Array((ping("1") + "\n").utf8))
        let lines = try await socket.rest()
        #expect(lines.count == 1)
        expectError(FailureKind.notJSONRPC.rawValue, of: try RPCReply(parsing: Array(try #require(lines.first).utf8)))
    }

    @Test(arguments: ["12345678901234567890", "-98765432109876543210", "1.0", "1e2", #""\u0041\/b""#, #""ü😀""#, "0"])
    func `an id comes back byte for byte`(id: String) async throws {
        let socket = try RawSocket(port: server.port)
        try await socket.send(ping(id) + "\n")
        #expect(try await socket.line() == pong(id))
    }

    @Test func `an HTTP request is turned away, and no line of it is carried out`() async throws {
        let code = try await installation.invitation(for: .candidate)
        func calls(from email: String) -> [String] {
            [
                #"{"jsonrpc":"2.0","method":"session.hello","params":{"protocol":{"min":1,"max":1},"client":"x"},"id":1}"#,
                #"""
                {"jsonrpc":"2.0","method":"account.activate","params":{"code":"\#(code)","email":"\#(email)",\#
                "displayName":"M","password":"lantern quartz umbrella"},"id":2}
                """#,
            ]
        }
        let body = calls(from: "mallory@example.org").joined(separator: "\n") + "\n"
        let request = [
            "POST / HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "Content-Type: text/plain",
            "Content-Length: \(body.utf8.count)", "", body,
        ].joined(separator: "\r\n")
        for pieces in [
            [request], request.split(separator: "\r\n", omittingEmptySubsequences: false).map { "\($0)\r\n" },
        ] {
            let socket = try RawSocket(port: server.port)
            // The server may close before it has taken all of it.
            for piece in pieces { try? await socket.send(piece) }
            let lines = try await socket.rest()
            #expect(lines.count == 1)
            let reply = try RPCReply(parsing: Array(try #require(lines.first).utf8))
            expectError(FailureKind.notJSONRPC.rawValue, of: reply)
        }

        // The very same lines without the HTTP around them are carried out: the code was good, and is unused.
        let socket = try RawSocket(port: server.port)
        for call in calls(from: "mallory@example.org") { try await socket.send(call + "\n") }
        for _ in 1...2 {
            let reply = try RPCReply(parsing: Array(try #require(try await socket.line()).utf8))
            guard case .result = reply else {
                Issue.record("\(reply)")
                continue
            }
        }
    }

    @Test func `who stays silent, and who does not sign in, is told so and let go`() async throws {
        let silent = try RawSocket(port: server.port)
        let busy = try RawSocket(port: server.port)
        let lingering = try RawSocket(port: server.port)
        try await lingering.send(#"{"jsonrpc":"2.0","#)
        try await busy.send(ping("1") + "\n")
        for (socket, before) in [(silent, []), (busy, [pong("1")]), (lingering, [])] {
            let lines = try await socket.rest()
            #expect(lines.dropLast() == before[...])
            expectError(
                FailureKind.idleTimeout.rawValue,
                of: try RPCReply(parsing: Array(try #require(lines.last).utf8))
            )
        }
    }
}
