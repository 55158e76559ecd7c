/// What does not change while suggestions are worked out: what matters, who is there, and what is in doubt.
struct SuggestionFacts {
    /// One thing that matters, and how much of it is open.
    struct Matter {
        var priority: Priority
        var weight: Double
        /// Of the interval that counts.
        var width: Double
        var isContradicted: Bool
        var hasUnverifiedBelief: Bool
        var isUnknownMustHave: Bool

        var isUrgent: Bool { isContradicted || hasUnverifiedBelief || isUnknownMustHave }
    }

    let inputs: NextQuestions
    let matters: [Matter]
    /// All that each question is known by.
    let identities: [Set<QuestionIdentity>]
    /// The first question that is known by something.
    private let questions: [QuestionIdentity: Int]
    private let places: [ID<Priority>: Int]
    /// The last word of research about each question.
    private let research: [QuestionIdentity: AnsweredQuestion]
    private let planned: Set<QuestionIdentity>
    private let answered: [QuestionIdentity: Set<ID<Person>>]
    /// What was touched by a question that was asked, or stands in the plan.
    let touchedTopics: Set<GeneralTopic>

    init(_ inputs: NextQuestions) {
        self.inputs = inputs
        matters = Self.matters(inputs)
        let identities = inputs.questions.map(\.identities)
        self.identities = identities
        questions = identities.enumerated().reduce(into: [:]) { places, entry in
            for identity in entry.element where places[identity] == nil { places[identity] = entry.offset }
        }
        places = Dictionary(
            matters.enumerated().map { ($1.priority.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        research = Dictionary(
            inputs.research.compactMap { note in note.identity.map { ($0, note) } },
            uniquingKeysWith: { _, last in last }
        )
        planned = inputs.plan.reduce(into: []) { $0.formUnion($1.identities) }
        answered = inputs.asked.reduce(into: [:]) { people, asked in
            guard asked.put.outcome == .answered else { return }
            for identity in asked.identities { people[identity, default: []].insert(asked.put.person) }
        }
        touchedTopics = Self.touchedTopics(inputs)
    }

    func place(of key: ID<Priority>) -> Int? { places[key] }

    /// The priorities that a question finds out about, by its links or its dimensions.
    func places(of question: AskableQuestion) -> [Int] {
        matters.indices.filter { question.finds(matters[$0].priority) }
    }

    /// The question that an item was planned from, if it can still be asked.
    func question(of item: PlanItem) -> AskableQuestion? {
        item.identities.compactMap { questions[$0] }.min().map { inputs.questions[$0] }
    }

    /// Whether a question stands in the plan, in whatever state.
    func isPlanned(_ identities: Set<QuestionIdentity>) -> Bool {
        !planned.isDisjoint(with: identities)
    }

    /// What research has made of a question.
    func research(on identities: Set<QuestionIdentity>) -> AnsweredQuestion? {
        identities.lazy.compactMap { research[$0] }.first
    }

    /// Whoever has answered a question.
    func peopleWhoAnswered(_ identities: Set<QuestionIdentity>) -> Set<ID<Person>> {
        identities.reduce(into: []) { $0.formUnion(answered[$1] ?? []) }
    }

    /// How strong a person's word would be; nil stands for somebody unknown.
    func strength(of interviewer: Interviewer?, at scope: Scope) -> Double {
        guard let interviewer,
            let source = SourceClass(
                role: interviewer.role,
                isFutureSupervisor: interviewer.person == inputs.futureSupervisor
            )
        else { return NextQuestions.strengthOfAnybody }
        return EvidenceTables.standard.strength(
            of: source,
            at: scope,
            specificity: NextQuestions.assumedSpecificity
        )
    }

    /// Whether a question for an audience is one for a person; the future supervisor is a hiring manager, too.
    func isFor(_ audience: [InterviewerRole], _ interviewer: Interviewer) -> Bool {
        audience.isEmpty || audience.contains(interviewer.role)
            || interviewer.person == inputs.futureSupervisor && audience.contains(.hiringManager)
    }

    private static func matters(_ inputs: NextQuestions) -> [Matter] {
        guard let assessed = inputs.assessment else { return [] }
        let assessment = Assessment.computed(from: assessed)
        let contradicted = Set(inputs.openContradictions.map(\.priority))
        let believed = Set(inputs.beliefs.filter { $0.state == .unverified }.map(\.priority))
        return zip(assessed.prioritySet.priorities, assessment.priorities).map { priority, known in
            Matter(
                priority: priority,
                weight: known.weight ?? 0,
                width: known.interval?.width ?? 1,
                isContradicted: contradicted.contains(priority.key),
                hasUnverifiedBelief: believed.contains(priority.key),
                isUnknownMustHave: known.gate == .unknown
            )
        }
    }

    private static func touchedTopics(_ inputs: NextQuestions) -> Set<GeneralTopic> {
        let inPlan = inputs.plan.filter { $0.state == .planned || $0.state == .asked }
        let touched = inPlan.map(\.identities) + inputs.asked.map(\.identities)
        return GeneralTopic.touched(by: touched.reduce(into: []) { $0.formUnion($1) }, among: inputs.questions)
    }
}

/// A topic of a library that belongs to every list.
struct GeneralTopic: Hashable {
    var library: ID<Library>
    var topic: String

    init?(_ question: AskableQuestion) {
        guard question.general, let library = question.source?.library, let topic = question.topic else { return nil }
        self.library = library
        self.topic = topic
    }

    /// The topics of the questions that are among some known ones.
    static func touched(by known: Set<QuestionIdentity>, among questions: [AskableQuestion]) -> Set<GeneralTopic> {
        Set(questions.compactMap { $0.identities.isDisjoint(with: known) ? nil : GeneralTopic($0) })
    }
}

extension AskableQuestion {
    /// Whether it finds out about a priority: linked by the candidate, or made for the same dimension.
    public func finds(_ priority: Priority) -> Bool {
        priorities.contains(priority.key) || priority.dimension.map(dimensions.contains) ?? false
    }

    /// Where an answer holds as evidence for a priority, or for none in particular: what depends on the boss holds for the
    /// boss, all else for what the question is about.
    func scope(for priority: Priority?) -> Scope {
        if priority?.bossDependent == true { return .supervisor }
        switch subject {
        case .organisation: return .organisation
        case .team: return .function
        case .boss: return .supervisor
        case .work, .opportunity, nil: return .job
        }
    }
}
