extension WeightMode {
    /// What each weight counts for, in the given order and before it is divided by the sum.
    ///
    /// Exact weights and points count as stated. Of ordinal weights only the order counts: the largest is rank 1, and
    /// rank k of n gets the rank order centroid (1/n) * sum over j = k ... n of 1/j, which is exactly the mean of weights
    /// drawn uniformly from the simplex and sorted, so that the score agrees with the draws of a comparison (F. H. Barron
    /// and B. E. Barrett, "Decision quality using ranked attribute weights", Management Science 42 (1996) 1515-1523).
    /// Equal ordinal weights share the mean of their ranks. Stated ranks decide before weights: see `PrioritySet.masses`.
    func masses(of weights: [Double]) -> [Double] {
        switch self {
        case .exact, .points: Self.proportional(weights)
        case .ordinal: Self.rankOrderCentroids(weights)
        }
    }

    private static func proportional(_ weights: [Double]) -> [Double] {
        let usable = weights.map { $0.isFinite ? max(0, $0) : 0 }
        let sum = usable.reduce(0, +)
        // Scaled down where the sum would be infinite.
        guard sum.isInfinite, let largest = usable.max() else { return usable }
        return usable.map { $0 / largest }
    }

    private static func rankOrderCentroids(_ weights: [Double]) -> [Double] {
        let count = weights.count
        var centroids = [Double](repeating: 0, count: count)
        var tail = 0.0
        for rank in stride(from: count, to: 0, by: -1) {
            tail += 1 / Double(rank)
            centroids[rank - 1] = tail / Double(count)
        }
        let order = weights.indices.sorted { left, right in
            weights[left] != weights[right] ? weights[left] > weights[right] : left < right
        }
        var masses = centroids
        var start = 0
        while start < count {
            var end = start + 1
            while end < count && weights[order[end]] == weights[order[start]] { end += 1 }
            let share = centroids[start..<end].reduce(0, +) / Double(end - start)
            for place in start..<end { masses[order[place]] = share }
            start = end
        }
        return masses
    }
}

extension PrioritySet {
    /// From this normalised weight on a priority is vital without a flag (DOMAIN 5.6).
    public static let vitalWeight = 0.15

    /// What each priority counts for, in their order and before it is divided by the sum.
    ///
    /// In the ordinal mode the ranks decide; the weights only where a rank is missing, as in sets from before there were
    /// any.
    var masses: [Double] {
        let ranks = weightMode == .ordinal ? priorities.compactMap(\.rank) : []
        guard !ranks.isEmpty, ranks.count == priorities.count else {
            return weightMode.masses(of: priorities.map(\.weight))
        }
        return weightMode.masses(of: ranks.map { -Double($0) })
    }

    /// The weights of the priorities in their order, normalised to the sum 1 (R6).
    ///
    /// Nil when there is nothing to normalise: no priorities, or exact weights or points that are all zero.
    public func normalisedWeights() -> [Double]? {
        let masses = masses
        let sum = masses.reduce(0, +)
        guard sum > 0 else { return nil }
        return masses.map { $0 / sum }
    }

    /// The keys of the vital priorities: must-haves, flagged ones, and those that weigh 0.15 or more (DOMAIN 5.6).
    public func vitalPriorities() -> Set<ID<Priority>> {
        let weights = normalisedWeights()
        return Set(
            priorities.enumerated().filter { index, priority in
                priority.mustHave || priority.vital || (weights?[index] ?? 0) >= Self.vitalWeight - 1e-9
            }.map(\.element.key)
        )
    }
}
