/// One campaign of one candidate.
public struct JobSearch: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case active
        case closed
    }

    public var id: ID<JobSearch>
    public var title: Title
    public var state: State
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(id: ID<JobSearch>, title: Title, state: State, revision: Revision, updatedAt: Timestamp) {
        self.id = id
        self.title = title
        self.state = state
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// An entry of the catalogue of what can matter in a job.
public struct Dimension: Codable, Sendable, Hashable {
    public var key: String
    public var title: String
    public var summary: String
    public var defaultDirection: Direction
    /// A rating from 1 to 5, only with the target direction.
    public var defaultTarget: Double?
    /// Whether it depends on the future supervisor more than on the organisation.
    public var bossDependent: Bool
    /// What the ratings 1 to 5 mean, in words.
    public var anchors: [String]

    public init(
        key: String,
        title: String,
        summary: String,
        defaultDirection: Direction,
        defaultTarget: Double? = nil,
        bossDependent: Bool,
        anchors: [String]
    ) {
        self.key = key
        self.title = title
        self.summary = summary
        self.defaultDirection = defaultDirection
        self.defaultTarget = defaultTarget
        self.bossDependent = bossDependent
        self.anchors = anchors
    }
}

/// Whether more, less or a certain point of the scale is better.
public enum Direction: String, Codable, CaseIterable, Sendable {
    case more
    case less
    case target
}

/// How the weights of a set are to be read: as stated, as a ranking only, or as points with a doubt.
public enum WeightMode: String, Codable, CaseIterable, Sendable {
    case exact
    case ordinal
    case points
}

/// One version of the list of what matters in a job search.
public struct PrioritySet: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case draft
        case active
        case frozen
        case superseded
    }

    public var id: ID<PrioritySet>
    public var jobSearch: ID<JobSearch>
    /// Counts from 1 inside the job search.
    public var version: Int
    public var state: State
    public var weightMode: WeightMode
    /// How sure the candidate is of the points; present exactly in that mode.
    public var certainty: Certainty?
    public var priorities: [Priority]
    /// What may be given up for what.
    public var tradeOffs: [TradeOff]
    /// What froze it; stays when the set is superseded.
    public var freezeCause: Line?
    /// Why the candidate changed it; needed once a set of the job search has been frozen.
    public var changeReason: Line?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<PrioritySet>,
        jobSearch: ID<JobSearch>,
        version: Int,
        state: State,
        weightMode: WeightMode,
        certainty: Certainty? = nil,
        priorities: [Priority],
        tradeOffs: [TradeOff] = [],
        freezeCause: Line? = nil,
        changeReason: Line? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.jobSearch = jobSearch
        self.version = version
        self.state = state
        self.weightMode = weightMode
        self.certainty = certainty
        self.priorities = priorities
        self.tradeOffs = tradeOffs
        self.freezeCause = freezeCause
        self.changeReason = changeReason
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// Something that matters, with its weight in the set.
public struct Priority: Codable, Sendable, Hashable {
    /// Stable across the versions of the set.
    public var key: ID<Priority>
    /// A key of the catalogue, absent for a priority in the candidate's own words.
    public var dimension: String?
    public var title: Title
    public var statement: Prose?
    public var direction: Direction
    /// A rating from 1 to 5; present exactly with the target direction (R7).
    public var target: Double?
    /// As stated by the candidate, 0 or more; normalised to 1 over the set where it is used (R6).
    public var weight: Double
    /// The place in the order, 1 for what matters most; equal ranks are ties.
    ///
    /// In a set that counts present exactly with the ordinal weight mode, where it decides in place of the weight.
    public var rank: Int?
    /// Flagged as vital, whatever its weight.
    public var vital: Bool
    public var mustHave: Bool
    /// The worst rating, 1 to 5, at which the must-have passes; present exactly with a must-have (R7).
    public var threshold: Double?
    /// The source class that must have spoken before a must-have passes.
    public var requiredSource: SourceClass?
    public var bossDependent: Bool
    /// What the ratings 1 to 5 mean in the candidate's own words, instead of the catalogue's; five of them.
    public var anchors: [Line]?

    public init(
        key: ID<Priority>,
        dimension: String? = nil,
        title: Title,
        statement: Prose? = nil,
        direction: Direction,
        target: Double? = nil,
        weight: Double,
        rank: Int? = nil,
        vital: Bool,
        mustHave: Bool,
        threshold: Double? = nil,
        requiredSource: SourceClass? = nil,
        bossDependent: Bool,
        anchors: [Line]? = nil
    ) {
        self.key = key
        self.dimension = dimension
        self.title = title
        self.statement = statement
        self.direction = direction
        self.target = target
        self.weight = weight
        self.rank = rank
        self.vital = vital
        self.mustHave = mustHave
        self.threshold = threshold
        self.requiredSource = requiredSource
        self.bossDependent = bossDependent
        self.anchors = anchors
    }
}
