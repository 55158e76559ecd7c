import TwoWayModel
import TwoWayRepository

/// A step of an opportunity along its life, with all that comes of it.
struct StageMove {
    /// The most changes of stage of one opportunity.
    static let maximumEvents = 200

    private let row: Opportunity
    private let owner: ID<Account>

    /// The row has been locked before.
    init(_ row: Opportunity, owner: ID<Account>) {
        self.row = row
        self.owner = owner
    }

    /// Refuses a step that the life cycle does not have, and accepting against a must-have (DOMAIN 5.3).
    @discardableResult
    func move(
        to stage: Opportunity.Stage,
        _ reason: Opportunity.ClosedReason?,
        note: Prose? = nil,
        in transaction: Transaction
    ) async throws -> Opportunity {
        let owned = OwnedID(owner, row.id)
        let timeline = try await transaction.all(.stageEvents, owned)
        guard row.stage.successors(after: timeline).contains(stage) else {
            throw ServiceFailure.invalidState(
                "An opportunity in stage \(row.stage.rawValue) cannot move to \(stage.rawValue)."
            )
        }
        guard timeline.count < Self.maximumEvents else {
            throw ServiceFailure.limitReached(
                "An opportunity may change its stage at most \(Self.maximumEvents) times."
            )
        }
        // Under the lock of the opportunity, which whoever rates evidence or grants a waiver takes too.
        if stage == .accepted { try await AcceptanceCheck.check(owned, in: transaction) }
        let change = StageChange(owner: owner, id: row.id, stage: stage, reason: reason, note: note)
        guard stage.hasOffer else {
            return try await transaction.run(.execute(.advanceOpportunity, change), .one(.opportunity, owned)).1
        }
        // The first offer freezes what matters (DOMAIN 5.10); a set that begins to count meanwhile waits for it.
        let search = OwnedID(owner, row.jobSearch)
        let (_, _, _, advanced) = try await transaction.run(
            .first(.jobSearchForUpdate, search),
            .execute(.advanceOpportunity, change),
            .execute(.freezeAtFirstOffer, search),
            .one(.opportunity, owned)
        )
        return advanced
    }
}
