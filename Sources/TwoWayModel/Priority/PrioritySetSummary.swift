/// One version of the list of what matters, in a list of versions.
public struct PrioritySetSummary: Codable, Sendable, Hashable {
    public var id: ID<PrioritySet>
    public var jobSearch: ID<JobSearch>
    public var version: Int
    public var state: PrioritySet.State
    public var weightMode: WeightMode
    /// How many priorities it has.
    public var priorities: Int
    public var mustHaves: Int
    public var tradeOffs: Int
    public var freezeCause: Line?
    public var changeReason: Line?
    public var revision: Revision
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<PrioritySet>,
        jobSearch: ID<JobSearch>,
        version: Int,
        state: PrioritySet.State,
        weightMode: WeightMode,
        priorities: Int,
        mustHaves: Int,
        tradeOffs: Int,
        freezeCause: Line? = nil,
        changeReason: Line? = nil,
        revision: Revision,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.jobSearch = jobSearch
        self.version = version
        self.state = state
        self.weightMode = weightMode
        self.priorities = priorities
        self.mustHaves = mustHaves
        self.tradeOffs = tradeOffs
        self.freezeCause = freezeCause
        self.changeReason = changeReason
        self.revision = revision
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
