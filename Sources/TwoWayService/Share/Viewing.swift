import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// The one way in which something of a candidate is read: by its owner, or by a coach through live shares.
///
/// Both run the same statements; what a coach gets of the result is decided by the model's masks. A coach's reading leaves a
/// receipt in the same transaction (R17), and without a live share there is nothing to find (R1).
struct Viewing: Sendable {
    let store: Store

    func read<Method: TwoWayMethod, Value>(
        _ method: Method.Type,
        _ subject: ShareSubject,
        of opportunity: ID<Opportunity>,
        by member: Member,
        _ load: (any StatementRunner, OwnedID<Opportunity>) async throws -> Value?
    ) async throws(ServiceFailure) -> (value: Value, rights: ViewerRights) {
        do {
            if let candidate = member.asCandidate {
                let session = store.database.session(as: candidate.actor.context, retry: .ifSafe)
                if let value = try await load(session, OwnedID(candidate.id, opportunity)) {
                    return (value, .owner)
                }
            }
            guard let coach = member.asCoach else { throw ServiceFailure.notFound }
            let reading = CoachReading(
                coach: coach.id,
                subject: subject,
                opportunity: opportunity,
                method: Method.name,
                receipt: store.newID()
            )
            return try await store.database.transaction(as: coach.actor.context) { transaction in
                let shared = try await transaction.found(.coachRights, reading)
                guard let value = try await load(transaction, OwnedID(shared.owner, opportunity)) else {
                    throw ServiceFailure.notFound
                }
                return (value, .coach(shared.fields, subject: subject))
            }
        } catch {
            throw ServiceFailure(any: error)
        }
    }
}
