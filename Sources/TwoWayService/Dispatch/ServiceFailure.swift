import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol

/// What a caller did or met; the only thing a service throws.
///
/// Ask of each failure: may the caller retry now, after reading again, or only after a change? That picks the kind.
public enum ServiceFailure: Error, Sendable {
    case denied(AccessDenied)
    /// The parameters are of the right form but not right; the path names the member, such as `params.items[2].minutes`.
    case invalid(path: String, reason: String)
    /// Missing, or somebody else's; the two look the same (R1).
    case notFound
    /// The row has been edited since; the revision that is current now (R23).
    case stale(current: Revision)
    /// There is one already; the path names the member that is taken.
    case alreadyExists(path: String)
    /// The state of the thing does not allow that; a sentence for people.
    case invalidState(String)
    case keyReused
    /// A sentence with the limit.
    case limitReached(String)
    case checkFailed([Finding])
    case codeInvalid
    /// A sentence on what is wrong with the password.
    case passwordRefused(String)
    case invalidCredentials
    /// The password is right, and a code is wanted beside it.
    case secondFactorRequired
    /// Seconds to wait.
    case throttled(retryAfter: Double)
    case frozen
    case protocolUnsupported(min: Int, max: Int)
    case unavailable
    case outcomeUnknown
    case deadlineExceeded
    case busy
    /// Our own mistake: the details go to the log, the caller sees an incident id.
    case unexpected(String)
}

extension ServiceFailure {
    /// The kind on the wire; nil for the failures that JSON-RPC itself has codes for.
    public var kind: FailureKind? {
        switch self {
        case .denied(.helloRequired): .helloRequired
        case .denied(.unauthenticated): .unauthenticated
        case .denied(.forbidden): .forbidden
        case .invalid, .unexpected: nil
        case .notFound: .notFound
        case .stale: .staleRevision
        case .alreadyExists: .alreadyExists
        case .invalidState: .invalidState
        case .keyReused: .keyReused
        case .limitReached: .limitReached
        case .checkFailed: .checkFailed
        case .codeInvalid: .codeInvalid
        case .passwordRefused: .passwordRefused
        case .invalidCredentials: .invalidCredentials
        case .secondFactorRequired: .secondFactorRequired
        case .throttled: .throttled
        case .frozen: .frozen
        case .protocolUnsupported: .protocolUnsupported
        case .unavailable: .unavailable
        case .outcomeUnknown: .outcomeUnknown
        case .deadlineExceeded: .deadlineExceeded
        case .busy: .busy
        }
    }
}
