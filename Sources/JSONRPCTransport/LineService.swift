/// What answers the lines of a server's connections.
public protocol LineService: Sendable {
    /// Opens a session for a new connection.
    ///
    /// Called once per connection that is served, on the event loop of the connection, before its first line; it must
    /// not block. `outbound` may be kept and used at any time, from any thread.
    func open(_ peer: PeerAddress, outbound: LineSender) -> any LineSession
}

/// One connection, as the service sees it.
///
/// The lines of a connection come one after another: `respond` is not called again before it has returned. Both
/// functions start on the event loop of their connection and must not block it; anything that waits must suspend.
public protocol LineSession: Sendable {
    /// Answers one line, which is neither empty nor longer than the limit.
    ///
    /// It is finished even if the peer goes away meanwhile; its task is cancelled when the server has run out of
    /// patience while shutting down. The time that an answer may take is kept by the implementation.
    func respond(to line: [UInt8]) async -> LineReply

    /// Ends the session; called exactly once, after the last line was answered.
    func closed() async
}

/// What a session says to one line.
public struct LineReply: Sendable, Equatable {
    /// The answer without its line end; nil when there is none, as for a notification.
    public var bytes: [UInt8]?
    /// Whether a caller is signed in on the connection now.
    ///
    /// Once it was true the connection is no longer held to ``ConnectionLimits/unauthenticatedTimeout``.
    public var authenticated: Bool
    /// Whether to close the connection after the answer.
    public var close: Bool

    /// Makes a reply.
    public init(bytes: [UInt8]?, authenticated: Bool, close: Bool = false) {
        self.bytes = bytes
        self.authenticated = authenticated
        self.close = close
    }
}
