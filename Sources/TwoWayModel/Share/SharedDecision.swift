/// What a coach sees of a decision; members that no share opens are absent.
public struct SharedDecision: Codable, Sendable, Hashable {
    public var id: ID<Decision>
    public var opportunity: ID<Opportunity>
    public var kind: Decision.Kind?
    public var stage: Opportunity.Stage?
    public var reverses: ID<Decision>?
    public var reversedBy: ID<Decision>?
    public var decidedAt: Timestamp?
    public var reasons: Prose?
    /// That of the day; not in a list.
    public var scorecard: Assessment?
    public var startsOn: Day?
    public var checks: [SharedRealityCheck]?
    /// When it was like this; absent from what is read live.
    public var snapshotAt: Timestamp?

    init(id: ID<Decision>, opportunity: ID<Opportunity>) {
        self.id = id
        self.opportunity = opportunity
    }
}

/// What a coach sees of a reality check.
public struct SharedRealityCheck: Codable, Sendable, Hashable {
    /// 30, 90 or 180 days after the start.
    public var day: Int
    public var ratings: [RealityRating]
    public var sources: [SourceTruth]
    public var checkedAt: Timestamp
    public var note: Prose?

    init(day: Int, ratings: [RealityRating], sources: [SourceTruth], checkedAt: Timestamp) {
        self.day = day
        self.ratings = ratings
        self.sources = sources
        self.checkedAt = checkedAt
    }
}
