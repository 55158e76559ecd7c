extension ComparisonOutcome {
    /// Computes the comparison (DOMAIN 5.2): who is in the ranks, what the draws say of them, who beats whom for certain,
    /// and how little would change the leader.
    ///
    /// The hash, SHA-256 of `canonicalInputs()` in 64 hexadecimal digits, is the caller's to compute. Takes up to 150 ms
    /// of a processor with 50 opportunities and 30 priorities.
    public static func computed(from inputs: ComparisonInputs, inputsHash: String, seed: Int) -> ComparisonOutcome {
        let set = inputs.prioritySet
        let priorities = set.priorities
        let stated = set.normalisedWeights() ?? priorities.map { _ in 0 }
        let opportunities = inputs.entries.map { ComparedOpportunity($0) }
        let ranked = opportunities.filter { $0.standing != .excluded }
        let ranking = Ranking(ranked, set: set, seed: seed)
        let words = ComparisonWords(ranking.opportunities, excluded: opportunities.count - ranked.count, priorities)
        let tooClose = ranking.isTooClose
        return ComparisonOutcome(
            prioritySet: set.id,
            version: set.version,
            weightMode: set.weightMode,
            certainty: set.certainty,
            methodVersion: ComparisonMethod.version,
            seed: seed,
            draws: ComparisonDraws.standard,
            inputsHash: inputsHash,
            headline: words.headline(tooClose: tooClose, fragility: ranking.fragility),
            tooClose: tooClose,
            priorities: zip(priorities, stated).map { ComparedPriority(key: $0.key, title: $0.title, weight: $1) },
            opportunities: ranking.opportunities + opportunities.filter { $0.standing == .excluded },
            fragility: ranking.fragility
        )
    }
}

extension ComparisonOutcome {
    /// Nobody comes first often enough below this chance.
    public static let leastFirstChance = 0.6
}

extension ComparedOpportunity {
    /// What is known of it by itself.
    fileprivate init(_ entry: ComparisonInputs.Entry) {
        let assessment = Assessment.computed(from: entry.assessment)
        func unwaived(_ gate: Gate) -> [ID<Priority>] {
            assessment.priorities.filter { $0.gate == gate && $0.waiver == nil }.map(\.key)
        }
        let (failed, open) = (unwaived(.fail), unwaived(.unknown))
        self.init(
            opportunity: entry.assessment.opportunity,
            title: entry.title,
            organisation: entry.organisation,
            standing: failed.isEmpty ? open.isEmpty ? .ranked : .provisional : .excluded,
            failed: failed,
            open: open,
            waived: assessment.priorities.compactMap { priority in
                guard let waiver = priority.waiver, let gate = priority.gate else { return nil }
                return WaivedMustHave(priority: priority.key, reason: waiver.reason, gate: gate)
            },
            score: assessment.score ?? .unknown,
            knowledge: assessment.knowledge ?? 0,
            intervals: assessment.priorities.map { $0.interval ?? .unknown }
        )
    }
}

/// Those that take part, with their ranks.
private struct Ranking {
    /// The likeliest first one first; between equal chances the better middle decides, then the id.
    private(set) var opportunities: [ComparedOpportunity]
    private(set) var fragility: Fragility?

    init(_ ranked: [ComparedOpportunity], set: PrioritySet, seed: Int) {
        opportunities = ranked
        let alternatives = ranked.map {
            ComparisonProblem.Alternative(id: $0.opportunity, intervals: $0.intervals)
        }
        guard let weights = WeightBelief(set),
            let problem = ComparisonProblem(weights: weights, alternatives: alternatives)
        else { return }
        let draws = ComparisonDraws(problem, seed: UInt64(truncatingIfNeeded: seed))
        let firsts = draws.rankChances.map { $0.first ?? 0 }
        let middles = problem.alternatives.map { $0.middle(weights.stated) }
        let order = problem.alternatives.indices.sorted { left, right in
            (-firsts[left], -middles[left], left) < (-firsts[right], -middles[right], right)
        }
        let known = Dictionary(ranked.map { ($0.opportunity, $0) }, uniquingKeysWith: { first, _ in first })
        opportunities = order.compactMap { place in
            let one = problem.alternatives[place]
            let beaten = order.filter { one.certainlyBeats(problem.alternatives[$0], under: weights.stated) }
            let always = order.filter { one.certainlyBeatsUnderAllWeights(problem.alternatives[$0]) }
            var opportunity = known[one.id]
            opportunity?.ranking = ComparedRanking(
                rankChances: draws.rankChances[place],
                beats: order.map { draws.beats[place][$0] },
                centralWeights: draws.centralWeights[place],
                confidence: draws.confidence[place],
                certainlyBeats: beaten.map { problem.alternatives[$0].id },
                beatsUnderAllWeights: always.map { problem.alternatives[$0].id }
            )
            return opportunity
        }
        fragility = Fragility(
            problem,
            keys: set.priorities.map(\.key),
            steps: set.priorities.map(\.ratingStep)
        )
    }

    /// Also where the one that comes first most often is not the one with the best middle.
    var isTooClose: Bool {
        guard let fragility, let first = opportunities.first else { return false }
        return fragility.isFragile || fragility.leader != first.opportunity
            || first.firstChance ?? 0 < ComparisonOutcome.leastFirstChance
    }
}
