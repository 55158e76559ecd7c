/// What is compared, in numbers: opportunities as intervals for each priority, and what is held of the weights.
///
/// The opportunities are kept in the order of their ids, whatever the order in which they were given.
public struct ComparisonProblem: Hashable, Sendable {
    public struct Alternative: Hashable, Sendable {
        public let id: ID<Opportunity>
        /// In the order of the priorities; what is no interval (R13) counts as knowing nothing.
        public let intervals: [ValueInterval]

        public init(id: ID<Opportunity>, intervals: [ValueInterval]) {
            self.id = id
            self.intervals = intervals.map { $0.isProper ? $0 : .unknown }
        }
    }

    public let weights: WeightBelief
    public let alternatives: [Alternative]

    /// Nil unless each opportunity is there once and has one interval for each of the weights.
    public init?(weights: WeightBelief, alternatives: [Alternative]) {
        guard Set(alternatives.map(\.id)).count == alternatives.count,
            alternatives.allSatisfy({ $0.intervals.count == weights.stated.count })
        else { return nil }
        self.weights = weights
        self.alternatives = alternatives.sorted { $0.id < $1.id }
    }
}

extension ComparisonProblem.Alternative {
    /// The score under fixed weights: from the worst to the best case.
    func score(_ weights: [Double]) -> ValueInterval {
        var lo = 0.0
        var hi = 0.0
        for (weight, interval) in zip(weights, intervals) {
            lo += weight * interval.lo
            hi += weight * interval.hi
        }
        let bottom = min(lo, 1)
        return ValueInterval(lo: bottom, hi: min(max(bottom, hi), 1))
    }

    /// The score at the middle of each interval.
    func middle(_ weights: [Double]) -> Double {
        zip(weights, intervals).reduce(0) { $0 + $1.0 * ($1.1.lo + $1.1.hi) / 2 }
    }

    /// Whether this one beats another for certain under fixed weights: its worst case is better than the other's best.
    func certainlyBeats(_ other: Self, under weights: [Double]) -> Bool {
        score(weights).lo > other.score(weights).hi
    }

    /// Whether this one beats another for certain whatever the weights.
    func certainlyBeatsUnderAllWeights(_ other: Self) -> Bool {
        !intervals.isEmpty && zip(intervals, other.intervals).allSatisfy { $0.lo - $1.hi > 0 }
    }
}
