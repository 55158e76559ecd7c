import JSONRPC
import Logging
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Answers the lines of a connection: what stands between the transport and the services.
public struct Responder: Sendable {
    private let processor: RPCProcessor
    private let router: Router
    private let store: Store
    private let deadline: Duration
    private let logger: Logger

    /// Answers with the services of a router; a request may take `deadline` of the database, all its round trips together.
    public init(router: Router, store: Store, limits: RPCLimits, deadline: Duration, logger: Logger) {
        self.deadline = deadline
        self.processor = RPCProcessor(limits: limits)
        self.router = router
        self.store = store
        self.logger = logger
    }

    /// The answer to one line, or nil when there is nothing to answer.
    ///
    /// Never logs what the line says.
    public func respond(to line: [UInt8], in conversation: Conversation) async -> [UInt8]? {
        await keepAlive(conversation)
        let call = Call(conversation: conversation)
        let response = await processor.respond(to: line) { request in
            await RequestDeadline.$instant.withValue(.now + deadline) { await answer(request, call) }
        }
        conversation.answered()
        return response
    }

    private func answer(_ request: RPCRequest, _ call: Call) async -> Result<[UInt8], RPCError> {
        do {
            guard let result = try await router.answer(request, call) else { return .failure(.methodNotFound) }
            return .success(result)
        } catch {
            let incident = store.newID(Incident.self).description
            if case .unexpected(let details) = error {
                logger.error(
                    "unexpected failure",
                    metadata: ["incident": "\(incident)", "method": "\(request.method)", "details": "\(details)"]
                )
            }
            return .failure(RPCError(error, incident: incident))
        }
    }

    /// Notes at times that the session is in use, since it ends after twelve idle hours.
    private func keepAlive(_ conversation: Conversation) async {
        guard let account = conversation.dueForTouch(at: store.now()) else { return }
        do {
            try await store.database.execute(
                .touchSession,
                (),
                as: .auth(tokenHash: account.tokenHash),
                within: .seconds(1)
            )
        } catch {
            // The request itself will meet the same trouble and answer for it.
            logger.debug("a session could not be touched", metadata: ["error": "\(error)"])
        }
    }

    private enum Incident {}
}
