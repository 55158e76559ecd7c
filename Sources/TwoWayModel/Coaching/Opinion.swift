/// A second opinion on an opportunity: candidate and coach rate the same priorities, and neither sees the other's sheet
/// before both are sealed.
public struct Opinion: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case open
        /// One of the two sheets is sealed.
        case sealed
        /// Both are, and both are to be seen; nothing of them changes any more.
        case revealed
        /// Taken back by the candidate, or left over when the relationship ended.
        case cancelled
    }

    public var id: ID<Opinion>
    public var relationship: ID<Relationship>
    public var candidate: ID<Account>
    public var candidateName: Title
    public var coach: ID<Account>
    public var coachName: Title
    public var opportunity: ID<Opportunity>
    public var state: State
    public var candidateSealed: Bool
    public var coachSealed: Bool
    public var createdAt: Timestamp
    /// When it was revealed or cancelled.
    public var endedAt: Timestamp?

    /// The most of one relationship.
    public static let maximum = 500

    public init(
        id: ID<Opinion>,
        relationship: ID<Relationship>,
        candidate: ID<Account>,
        candidateName: Title,
        coach: ID<Account>,
        coachName: Title,
        opportunity: ID<Opportunity>,
        state: State,
        candidateSealed: Bool,
        coachSealed: Bool,
        createdAt: Timestamp,
        endedAt: Timestamp? = nil
    ) {
        self.id = id
        self.relationship = relationship
        self.candidate = candidate
        self.candidateName = candidateName
        self.coach = coach
        self.coachName = coachName
        self.opportunity = opportunity
        self.state = state
        self.candidateSealed = candidateSealed
        self.coachSealed = coachSealed
        self.createdAt = createdAt
        self.endedAt = endedAt
    }
}

extension Opinion.State: LifeCycle {
    public var successors: Set<Self> {
        switch self {
        case .open: [.sealed, .cancelled]
        case .sealed: [.revealed, .cancelled]
        case .revealed, .cancelled: []
        }
    }
}

/// A priority that is rated in a second opinion, as it was called when the opinion was asked for.
public struct OpinionPriority: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var title: Title

    public init(key: ID<Priority>, title: Title) {
        self.key = key
        self.title = title
    }
}

/// How one side rates one priority.
public struct OpinionRating: Codable, Sendable, Hashable {
    public var priority: ID<Priority>
    /// From 1 to 5, by the anchors of the priority.
    public var rating: Int
    public var note: Line?

    public init(priority: ID<Priority>, rating: Int, note: Line? = nil) {
        self.priority = priority
        self.rating = rating
        self.note = note
    }
}

/// What one side thinks.
public struct OpinionSheet: Codable, Sendable, Hashable {
    public var ratings: [OpinionRating]
    public var note: Prose?
    public var isSealed: Bool
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        ratings: [OpinionRating],
        note: Prose? = nil,
        isSealed: Bool,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.ratings = ratings
        self.note = note
        self.isSealed = isSealed
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A second opinion as one side sees it.
public struct OpinionView: Codable, Sendable, Hashable {
    public var opinion: Opinion
    /// What the candidate asks.
    public var question: Line?
    public var priorities: [OpinionPriority]
    /// The sheet of one's own side; absent before its first save.
    public var own: OpinionSheet?
    /// Both sheets beside each other; absent before they are revealed.
    public var comparison: OpinionComparison?

    public init(
        opinion: Opinion,
        question: Line? = nil,
        priorities: [OpinionPriority],
        own: OpinionSheet? = nil,
        comparison: OpinionComparison? = nil
    ) {
        self.opinion = opinion
        self.question = question
        self.priorities = priorities
        self.own = own
        self.comparison = comparison
    }
}
