import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Changes that candidates propose to the owner of a library.
///
/// The owner reads what was written and, if it is signed, the name; never which account wrote it.
struct SuggestionService: Sendable {
    /// How many open suggestions a candidate may have.
    static let openLimit = 200
    /// How many of them for one library.
    static let openLimitOfLibrary = 20

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Suggestions.Create.self, by: create)
        router.serve(Suggestions.Withdraw.self, by: withdraw)
        router.serve(Suggestions.List.self, by: list)
        router.serve(Suggestions.Decide.self, by: decide)
    }

    /// Not found is also the answer for a library one does not follow, or follows at another version.
    func create(
        _ params: Suggestions.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Suggestion {
        let new = NewSuggestion(
            owner: candidate.id,
            id: store.newID(),
            library: params.library,
            version: params.version,
            questionKey: params.questionKey,
            text: params.text,
            reason: params.reason,
            signed: params.signed ?? false
        )
        return try await store.write(Suggestions.Create.self, params, by: candidate) { transaction in
            let (hasPlace, open) = try await transaction.run(
                .first(.suggestionHasPlace, new),
                .one(.openSuggestions, (owner: candidate.id, library: params.library))
            )
            guard let hasPlace else { throw ServiceFailure.notFound }
            guard hasPlace else {
                throw ServiceFailure.invalid(
                    path: "params.questionKey",
                    reason: "is not a question of that version; leave it out to suggest a new one"
                )
            }
            guard open.ofLibrary < Self.openLimitOfLibrary else {
                throw ServiceFailure.limitReached(
                    "There may be at most \(Self.openLimitOfLibrary) open suggestions for a library."
                )
            }
            guard open.all < Self.openLimit else {
                throw ServiceFailure.limitReached("There may be at most \(Self.openLimit) open suggestions.")
            }
            try await transaction.require(.suggestions, of: candidate.id)
            return try await transaction.found(.createSuggestion, new)
        }
    }

    func withdraw(
        _ params: Suggestions.Withdraw.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Suggestion {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Suggestions.Withdraw.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.suggestionForUpdate, id)
            try row.requireOpen()
            row.decidedAt = try await transaction.one(.withdrawSuggestion, id)
            row.state = .withdrawn
            return row
        }
    }

    func list(_ params: Suggestions.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Suggestion> {
        let request = try PageRequest(Suggestions.List.self, params)
        let page = SuggestionPage(
            OwnerPage(owner: member.id, before: try request.beforeID, rows: request.rows),
            library: params.library,
            state: params.state
        )
        let rows: [Suggestion]
        if params.received ?? (member.asCandidate == nil) {
            guard let coach = member.asCoach else { throw .denied(.forbidden) }
            rows = try await store.read(by: coach, .all(.receivedSuggestions, page))
        } else {
            guard let candidate = member.asCandidate else { throw .denied(.forbidden) }
            rows = try await store.read(by: candidate, .all(.ownSuggestions, page))
        }
        return request.page(rows) { $0.id.rawValue }
    }

    /// One that was taken back is not found any more.
    func decide(_ params: Suggestions.Decide.Params, by coach: Coach) async throws(ServiceFailure) -> Suggestion {
        let id = OwnedID(coach.id, params.id)
        return try await store.write(Suggestions.Decide.self, params, by: coach) { transaction in
            var row = try await transaction.found(.receivedSuggestion, id)
            try row.requireOpen()
            do {
                let fate = SuggestionFate(id, fate: params.fate, reply: params.reply)
                row.decidedAt = try await transaction.one(.decideSuggestion, fate)
            } catch StorageError.constraint(name: Suggestion.decidedConstraint, sqlState: _) {
                throw ServiceFailure.invalidState("The suggestion has its answer already.")
            }
            row.reply = params.reply
            row.state = params.fate.state
            return row
        }
    }
}

extension Suggestion {
    fileprivate func requireOpen() throws(ServiceFailure) {
        switch state {
        case .open: return
        case .accepted, .declined: throw .invalidState("The suggestion has its answer already.")
        case .withdrawn: throw .invalidState("The suggestion was taken back already.")
        case .superseded:
            throw .invalidState("The suggestion was overtaken: a later version changed or removed the question.")
        }
    }
}

extension Suggestion.Decision {
    fileprivate var state: Suggestion.State {
        switch self {
        case .accepted: .accepted
        case .declined: .declined
        }
    }
}
