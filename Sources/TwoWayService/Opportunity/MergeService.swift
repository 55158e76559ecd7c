import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Makes one record of two of the same employer, person or job; nothing is lost by it.
struct MergeService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Organisations.Merge.self, by: mergeOrganisations)
        router.serve(People.Merge.self, by: mergePeople)
        router.serve(Opportunities.Merge.self, by: mergeOpportunities)
    }

    func mergeOrganisations(
        _ params: Organisations.Merge.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Organisation {
        try Self.requireTwo(params.from, params.into)
        return try await store.write(Organisations.Merge.self, params, by: candidate) { transaction in
            let merge = Merge(owner: candidate.id, from: params.from, into: params.into)
            let rows = try await transaction.all(.organisationsToMerge, merge)
            guard let from = rows.first(where: { $0.id == params.from }),
                var into = rows.first(where: { $0.id == params.into })
            else { throw ServiceFailure.notFound }
            try into.require(params.revision)
            try from.require(params.fromRevision)
            into.website = into.website ?? from.website
            into.notes = try Self.joined(into.notes, from.notes)
            return try await transaction.run(
                .execute(.movePeople, merge),
                .execute(.moveOpportunities, merge),
                .execute(.moveResearchNotes, merge),
                .execute(.deleteMergedOrganisation, merge),
                .one(.updateOrganisation, (owner: candidate.id, edited: into))
            ).4
        }
    }

    func mergePeople(_ params: People.Merge.Params, by candidate: Candidate) async throws(ServiceFailure) -> Person {
        try Self.requireTwo(params.from, params.into)
        return try await store.write(People.Merge.self, params, by: candidate) { transaction in
            let merge = Merge(owner: candidate.id, from: params.from, into: params.into)
            let rows = try await transaction.all(.peopleToMerge, merge)
            guard let from = rows.first(where: { $0.id == params.from }),
                var into = rows.first(where: { $0.id == params.into })
            else { throw ServiceFailure.notFound }
            try into.require(params.revision)
            try from.require(params.fromRevision)
            into.organisation = into.organisation ?? from.organisation
            into.jobTitle = into.jobTitle ?? from.jobTitle
            into.notes = try Self.joined(into.notes, from.notes)
            return try await transaction.run(
                .execute(.mergePeople, merge),
                .one(.fillPerson, (owner: candidate.id, person: into))
            ).1
        }
    }

    /// Shares of the job that stays go on: its coach sees what came from the other one, as the candidate decided by merging.
    func mergeOpportunities(
        _ params: Opportunities.Merge.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Opportunities.Merge.Result {
        try Self.requireTwo(params.from, params.into)
        return try await store.write(Opportunities.Merge.self, params, by: candidate) { transaction in
            let merge = Merge(owner: candidate.id, from: params.from, into: params.into)
            let (ofFrom, ofInto) = (OwnedID(candidate.id, params.from), OwnedID(candidate.id, params.into))
            let rows = try await transaction.all(.opportunitiesToMerge, merge)
            guard let from = rows.first(where: { $0.id == params.from }),
                let into = rows.first(where: { $0.id == params.into })
            else { throw ServiceFailure.notFound }
            try into.require(params.revision)
            try from.require(params.fromRevision)
            try Self.check(from, into)
            try await requireRoom(from: ofFrom, into: ofInto, in: transaction)
            let filled = (owner: candidate.id, id: into.id, details: OpportunityDetails(into, filledFrom: from))
            try await transaction.run(
                .execute(.mergeOpportunities, merge),
                .execute(.updateOpportunity, filled)
            )
            try await EvidenceUpkeep(store: store).refresh(params.into, owner: candidate.id, in: transaction)
            let (opportunity, duplicate, kept) = try await transaction.run(
                .one(.opportunity, ofInto),
                .one(.opportunity, ofFrom),
                .all(.ratedPriorities, ofFrom)
            )
            return Opportunities.Merge.Result(opportunity: opportunity, duplicate: duplicate, ratingsKept: kept)
        }
    }

    private static func check(_ from: Opportunity, _ into: Opportunity) throws(ServiceFailure) {
        guard from.jobSearch == into.jobSearch else {
            throw .invalidState("Only opportunities of the same job search are merged.")
        }
        guard from.mergedInto == nil, into.mergedInto == nil else {
            throw .invalidState("One of them was merged before; go on with the one that it was merged into.")
        }
        guard from.stage != .accepted else {
            throw .invalidState("An accepted opportunity stays; merge the other one into it.")
        }
        guard into.stage != .closed || from.stage == .closed else {
            throw .invalidState("The one that is to stay is closed; reopen it first, or merge the other way round.")
        }
        // An offer would drop out of sight with its promises and its deadline.
        guard !from.stage.hasOffer || into.stage.hasOffer || into.stage == .closed else {
            throw .invalidState("The other one has an offer; bring the one that is to stay to the offer first.")
        }
    }

    /// Refuses to put together more than one opportunity may have.
    private func requireRoom(
        from: OwnedID<Opportunity>,
        into: OwnedID<Opportunity>,
        in transaction: Transaction
    ) async throws {
        let (evidence, more, beliefs, moreBeliefs) = try await transaction.run(
            .one(.countEvidence, into),
            .one(.countEvidence, from),
            .one(.countBeliefs, into),
            .one(.countBeliefs, from)
        )
        guard evidence + more <= EvidenceService.maximumPerOpportunity,
            beliefs + moreBeliefs <= BeliefService.maximumPerOpportunity
        else {
            throw ServiceFailure.limitReached("Together they would have more evidence or beliefs than one may have.")
        }
    }

    private static func requireTwo<Entity>(_ from: ID<Entity>, _ into: ID<Entity>) throws(ServiceFailure) {
        guard from != into else { throw .invalid(path: "params.into", reason: "must be another one") }
    }

    /// Both notes, one after the other.
    private static func joined(_ first: Prose?, _ second: Prose?) throws(ServiceFailure) -> Prose? {
        guard let first, let second, first != second else { return first ?? second }
        do {
            return try Prose("\(first.text)\n\n\(second.text)")
        } catch {
            throw .invalidState("The notes of both are too long to stand together; shorten them first.")
        }
    }
}

extension OpportunityDetails {
    /// The details of an opportunity, with what it lacks taken from another one.
    fileprivate init(_ into: Opportunity, filledFrom from: Opportunity) {
        self.init(
            title: into.title,
            functionName: into.functionName ?? from.functionName,
            posting: into.posting ?? from.posting,
            location: into.location ?? from.location,
            workMode: into.workMode ?? from.workMode,
            pay: into.pay ?? from.pay,
            offerDeadline: into.offerDeadline ?? from.offerDeadline,
            futureSupervisor: into.futureSupervisor ?? from.futureSupervisor
        )
    }
}
