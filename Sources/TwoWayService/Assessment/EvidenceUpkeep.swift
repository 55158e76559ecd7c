import TwoWayModel
import TwoWayRepository

/// Keeps beliefs and contradictions what the evidence and the plans make of them (DOMAIN 5.4 and 5.5).
///
/// Whoever writes evidence, edits a plan or moves an interview calls it last in the same transaction; at the commit the
/// schema refuses a belief whose state does not follow from the evidence (R12), and a contradiction that waits for evidence
/// that is gone.
struct EvidenceUpkeep {
    /// How many contradictions of an opportunity that are over are kept when their evidence does not count any more.
    static let keptOver = 250

    let store: Store

    /// Settles beliefs and contradictions of an opportunity anew: one round trip to read, one more if any of them changes,
    /// and another for the weights if there is a new contradiction.
    ///
    /// Takes the lock of the opportunity; a lock of an interview is taken before.
    func refresh(_ opportunity: ID<Opportunity>, owner: ID<Account>, in transaction: Transaction) async throws {
        try await refresh(OpportunityPlace(OwnedID(owner, opportunity)), in: transaction)
    }

    /// The same for the opportunity that an interview belongs to.
    func refresh(of interview: OwnedID<Interview>, in transaction: Transaction) async throws {
        try await refresh(OpportunityPlace(of: interview), in: transaction)
    }

    private func refresh(_ place: OpportunityPlace, in transaction: Transaction) async throws {
        let (held, beliefs, testimonies, known) = try await transaction.run(
            .first(.heldOpportunity, place),
            .all(.beliefsToSettle, place),
            .all(.evidenceToSettle, place),
            .all(.knownContradictions, place)
        )
        guard let held else { return }
        let evidence = testimonies.map(\.evidence)
        var settled: [(ID<Belief>, Belief.State)] = []
        for (belief, isPlanned) in beliefs {
            let state = belief.state(from: evidence, isPlanned: isPlanned)
            if state != belief.state { settled.append((belief.id, state)) }
        }
        let upkeep = ContradictionUpkeep(
            known: known,
            clashes: Clash.all(among: testimonies, beliefs: beliefs.map(\.belief))
        )
        let opportunity = OwnedID(place.owner, held.id)
        let found = try await additions(of: upkeep, at: opportunity, in: transaction)
        guard !settled.isEmpty || !upkeep.changes.isEmpty || !found.isEmpty else { return }
        _ = try await transaction.run(
            .execute(.settleBeliefs, (owner: place.owner, states: settled)),
            .execute(.settleContradictions, (owner: place.owner, states: upkeep.changes)),
            .execute(.addContradictions, NewContradictions(opportunity: opportunity, entries: found)),
            .execute(.forgetContradictions, (opportunity: opportunity, kept: Self.keptOver))
        )
    }

    /// What is to be noted, weighed by the set that counts.
    private func additions(
        of upkeep: ContradictionUpkeep,
        at opportunity: OwnedID<Opportunity>,
        in transaction: Transaction
    ) async throws -> [NewContradictions.Entry] {
        guard !upkeep.news.isEmpty, upkeep.room > 0 else { return [] }
        let (row, priorities) = try await transaction.run(
            .first(.prioritySetOfOpportunity, opportunity),
            .all(.prioritiesOfOpportunity, opportunity)
        )
        let set = row?.with(priorities)
        let weights = zip(priorities.map(\.key), set?.normalisedWeights() ?? [])
        let additions = upkeep.additions(weights: Dictionary(weights, uniquingKeysWith: { first, _ in first }))
        return additions.map { clash, weight, severity in
            .init(id: store.newID(), pair: clash.pair, severity: severity, weight: weight)
        }
    }
}
