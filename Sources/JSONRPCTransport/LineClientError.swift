/// Why a client has no connection, or not any more.
public enum LineClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nobody answers there, or the TLS handshake failed.
    case cannotConnect(place: String, reason: String)
    /// The connection is closed. If the server said why in a last line, `refusal` is that line.
    case connectionClosed(reason: String, refusal: [UInt8]?)
    /// A line of the server is longer than ``ConnectionLimits/maximumResponse``.
    case lineTooLong
    /// No answer came in time; whether the call was carried out is unknown.
    case deadlineExceeded(id: Int)
    /// Another call with this id waits on the same connection.
    case idInUse(id: Int)

    public var description: String {
        switch self {
        case .cannotConnect(let place, let reason): "cannot connect to \(place): \(reason)"
        case .connectionClosed(let reason, let refusal):
            if let refusal {
                "the server closed the connection: \(String(decoding: refusal, as: UTF8.self))"
            } else {
                "the connection is closed: \(reason)"
            }
        case .lineTooLong: "the server sent a line that is longer than the limit"
        case .deadlineExceeded(let id): "no answer to call \(id) in time; it may have been carried out"
        case .idInUse(let id): "a call with id \(id) is already waiting on this connection"
        }
    }
}
