import NIOCore

@testable import JSONRPCTransport

/// A connection's state with a clock that the test moves, and texts instead of bytes.
struct ConnectionScript {
    let refusals = TransportRefusals()
    var state: ConnectionState
    private var now = NIODeadline.uptimeNanoseconds(1_000_000_000)

    init(_ limits: ConnectionLimits = ConnectionLimits()) {
        state = ConnectionState(limits: limits, refusals: refusals, now: now)
    }

    mutating func receive(_ text: String) {
        state.received(ByteBuffer(string: text), now)
    }

    mutating func endInput() {
        state.closedInput(now)
    }

    mutating func reply(authenticated: Bool = false, close: Bool = false) {
        state.replied(authenticated: authenticated, close: close, now)
    }

    mutating func writable(_ isWritable: Bool) {
        state.writabilityChanged(isWritable, now)
    }

    mutating func push() {
        state.pushed(now)
    }

    mutating func flush() {
        state.flushed(now)
    }

    mutating func step() -> ConnectionState.Step {
        state.next(now)
    }

    /// Answers a first line that signs a caller in.
    mutating func signIn() {
        receive("{}\n")
        _ = step()
        reply(authenticated: true)
    }

    /// Lets time pass, waking the state only when it asked for it.
    mutating func pass(_ time: TimeAmount) {
        let end = now + time
        while let deadline = state.nextDeadline, deadline <= end {
            now = max(now, deadline)
            state.timePassed(now)
            if let next = state.nextDeadline, next <= deadline { break }
        }
        now = end
    }
}

extension ConnectionState.Step {
    static func deliver(_ text: String) -> Self {
        .deliver(Array(text.utf8))
    }
}
