/// A question in the plan of an interview to come.
public struct PlannedQuestion: Hashable, Sendable {
    public var interview: ID<Interview>
    public var source: QuestionSource?
    public var ownQuestion: ID<OwnQuestion>?
    public var text: Line
    public var priorities: [ID<Priority>]

    public init(
        interview: ID<Interview>,
        source: QuestionSource? = nil,
        ownQuestion: ID<OwnQuestion>? = nil,
        text: Line,
        priorities: [ID<Priority>]
    ) {
        self.interview = interview
        self.source = source
        self.ownQuestion = ownQuestion
        self.text = text
        self.priorities = priorities
    }
}

/// An interview with a start that is to come.
public struct AheadInterview: Hashable, Sendable {
    public var interview: ID<Interview>
    public var title: Title
    public var round: Int
    public var scheduledStart: Timestamp
    /// Whether its plan has a question.
    public var isReady: Bool

    public init(interview: ID<Interview>, title: Title, round: Int, scheduledStart: Timestamp, isReady: Bool) {
        self.interview = interview
        self.title = title
        self.round = round
        self.scheduledStart = scheduledStart
        self.isReady = isReady
    }
}

/// All that coverage is worked out from.
public struct CoverageInputs: Hashable, Sendable {
    public var opportunity: ID<Opportunity>
    public var futureSupervisor: ID<Person>?
    /// The set that counts, if one does.
    public var prioritySet: PrioritySet?
    /// Oldest first.
    public var asked: [AskedQuestion]
    public var planned: [PlannedQuestion]
    public var questions: [AskableQuestion]
    public var ahead: [AheadInterview]
    public var openMustAsks: [UnaskedMustAsk]
    public var now: Timestamp

    public init(
        opportunity: ID<Opportunity>,
        futureSupervisor: ID<Person>? = nil,
        prioritySet: PrioritySet? = nil,
        asked: [AskedQuestion],
        planned: [PlannedQuestion],
        questions: [AskableQuestion],
        ahead: [AheadInterview],
        openMustAsks: [UnaskedMustAsk],
        now: Timestamp
    ) {
        self.opportunity = opportunity
        self.futureSupervisor = futureSupervisor
        self.prioritySet = prioritySet
        self.asked = asked
        self.planned = planned
        self.questions = questions
        self.ahead = ahead
        self.openMustAsks = openMustAsks
        self.now = now
    }
}
