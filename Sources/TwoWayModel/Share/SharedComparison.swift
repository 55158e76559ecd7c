/// What a coach sees of a comparison; members that no share opens are absent.
public struct SharedComparison: Codable, Sendable, Hashable {
    public var id: ID<Comparison>
    public var jobSearch: ID<JobSearch>
    public var title: Title?
    public var state: Comparison.State?
    public var createdAt: Timestamp?
    public var result: SharedOutcome
    /// The same by the priorities that an offer froze, where others count since then.
    public var frozen: SharedOutcome?
    /// When it was like this; absent from what is read live.
    public var snapshotAt: Timestamp?

    init(id: ID<Comparison>, jobSearch: ID<JobSearch>, result: SharedOutcome) {
        self.id = id
        self.jobSearch = jobSearch
        self.result = result
    }
}

/// What a coach sees of the result of a comparison.
public struct SharedOutcome: Codable, Sendable, Hashable {
    public var headline: String?
    public var tooClose: Bool?
    public var draws: Int?
    public var weightMode: WeightMode?
    public var certainty: Certainty?
    /// In the order of the set.
    public var priorities: [SharedComparedPriority]
    public var opportunities: [SharedComparedOpportunity]
    public var fragility: Fragility?

    init(priorities: [SharedComparedPriority], opportunities: [SharedComparedOpportunity]) {
        self.priorities = priorities
        self.opportunities = opportunities
    }
}

/// What a coach sees of a priority by which was compared.
public struct SharedComparedPriority: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var title: Title?
    public var weight: Double?

    init(key: ID<Priority>) {
        self.key = key
    }
}

/// What a coach sees of one opportunity of a comparison.
public struct SharedComparedOpportunity: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    public var title: Title?
    public var organisation: Title?
    public var standing: ComparisonStanding?
    public var failed: [ID<Priority>]?
    public var open: [ID<Priority>]?
    public var waived: [WaivedMustHave]?
    public var score: ValueInterval?
    public var knowledge: Double?
    /// In the order of the priorities.
    public var intervals: [ValueInterval]?
    /// The chance of each rank, from the first on.
    public var rankChances: [Double]?
    /// The chance to be better than each of those with ranks, in their order.
    public var beats: [Double]?
    /// The chance to come first at the weights that suit it best.
    public var confidence: Double?
    public var certainlyBeats: [ID<Opportunity>]?
    public var beatsUnderAllWeights: [ID<Opportunity>]?

    init(opportunity: ID<Opportunity>) {
        self.opportunity = opportunity
    }
}
