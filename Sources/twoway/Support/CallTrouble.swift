import Foundation
import JSONRPC
import JSONRPCTransport
import TwoWayProtocol

/// What went wrong with a call, and whether trying again may help.
struct CallTrouble {
    private let error: any Error
    private let place: ServerPlace

    init(_ error: any Error, place: ServerPlace) {
        self.error = error
        self.place = place
    }

    /// The server's own error: an answer, or its last words before it closed the connection.
    private var answer: RPCError? {
        if let error = error as? RPCError { return error }
        guard case .connectionClosed(_, let refusal?) = error as? LineClientError,
            case .failure(let error, _) = try? RPCReply(parsing: refusal)
        else { return nil }
        return error
    }

    /// Whether the connection is of no use any more.
    var breaksLine: Bool {
        !(error is RPCError) && !(error is CommandFailure)
    }

    /// Whether the same call may go through a moment later.
    ///
    /// A server that was never reached is not waited for.
    func mayPass(hasConnected: Bool) -> Bool {
        switch error as? LineClientError {
        case .cannotConnect: return hasConnected
        case .connectionClosed, .deadlineExceeded: return hasConnected && answer?.data?.retryable != false
        case .lineTooLong, .idInUse: return false
        case nil: break
        }
        guard let data = answer?.data else { return false }
        // With a key, or for a read, an unknown outcome is cleared up by asking again.
        return data.kind == FailureKind.outcomeUnknown.kind
            || data.retryable && data.kind != FailureKind.throttled.kind
    }

    /// What to tell the person; after a write that was sent and not answered, nobody here knows what came of it.
    func failure(mayHaveHappened: Bool) -> CommandFailure {
        if let failure = error as? CommandFailure { return failure }
        if let answer { return CommandFailure(answer) }
        if let failure = error as? TLSFailure { return CommandFailure(Self.words(failure)) }
        guard let trouble = error as? LineClientError else {
            return CommandFailure("The server at \(place) answers in a way that cannot be understood: \(error).")
        }
        switch trouble {
        case .cannotConnect(_, let reason): return cannotConnect(reason)
        case .connectionClosed, .deadlineExceeded:
            return CommandFailure(
                "The connection to \(place) broke.",
                hint: mayHaveHappened
                    ? "Look whether it happened before you try again."
                    : "Try again in a moment; if the server wants TLS, add --tls.",
                status: .unavailable
            )
        case .lineTooLong: return CommandFailure("The answer of the server is too long.")
        case .idInUse: return CommandFailure("Two calls got in each other's way.")
        }
    }

    private func cannotConnect(_ reason: String) -> CommandFailure {
        if reason.localizedCaseInsensitiveContains("certificate") {
            return CommandFailure(
                "The certificate of the server at \(place) is not to be trusted.",
                hint: "Check the name in --server, and the authority in --ca.",
                status: .unavailable
            )
        }
        if ["handshake", "ssl"].contains(where: reason.localizedCaseInsensitiveContains) {
            return CommandFailure(
                "The server at \(place) does not speak TLS as expected.",
                hint: "Check the port in --server; without TLS leave out --tls and --ca.",
                status: .unavailable
            )
        }
        return CommandFailure(
            "No server answers at \(place).",
            hint: "Is it running? Another one is chosen by --server or TWOWAY_SERVER.",
            status: .unavailable
        )
    }

    private static func words(_ failure: TLSFailure) -> String {
        switch failure {
        case .unusable(let path, _): "\(path) holds no certificate that can be used."
        case .unreadableFile(let path, _): "\(path) cannot be read."
        case .exposedPrivateKey(let path, _): "\(path) can be read by others."
        }
    }
}
