/// How far what matters has moved from one version of a set to another (DOMAIN 5.10).
public struct PriorityDrift: Codable, Sendable, Hashable {
    public var fromVersion: Int
    public var toVersion: Int
    /// Half the sum of the changes of all normalised weights: 0 for no change, 1 for nothing in common.
    public var drift: Double
    /// Those of the newer set in its order, then those that are gone.
    public var priorities: [PriorityShift]

    public init(fromVersion: Int, toVersion: Int, drift: Double, priorities: [PriorityShift]) {
        self.fromVersion = fromVersion
        self.toVersion = toVersion
        self.drift = drift
        self.priorities = priorities
    }
}

/// What became of one priority from one version to another.
public struct PriorityShift: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case added
        case removed
        /// Direction, target, must-have, threshold or required source changed, and perhaps the weight too.
        case redefined
        /// Only the weight changed.
        case reweighted
        case unchanged
    }

    public var key: ID<Priority>
    public var title: Title
    public var dimension: String?
    public var kind: Kind
    /// Absent for an added one.
    public var before: Standing?
    /// Absent for a removed one.
    public var after: Standing?

    /// What a priority was in one version.
    public struct Standing: Codable, Sendable, Hashable {
        /// Normalised over the set.
        public var weight: Double
        public var direction: Direction
        public var target: Double?
        public var mustHave: Bool
        public var threshold: Double?
        public var requiredSource: SourceClass?

        public init(
            weight: Double,
            direction: Direction,
            target: Double? = nil,
            mustHave: Bool,
            threshold: Double? = nil,
            requiredSource: SourceClass? = nil
        ) {
            self.weight = weight
            self.direction = direction
            self.target = target
            self.mustHave = mustHave
            self.threshold = threshold
            self.requiredSource = requiredSource
        }
    }

    public init(
        key: ID<Priority>,
        title: Title,
        dimension: String? = nil,
        kind: Kind,
        before: Standing? = nil,
        after: Standing? = nil
    ) {
        self.key = key
        self.title = title
        self.dimension = dimension
        self.kind = kind
        self.before = before
        self.after = after
    }
}
