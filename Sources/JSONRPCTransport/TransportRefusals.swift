/// The lines that the transport itself says before it closes a connection.
///
/// Each is one complete JSON-RPC error answer with a null id and without a line end. The defaults are literals; a server
/// whose protocol has its own table of errors gives lines made from that.
public struct TransportRefusals: Sendable, Equatable {
    /// Said when a line is longer than ``ConnectionLimits/maximumFrame``.
    public var frameTooLarge = line(-32_001, "frame_too_large", "The request is longer than the server takes.")
    /// Said when the first bytes of a connection are not a JSON text, as with an HTTP request.
    public var notJSONRPC = line(
        -32_002,
        "not_json_rpc",
        "This port speaks JSON-RPC 2.0, one JSON text per line."
    )
    /// Said when a line has begun and does not end within ``ConnectionLimits/partialLineTimeout``.
    public var partialLineTimeout = line(-32_003, "idle_timeout", "The line did not end in time.")
    /// Said when nobody has signed in within ``ConnectionLimits/unauthenticatedTimeout``.
    public var unauthenticatedTimeout = line(-32_003, "idle_timeout", "Nobody signed in on the connection in time.")
    /// Said when nothing came within ``ConnectionLimits/idleTimeout``.
    public var idleTimeout = line(-32_003, "idle_timeout", "The connection was silent for too long.")
    /// Said instead of an answer that is longer than ``ConnectionLimits/maximumResponse``.
    public var responseTooLarge = line(
        -32_004,
        "response_too_large",
        "The answer would be longer than the server sends."
    )
    /// Said when there are too many connections, in all or from one address.
    public var tooManyConnections = line(-32_005, "too_many_connections", "Too many connections.", retryable: true)
    /// Said when the server stops; requests of the connection that were not answered were not begun.
    public var shuttingDown = line(-32_012, "shutting_down", "The server is shutting down.", retryable: true)

    /// Makes the default refusals; each can then be replaced.
    public init() {}

    /// Writes an error answer with a null id.
    ///
    /// The texts need no escaping because they are literals; a `StaticString` keeps it so.
    static func line(
        _ code: Int,
        _ kind: StaticString,
        _ message: StaticString,
        retryable: Bool = false
    ) -> [UInt8] {
        Array(
            """
            {"jsonrpc":"2.0","error":{"code":\(code),"message":"\(message)",\
            "data":{"kind":"\(kind)","retryable":\(retryable)}},"id":null}
            """.utf8
        )
    }
}
