/// What a coach sees of an interview; members that no share opens are absent.
public struct SharedInterview: Codable, Sendable, Hashable {
    public var id: ID<Interview>
    public var opportunity: ID<Opportunity>
    public var round: Int?
    public var title: Title?
    public var format: Interview.Format?
    public var state: Interview.State?
    public var scheduledStart: Timestamp?
    public var scheduledEnd: Timestamp?
    public var timeZone: TimeZoneName?
    public var localStart: LocalDateTime?
    public var questionMinutes: Int?
    public var interviewers: [SharedInterviewer]?
    /// When it was like this; absent from what is read live.
    public var snapshotAt: Timestamp?

    init(id: ID<Interview>, opportunity: ID<Opportunity>) {
        self.id = id
        self.opportunity = opportunity
    }
}

/// What a coach sees of somebody who takes part.
public struct SharedInterviewer: Codable, Sendable, Hashable {
    public var person: ID<Person>
    public var role: InterviewerRole
    public var name: Title?

    init(person: ID<Person>, role: InterviewerRole) {
        self.person = person
        self.role = role
    }
}

/// What a coach sees of the plan of an interview.
public struct SharedPlan: Codable, Sendable, Hashable {
    public var interview: ID<Interview>
    /// In the order in which they are to be asked.
    public var items: [SharedPlanItem]?
    public var talkingPoints: [Line]?
    /// When it was like this; absent from what is read live.
    public var snapshotAt: Timestamp?

    init(interview: ID<Interview>) {
        self.interview = interview
    }
}

/// What a coach sees of a question of a plan.
public struct SharedPlanItem: Codable, Sendable, Hashable {
    public var id: ID<PlanItem>
    public var text: Line?
    public var origin: PlanItem.Origin?
    public var mustAsk: Bool?
    public var minutes: Int?
    public var state: PlanItem.State?
    public var dropReason: Line?
    public var targetPerson: ID<Person>?
    public var targetRole: InterviewerRole?
    /// Keys of the priorities that the question is to find out about.
    public var priorities: [ID<Priority>]?

    init(id: ID<PlanItem>) {
        self.id = id
    }
}

/// What a coach sees of a question that was put to somebody.
public struct SharedAsking: Codable, Sendable, Hashable {
    public var id: ID<Asking>
    public var interview: ID<Interview>
    public var item: ID<PlanItem>?
    public var text: Line?
    public var askedAt: Timestamp?
    public var outcome: Asking.Outcome?
    public var person: ID<Person>?
    public var personName: Title?
    public var answer: SharedAnswer?
    /// When it was like this; absent from what is read live.
    public var snapshotAt: Timestamp?

    init(id: ID<Asking>, interview: ID<Interview>) {
        self.id = id
        self.interview = interview
    }
}

/// What a coach sees of what was said.
public struct SharedAnswer: Codable, Sendable, Hashable {
    public var body: Prose?
    public var specificity: Specificity?
    public var captured: Answer.Captured?
    public var value: AnswerValue?

    init() {}
}
