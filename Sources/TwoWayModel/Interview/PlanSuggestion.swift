/// What would be worth asking in an interview, most worthwhile first, with reasons; the candidate decides.
public struct PlanSuggestion: Codable, Sendable, Hashable {
    public var interview: ID<Interview>
    /// What was to be filled: the minutes asked for, else what the plan leaves of the interview's minutes for questions.
    public var minutes: Int
    /// The sum of the minutes of the items.
    public var suggestedMinutes: Int
    /// In the order in which they are worth adding to the plan.
    public var items: [SuggestedItem]
    /// What stands in the way of better suggestions, in words.
    public var findings: [Finding]

    public init(
        interview: ID<Interview>,
        minutes: Int,
        suggestedMinutes: Int,
        items: [SuggestedItem],
        findings: [Finding]
    ) {
        self.interview = interview
        self.minutes = minutes
        self.suggestedMinutes = suggestedMinutes
        self.items = items
        self.findings = findings
    }
}

/// A question worth asking, as it would go into the plan.
public struct SuggestedItem: Codable, Sendable, Hashable {
    public var origin: PlanItem.Origin
    /// Where a library question comes from.
    public var source: QuestionSource?
    /// The question of the candidate's own that it is.
    public var ownQuestion: ID<OwnQuestion>?
    /// The belief that it would settle.
    public var belief: ID<Belief>?
    /// The contradiction that it would clear up.
    public var contradiction: ID<Contradiction>?
    /// The must-ask of an earlier interview that it would carry over.
    public var carriedFrom: ID<PlanItem>?
    /// The wording in force, or the sharper one that research led to.
    public var text: Line
    /// Of the interviewers the one who knows best; absent when nobody is noted who could be asked.
    public var person: ID<Person>?
    public var personName: Title?
    public var mustAsk: Bool
    public var minutes: Int
    /// Keys of the priorities that it finds out about.
    public var priorities: [ID<Priority>]
    /// How much doubt it is expected to take away, given what stands in the plan and in the items before it.
    public var gain: Double
    /// Which doubt it attacks, in plain words.
    public var reason: String
    /// The same as data, the gravest first.
    public var doubts: [Doubt]

    public init(
        origin: PlanItem.Origin,
        source: QuestionSource? = nil,
        ownQuestion: ID<OwnQuestion>? = nil,
        belief: ID<Belief>? = nil,
        contradiction: ID<Contradiction>? = nil,
        carriedFrom: ID<PlanItem>? = nil,
        text: Line,
        person: ID<Person>? = nil,
        personName: Title? = nil,
        mustAsk: Bool,
        minutes: Int,
        priorities: [ID<Priority>],
        gain: Double,
        reason: String,
        doubts: [Doubt]
    ) {
        self.origin = origin
        self.source = source
        self.ownQuestion = ownQuestion
        self.belief = belief
        self.contradiction = contradiction
        self.carriedFrom = carriedFrom
        self.text = text
        self.person = person
        self.personName = personName
        self.mustAsk = mustAsk
        self.minutes = minutes
        self.priorities = priorities
        self.gain = gain
        self.reason = reason
        self.doubts = doubts
    }
}

/// Something that is not known yet.
public struct Doubt: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A must-ask of an earlier interview was not asked.
        case openMustAsk = "open_must_ask"
        /// Something is believed, and nobody has confirmed it.
        case unverifiedBelief = "unverified_belief"
        /// Two sources disagree, or what is known disagrees with what was believed.
        case contradiction
        /// Nobody knows yet whether a must-have is met.
        case unknownMustHave = "unknown_must_have"
        /// The value of a priority is still open.
        case openPriority = "open_priority"
        /// A topic that belongs to every list was not touched yet.
        case generalTopic = "general_topic"
    }

    public var kind: Kind
    /// Key of the priority that is in doubt.
    public var priority: ID<Priority>?
    public var belief: ID<Belief>?
    public var contradiction: ID<Contradiction>?
    /// The general topic.
    public var topic: String?
    /// How much is open: the width of the priority's interval, 0 to 1.
    public var width: Double?

    public init(
        kind: Kind,
        priority: ID<Priority>? = nil,
        belief: ID<Belief>? = nil,
        contradiction: ID<Contradiction>? = nil,
        topic: String? = nil,
        width: Double? = nil
    ) {
        self.kind = kind
        self.priority = priority
        self.belief = belief
        self.contradiction = contradiction
        self.topic = topic
        self.width = width
    }
}
