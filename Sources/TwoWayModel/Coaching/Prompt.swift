/// What a coach asks a candidate to do or to think about.
public struct Prompt: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case open
        case answered
        case done
        case declined
        /// Taken back by the coach, or left over when the relationship ended.
        case withdrawn
    }

    public var id: ID<Prompt>
    public var relationship: ID<Relationship>
    public var candidate: ID<Account>
    public var candidateName: Title
    public var coach: ID<Account>
    public var coachName: Title
    public var opportunity: ID<Opportunity>?
    public var text: Line
    public var dueOn: Day?
    public var state: State
    /// What the candidate wrote; a coach gets it by `prompt.get` alone, which leaves a receipt.
    public var reply: Prose?
    public var createdAt: Timestamp
    public var closedAt: Timestamp?

    /// The most open ones of a relationship, and the most of all.
    public static let maximumOpen = 20
    public static let maximum = 1000

    public init(
        id: ID<Prompt>,
        relationship: ID<Relationship>,
        candidate: ID<Account>,
        candidateName: Title,
        coach: ID<Account>,
        coachName: Title,
        opportunity: ID<Opportunity>? = nil,
        text: Line,
        dueOn: Day? = nil,
        state: State,
        reply: Prose? = nil,
        createdAt: Timestamp,
        closedAt: Timestamp? = nil
    ) {
        self.id = id
        self.relationship = relationship
        self.candidate = candidate
        self.candidateName = candidateName
        self.coach = coach
        self.coachName = coachName
        self.opportunity = opportunity
        self.text = text
        self.dueOn = dueOn
        self.state = state
        self.reply = reply
        self.createdAt = createdAt
        self.closedAt = closedAt
    }
}

extension Prompt {
    /// What a candidate makes of a prompt.
    public enum Outcome: String, Codable, CaseIterable, Sendable {
        /// With a text.
        case answered
        case done
        case declined

        public var state: State {
            switch self {
            case .answered: .answered
            case .done: .done
            case .declined: .declined
            }
        }
    }
}

extension Prompt.State: LifeCycle {
    /// The candidate answers once, unless the coach takes the prompt back before.
    public var successors: Set<Self> {
        switch self {
        case .open: [.answered, .done, .declined, .withdrawn]
        case .answered, .done, .declined, .withdrawn: []
        }
    }
}
