/// What a coach sees of a set of priorities; members that no share opens are absent.
public struct SharedPrioritySet: Codable, Sendable, Hashable {
    public var id: ID<PrioritySet>
    public var jobSearch: ID<JobSearch>
    public var version: Int?
    public var state: PrioritySet.State?
    public var weightMode: WeightMode?
    public var certainty: Certainty?
    public var priorities: [SharedPriority]?
    public var tradeOffs: [TradeOff]?
    public var changeReason: Line?
    /// When it was like this; absent from what is read live.
    public var snapshotAt: Timestamp?

    init(id: ID<PrioritySet>, jobSearch: ID<JobSearch>) {
        self.id = id
        self.jobSearch = jobSearch
    }
}

/// What a coach sees of a priority.
public struct SharedPriority: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var dimension: String?
    public var title: Title?
    public var direction: Direction?
    public var target: Double?
    public var vital: Bool?
    public var mustHave: Bool?
    public var bossDependent: Bool?
    public var statement: Prose?
    public var anchors: [Line]?
    public var weight: Double?
    public var rank: Int?
    public var threshold: Double?
    public var requiredSource: SourceClass?

    init(key: ID<Priority>) {
        self.key = key
    }
}
