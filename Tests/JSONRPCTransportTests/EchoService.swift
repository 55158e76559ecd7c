import NIOCore
import Synchronization

@testable import JSONRPCTransport

/// A service that answers each line with the line, unless the test gives another answer, and remembers what it saw.
final class EchoService: LineService {
    typealias Answer = @Sendable ([UInt8], LineSender) async -> LineReply

    private struct Seen {
        var lines: [String] = []
        var opened = 0
        var closed = 0
    }

    private let seen = Mutex(Seen())
    private let answer: Answer

    init(_ answer: @escaping Answer = { line, _ in LineReply(bytes: line, authenticated: true) }) {
        self.answer = answer
    }

    var lines: [String] { seen.withLock { $0.lines } }
    var opened: Int { seen.withLock { $0.opened } }
    var closed: Int { seen.withLock { $0.closed } }

    func open(_ peer: PeerAddress, outbound: LineSender) -> any LineSession {
        seen.withLock { $0.opened += 1 }
        return Session(service: self, outbound: outbound)
    }

    private struct Session: LineSession {
        let service: EchoService
        let outbound: LineSender

        func respond(to line: [UInt8]) async -> LineReply {
            service.seen.withLock { $0.lines.append(String(decoding: line, as: UTF8.self)) }
            return await service.answer(line, outbound)
        }

        func closed() async {
            service.seen.withLock { $0.closed += 1 }
        }
    }
}

/// A door that answers wait at until the test opens it.
final class Door: Sendable {
    private let opened = Mutex(false)
    private let waiters = Mutex<[CheckedContinuation<Void, Never>]>([])
    private let arrived = Mutex(0)

    var arrivals: Int { arrived.withLock { $0 } }

    func pass() async {
        arrived.withLock { $0 += 1 }
        await withCheckedContinuation { continuation in
            let isOpen = opened.withLock { isOpen in
                if !isOpen { waiters.withLock { $0.append(continuation) } }
                return isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = opened.withLock { isOpen in
            isOpen = true
            return waiters.withLock { list in
                defer { list = [] }
                return list
            }
        }
        for waiter in waiting { waiter.resume() }
    }
}

/// Waits until something is so; throws after a time that only a hanging test needs.
func eventually(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !condition() {
        guard ContinuousClock.now < end else { throw TestSocket.HeardNothing() }
        try await Task.sleep(for: .milliseconds(5))
    }
}
