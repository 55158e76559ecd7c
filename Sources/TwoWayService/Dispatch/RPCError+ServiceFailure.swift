import JSONRPC
import TwoWayModel
import TwoWayProtocol

extension RPCError {
    /// The failure as it goes over the wire.
    ///
    /// An unexpected one shows only the incident under which the log has the details.
    init(_ failure: ServiceFailure, incident: String) {
        guard let kind = failure.kind else {
            if case .invalid(let path, let reason) = failure {
                self = .invalidParams(path: path, reason: reason)
            } else {
                self = .internalError(incident: incident)
            }
            return
        }
        self.init(kind, failure.details)
    }

    /// A failure of a kind with what its data says besides.
    init(_ kind: FailureKind, _ details: FailureDetails = FailureDetails()) {
        self.init(
            code: kind.rawValue,
            message: kind.message,
            data: RPCErrorData(
                kind: kind.kind,
                retryable: kind.isRetryable,
                path: details.path,
                reason: details.reason,
                extra: details.extra
            )
        )
    }
}

/// What the data of an error says besides its kind.
struct FailureDetails {
    var path: String?
    var reason: String?
    var extra: [String: RawJSON] = [:]

    init(path: String? = nil, reason: String? = nil) {
        self.path = path
        self.reason = reason
    }

    /// Adds a member; a value that cannot be encoded is left out.
    func with(_ name: String, _ value: some Encodable) -> FailureDetails {
        var details = self
        details.extra[name] = try? RawJSON(encoding: value)
        return details
    }
}

extension ServiceFailure {
    fileprivate var details: FailureDetails {
        switch self {
        case .stale(let current): FailureDetails().with("current", current)
        case .alreadyExists(let path): FailureDetails(path: path)
        case .invalidState(let reason), .limitReached(let reason), .passwordRefused(let reason):
            FailureDetails(reason: reason)
        case .checkFailed(let findings): FailureDetails().with("findings", findings)
        case .throttled(let retryAfter): FailureDetails().with("retryAfter", retryAfter.rounded(.up))
        case .protocolUnsupported(let min, let max): FailureDetails().with("min", min).with("max", max)
        case .denied, .invalid, .notFound, .keyReused, .codeInvalid, .invalidCredentials, .secondFactorRequired,
            .frozen, .unavailable, .outcomeUnknown, .deadlineExceeded, .busy, .unexpected:
            FailureDetails()
        }
    }
}
