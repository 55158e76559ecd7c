import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

// What comments, prompts and second opinions have in common: two sides, a relationship that is active, and an opportunity
// that is shared.

extension Transaction {
    /// A relationship that somebody stands in, on the side of the role.
    func relationship(_ id: ID<Relationship>, of actor: Actor) async throws -> Relationship {
        switch actor.role {
        case .candidate: try await found(.relationshipOfCandidate, OwnedID(actor.id, id))
        case .coach: try await found(.relationshipOfCoach, OwnedID(actor.id, id))
        }
    }

    /// The same, and refuses to go on unless it is active.
    func activeRelationship(_ id: ID<Relationship>, of actor: Actor) async throws -> Relationship {
        let relationship = try await self.relationship(id, of: actor)
        guard relationship.status == .active else {
            throw ServiceFailure.invalidState("A relationship that is not active carries nothing.")
        }
        return relationship
    }

    /// The newest live share of an opportunity in a relationship.
    ///
    /// Without one there is nothing to find for the coach (R1); the candidate learns what is missing.
    @discardableResult
    func liveShare(
        of opportunity: ID<Opportunity>,
        _ subject: ShareSubject? = nil,
        in relationship: Relationship,
        for actor: Actor
    ) async throws -> ID<Share> {
        let question = ShareQuestion(
            owner: relationship.candidate,
            coach: relationship.coach,
            opportunity: opportunity,
            subject: subject
        )
        if let share = try await first(.liveShare, question) { return share }
        if actor.role == .candidate,
            try await first(.jobSearchOfOpportunity, OwnedID(actor.id, opportunity)) != nil
        {
            let what = subject.map { "The \($0.rawValue) of this opportunity" } ?? "This opportunity"
            throw ServiceFailure.invalidState("\(what) is not shared with the coach.")
        }
        throw ServiceFailure.notFound
    }

    /// Refuses to go on when a relationship has as many rows of a kind as there may be.
    func require(
        _ count: Statement<RelationshipCount, Int>,
        below maximum: Int,
        of relationship: Relationship,
        _ noun: String
    ) async throws {
        let bounded = RelationshipCount(
            owner: relationship.candidate,
            relationship: relationship.id,
            bound: maximum
        )
        guard try await one(count, bounded) < maximum else {
            throw ServiceFailure.limitReached("There may be at most \(maximum) \(noun) in a relationship.")
        }
    }
}

extension Store {
    /// Leaves the trace of what a coach reads of what a candidate wrote, by a share where it is about an opportunity (R17).
    func leaveReceipt<Method: TwoWayMethod>(
        _ method: Method.Type,
        by coach: Coach,
        of candidate: ID<Account>,
        _ share: ID<Share>?,
        about opportunity: ID<Opportunity>?,
        in transaction: Transaction
    ) async throws {
        let receipt = NewReceipt(
            owner: candidate,
            id: newID(),
            share: share,
            reader: coach.id,
            method: Method.name,
            opportunity: opportunity
        )
        try await transaction.execute(.leaveReceipt, receipt)
    }
}
