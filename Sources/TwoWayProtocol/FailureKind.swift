import JSONRPC

/// The kinds of failure a caller can meet; the raw value is the JSON-RPC code, so that two kinds cannot share one.
///
/// `kind` in the error's data is the contract. -32000 to -32099 are of the session and the transport, positive codes are
/// of the domain; the five of JSON-RPC itself are in the module JSONRPC.
public enum FailureKind: Int, CaseIterable, Sendable {
    case helloRequired = -32000
    case frameTooLarge = -32001
    case notJSONRPC = -32002
    case idleTimeout = -32003
    case responseTooLarge = -32004
    case tooManyConnections = -32005
    case protocolUnsupported = -32006
    case throttled = -32007
    case unavailable = -32008
    case outcomeUnknown = -32009
    case deadlineExceeded = -32010
    case busy = -32011
    case shuttingDown = -32012

    case unauthenticated = 1
    case forbidden = 2
    case notFound = 3
    case invalidCredentials = 4
    case staleRevision = 5
    case alreadyExists = 6
    case invalidState = 7
    case keyReused = 8
    case limitReached = 9
    case checkFailed = 10
    case codeInvalid = 11
    case passwordRefused = 12
    case frozen = 13
    case secondFactorRequired = 14

    /// What any method may meet, whatever it does.
    static let ofAnyMethod: [FailureKind] = [
        .unavailable, .outcomeUnknown, .deadlineExceeded, .responseTooLarge, .shuttingDown,
    ]

    /// `data.kind` on the wire.
    public var kind: String {
        switch self {
        case .helloRequired: "hello_required"
        case .frameTooLarge: "frame_too_large"
        case .notJSONRPC: "not_json_rpc"
        case .idleTimeout: "idle_timeout"
        case .responseTooLarge: "response_too_large"
        case .tooManyConnections: "too_many_connections"
        case .protocolUnsupported: "protocol_unsupported"
        case .throttled: "throttled"
        case .unavailable: "unavailable"
        case .outcomeUnknown: "outcome_unknown"
        case .deadlineExceeded: "deadline_exceeded"
        case .busy: "busy"
        case .shuttingDown: "shutting_down"
        case .unauthenticated: "unauthenticated"
        case .forbidden: "forbidden"
        case .notFound: "not_found"
        case .invalidCredentials: "invalid_credentials"
        case .staleRevision: "stale_revision"
        case .alreadyExists: "already_exists"
        case .invalidState: "invalid_state"
        case .keyReused: "key_reused"
        case .limitReached: "limit_reached"
        case .checkFailed: "check_failed"
        case .codeInvalid: "code_invalid"
        case .passwordRefused: "password_refused"
        case .frozen: "frozen"
        case .secondFactorRequired: "second_factor_required"
        }
    }

    /// What a person reads.
    public var message: String {
        switch self {
        case .helloRequired: "Say session.hello first."
        case .frameTooLarge: "The request is longer than the server takes."
        case .notJSONRPC: "This port speaks JSON-RPC 2.0, one JSON text per line."
        case .idleTimeout: "The connection was silent for too long."
        case .responseTooLarge: "The answer would be longer than the server sends."
        case .tooManyConnections: "Too many connections."
        case .protocolUnsupported: "Server and client share no version of the protocol."
        case .throttled: "Too many tries; wait a little."
        case .unavailable: "The server cannot do this just now; try again."
        case .outcomeUnknown: "The connection to the database broke; the write may or may not have happened."
        case .deadlineExceeded: "This took too long and was given up."
        case .busy: "Too much is waiting; try again."
        case .shuttingDown: "The server is shutting down."
        case .unauthenticated: "Sign in first."
        case .forbidden: "This account's role does not allow that."
        case .notFound: "There is nothing here by that id."
        case .invalidCredentials: "E-mail address or password are not right."
        case .staleRevision: "It was changed in the meantime; read it again."
        case .alreadyExists: "There is one already."
        case .invalidState: "Its state does not allow that."
        case .keyReused: "This idempotency key was used with other parameters."
        case .limitReached: "There are as many as there may be."
        case .checkFailed: "The check found errors."
        case .codeInvalid: "The code is wrong, used or expired."
        case .passwordRefused: "This password cannot be taken."
        case .frozen: "It is frozen and cannot be changed."
        case .secondFactorRequired: "A code is needed as well."
        }
    }

    /// Whether the same call may succeed when it is simply sent again.
    public var isRetryable: Bool {
        switch self {
        case .throttled, .unavailable, .deadlineExceeded, .busy, .shuttingDown, .tooManyConnections: true
        case .helloRequired, .frameTooLarge, .notJSONRPC, .idleTimeout, .responseTooLarge, .protocolUnsupported,
            .outcomeUnknown, .unauthenticated, .forbidden, .notFound, .invalidCredentials, .staleRevision,
            .alreadyExists, .invalidState, .keyReused, .limitReached, .checkFailed, .codeInvalid, .passwordRefused,
            .frozen, .secondFactorRequired:
            false
        }
    }
}
