import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Reads all that a comparison is made of, whatever the number of opportunities in one round trip.
struct ComparisonReading: Sendable {
    let search: OwnedID<JobSearch>
    /// Those that are named; nil for all that are open.
    let opportunities: [ID<Opportunity>]?

    /// Refuses what is wrong whatever is stored.
    init(_ search: OwnedID<JobSearch>, _ opportunities: [ID<Opportunity>]?) throws(ServiceFailure) {
        self.search = search
        self.opportunities = opportunities
        guard let opportunities else { return }
        guard ComparisonInputs.sizes.contains(opportunities.count) else {
            throw .invalid(
                path: "params.opportunities",
                reason: "must be from \(ComparisonInputs.sizes.lowerBound) to \(ComparisonInputs.sizes.upperBound)"
            )
        }
        guard Set(opportunities).count == opportunities.count else {
            throw .invalid(path: "params.opportunities", reason: "names one of them twice")
        }
    }

    func basis(from runner: any StatementRunner) async throws -> ComparisonBasis {
        let named = try await namedOpportunities(from: runner)
        return try await basis(of: named, from: runner)
    }

    /// Reads again with everything locked that could change it, until the end of the transaction.
    func lockedBasis(from transaction: Transaction) async throws -> ComparisonBasis {
        let named = try await namedOpportunities(from: transaction)
        try await transaction.run(
            .execute(.lockCompared, ComparedOpportunities(search: search, opportunities: named)),
            .first(.currentPrioritySetForShare, search)
        )
        return try await basis(of: named, from: transaction)
    }

    private func namedOpportunities(from runner: any StatementRunner) async throws -> [ID<Opportunity>] {
        if let opportunities { return opportunities }
        let sizes = ComparisonInputs.sizes
        let (found, open) = try await runner.run(
            .first(.jobSearch, search),
            .all(.openOpportunities, (search: search, rows: sizes.upperBound + 1))
        )
        guard found != nil else { throw ServiceFailure.notFound }
        guard open.count >= sizes.lowerBound else {
            throw ServiceFailure.invalidState("There are not two open opportunities yet to be compared.")
        }
        guard open.count <= sizes.upperBound else {
            throw ServiceFailure.invalidState(
                "More than \(sizes.upperBound) opportunities are open: name those to be compared."
            )
        }
        return open
    }

    private func basis(
        of opportunities: [ID<Opportunity>],
        from runner: any StatementRunner
    ) async throws -> ComparisonBasis {
        let compared = ComparedOpportunities(search: search, opportunities: opportunities)
        let current = ChosenPrioritySet(search, .current)
        let lastFrozen = ChosenPrioritySet(search, .lastFrozen)
        let place = (owner: search.owner, opportunities: opportunities)
        let (found, set, priorities, frozen, frozenPriorities, names, evidence, own, waivers) = try await runner.run(
            .first(.jobSearch, search),
            .first(.chosenPrioritySet, current),
            .all(.chosenPriorities, current),
            .first(.chosenPrioritySet, lastFrozen),
            .all(.chosenPriorities, lastFrozen),
            .all(.comparedNames, compared),
            .all(.liveEvidenceOfOpportunities, place),
            .all(.ownRatingsOfOpportunities, place),
            .all(.liveWaiversOfOpportunities, place)
        )
        guard found != nil, names.count == opportunities.count else { throw ServiceFailure.notFound }
        guard let set else {
            throw ServiceFailure.invalidState(
                "There is no set of priorities that counts yet: save one and activate it."
            )
        }
        let known = KnownOfOpportunities(names: names, evidence: evidence, own: own, waivers: waivers)
        let earlier = frozen.flatMap { $0.id == set.id ? nil : $0 }
        guard let inputs = known.inputs(by: set.with(priorities)) else {
            throw ServiceFailure.unexpected("what was read of opportunities is nothing to compare")
        }
        return ComparisonBasis(
            inputs: inputs,
            frozen: earlier.flatMap { known.inputs(by: $0.with(frozenPriorities)) }
        )
    }
}

/// What was read of several opportunities, sorted by them.
private struct KnownOfOpportunities {
    private let names: [ComparedName]
    private let evidence: [ID<Opportunity>: [Evidence]]
    private let own: [ID<Opportunity>: [PlacedOwnRating]]
    private let waivers: [ID<Opportunity>: [Waiver]]

    init(names: [ComparedName], evidence: [Evidence], own: [PlacedOwnRating], waivers: [Waiver]) {
        self.names = names
        self.evidence = Dictionary(grouping: evidence, by: \.opportunity)
        self.own = Dictionary(grouping: own, by: \.opportunity)
        self.waivers = Dictionary(grouping: waivers, by: \.opportunity)
    }

    func inputs(by set: PrioritySet) -> ComparisonInputs? {
        ComparisonInputs(
            prioritySet: set,
            entries: names.map { name in
                let ratings = (own[name.opportunity] ?? []).map { ($0.priority, $0.own) }
                return ComparisonInputs.Entry(
                    assessment: AssessmentInputs(
                        opportunity: name.opportunity,
                        prioritySet: set,
                        evidence: evidence[name.opportunity] ?? [],
                        own: Dictionary(ratings, uniquingKeysWith: { first, _ in first }),
                        waivers: waivers[name.opportunity] ?? []
                    ),
                    title: name.title,
                    organisation: name.organisation
                )
            }
        )
    }
}
