import TwoWayModel
import TwoWayRepository

/// Keeps the states of beliefs what the evidence and the plans make of them (DOMAIN 5.4).
///
/// Whoever writes evidence, edits a plan or moves an interview calls it last in the same transaction; at the commit the
/// schema refuses a belief whose state does not follow from the evidence (R12).
enum BeliefSettling {
    /// Settles the beliefs of an opportunity anew: one round trip to read, and one more if any of them changes.
    ///
    /// Takes the lock of the opportunity; a lock of an interview is taken before.
    static func refresh(
        _ opportunity: ID<Opportunity>,
        owner: ID<Account>,
        in transaction: Transaction
    ) async throws {
        try await refresh(OpportunityPlace(OwnedID(owner, opportunity)), in: transaction)
    }

    /// The same for the opportunity that an interview belongs to.
    static func refresh(of interview: OwnedID<Interview>, in transaction: Transaction) async throws {
        try await refresh(OpportunityPlace(of: interview), in: transaction)
    }

    private static func refresh(_ place: OpportunityPlace, in transaction: Transaction) async throws {
        let (_, beliefs, evidence) = try await transaction.run(
            .first(.heldOpportunity, place),
            .all(.beliefsToSettle, place),
            .all(.evidenceToSettle, place)
        )
        var changed: [(ID<Belief>, Belief.State)] = []
        for (belief, isPlanned) in beliefs {
            let state = belief.state(from: evidence, isPlanned: isPlanned)
            if state != belief.state { changed.append((belief.id, state)) }
        }
        guard !changed.isEmpty else { return }
        try await transaction.execute(.settleBeliefs, (owner: place.owner, states: changed))
    }
}
