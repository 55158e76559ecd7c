import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Assumptions of a candidate that are to be verified.
struct BeliefService: Sendable {
    let store: Store

    /// The most beliefs that one opportunity may have, those that evidence opened not counted in.
    static let maximumPerOpportunity = 200

    func serve(on router: inout Router) {
        router.serve(Beliefs.Create.self, by: create)
        router.serve(Beliefs.Update.self, by: update)
        router.serve(Beliefs.Dismiss.self, by: dismiss)
        router.serve(Beliefs.List.self, by: list)
        router.serve(Beliefs.Get.self, by: get)
    }

    func create(_ params: Beliefs.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Belief {
        try Self.check(params.expected)
        return try await store.write(Beliefs.Create.self, params, by: candidate) { transaction in
            let opportunity = OwnedID(candidate.id, params.opportunity)
            let (held, priorities, count) = try await transaction.run(
                .first(.heldOpportunity, OpportunityPlace(opportunity)),
                .all(.prioritiesOfOpportunity, opportunity),
                .one(.countBeliefs, opportunity)
            )
            guard held != nil else { throw ServiceFailure.notFound }
            guard priorities.contains(where: { $0.key == params.priority }) else {
                throw ServiceFailure.invalid(path: "params.priority", reason: "is not in the set that counts")
            }
            guard count < Self.maximumPerOpportunity else {
                throw ServiceFailure.limitReached(
                    "An opportunity may have at most \(Self.maximumPerOpportunity) beliefs."
                )
            }
            let belief = Belief(
                id: store.newID(),
                opportunity: params.opportunity,
                priority: params.priority,
                statement: params.statement,
                basis: params.basis,
                scope: params.scope,
                expected: params.expected,
                state: .unverified,
                revision: 1,
                updatedAt: store.now()
            )
            try await transaction.execute(.createBelief, (owner: candidate.id, belief: belief))
            return try await settled(belief, of: candidate, in: transaction)
        }
    }

    func update(_ params: Beliefs.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> Belief {
        if let expected = params.expected { try Self.check(expected) }
        return try await store.write(Beliefs.Update.self, params, by: candidate) { transaction in
            var belief = try await open(params.id, params.revision, of: candidate, in: transaction)
            belief.statement = params.statement ?? belief.statement
            belief.basis = params.basis.applied(to: belief.basis)
            belief.scope = params.scope ?? belief.scope
            belief.expected = params.expected ?? belief.expected
            try await transaction.execute(.updateBelief, (owner: candidate.id, belief: belief))
            return try await settled(belief, of: candidate, in: transaction)
        }
    }

    func dismiss(_ params: Beliefs.Dismiss.Params, by candidate: Candidate) async throws(ServiceFailure) -> Belief {
        try await store.write(Beliefs.Dismiss.self, params, by: candidate) { transaction in
            var belief = try await open(params.id, params.revision, of: candidate, in: transaction)
            belief.state = .dismissed
            belief.dismissReason = params.reason
            try await transaction.execute(.updateBelief, (owner: candidate.id, belief: belief))
            return try await settled(belief, of: candidate, in: transaction)
        }
    }

    func list(_ params: Beliefs.List.Params, by candidate: Candidate) async throws(ServiceFailure) -> Page<Belief> {
        let request = try PageRequest(Beliefs.List.self, params)
        let page = BeliefPage(
            page: OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows),
            opportunity: params.opportunity,
            state: params.state,
            unchecked: params.unchecked ?? false
        )
        let beliefs: [Belief]
        if let opportunity = params.opportunity {
            let (search, found) = try await store.read(
                by: candidate,
                .first(.jobSearchOfOpportunity, OwnedID(candidate.id, opportunity)),
                .all(.beliefsOfOpportunity, page)
            )
            guard search != nil else { throw .notFound }
            beliefs = found
        } else {
            beliefs = try await store.read(by: candidate, .all(page.unchecked ? .uncheckedBeliefs : .beliefs, page))
        }
        return request.page(beliefs) { $0.id.rawValue }
    }

    func get(_ params: Beliefs.Get.Params, by candidate: Candidate) async throws(ServiceFailure) -> BeliefView {
        let id = OwnedID(candidate.id, params.id)
        let (belief, evidence) = try await store.read(by: candidate, .first(.belief, id), .all(.evidenceOnBelief, id))
        guard let belief else { throw .notFound }
        return BeliefView(belief, evidence: evidence)
    }

    /// The belief locked for an edit, after its opportunity; a dismissed one is not edited any more.
    private func open(
        _ id: ID<Belief>,
        _ revision: Revision,
        of candidate: Candidate,
        in transaction: Transaction
    ) async throws -> Belief {
        let owned = OwnedID(candidate.id, id)
        let (_, row) = try await transaction.run(
            .first(.heldOpportunityOfBelief, owned),
            .first(.beliefForUpdate, owned)
        )
        guard let row else { throw ServiceFailure.notFound }
        try row.require(revision)
        guard !row.state.isFinal else {
            throw ServiceFailure.invalidState("A belief that was dismissed does not come back; note it anew.")
        }
        return row
    }

    /// The belief as it stands once the evidence has been looked at.
    private func settled(_ belief: Belief, of candidate: Candidate, in transaction: Transaction) async throws -> Belief
    {
        try await EvidenceUpkeep(store: store)
            .refresh(belief.opportunity, owner: candidate.id, in: transaction)
        return try await transaction.one(.belief, OwnedID(candidate.id, belief.id))
    }

    private static func check(_ expected: Int) throws(ServiceFailure) {
        guard (1...5).contains(expected) else {
            throw .invalid(path: "params.expected", reason: "must be from 1 to 5")
        }
    }
}
