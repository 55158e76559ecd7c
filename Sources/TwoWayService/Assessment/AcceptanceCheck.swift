import TwoWayModel
import TwoWayRepository

/// Whether a job may be accepted: every must-have passes, or is waived with a reason (DOMAIN 5.3).
enum AcceptanceCheck {
    /// Refuses with `invalid_state`, naming the must-haves that are open or failed and not waived.
    ///
    /// Call it under the lock of the opportunity and in the transaction that accepts it. Without a set that counts there is
    /// nothing in the way.
    static func check(_ opportunity: OwnedID<Opportunity>, in transaction: Transaction) async throws {
        guard let found = try await AssessmentService.inputs(of: opportunity, from: transaction) else {
            throw ServiceFailure.notFound
        }
        guard let inputs = found, let obstacle = Assessment.computed(from: inputs).obstacle else { return }
        throw ServiceFailure.invalidState(obstacle)
    }
}
