import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// A candidate's reasoned exceptions from must-haves (R14).
struct WaiverService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Waivers.Grant.self, by: grant)
        router.serve(Waivers.Revoke.self, by: revoke)
        router.serve(Waivers.List.self, by: list)
    }

    func grant(_ params: Waivers.Grant.Params, by candidate: Candidate) async throws(ServiceFailure) -> Waiver {
        try await store.write(Waivers.Grant.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.opportunity)
            let (held, priorities, live, count) = try await transaction.run(
                .first(.heldOpportunity, OpportunityPlace(owned)),
                .all(.prioritiesOfOpportunity, owned),
                .all(.liveWaivers, owned),
                .one(.countWaivers, owned)
            )
            guard held != nil else { throw ServiceFailure.notFound }
            guard let priority = priorities.first(where: { $0.key == params.priority }) else {
                throw ServiceFailure.invalid(path: "params.priority", reason: "is not in the set that counts")
            }
            guard priority.mustHave else {
                throw ServiceFailure.invalid(path: "params.priority", reason: "is no must-have, and needs no waiver")
            }
            guard !live.contains(where: { $0.priority == params.priority }) else {
                throw ServiceFailure.alreadyExists(path: "params.priority")
            }
            guard count < Waiver.maximumPerOpportunity else {
                throw ServiceFailure.limitReached(
                    "An opportunity may have at most \(Waiver.maximumPerOpportunity) waivers, revoked ones included."
                )
            }
            let waiver = Waiver(
                id: store.newID(),
                opportunity: params.opportunity,
                priority: params.priority,
                reason: params.reason,
                createdAt: store.now()
            )
            return try await transaction.one(.createWaiver, (owner: candidate.id, waiver: waiver))
        }
    }

    func revoke(_ params: Waivers.Revoke.Params, by candidate: Candidate) async throws(ServiceFailure) -> Waiver {
        try await store.write(Waivers.Revoke.self, params, by: candidate) { transaction in
            let id = OwnedID(candidate.id, params.id)
            let waiver = try await transaction.found(.waiver, id)
            let opportunity = OwnedID(candidate.id, waiver.opportunity)
            // The lock under which a job is accepted; the schema refuses to take away what that rests on.
            let (_, revoked) = try await transaction.run(
                .first(.heldOpportunity, OpportunityPlace(opportunity)),
                .first(.revokeWaiver, id)
            )
            guard let revoked else { throw ServiceFailure.invalidState("This waiver was taken back before.") }
            return revoked
        }
    }

    func list(_ params: Waivers.List.Params, by candidate: Candidate) async throws(ServiceFailure) -> Page<Waiver> {
        let request = try PageRequest(Waivers.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let (search, waivers) = try await store.read(
            by: candidate,
            .first(.jobSearchOfOpportunity, OwnedID(candidate.id, params.opportunity)),
            .all(.waivers, (page: page, opportunity: params.opportunity))
        )
        guard search != nil else { throw .notFound }
        return request.page(waivers) { $0.id.rawValue }
    }
}
