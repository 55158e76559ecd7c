import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Jobs that a candidate pursues.
struct OpportunityService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Opportunities.Create.self, by: create)
        router.serve(Opportunities.List.self, by: list)
        router.serve(Opportunities.Get.self, by: get)
        router.serve(Opportunities.Update.self, by: update)
        router.serve(Opportunities.Advance.self, by: advance)
    }

    func create(
        _ params: Opportunities.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Opportunity {
        try Self.check(params.pay)
        return try await store.write(Opportunities.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.opportunities, of: candidate.id)
            let search = OwnedID(candidate.id, params.jobSearch)
            try await transaction.found(.jobSearchForShare, search).requireActive()
            let details = OpportunityDetails(
                title: params.title,
                functionName: params.functionName,
                posting: params.posting,
                location: params.location,
                workMode: params.workMode,
                pay: params.pay,
                offerDeadline: nil,
                futureSupervisor: params.futureSupervisor
            )
            return try await transaction.one(
                .createOpportunity,
                NewOpportunity(
                    owner: candidate.id,
                    id: store.newID(),
                    jobSearch: params.jobSearch,
                    organisation: params.organisation,
                    details: details
                )
            )
        }
    }

    func list(
        _ params: Opportunities.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Opportunity> {
        let request = try PageRequest(Opportunities.List.self, params)
        let page = OpportunityPage(
            page: OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows),
            jobSearch: params.jobSearch,
            stage: params.stage,
            merged: params.merged ?? false
        )
        return request.page(try await store.read(by: candidate, .all(.opportunities, page))) { $0.id.rawValue }
    }

    /// Owner and coach read the same way; the mask decides what comes back.
    func get(_ params: Opportunities.Get.Params, by member: Member) async throws(ServiceFailure) -> OpportunityView {
        if let candidate = member.asCandidate {
            let owned = OwnedID(candidate.id, params.id)
            let own = try await asking { () async throws in
                try await Self.view(.opportunity, owned, from: store.session(of: candidate))
            }
            if let own { return own }
        }
        return try await Viewing(store: store).read(Opportunities.Get.self, .opportunity(params.id), by: member) {
            transaction,
            rights in
            let owned = OwnedID(rights.owner, params.id)
            return try await Self.view(.sharedOpportunity, owned, from: transaction)?
                .visible(to: .coach(rights.fields, subject: .opportunity))
        } kept: { document in
            var view = document.content.opportunity
            view?.snapshotAt = document.takenAt
            return view
        }
    }

    /// Everything there is to see.
    static func view(
        _ statement: Statement<OwnedID<Opportunity>, Opportunity>,
        _ owned: OwnedID<Opportunity>,
        from runner: any StatementRunner
    ) async throws -> OpportunityView? {
        let (row, people, timeline) = try await runner.run(
            .first(statement, owned),
            .all(.peopleOfOpportunity, owned),
            .all(.stageEvents, owned)
        )
        return row.map { OpportunityView($0, owner: owned.owner, people: people, timeline: timeline) }
    }

    func update(
        _ params: Opportunities.Update.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Opportunity {
        if case .set(let pay) = params.pay { try Self.check(pay) }
        return try await store.write(Opportunities.Update.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.id)
            let row = try await transaction.found(.opportunityForUpdate, owned)
            try row.require(params.revision)
            let details = OpportunityDetails(
                title: params.title ?? row.title,
                functionName: params.functionName.applied(to: row.functionName),
                posting: params.posting.applied(to: row.posting),
                location: params.location.applied(to: row.location),
                workMode: params.workMode.applied(to: row.workMode),
                pay: params.pay.applied(to: row.pay),
                offerDeadline: params.offerDeadline.applied(to: row.offerDeadline),
                futureSupervisor: params.futureSupervisor.applied(to: row.futureSupervisor)
            )
            return try await transaction.run(
                .execute(.updateOpportunity, (owner: candidate.id, id: params.id, details: details)),
                .one(.opportunity, owned)
            ).1
        }
    }

    func advance(
        _ params: Opportunities.Advance.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Opportunity {
        guard (params.stage == .closed) == (params.closedReason != nil) else {
            throw .invalid(
                path: "params.closedReason",
                reason: params.stage == .closed ? "is needed to close" : "goes only with the stage closed"
            )
        }
        guard params.closedReason != .duplicate else {
            throw .invalid(path: "params.closedReason", reason: "duplicate is what opportunity.merge closes with")
        }
        return try await store.write(Opportunities.Advance.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.id)
            let row = try await transaction.found(.opportunityForUpdate, owned)
            try row.require(params.revision)
            guard row.mergedInto == nil else {
                throw ServiceFailure.invalidState("An opportunity that was merged into another one is not reopened.")
            }
            return try await StageMove(row, owner: candidate.id)
                .move(to: params.stage, params.closedReason, note: params.note, in: transaction)
        }
    }

    private static func check(_ pay: PayRange?) throws(ServiceFailure) {
        guard let pay else { return }
        guard pay.low >= 0 else { throw .invalid(path: "params.pay.low", reason: "must be 0 or more") }
        guard pay.low <= pay.high else { throw .invalid(path: "params.pay.high", reason: "must not be less than low") }
    }
}

extension OpportunityView {
    /// Everything there is to see.
    init(_ row: Opportunity, owner: ID<Account>, people: [PersonView], timeline: [StageEvent]) {
        self.init(
            id: row.id,
            owner: owner,
            jobSearch: row.jobSearch,
            organisation: row.organisation,
            organisationName: row.organisationName,
            title: row.title,
            functionName: row.functionName,
            stage: row.stage,
            closedReason: row.closedReason,
            mergedInto: row.mergedInto,
            posting: row.posting,
            location: row.location,
            workMode: row.workMode,
            pay: row.pay,
            offerDeadline: row.offerDeadline,
            futureSupervisor: row.futureSupervisor,
            people: people,
            timeline: timeline,
            revision: row.revision,
            updatedAt: row.updatedAt
        )
    }
}
