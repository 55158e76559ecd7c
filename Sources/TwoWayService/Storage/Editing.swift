import TwoWayModel
import TwoWayRepository

/// A row that is edited under optimistic locking (R23).
protocol Revised {
    var revision: Revision { get }
}

extension Organisation: Revised {}
extension Person: Revised {}
extension Opportunity: Revised {}
extension Interview: Revised {}
extension Plan: Revised {}
extension PrioritySet: Revised {}
extension ResearchNote: Revised {}
extension Belief: Revised {}
extension Subscription: Revised {}
extension LibraryDraft: Revised {}
extension Promise: Revised {}
extension FollowUp: Revised {}
extension Story: Revised {}
extension AssessmentVersion: Revised {}

extension Revised {
    /// Refuses an edit of a revision that is not the current one.
    func require(_ revision: Revision) throws(ServiceFailure) {
        guard self.revision == revision else { throw .stale(current: self.revision) }
    }
}

extension Transaction {
    /// The row, or not found: missing and somebody else's look the same (R1).
    func found<Input, Output>(_ statement: Statement<Input, Output>, _ input: Input) async throws -> Output {
        guard let row = try await first(statement, input) else { throw ServiceFailure.notFound }
        return row
    }
}
