/// An assumption about an opportunity that is to be verified, at one scope.
public struct Belief: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case unverified
        /// A question that is to settle it stands in a plan.
        case planned
        case confirmed
        case contradicted
        case mixed
        case dismissed
    }

    public var id: ID<Belief>
    public var opportunity: ID<Opportunity>
    public var priority: ID<Priority>
    public var statement: Line
    /// What it rests on.
    public var basis: Prose?
    public var scope: Scope
    /// The rating, 1 to 5, that is believed.
    public var expected: Int
    public var state: State
    /// Present exactly when dismissed.
    public var dismissReason: Line?
    /// The evidence of a wider scope that opened it.
    public var openedBy: ID<Evidence>?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Belief>,
        opportunity: ID<Opportunity>,
        priority: ID<Priority>,
        statement: Line,
        basis: Prose? = nil,
        scope: Scope,
        expected: Int,
        state: State,
        dismissReason: Line? = nil,
        openedBy: ID<Evidence>? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.priority = priority
        self.statement = statement
        self.basis = basis
        self.scope = scope
        self.expected = expected
        self.state = state
        self.dismissReason = dismissReason
        self.openedBy = openedBy
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// An assumption with the live evidence that bears on it.
public struct BeliefView: Codable, Sendable, Hashable {
    public var belief: Belief
    /// At its own scope and strong enough; it decides the state, unless the belief was dismissed.
    public var settledBy: [Evidence]
    /// Of a wider scope, or too weak at its own; it changes nothing.
    public var suggests: [Evidence]

    public init(belief: Belief, settledBy: [Evidence], suggests: [Evidence]) {
        self.belief = belief
        self.settledBy = settledBy
        self.suggests = suggests
    }
}
