/// The way in which a connection pushes lines to its peer, beside the answers.
public struct EventSink: Sendable {
    /// Gives a line away to be sent; false when the connection is closed or too much is waiting for its peer already.
    let send: @Sendable ([UInt8]) -> Bool
    /// Calls back once when nothing is waiting for the peer any more, at once if that is so; never after the end.
    let whenDrained: @Sendable (@escaping @Sendable () -> Void) -> Void

    public init(
        send: @escaping @Sendable ([UInt8]) -> Bool,
        whenDrained: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
    ) {
        self.send = send
        self.whenDrained = whenDrained
    }
}
