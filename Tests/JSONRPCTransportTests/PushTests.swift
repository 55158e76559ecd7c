import NIOCore
import Synchronization
import Testing

@testable import JSONRPCTransport

@Suite(.timeLimit(.minutes(2)))
struct PushTests {
    /// Keeps the sender of the one connection of a test.
    private final class Subscriber: Sendable {
        private let sender = Mutex<LineSender?>(nil)

        func keep(_ new: LineSender) { sender.withLock { $0 = new } }
        func send(_ text: String) -> Bool { sender.withLock { $0 }?.send(Array(text.utf8)) ?? false }
        func whenDrained(_ body: @escaping @Sendable () -> Void) { sender.withLock { $0 }?.whenDrained(body) }
    }

    private func withSubscriber(
        _ limits: ConnectionLimits = .patient,
        _ body: (Subscriber, TestSocket, LineServer) async throws -> Void
    ) async throws {
        let subscriber = Subscriber()
        let service = EchoService { line, sender in
            subscriber.keep(sender)
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service, limits: limits) { server, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send("[0]\n")
            #expect(try await socket.line() == "[0]")
            try await body(subscriber, socket, server)
        }
    }

    @Test func `pushed lines arrive in order, between answers`() async throws {
        try await withSubscriber { subscriber, socket, _ in
            for number in 1...100 { #expect(subscriber.send("[\(number)]")) }
            #expect(try await socket.lines(100) == (1...100).map { "[\($0)]" })
            try await socket.send("[101]\n")
            #expect(try await socket.line() == "[101]")
            #expect(subscriber.send("[102]"))
            #expect(try await socket.line() == "[102]")
        }
    }

    @Test func `pushing to a peer that does not read fails soon, and works again when it has read`() async throws {
        let line = "[" + String(repeating: "1", count: 10_000) + "]"
        try await withSubscriber(.patient { $0.pushBacklog = 100_000 }) { subscriber, socket, _ in
            try await socket.setReading(false)
            let sent = try await fill(subscriber, with: line)
            #expect(sent < 10_000)
            try await socket.setReading(true)
            let lines = try await socket.lines(sent)
            #expect(lines.count == sent)
            #expect(lines.allSatisfy { $0 == line })
            try await eventually { subscriber.send("[2]") }
            #expect(try await socket.line() == "[2]")
        }
    }

    /// Sends until the peer, which does not read, has taken all that its socket takes; answers how many lines that were.
    ///
    /// The buffers of the sockets take some megabytes. Each refusal gives the loop time to fill them, and only when many in
    /// a row were of no use are they full, however busy the machine is.
    private func fill(_ subscriber: Subscriber, with line: String) async throws -> Int {
        var (sent, refusals) = (0, 0)
        while sent < 10_000, refusals < 200 {
            if subscriber.send(line) {
                sent += 1
                refusals = 0
            } else {
                refusals += 1
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        return sent
    }

    @Test func `whoever waits for the peer to have taken all is called once, when it has`() async throws {
        let line = "[" + String(repeating: "1", count: 10_000) + "]"
        try await withSubscriber(.patient { $0.pushBacklog = 100_000 }) { subscriber, socket, server in
            let calls = Mutex(0)
            subscriber.whenDrained { calls.withLock { $0 += 1 } }
            #expect(calls.withLock { $0 } == 1)
            try await socket.setReading(false)
            let sent = try await fill(subscriber, with: line)
            subscriber.whenDrained { calls.withLock { $0 += 10 } }
            #expect(calls.withLock { $0 } == 1)
            try await socket.setReading(true)
            #expect(try await socket.lines(sent).count == sent)
            try await eventually { calls.withLock { $0 } == 11 }
            await socket.close()
            try await eventually { server.connectionCount == 0 }
            subscriber.whenDrained { calls.withLock { $0 += 100 } }
            #expect(calls.withLock { $0 } == 11)
        }
    }

    @Test func `pushing to a closed connection or a line over the limit fails`() async throws {
        try await withSubscriber(.patient { $0.maximumResponse = 10 }) { subscriber, socket, server in
            #expect(!subscriber.send("[1234567890]"))
            await socket.close()
            try await eventually { server.connectionCount == 0 }
            #expect(!subscriber.send("[1]"))
        }
    }
}
