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

extension PriorityDrift {
    /// Compares two versions: drift = 1/2 sum |w_new - w_old| over all priorities of either, with normalised weights.
    ///
    /// It is 0 for equal weights, 1 for sets that have no priority in common, and the same in both directions. A draft
    /// without any weight counts as one whose weights are all zero.
    public init(from old: PrioritySet, to new: PrioritySet) {
        let before = old.standings()
        let after = new.standings()
        let gone = old.priorities.filter { after[$0.key] == nil }
        let shifts = (new.priorities + gone).map { priority in
            PriorityShift(priority, before: before[priority.key], after: after[priority.key])
        }
        let moved = shifts.reduce(0) { $0 + abs(($1.after?.weight ?? 0) - ($1.before?.weight ?? 0)) }
        self.init(fromVersion: old.version, toVersion: new.version, drift: min(1, moved / 2), priorities: shifts)
    }
}

extension PrioritySet {
    fileprivate func standings() -> [ID<Priority>: PriorityShift.Standing] {
        let weights = normalisedWeights()
        let pairs = priorities.enumerated().map { index, priority in
            (
                priority.key,
                PriorityShift.Standing(
                    weight: weights?[index] ?? 0,
                    direction: priority.direction,
                    target: priority.target,
                    mustHave: priority.mustHave,
                    threshold: priority.threshold,
                    requiredSource: priority.requiredSource
                )
            )
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}

extension PriorityShift {
    /// Rounding of a sum is no change.
    private static let tolerance = 1e-9

    fileprivate init(_ priority: Priority, before: Standing?, after: Standing?) {
        self.init(
            key: priority.key,
            title: priority.title,
            dimension: priority.dimension,
            kind: Self.kind(before, after),
            before: before,
            after: after
        )
    }

    private static func kind(_ before: Standing?, _ after: Standing?) -> Kind {
        guard let before else { return .added }
        guard let after else { return .removed }
        var weighedAlike = after
        weighedAlike.weight = before.weight
        if weighedAlike != before { return .redefined }
        return abs(after.weight - before.weight) > tolerance ? .reweighted : .unchanged
    }
}
