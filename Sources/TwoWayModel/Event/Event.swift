/// Something that an account is told: that it happened to a thing, and not what.
///
/// The names are those that the receiver may read at the moment of reading; they are absent where that is nobody's
/// business, as with the title of what a candidate shares, whose reading would leave a receipt.
public struct Event: Codable, Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case relationshipInvited = "relationship_invited"
        case relationshipActive = "relationship_active"
        case relationshipPaused = "relationship_paused"
        case relationshipEnded = "relationship_ended"
        case shareGranted = "share_granted"
        case shareRevoked = "share_revoked"
        /// A coach has read under a share for the first time.
        case shareRead = "share_read"
        case opportunityChanged = "opportunity_changed"
        case assessmentChanged = "assessment_changed"
        case prioritiesChanged = "priorities_changed"
        case interviewsChanged = "interviews_changed"
        case plansChanged = "plans_changed"
        case answersChanged = "answers_changed"
        case comparisonChanged = "comparison_changed"
        case decisionChanged = "decision_changed"
        case libraryPublished = "library_published"
        case libraryDeprecated = "library_deprecated"
        case libraryWithdrawn = "library_withdrawn"
        case suggestionReceived = "suggestion_received"
        case suggestionAnswered = "suggestion_answered"
        case commentWritten = "comment_written"
        case promptSent = "prompt_sent"
        /// Answered, done or declined.
        case promptAnswered = "prompt_answered"
        case opinionAsked = "opinion_asked"
        /// Both sheets of a second opinion are sealed, and open to both.
        case opinionRevealed = "opinion_revealed"
    }

    /// Counts the events of an account from 1; what may no longer be read is passed over, so that numbers can be missing.
    public var seq: Int
    public var at: Timestamp
    /// In which of its roles the account is told.
    public var side: Role
    public var kind: Kind
    public var subject: EventSubject
    /// Who did it; absent where that stays unknown.
    public var other: ID<Account>?
    public var otherName: Title?
    /// The title of the library, or of one's own opportunity.
    public var title: Title?
    /// Whether the account has acknowledged it.
    public var read: Bool

    public init(
        seq: Int,
        at: Timestamp,
        side: Role,
        kind: Kind,
        subject: EventSubject,
        other: ID<Account>? = nil,
        otherName: Title? = nil,
        title: Title? = nil,
        read: Bool
    ) {
        self.seq = seq
        self.at = at
        self.side = side
        self.kind = kind
        self.subject = subject
        self.other = other
        self.otherName = otherName
        self.title = title
        self.read = read
    }
}

/// The thing that an event is about.
public struct EventSubject: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case relationship
        case share
        case opportunity
        /// The assessment of an opportunity, by the id of that one.
        case assessment
        /// The set of priorities that counts, by the id of the job search.
        case priorities
        /// One of the interviews, by its id.
        case interviews
        /// The plan of an interview, by the id of that one.
        case plans
        /// What was asked and answered in an interview, by the id of that one.
        case answers
        case comparison
        /// The decisions about an opportunity, by the id of that one.
        case decision
        case library
        case suggestion
        case comment
        case prompt
        case opinion
    }

    public var kind: Kind
    public var id: ID<EventSubject>

    public init(kind: Kind, id: ID<EventSubject>) {
        self.kind = kind
        self.id = id
    }
}
