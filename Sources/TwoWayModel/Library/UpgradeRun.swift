/// What became of one question in an upgrade (DOMAIN.md 5.8).
public enum UpgradeOutcome: String, Codable, CaseIterable, Sendable {
    case same
    case fastForward = "fast_forward"
    case disappears
    case keepMine = "keep_mine"
    case converged
    case conflict
    case orphaned
    case dormant
}

/// An upgrade of a subscription that was applied; it can be taken back for 30 days.
public struct UpgradeRun: Codable, Sendable, Hashable {
    public struct Entry: Codable, Sendable, Hashable {
        public var questionKey: Slug
        public var outcome: UpgradeOutcome

        public init(questionKey: Slug, outcome: UpgradeOutcome) {
            self.questionKey = questionKey
            self.outcome = outcome
        }
    }

    public var id: ID<UpgradeRun>
    public var subscription: ID<Subscription>
    public var from: Int
    public var to: Int
    /// Every question that did not simply stay the same.
    public var outcomes: [Entry]
    public var appliedAt: Timestamp
    public var rolledBackAt: Timestamp?

    public init(
        id: ID<UpgradeRun>,
        subscription: ID<Subscription>,
        from: Int,
        to: Int,
        outcomes: [Entry],
        appliedAt: Timestamp,
        rolledBackAt: Timestamp? = nil
    ) {
        self.id = id
        self.subscription = subscription
        self.from = from
        self.to = to
        self.outcomes = outcomes
        self.appliedAt = appliedAt
        self.rolledBackAt = rolledBackAt
    }
}
