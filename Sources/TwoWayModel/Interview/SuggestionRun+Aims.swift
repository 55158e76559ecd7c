/// Beliefs and contradictions, and who could settle them.
extension SuggestionRun {
    /// How many beliefs compete at the most.
    static let maximumBeliefs = 40
    /// How many contradictions do.
    static let maximumContradictions = 40

    /// The unverified beliefs that no item of the plan is to settle, the weightiest first.
    var beliefsToSettle: [Belief] {
        let planned = Set(facts.inputs.plan.compactMap(\.belief))
        func stake(_ belief: Belief) -> Double {
            facts.place(of: belief.priority).map { facts.matters[$0].weight * facts.matters[$0].width } ?? 0
        }
        return facts.inputs.beliefs
            .filter { $0.state == .unverified && !planned.contains($0.id) }
            .map { (belief: $0, stake: stake($0)) }
            .sorted { (-$0.stake, $0.belief.id) < (-$1.stake, $1.belief.id) }
            .map(\.belief)
    }

    /// The open contradictions that no item of the plan is to clear up, the gravest first; one of several about the same
    /// priority at the same scope, since one question asks for all of them.
    var contradictionsToSettle: [Contradiction] {
        struct Subject: Hashable {
            let priority: ID<Priority>
            let scope: Scope
        }
        let planned = Set(facts.inputs.plan.compactMap(\.contradiction))
        var subjects: Set<Subject> = []
        return facts.inputs.openContradictions
            .filter { !planned.contains($0.id) }
            .sorted { (-$0.severity, $0.id) < (-$1.severity, $1.id) }
            .filter { subjects.insert(Subject(priority: $0.priority, scope: $0.scope)).inserted }
    }

    /// The place of the option for the aim's priority that gains most, aims at nothing else, and can be put to somebody
    /// whose word settles it.
    func optionToSettle(_ aim: Aim) -> Int? {
        guard let place = facts.place(of: aim.priority) else { return nil }
        var best: (option: Int, gain: Double)?
        for (index, option) in options.enumerated()
        where option.aim == nil && option.settles.contains(where: { $0.place == place }) && isOpen(option) {
            let gain = gain(option)
            if let found = best, found.gain >= gain { continue }
            if witness(of: aim, asking: option) != nil { best = (index, gain) }
        }
        return best?.option
    }

    /// Whoever knows best at the scope of the aim, if that is enough to settle it: of an option's audience, or of all.
    ///
    /// Of two who know equally well about a contradiction, the one who is no side of it.
    func witness(of aim: Aim, asking option: Option? = nil) -> Interviewer? {
        let silent = option.map { facts.peopleWhoAnswered($0.identities) } ?? []
        var best: (person: Interviewer, strength: Double, isSide: Bool)?
        for person in facts.inputs.interview.interviewers {
            let strength = facts.strength(of: person, at: aim.scope)
            guard strength >= aim.leastStrength, facts.isFor(option?.question.audience ?? [], person),
                !silent.contains(person.person)
            else { continue }
            let isSide = aim.sides.contains(person.person)
            if let found = best {
                guard strength > found.strength || strength == found.strength && found.isSide && !isSide else {
                    continue
                }
            }
            best = (person, strength, isSide)
        }
        return best?.person
    }
}

extension SuggestionRun.Aim {
    var priority: ID<Priority> {
        switch self {
        case .belief(let belief): belief.priority
        case .contradiction(let contradiction): contradiction.priority
        }
    }

    var scope: Scope {
        switch self {
        case .belief(let belief): belief.scope
        case .contradiction(let contradiction): contradiction.scope
        }
    }

    /// The strength below which a word settles nothing.
    fileprivate var leastStrength: Double {
        switch self {
        case .belief: Belief.settlingStrength
        case .contradiction: EvidenceConflict.leastStrength
        }
    }

    /// The people who have said what is in doubt.
    fileprivate var sides: [ID<Person>] {
        switch self {
        case .belief: []
        case .contradiction(let contradiction): contradiction.sides.compactMap(\.person)
        }
    }

    /// As a question of its own.
    fileprivate func wording(_ facts: SuggestionFacts) -> Line {
        switch self {
        case .belief(let belief):
            belief.wording
        case .contradiction(let contradiction):
            contradiction.wording(of: facts.place(of: contradiction.priority).map { facts.matters[$0].priority.title })
        }
    }
}

extension SuggestionRun.Option {
    /// What it goes into a plan as.
    var origin: PlanItem.Origin {
        switch aim {
        case .belief: .belief
        case .contradiction: .contradiction
        case nil: .suggested
        }
    }

    /// What is in doubt in words of its own, put to whoever can settle it; nil when the plan has these words already.
    init?(wording aim: SuggestionRun.Aim, _ witness: Interviewer, _ facts: SuggestionFacts) {
        let text = aim.wording(facts)
        let identities: Set<QuestionIdentity> = [.wording(text.text.lowercased())]
        guard !facts.isPlanned(identities) else { return nil }
        let places = facts.place(of: aim.priority).map { [$0] } ?? []
        self.init(
            question: AskableQuestion(
                text: text.text,
                general: false,
                audience: [],
                dimensions: [],
                priorities: [aim.priority],
                hidden: false,
                state: .clean,
                revision: 0
            ),
            identities: identities,
            text: text,
            interviewer: witness,
            minutes: PlanItem.usualMinutes,
            settles: SuggestionRun.settles(places, nil, witness, facts),
            topic: nil,
            topicShare: 0,
            isUrgent: true,
            aim: aim
        )
    }

    /// Asks it of somebody who can settle the aim.
    mutating func take(_ aim: SuggestionRun.Aim, _ witness: Interviewer?, _ facts: SuggestionFacts) {
        guard let witness else { return }
        self.aim = aim
        interviewer = witness
        settles = SuggestionRun.settles(settles.map(\.place), question, witness, facts)
        isUrgent = true
    }
}
