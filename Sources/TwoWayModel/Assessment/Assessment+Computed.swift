/// The arithmetic in use.
public enum AssessmentMethod {
    /// Stored with each result; any change that can move a number needs a new one.
    public static let version = "1"
}

extension Assessment {
    /// Computes the scorecard as its owner sees it (DOMAIN 5.1 and 5.3).
    ///
    ///     score_lo = sum w*lo,  score_hi = sum w*hi,  knowledge = 1 - (score_hi - score_lo)
    ///
    /// Equal inputs give results that are equal to the last bit. When no weight counts, as only a draft can have it, the
    /// score is [0, 1]. The hash, SHA-256 of `canonicalInputs()` in 64 hexadecimal digits, is the caller's to compute.
    public static func computed(from inputs: AssessmentInputs, inputsHash: String? = nil) -> Assessment {
        let set = inputs.prioritySet
        let evidence = Dictionary(grouping: inputs.evidence, by: \.priority)
        let weights = set.normalisedWeights()
        let priorities = set.priorities.enumerated().map { index, priority in
            PriorityAssessment(
                priority,
                weight: weights?[index] ?? 0,
                evidence: evidence[priority.key] ?? [],
                own: inputs.own[priority.key],
                waiver: inputs.waivers[priority.key]
            )
        }
        let score = Self.score(of: set, intervals: priorities.map { $0.interval ?? .unknown })
        return Assessment(
            opportunity: inputs.opportunity,
            prioritySet: set.id,
            methodVersion: AssessmentMethod.version,
            inputsHash: inputsHash,
            score: score,
            knowledge: 1 - score.width,
            gate: Gate.overall(priorities.lazy.compactMap(\.gate)),
            gateWithWaivers: Gate.overall(priorities.lazy.filter { $0.waiver == nil }.compactMap(\.gate)),
            priorities: priorities
        )
    }

    /// Divides by the sum at the end, so that intervals that are all [0, 1] give exactly [0, 1].
    private static func score(of set: PrioritySet, intervals: [ValueInterval]) -> ValueInterval {
        let masses = set.masses
        var sum = 0.0
        var lo = 0.0
        var hi = 0.0
        for (mass, interval) in zip(masses, intervals) {
            sum += mass
            lo += mass * interval.lo
            hi += mass * interval.hi
        }
        guard sum > 0 else { return .unknown }
        let bottom = min(lo / sum, 1)
        return ValueInterval(lo: bottom, hi: min(max(bottom, hi / sum), 1))
    }
}

extension PriorityAssessment {
    /// Computes what is known about one priority, as its owner sees it.
    fileprivate init(_ priority: Priority, weight: Double, evidence: [Evidence], own: OwnRating?, waiver: Waiver?) {
        let computed = priority.interval(from: evidence)
        let interval = own?.interval ?? computed
        self.init(
            key: priority.key,
            title: priority.title,
            weight: weight,
            interval: interval,
            computed: computed,
            own: own,
            gate: priority.gate(interval: interval, evidence: evidence),
            waiver: waiver,
            evidence: evidence
        )
    }
}
