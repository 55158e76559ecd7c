import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Things that cannot both be so; `EvidenceUpkeep` finds them, the candidate decides what to make of them.
struct ContradictionService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Contradictions.List.self, by: list)
        router.serve(Contradictions.Get.self, by: get)
        router.serve(Contradictions.Explain.self, by: explain)
        router.serve(Contradictions.AcceptRisk.self, by: acceptRisk)
        router.serve(Contradictions.Dismiss.self, by: dismiss)
    }

    func list(
        _ params: Contradictions.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Contradiction> {
        let request = try PageRequest(Contradictions.List.self, params)
        let page = ContradictionPage(
            page: OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows),
            opportunity: params.opportunity,
            state: params.state
        )
        let rows: [ContradictionRow]
        if let opportunity = params.opportunity {
            let (search, found) = try await store.read(
                by: candidate,
                .first(.jobSearchOfOpportunity, OwnedID(candidate.id, opportunity)),
                .all(.contradictionsOfOpportunity, page)
            )
            guard search != nil else { throw .notFound }
            rows = found
        } else {
            rows = try await store.read(by: candidate, .all(.contradictions, page))
        }
        return request.page(Contradiction.all(rows)) { $0.id.rawValue }
    }

    func get(
        _ params: Contradictions.Get.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Contradiction {
        let rows = try await store.read(by: candidate, .all(.contradiction, OwnedID(candidate.id, params.id)))
        guard let contradiction = Contradiction.all(rows).first else { throw .notFound }
        return contradiction
    }

    func explain(
        _ params: Contradictions.Explain.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Contradiction {
        try await store.write(Contradictions.Explain.self, params, by: candidate) { transaction in
            try await decide(params.id, .explained, params.explanation, by: candidate, in: transaction)
        }
    }

    func acceptRisk(
        _ params: Contradictions.Reasoned,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Contradiction {
        try await store.write(Contradictions.AcceptRisk.self, params, by: candidate) { transaction in
            try await decide(params.id, .acceptedAsRisk, params.reason, by: candidate, in: transaction)
        }
    }

    func dismiss(
        _ params: Contradictions.Reasoned,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Contradiction {
        try await store.write(Contradictions.Dismiss.self, params, by: candidate) { transaction in
            try await decide(params.id, .dismissed, params.reason, by: candidate, in: transaction)
        }
    }

    private func decide(
        _ id: ID<Contradiction>,
        _ state: Contradiction.State,
        _ reason: Prose,
        by candidate: Candidate,
        in transaction: Transaction
    ) async throws -> Contradiction {
        let owned = OwnedID(candidate.id, id)
        let current = try await transaction.found(.contradictionForUpdate, owned)
        guard current.mayBecome(state) else {
            throw ServiceFailure.invalidState(
                current == .resolvedByData
                    ? "What is known now does not contradict itself any more; there is nothing to decide."
                    : "This contradiction was decided on before."
            )
        }
        let decision = ContradictionDecision(id: owned, state: state, reason: reason, at: store.now())
        let (_, rows) = try await transaction.run(
            .execute(.decideContradiction, decision),
            .all(.contradiction, owned)
        )
        guard let decided = Contradiction.all(rows).first else { throw ServiceFailure.notFound }
        return decided
    }
}
