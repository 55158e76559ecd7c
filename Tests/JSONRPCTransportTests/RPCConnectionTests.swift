import JSONRPC
import NIOCore
import Synchronization
import Testing

@testable import JSONRPCTransport

@Suite(.timeLimit(.minutes(2)))
struct RPCConnectionTests {
    /// A line that the echoing server sends back, where it is an answer to the call.
    private static func call(_ id: Int, result: String = "1") -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#.utf8)
    }

    private static func connect(_ port: Int) async throws -> RPCConnection {
        try await RPCConnection.connect(host: "127.0.0.1", port: port)
    }

    @Test func `an answer goes to the call with its id, whatever the order`() async throws {
        let held = Mutex<[[UInt8]]>([])
        // Answers a pair of calls with the second answer first.
        let service = EchoService { line, outbound in
            let earlier = held.withLock { held -> [UInt8]? in
                if held.isEmpty {
                    held.append(line)
                    return nil
                }
                return held.removeLast()
            }
            guard let earlier else { return LineReply(bytes: nil, authenticated: true) }
            outbound.send(line)
            return LineReply(bytes: earlier, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let connection = try await Self.connect(port)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for id in 1...200 {
                    tasks.addTask {
                        let line = Self.call(id, result: "[\(id)]")
                        let answer = try await connection.roundTrip(line, id: id)
                        #expect(answer == line)
                    }
                }
                try await tasks.waitForAll()
            }
            await connection.close()
        }
    }

    @Test func `an answer can be had as it was read`() async throws {
        try await withServer(EchoService()) { _, port, _ in
            let connection = try await Self.connect(port)
            guard case .result(let result, let id) = try await connection.reply(to: Self.call(5, result: "42"), id: 5)
            else {
                Issue.record("no result")
                return
            }
            #expect(result.integer == 42)
            #expect(id == RPCID(5))
            await connection.close()
        }
    }

    @Test func `a batch is answered through any of its ids`() async throws {
        let batch = Array("[".utf8) + Self.call(1) + Array(",".utf8) + Self.call(2) + Array("]".utf8)
        try await withServer(EchoService()) { _, port, _ in
            let connection = try await Self.connect(port)
            #expect(try await connection.roundTrip(batch, id: 2) == batch)
            await connection.close()
        }
    }

    @Test func `notifications go to their handler and not to a call`() async throws {
        let service = EchoService { line, outbound in
            for number in 1...3 {
                outbound.send(Array(#"{"jsonrpc":"2.0","method":"event","params":{"seq":\#(number)}}"#.utf8))
            }
            return LineReply(bytes: line, authenticated: true)
        }
        let heard = Mutex<[String]>([])
        try await withServer(service) { _, port, _ in
            let connection = try await RPCConnection.connect(
                host: "127.0.0.1",
                port: port,
                onNotification: { method, params in
                    heard.withLock { $0.append("\(method) \(params?["seq"]?.integer ?? 0)") }
                }
            )
            #expect(try await connection.roundTrip(Self.call(1), id: 1) == Self.call(1))
            try await eventually { heard.withLock { $0.count } == 3 }
            await connection.close()
        }
        #expect(heard.withLock { $0 } == ["event 1", "event 2", "event 3"])
    }

    @Test func `a lost connection fails all waiting calls and all later ones`() async throws {
        let door = Door()
        let service = EchoService { line, _ in
            await door.pass()
            return LineReply(bytes: nil, authenticated: true, close: true)
        }
        try await withServer(service) { _, port, _ in
            let connection = try await Self.connect(port)
            await withTaskGroup(of: Void.self) { tasks in
                for id in 1...5 {
                    tasks.addTask {
                        await #expect(throws: LineClientError.self) {
                            try await connection.roundTrip(Self.call(id), id: id)
                        }
                    }
                }
                door.open()
            }
            let closed = LineClientError.connectionClosed(reason: "closed without a word", refusal: nil)
            await #expect(throws: closed) { try await connection.roundTrip(Self.call(6), id: 6) }
        }
    }

    @Test func `the reason the server gave for closing is in the error`() async throws {
        let limits = ConnectionLimits.patient { $0.maximumFrame = 10 }
        try await withServer(EchoService(), limits: limits) { _, port, _ in
            let connection = try await Self.connect(port)
            let error = await #expect(throws: LineClientError.self) {
                try await connection.roundTrip(Self.call(1), id: 1)
            }
            #expect(error?.description.contains("frame_too_large") == true)
        }
    }

    @Test func `a call that is not answered in time fails and its late answer disturbs nobody`() async throws {
        let door = Door()
        let service = EchoService { line, _ in
            if line == Self.call(1) { await door.pass() }
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let connection = try await Self.connect(port)
            await #expect(throws: LineClientError.deadlineExceeded(id: 1)) {
                try await connection.roundTrip(Self.call(1), id: 1, deadline: .milliseconds(20))
            }
            door.open()
            #expect(try await connection.roundTrip(Self.call(2), id: 2) == Self.call(2))
            await connection.close()
        }
    }

    @Test func `a cancelled call stops waiting`() async throws {
        let door = Door()
        let service = EchoService { line, _ in
            await door.pass()
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let connection = try await Self.connect(port)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await connection.roundTrip(Self.call(1), id: 1, deadline: .seconds(3600))
                    }
                }
                tasks.cancelAll()
            }
            door.open()
            await connection.close()
        }
    }

    @Test func `two waiting calls cannot share an id`() async throws {
        let door = Door()
        let service = EchoService { line, _ in
            await door.pass()
            return LineReply(bytes: line, authenticated: true)
        }
        try await withServer(service) { _, port, _ in
            let connection = try await Self.connect(port)
            async let first = connection.roundTrip(Self.call(1), id: 1)
            try await eventually { door.arrivals == 1 }
            await #expect(throws: LineClientError.idInUse(id: 1)) {
                try await connection.roundTrip(Self.call(1), id: 1)
            }
            door.open()
            #expect(try await first == Self.call(1))
            await connection.close()
        }
    }

    @Test(arguments: ["nonsense", #"{"jsonrpc":"2.0"}"#, "[" + String(repeating: "1", count: 200) + "]"])
    func `a server that does not speak the protocol is left`(answer: String) async throws {
        let service = EchoService { _, _ in LineReply(bytes: Array(answer.utf8), authenticated: true) }
        try await withServer(service) { server, port, _ in
            let connection = try await RPCConnection.connect(
                host: "127.0.0.1",
                port: port,
                limits: ConnectionLimits(maximumResponse: 100)
            )
            await #expect(throws: LineClientError.self) { try await connection.roundTrip(Self.call(1), id: 1) }
            try await eventually { server.connectionCount == 0 }
        }
    }

    @Test func `nobody there is an error that names the place`() async throws {
        let port = try await withServer(EchoService()) { _, port, _ in port }
        let error = await #expect(throws: LineClientError.self) { try await Self.connect(port) }
        #expect(error?.description.contains("127.0.0.1:\(port)") == true)
    }
}
