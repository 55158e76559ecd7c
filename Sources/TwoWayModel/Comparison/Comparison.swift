/// A comparison that is kept: immutable, but that it grows stale (R15).
public struct Comparison: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case current
        /// Something that it was computed from has changed since.
        case stale
    }

    public var id: ID<Comparison>
    public var jobSearch: ID<JobSearch>
    public var title: Title?
    public var state: State
    public var createdAt: Timestamp
    public var result: ComparisonOutcome
    /// The same by the priorities that an offer froze, where others count since then.
    public var frozen: FrozenComparison?

    public init(
        id: ID<Comparison>,
        jobSearch: ID<JobSearch>,
        title: Title? = nil,
        state: State,
        createdAt: Timestamp,
        result: ComparisonOutcome,
        frozen: FrozenComparison? = nil
    ) {
        self.id = id
        self.jobSearch = jobSearch
        self.title = title
        self.state = state
        self.createdAt = createdAt
        self.result = result
        self.frozen = frozen
    }

    /// The most comparisons of one candidate.
    public static let maximum = 200
}

extension Comparison.State: LifeCycle {
    public var successors: Set<Self> {
        switch self {
        case .current: [.stale]
        case .stale: []
        }
    }
}

/// A comparison by the priorities that were frozen, and how far they are from those that count (DOMAIN 5.10).
public struct FrozenComparison: Codable, Sendable, Hashable {
    public var result: ComparisonOutcome
    /// From the frozen set to the one that counts.
    public var drift: PriorityDrift

    public init(result: ComparisonOutcome, drift: PriorityDrift) {
        self.result = result
        self.drift = drift
    }
}

/// A comparison in a list.
public struct ComparisonSummary: Codable, Sendable, Hashable {
    public var id: ID<Comparison>
    public var jobSearch: ID<JobSearch>
    public var title: Title?
    public var state: Comparison.State
    public var createdAt: Timestamp
    /// The version of the priorities.
    public var version: Int
    public var opportunities: Int
    public var headline: String

    public init(
        id: ID<Comparison>,
        jobSearch: ID<JobSearch>,
        title: Title? = nil,
        state: Comparison.State,
        createdAt: Timestamp,
        version: Int,
        opportunities: Int,
        headline: String
    ) {
        self.id = id
        self.jobSearch = jobSearch
        self.title = title
        self.state = state
        self.createdAt = createdAt
        self.version = version
        self.opportunities = opportunities
        self.headline = headline
    }
}
