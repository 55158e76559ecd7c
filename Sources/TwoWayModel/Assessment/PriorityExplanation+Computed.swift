extension PriorityExplanation {
    /// Takes the interval of a priority apart; nil when it is not in the set that counts.
    ///
    /// Equal inputs give equal explanations: the numbers are those of `Assessment.computed`.
    public init?(of key: ID<Priority>, in inputs: AssessmentInputs) {
        guard let place = inputs.prioritySet.priorities.firstIndex(where: { $0.key == key }) else { return nil }
        let priority = inputs.prioritySet.priorities[place]
        let evidence = inputs.evidence.filter { $0.priority == key }
        let sum = priority.sum(of: evidence)
        let computed = sum?.interval ?? .unknown
        let own = inputs.own[key]
        let interval = own?.interval ?? computed
        let weight = inputs.prioritySet.normalisedWeights()?[place] ?? 0
        self.init(
            opportunity: inputs.opportunity,
            priority: key,
            title: priority.title,
            methodVersion: AssessmentMethod.version,
            weight: weight,
            summary: Words.summary(priority, weight: weight, interval: interval, computed: computed, own: own),
            interval: interval,
            computed: computed,
            own: own,
            pieces: evidence.map { Piece($0, on: priority, among: evidence) },
            steps: sum.map { Steps($0) },
            mustHave: MustHave(priority, interval: interval, evidence: evidence, waiver: inputs.waivers[key]),
            missing: Words.missing(priority, evidence),
            narrowing: Narrowing.best(for: priority, evidence: evidence, sum: sum)
        )
    }
}

extension PriorityExplanation.Piece {
    fileprivate init(_ piece: Evidence, on priority: Priority, among evidence: [Evidence]) {
        let value = priority.value(of: Double(piece.rating))
        let without = priority.interval(from: evidence.filter { $0.id != piece.id })
        self.init(
            evidence: piece.id,
            sourceClass: piece.sourceClass,
            specificity: piece.specificity,
            scope: piece.scope,
            rating: piece.rating,
            value: value,
            strength: piece.strength,
            without: without,
            sentence: PriorityExplanation.Words.piece(piece, value: value, without: without)
        )
    }
}

extension PriorityExplanation.Steps {
    fileprivate init(_ sum: EvidenceSum) {
        self.init(
            total: sum.total,
            mean: sum.mean,
            disagreement: sum.disagreement,
            ignorance: sum.ignorance,
            sentences: PriorityExplanation.Words.steps(sum)
        )
    }
}

extension PriorityExplanation.MustHave {
    fileprivate init?(_ priority: Priority, interval: ValueInterval, evidence: [Evidence], waiver: Waiver?) {
        guard let theta = priority.theta, let threshold = priority.threshold,
            let gate = priority.gate(interval: interval, evidence: evidence)
        else { return nil }
        self.init(
            gate: gate,
            threshold: threshold,
            theta: theta,
            requiredSource: priority.requiredSource,
            requiredSourceHasSpoken: priority.requiredSource.map { source in
                evidence.contains { $0.sourceClass == source }
            } ?? true,
            waiver: waiver,
            sentence: ""
        )
        sentence = PriorityExplanation.Words.gate(self, direction: priority.direction, interval: interval)
    }
}

extension PriorityExplanation.Narrowing {
    /// More would be a list to read, not a next step.
    private static let most = 3
    /// What narrows less is not worth asking for.
    private static let leastGain = 0.01

    /// What leaves the narrowest interval comes first, but before it the source that a must-have cannot pass without.
    fileprivate static func best(for priority: Priority, evidence: [Evidence], sum: EvidenceSum?) -> [Self] {
        let computed = sum?.interval ?? .unknown
        let required = priority.requiredSource.flatMap { source in
            evidence.contains { $0.sourceClass == source } ? nil : source
        }
        let found =
            contradictions(priority, evidence) + examples(priority, evidence, mean: sum?.mean ?? 0.5, needed: required)
        let helpful = found.filter { computed.width - $0.interval.width >= leastGain || $0.isFrom(required) }
        // The sort is stable only with a tie-break: the order they were found in.
        let ranked = helpful.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.isFrom(required) != other.isFrom(required) { return one.isFrom(required) }
            if abs(one.interval.width - other.interval.width) > 1e-9 {
                return one.interval.width < other.interval.width
            }
            return left.offset < right.offset
        }
        return ranked.prefix(most).map(\.element)
    }

    private func isFrom(_ required: SourceClass?) -> Bool { source != nil && source == required }

    /// Each piece that something stronger contradicts, once, however many do.
    private static func contradictions(_ priority: Priority, _ evidence: [Evidence]) -> [Self] {
        var weakerOnes: Set<ID<Evidence>> = []
        return EvidenceConflict.all(among: evidence).compactMap { conflict in
            let weaker = conflict.first.strength < conflict.second.strength ? conflict.first : conflict.second
            guard weakerOnes.insert(weaker.id).inserted else { return nil }
            let interval = priority.interval(from: evidence.filter { $0.id != weaker.id })
            return Self(
                settles: [conflict.first.id, conflict.second.id],
                interval: interval,
                sentence: PriorityExplanation.Words.settling(conflict, weaker: weaker, leaves: interval)
            )
        }
    }

    /// An example of each source that has given none yet.
    private static func examples(
        _ priority: Priority,
        _ evidence: [Evidence],
        mean: Double,
        needed: SourceClass?
    ) -> [Self] {
        let exemplary = Set(evidence.filter { $0.specificity == .example }.map(\.sourceClass))
        let known = evidence.sorted { $0.id < $1.id }.map { piece in
            (value: priority.value(of: Double(piece.rating)), strength: min(max(0, piece.strength), 1))
        }
        return SourceClass.allCases.compactMap { source in
            let isOpen = source.canBeAskedForAnExample(of: priority) && !exemplary.contains(source)
            guard source == needed || isOpen else { return nil }
            let strength = EvidenceTables.standard.strength(of: source, at: .job, specificity: .example)
            let interval = ValueInterval.supported(by: known + [(value: mean, strength: strength)])
            return Self(
                source: source,
                interval: interval,
                sentence: PriorityExplanation.Words.example(
                    of: source,
                    isNeeded: source == needed,
                    isFirst: known.isEmpty,
                    leaves: interval
                )
            )
        }
    }
}

extension SourceClass {
    /// Whether somebody or something of this class could still tell an example of it.
    fileprivate func canBeAskedForAnExample(of priority: Priority) -> Bool {
        switch self {
        // What depends on a person is in no contract.
        case .writtenOffer: !priority.bossDependent
        case .futureSupervisor, .observation, .peer, .directReport, .skipLevel, .executive: true
        // The hiring manager mostly is the future supervisor; the others know of examples by hearsay.
        case .hiringManager, .recruiter, .hr, .published, .hearsay: false
        }
    }
}
