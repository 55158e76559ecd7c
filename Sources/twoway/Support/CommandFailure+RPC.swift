import JSONRPC
import TwoWayModel
import TwoWayProtocol

extension CommandFailure {
    /// What a server's error means to the person at the keyboard.
    init(_ error: RPCError) {
        let kind = error.data.flatMap { data in FailureKind.allCases.first { $0.kind == data.kind } }
        if let kind {
            self.init(kind, error)
        } else {
            self.init(foreign: error)
        }
    }

    private init(_ kind: FailureKind, _ error: RPCError) {
        let reason = error.data?.reason
        var sentence = kind.message
        if let path = error.data?.path {
            sentence =
                kind == .alreadyExists
                ? "There is one already with the same \(Self.shortPath(path))."
                : "\(Self.withoutStop(kind.message)): \(Self.shortPath(path)) \(reason ?? "is the reason")."
        } else if let reason {
            sentence = kind == .passwordRefused ? "The password \(Self.withStop(reason))" : Self.withStop(reason)
        }
        if kind == .throttled, let wait = error.data?.extra["retryAfter"].flatMap(Self.integer) {
            sentence = "Too many tries; wait \(wait) seconds."
        }
        self.init(sentence, hint: kind.hint, details: Self.findings(in: error), status: kind.status)
        self.kind = kind
    }

    /// The errors of JSON-RPC itself, and those of a server that this program does not know.
    private init(foreign error: RPCError) {
        switch error.data?.kind {
        case "invalid_params":
            guard let path = error.data?.path, let reason = error.data?.reason else { fallthrough }
            self.init("\(Self.shortPath(path)) \(Self.withStop(reason))")
        case "internal_error":
            let incident = error.data?.extra["incident"].flatMap { (try? $0.parsed())?.string }
            self.init(
                "Something went wrong inside the server\(incident.map { " (incident \($0))" } ?? "").",
                hint: "Tell whoever runs the server; it wrote down what happened."
            )
        case "method_not_found":
            self.init("The server does not know this method.", hint: "It may be older than this program.")
        default:
            self.init(Self.withStop([error.message, error.data?.reason].compactMap(\.self).joined(separator: ": ")))
        }
    }

    /// The path as people read it: what was sent, without the wrapping.
    private static func shortPath(_ path: String) -> String {
        path.hasPrefix("params.") ? String(path.dropFirst("params.".count)) : path
    }

    private static func withStop(_ text: String) -> String {
        text.hasSuffix(".") ? text : text + "."
    }

    private static func withoutStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func integer(_ json: RawJSON) -> Int? {
        (try? json.parsed())?.integer
    }

    private static func findings(in error: RPCError) -> [String] {
        guard let node = try? error.data?.extra["findings"]?.parsed(),
            let findings = try? JSONDecoding.decode([Finding].self, from: node, at: "findings", surplus: .ignored)
        else { return [] }
        return findings.filter { $0.severity == .error }.map { "\($0.path) \($0.message)" }
    }
}

extension FailureKind {
    fileprivate var status: CommandStatus {
        switch self {
        case .notFound: .notFound
        case .unauthenticated, .forbidden, .invalidCredentials, .codeInvalid, .secondFactorRequired: .login
        case .staleRevision, .alreadyExists, .keyReused: .conflict
        case .unavailable, .outcomeUnknown, .deadlineExceeded, .busy, .shuttingDown, .tooManyConnections, .throttled,
            .idleTimeout:
            .unavailable
        case .helloRequired, .frameTooLarge, .notJSONRPC, .responseTooLarge, .protocolUnsupported, .invalidState,
            .limitReached, .checkFailed, .passwordRefused, .frozen:
            .failure
        }
    }

    fileprivate var hint: String? {
        switch self {
        case .unauthenticated: "Log in first: twoway login"
        case .forbidden: "twoway whoami shows which roles this account has."
        case .invalidCredentials: "Try again: twoway login"
        case .codeInvalid: "Type what the app shows now; for a code that was given to you, ask for a new one."
        case .secondFactorRequired: "Add what your authenticator app shows: --code 123456"
        case .staleRevision: "Run the command again; it reads the newest state first."
        case .outcomeUnknown: "Look whether it happened before you try again."
        case .unavailable, .busy, .deadlineExceeded, .shuttingDown, .tooManyConnections: "Try again in a moment."
        case .responseTooLarge: "Ask for less at a time, with --limit."
        case .protocolUnsupported: "Use a version of this program that fits the server."
        case .helloRequired, .frameTooLarge, .notJSONRPC, .idleTimeout, .throttled, .notFound, .alreadyExists,
            .invalidState, .keyReused, .limitReached, .checkFailed, .passwordRefused, .frozen:
            nil
        }
    }
}
