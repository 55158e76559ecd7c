import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What one side owes the other after a meeting.
struct FollowUpService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(FollowUps.Create.self, by: create)
        router.serve(FollowUps.Update.self, by: update)
        router.serve(FollowUps.List.self, by: list)
    }

    func create(_ params: FollowUps.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> FollowUp {
        let followUp = FollowUp(
            id: store.newID(),
            opportunity: params.opportunity,
            interview: params.interview,
            person: params.person,
            owedBy: params.owedBy,
            text: params.text,
            dueOn: params.dueOn,
            state: .open,
            revision: 1,
            updatedAt: store.now()
        )
        return try await store.write(FollowUps.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.followUps, of: candidate.id)
            return try await transaction.found(.createFollowUp, (owner: candidate.id, followUp: followUp))
        }
    }

    func update(_ params: FollowUps.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> FollowUp {
        try await store.write(FollowUps.Update.self, params, by: candidate) { transaction in
            let stored = try await transaction.found(.followUpForUpdate, OwnedID(candidate.id, params.id))
            try stored.require(params.revision)
            let edited = try stored.edited(by: params)
            return try await transaction.one(.updateFollowUp, (owner: candidate.id, followUp: edited))
        }
    }

    func list(
        _ params: FollowUps.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<FollowUp> {
        let request = try PageRequest(FollowUps.List.self, params)
        let page = FollowUpPage(
            owner: candidate.id,
            after: try request.afterDay,
            rows: request.rows,
            opportunity: params.opportunity,
            state: params.state,
            dueBefore: params.dueBefore
        )
        let rows = try await store.read(by: candidate, .all(.followUps, page))
        return request.page(rows, day: \.orderDay) { $0.id.rawValue }
    }
}

extension FollowUp {
    /// The follow-up with the members of an edit applied, if its life cycle allows.
    fileprivate func edited(by params: FollowUps.Update.Params) throws(ServiceFailure) -> FollowUp {
        var edited = self
        edited.person = params.person.applied(to: person)
        edited.owedBy = params.owedBy ?? owedBy
        edited.text = params.text ?? text
        edited.dueOn = params.dueOn.applied(to: dueOn)
        edited.state = params.state ?? state
        guard edited.state == state || state.mayBecome(edited.state) else {
            throw .invalidState("A follow-up that is \(state.rawValue) cannot become \(edited.state.rawValue).")
        }
        return edited
    }
}
