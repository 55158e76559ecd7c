/// What is worth asking in an interview next (DOMAIN 5.7): all that it depends on, and the answer as a pure function.
///
/// The gain of a question is the sum over its priorities of weight * width * strength * informativeness, times 1.5 if one
/// of them has an open contradiction, an unverified belief or an unknown must-have. The strength is that of the
/// interviewer who would be asked: of those in the question's audience the one who knows best, at the scope that fits
/// priority and question, for an answer that describes a practice. A question finds out about the priorities that it is
/// linked to or shares a dimension with.
public struct NextQuestions: Sendable {
    public var interview: Interview
    public var futureSupervisor: ID<Person>?
    /// Widths, weights and gates follow from it; nil as long as no set of priorities counts.
    public var assessment: AssessmentInputs?
    /// The beliefs of the opportunity.
    public var beliefs: [Belief]
    /// The contradictions of the opportunity.
    public var contradictions: [Contradiction]
    public var questions: [AskableQuestion]
    /// The plan as it is.
    public var plan: [PlanItem]
    /// Must-asks of earlier interviews that were not asked, in the order in which they are to be asked.
    public var openMustAsks: [UnaskedMustAsk]
    /// The items behind them.
    public var openItems: [PlanItem]
    /// The questions that research answers; of several words about one question the last counts.
    public var research: [AnsweredQuestion]
    /// All that was asked at the opportunity.
    public var asked: [AskedQuestion]
    /// From 0; what the plan leaves of the interview's minutes for questions when nil.
    public var minutes: Int?

    /// How much an answer settles when neither library nor candidate says.
    public static let usualInformativeness = 0.5
    /// The strength of a person of whom nothing says how well they can know: that of hearsay.
    public static let strengthOfAnybody = 0.2
    /// What a question gains more by when it addresses a doubt that is in the way of a decision.
    public static let urgency = 1.5
    /// A general topic that was not touched yet counts like a priority of this weight of which nothing is known.
    public static let weightOfGeneralTopic = 0.05
    /// The specificity that is assumed of an answer.
    public static let assumedSpecificity = Specificity.practice
    /// The most items of a plan.
    public static let maximumItems = 100

    public init(
        interview: Interview,
        futureSupervisor: ID<Person>? = nil,
        assessment: AssessmentInputs? = nil,
        beliefs: [Belief],
        contradictions: [Contradiction] = [],
        questions: [AskableQuestion],
        plan: [PlanItem],
        openMustAsks: [UnaskedMustAsk],
        openItems: [PlanItem],
        research: [AnsweredQuestion],
        asked: [AskedQuestion],
        minutes: Int? = nil
    ) {
        self.interview = interview
        self.futureSupervisor = futureSupervisor
        self.assessment = assessment
        self.beliefs = beliefs
        self.contradictions = contradictions
        self.questions = questions
        self.plan = plan
        self.openMustAsks = openMustAsks
        self.openItems = openItems
        self.research = research
        self.asked = asked
        self.minutes = minutes
    }
}

extension NextQuestions {
    /// Those that no plan is to clear up yet; the others have had what they can gain.
    var openContradictions: [Contradiction] { contradictions.filter { $0.state == .open } }

    /// Works out the suggestions: must-asks, then whatever gains most per minute, contradictions to clear up and beliefs to
    /// verify among it.
    ///
    /// Must-asks are suggested whether or not they fit; all else only as long as it fits into the minutes. Contradictions and
    /// beliefs that gain nothing, since what they are about counts no more, come last. Equal inputs give an equal result.
    public func suggestion() -> PlanSuggestion {
        let minutes = max(0, self.minutes ?? (interview.questionMinutes - plan.questionMinutes))
        let facts = SuggestionFacts(self)
        var run = SuggestionRun(facts, minutes: minutes, room: Self.maximumItems - plan.count)
        run.countPlan()
        run.addMustAsks()
        run.aimAtContradictions()
        run.aimAtBeliefs()
        run.addBest()
        run.addContradictions()
        let unsettled = run.addBeliefs()
        return PlanSuggestion(
            interview: interview.id,
            minutes: minutes,
            suggestedMinutes: run.items.reduce(0) { $0 + $1.minutes },
            items: run.items,
            findings: findings(minutes: minutes, items: run.items, unsettled: unsettled)
        )
    }

    private func findings(minutes: Int, items: [SuggestedItem], unsettled: Int) -> [Finding] {
        var words: [(path: String, message: String)] = []
        if assessment == nil {
            words.append(("priorities", "No set of priorities counts yet; activate one to hear what is worth most."))
        }
        if interview.interviewers.isEmpty {
            words.append(
                ("interviewers", "Nobody is noted as an interviewer yet; who comes decides what is worth asking.")
            )
        }
        if questions.isEmpty {
            words.append(
                ("questions", "There is nothing to choose from; follow a library or write questions of your own.")
            )
        }
        let vital = items.filter(\.mustAsk).reduce(0) { $0 + $1.minutes }
        if vital > minutes {
            words.append(("minutes", "The open must-asks take \(vital) minutes, and \(minutes) are left."))
        } else if minutes == 0 {
            words.append(("minutes", "No minutes are left to fill."))
        }
        if unsettled > 0 {
            let what = unsettled == 1 ? "one belief" : "\(unsettled) beliefs"
            words.append(("beliefs", "Nobody in this interview knows enough to settle \(what)."))
        }
        return words.map { Finding(severity: .warning, path: $0.path, message: $0.message) }
    }
}

extension [PlanItem] {
    /// The minutes of the items that are planned or asked.
    public var questionMinutes: Int {
        reduce(0) { $1.state == .planned || $1.state == .asked ? $0 + $1.minutes : $0 }
    }
}
