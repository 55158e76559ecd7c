import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Everything a candidate can ask.
struct QuestionService: Sendable {
    /// How many words a search looks for.
    static let wordLimit = 20

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Questions.Search.self, by: search)
    }

    func search(
        _ params: Questions.Search.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<AskableQuestion> {
        let request = try PageRequest(Questions.Search.self, params)
        let words = params.text?.text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words?.count ?? 0 <= Self.wordLimit else {
            throw .invalid(path: "params.text", reason: "has more than \(Self.wordLimit) words")
        }
        let filter = AskableFilter(
            owner: candidate.id,
            words: words,
            dimension: params.dimension,
            audience: params.audience,
            kind: params.kind,
            library: params.library,
            priority: params.priority,
            own: params.own,
            state: params.state,
            includesHidden: params.hidden ?? false,
            after: try request.afterText,
            rows: request.rows
        )
        let rows = try await store.read(by: candidate, .all(.askablePage, filter))
        return request.page(rows) {
            $0.place
        } item: {
            $0.question
        }
    }
}

extension Transaction {
    /// Looks at keys of priorities that are to be linked: each once, not too many, and all of the owner's.
    func requirePriorities(_ keys: [ID<Priority>], at path: String, of owner: ID<Account>) async throws {
        guard keys.count <= 50 else {
            throw ServiceFailure.invalid(path: path, reason: "must have at most 50 items")
        }
        guard Set(keys).count == keys.count else {
            throw ServiceFailure.invalid(path: path, reason: "must not name a priority twice")
        }
        guard !keys.isEmpty else { return }
        let known = try await all(.knownPriorities, (owner: owner, keys: keys))
        guard known.count == keys.count else { throw ServiceFailure.notFound }
    }
}
