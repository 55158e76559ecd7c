/// Pushes lines to the peer of one connection, besides the answers.
public struct LineSender: Sendable {
    private let push: @Sendable ([UInt8]) -> Bool

    /// Makes a sender that gives each line to `push`.
    public init(_ push: @escaping @Sendable ([UInt8]) -> Bool) {
        self.push = push
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
}
