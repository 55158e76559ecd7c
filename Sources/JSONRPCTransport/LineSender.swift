/// Pushes lines to the peer of one connection, besides the answers.
public struct LineSender: Sendable {
    private let push: @Sendable ([UInt8]) -> Bool
    private let onDrained: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// Makes a sender that gives each line to `push`, and to `onDrained` what to call when none is waiting.
    public init(
        _ push: @escaping @Sendable ([UInt8]) -> Bool,
        onDrained: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = { $0() }
    ) {
        self.push = push
        self.onDrained = onDrained
    }

    /// Sends a line, given without its line end, in the order of the calls.
    ///
    /// False means that the line is not sent, because the connection is closed, the line is longer than
    /// ``ConnectionLimits/maximumResponse`` or the peer reads so slowly that ``ConnectionLimits/pushBacklog`` bytes
    /// wait for it. True is no promise that the peer got it.
    @discardableResult
    public func send(_ line: [UInt8]) -> Bool {
        push(line)
    }

    /// Calls `body` once when no pushed line waits for the peer any more, at once if that is so.
    ///
    /// Another call puts its `body` in place of one that waits. Nothing is called when the connection closes before.
    public func whenDrained(_ body: @escaping @Sendable () -> Void) {
        onDrained(body)
    }
}
