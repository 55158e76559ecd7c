extension PrioritySet {
    /// A weight from which on a priority is vital, normalised over the set (DOMAIN 5.6).
    public static let vitalWeight = 0.15

    /// The normalised weights, all 0 when none counts, and which of the priorities are vital: must-haves, flagged ones, and
    /// those of `vitalWeight` or more.
    public func vitals() -> [(priority: Priority, weight: Double, isVital: Bool)] {
        let weights = normalisedWeights() ?? Array(repeating: 0, count: priorities.count)
        return zip(priorities, weights).map { priority, weight in
            // Rounding must not decide.
            let isVital = priority.mustHave || priority.vital || weight >= Self.vitalWeight - 1e-9
            return (priority, weight, isVital)
        }
    }
}

extension Coverage {
    /// How long before an interview its plan is to be ready.
    public static let preparation = Duration.seconds(48 * 3600)

    /// Works out what was asked of whom, and what is missing.
    ///
    /// A priority was put to somebody when a question of a plan that is linked to it was; answered means at least in part.
    public static func computed(from inputs: CoverageInputs) -> Coverage {
        let priorities = (inputs.prioritySet?.vitals() ?? []).map { entry in
            PriorityCoverage(
                entry.priority,
                weight: entry.weight,
                vital: entry.isVital,
                inputs: inputs
            )
        }
        var coverage = Coverage(
            opportunity: inputs.opportunity,
            prioritySet: inputs.prioritySet?.id,
            priorities: priorities,
            topics: TopicCoverage.all(from: inputs),
            unprepared: inputs.ahead.filter { $0.isUnprepared(at: inputs.now) }.map(UnpreparedInterview.init),
            openMustAsks: inputs.openMustAsks,
            warnings: []
        )
        coverage.warnings = coverage.findWarnings(inputs)
        return coverage
    }
}

extension PriorityCoverage {
    fileprivate init(_ priority: Priority, weight: Double, vital: Bool, inputs: CoverageInputs) {
        let askings = inputs.asked.filter { $0.priorities.contains(priority.key) }.map(\.put)
        self.init(
            key: priority.key,
            title: priority.title,
            weight: weight,
            vital: vital,
            askings: askings,
            answeredByFutureSupervisor: askings.contains { $0.futureSupervisor && $0.outcome.isAnswer },
            putToTwoPeople: Set(askings.map(\.person)).count >= 2,
            planned: inputs.planned.contains { $0.priorities.contains(priority.key) }
        )
    }

    /// Whether nothing is left to do about a vital priority.
    public var isCovered: Bool { answeredByFutureSupervisor && putToTwoPeople }
}

extension Asking.Outcome {
    /// Whether the person answered, at least in part.
    public var isAnswer: Bool {
        switch self {
        case .answered, .partial: true
        case .evaded, .declined, .notKnown: false
        }
    }
}

extension TopicCoverage {
    /// The general topics, each once, in the order of the libraries.
    fileprivate static func all(from inputs: CoverageInputs) -> [TopicCoverage] {
        let asked = GeneralTopic.touched(
            by: inputs.asked.reduce(into: []) { $0.formUnion($1.identities) },
            among: inputs.questions
        )
        let planned = GeneralTopic.touched(
            by: inputs.planned.reduce(into: []) { $0.formUnion($1.identities) },
            among: inputs.questions
        )
        var listed: Set<GeneralTopic> = []
        return inputs.questions.filter { !$0.hidden }.compactMap { GeneralTopic($0) }
            .filter { listed.insert($0).inserted }
            .map { topic in
                TopicCoverage(
                    library: topic.library,
                    topic: topic.topic,
                    asked: asked.contains(topic),
                    planned: planned.contains(topic)
                )
            }
    }
}

extension PlannedQuestion {
    fileprivate var identities: Set<QuestionIdentity> {
        QuestionIdentity.all(source: source, own: ownQuestion, text: text.text)
    }
}

extension AheadInterview {
    fileprivate func isUnprepared(at now: Timestamp) -> Bool {
        !isReady && scheduledStart >= now && scheduledStart <= now + Coverage.preparation
    }
}

extension UnpreparedInterview {
    fileprivate init(_ ahead: AheadInterview) {
        self.init(
            interview: ahead.interview,
            title: ahead.title,
            round: ahead.round,
            scheduledStart: ahead.scheduledStart
        )
    }
}

// What is missing, in words.
extension Coverage {
    fileprivate func findWarnings(_ inputs: CoverageInputs) -> [Finding] {
        var warnings: [Finding] = []
        func warn(_ path: String, _ message: String) {
            warnings.append(Finding(severity: .warning, path: path, message: message))
        }
        for (index, interview) in unprepared.enumerated() {
            warn("unprepared[\(index)]", "\(interview.title) starts within 48 hours and has no question to ask.")
        }
        for (index, left) in openMustAsks.enumerated() {
            warn("openMustAsks[\(index)]", "A must-ask of round \(left.round) was not asked: \(left.text)")
        }
        if prioritySet == nil { warn("prioritySet", "No set of priorities counts yet.") }
        if inputs.futureSupervisor == nil { warn("futureSupervisor", "Nobody is marked as the future supervisor.") }
        for (index, priority) in priorities.enumerated() where priority.vital {
            let supervisor = priority.askings.contains { $0.futureSupervisor }
            if !supervisor {
                warn(
                    "priorities[\(index)]",
                    "\(priority.title) is vital and has not been put to the future supervisor."
                )
            } else if !priority.answeredByFutureSupervisor {
                warn(
                    "priorities[\(index)]",
                    "\(priority.title) is vital and the future supervisor has not answered it."
                )
            }
            if !priority.putToTwoPeople {
                let whom = priority.askings.isEmpty ? "has been put to nobody" : "has been put to one person only"
                warn("priorities[\(index)]", "\(priority.title) is vital and \(whom).")
            }
        }
        for (index, topic) in topics.enumerated() where !topic.asked {
            warn("topics[\(index)]", "Nothing was asked yet about a general topic: \(topic.topic).")
        }
        return warnings
    }
}
