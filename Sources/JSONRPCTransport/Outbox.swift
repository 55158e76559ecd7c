import NIOCore
import Synchronization

/// The pushed lines of one connection on their way to its event loop and to the socket.
///
/// What one turn of the loop finds is written together. Bytes count from `send` until the socket has taken them.
final class Outbox: Sendable {
    private struct State {
        var lines: [[UInt8]] = []
        var bytes = 0
        var isScheduled = false
        /// What to call when no bytes are left.
        var whenDrained: (@Sendable () -> Void)?
        /// Nil before the connection is set up and after it has ended.
        var handler: NIOLoopBound<ConnectionHandler>?
    }

    private let limits: ConnectionLimits
    private let eventLoop: any EventLoop
    private let state = Mutex(State())

    init(limits: ConnectionLimits, eventLoop: any EventLoop) {
        self.limits = limits
        self.eventLoop = eventLoop
    }

    /// Connects the way out; called on the event loop.
    func open(_ handler: ConnectionHandler) {
        let handler = NIOLoopBound(handler, eventLoop: eventLoop)
        state.withLock { $0.handler = handler }
    }

    /// Lets go of the connection; every `send` is false from now on.
    func close() {
        state.withLock { $0 = State() }
    }

    func send(_ line: [UInt8]) -> Bool {
        guard line.count <= limits.maximumResponse else { return false }
        enum Verdict { case refused, joined, first }
        let verdict = state.withLock { state -> Verdict in
            let isFull = state.bytes > 0 && state.bytes + line.count > limits.pushBacklog
            guard state.handler != nil, !isFull else { return .refused }
            state.lines.append(line)
            state.bytes += line.count
            defer { state.isScheduled = true }
            return state.isScheduled ? .joined : .first
        }
        if verdict == .first { eventLoop.execute { self.drain() } }
        return verdict != .refused
    }

    /// Calls back once when nothing waits any more; never after the end.
    func whenDrained(_ body: @escaping @Sendable () -> Void) {
        let isDrained = state.withLock { state in
            guard state.bytes > 0 else { return state.handler != nil }
            state.whenDrained = body
            return false
        }
        if isDrained { body() }
    }

    private func drain() {
        let (lines, handler) = state.withLock { state in
            state.isScheduled = false
            defer { state.lines = [] }
            return (state.lines, state.handler)
        }
        guard let handler, !lines.isEmpty else { return }
        let bytes = lines.reduce(0) { $0 + $1.count }
        let written = eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in
            let whenDrained = self.state.withLock { state in
                state.bytes = max(0, state.bytes - bytes)
                return state.bytes == 0 ? state.whenDrained.take() : nil
            }
            whenDrained?()
        }
        handler.value.push(lines, written: written)
    }
}
