/// What was asked of whom at one opportunity, and what is still to be asked (DOMAIN 5.6).
public struct Coverage: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    /// The set that counts; absent as long as none is activated.
    public var prioritySet: ID<PrioritySet>?
    /// In the order of the set.
    public var priorities: [PriorityCoverage]
    /// The general topics of the libraries that one follows.
    public var topics: [TopicCoverage]
    /// Interviews within 48 hours whose plan has no question to ask.
    public var unprepared: [UnpreparedInterview]
    /// Must-asks of interviews that are over, neither asked nor dropped nor carried over.
    public var openMustAsks: [UnaskedMustAsk]
    /// Everything that is missing, in words.
    public var warnings: [Finding]

    public init(
        opportunity: ID<Opportunity>,
        prioritySet: ID<PrioritySet>? = nil,
        priorities: [PriorityCoverage],
        topics: [TopicCoverage],
        unprepared: [UnpreparedInterview],
        openMustAsks: [UnaskedMustAsk],
        warnings: [Finding]
    ) {
        self.opportunity = opportunity
        self.prioritySet = prioritySet
        self.priorities = priorities
        self.topics = topics
        self.unprepared = unprepared
        self.openMustAsks = openMustAsks
        self.warnings = warnings
    }
}

/// To whom a priority was put.
public struct PriorityCoverage: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var title: Title
    /// Normalised over the set.
    public var weight: Double
    /// A must-have, flagged, or with a weight of 0.15 or more.
    public var vital: Bool
    /// Oldest first.
    public var askings: [PutQuestion]
    /// Whether the future supervisor answered, at least in part.
    public var answeredByFutureSupervisor: Bool
    /// Whether it was put to two people or more.
    public var putToTwoPeople: Bool
    /// Whether a question about it stands in the plan of an interview to come.
    public var planned: Bool

    public init(
        key: ID<Priority>,
        title: Title,
        weight: Double,
        vital: Bool,
        askings: [PutQuestion],
        answeredByFutureSupervisor: Bool,
        putToTwoPeople: Bool,
        planned: Bool
    ) {
        self.key = key
        self.title = title
        self.weight = weight
        self.vital = vital
        self.askings = askings
        self.answeredByFutureSupervisor = answeredByFutureSupervisor
        self.putToTwoPeople = putToTwoPeople
        self.planned = planned
    }
}

/// A question put to a person.
public struct PutQuestion: Codable, Sendable, Hashable {
    public var asking: ID<Asking>
    public var interview: ID<Interview>
    public var round: Int
    public var person: ID<Person>
    public var personName: Title
    /// The person's role in that interview.
    public var role: InterviewerRole
    public var futureSupervisor: Bool
    public var askedAt: Timestamp
    public var outcome: Asking.Outcome

    public init(
        asking: ID<Asking>,
        interview: ID<Interview>,
        round: Int,
        person: ID<Person>,
        personName: Title,
        role: InterviewerRole,
        futureSupervisor: Bool,
        askedAt: Timestamp,
        outcome: Asking.Outcome
    ) {
        self.asking = asking
        self.interview = interview
        self.round = round
        self.person = person
        self.personName = personName
        self.role = role
        self.futureSupervisor = futureSupervisor
        self.askedAt = askedAt
        self.outcome = outcome
    }
}

/// Whether a topic that belongs to every list was touched.
public struct TopicCoverage: Codable, Sendable, Hashable {
    public var library: ID<Library>
    public var topic: String
    public var asked: Bool
    /// Whether a question of it stands in the plan of an interview to come.
    public var planned: Bool

    public init(library: ID<Library>, topic: String, asked: Bool, planned: Bool) {
        self.library = library
        self.topic = topic
        self.asked = asked
        self.planned = planned
    }
}

/// An interview that is near and has no question to ask.
public struct UnpreparedInterview: Codable, Sendable, Hashable {
    public var interview: ID<Interview>
    public var title: Title
    public var round: Int
    public var scheduledStart: Timestamp

    public init(interview: ID<Interview>, title: Title, round: Int, scheduledStart: Timestamp) {
        self.interview = interview
        self.title = title
        self.round = round
        self.scheduledStart = scheduledStart
    }
}

/// A must-ask that was not asked when there was occasion.
public struct UnaskedMustAsk: Codable, Sendable, Hashable {
    public var item: ID<PlanItem>
    public var interview: ID<Interview>
    public var round: Int
    public var text: Line
    public var priorities: [ID<Priority>]

    public init(item: ID<PlanItem>, interview: ID<Interview>, round: Int, text: Line, priorities: [ID<Priority>]) {
        self.item = item
        self.interview = interview
        self.round = round
        self.text = text
        self.priorities = priorities
    }
}
