/// The thing that a share is about: exactly one of the first three, and of what belongs to interviews perhaps only one.
public struct ShareAnchor: Codable, Sendable, Hashable {
    public var jobSearch: ID<JobSearch>?
    public var opportunity: ID<Opportunity>?
    public var comparison: ID<Comparison>?
    public var interview: ID<Interview>?

    public init(
        jobSearch: ID<JobSearch>? = nil,
        opportunity: ID<Opportunity>? = nil,
        comparison: ID<Comparison>? = nil,
        interview: ID<Interview>? = nil
    ) {
        self.jobSearch = jobSearch
        self.opportunity = opportunity
        self.comparison = comparison
        self.interview = interview
    }
}

/// A candidate's consent that a coach reads certain fields of one thing for a time.
public struct Share: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case active
        case revoked
        case expired
    }

    public enum Mode: String, Codable, CaseIterable, Sendable {
        /// As the thing is at each reading.
        case live
        /// As it was when the share was made.
        case snapshot
    }

    public var id: ID<Share>
    public var relationship: ID<Relationship>
    public var candidate: ID<Account>
    public var coach: ID<Account>
    public var subject: ShareSubject
    /// Present exactly of priorities.
    public var jobSearch: ID<JobSearch>?
    /// Present but of priorities and of a comparison.
    public var opportunity: ID<Opportunity>?
    /// Present exactly of a comparison.
    public var comparison: ID<Comparison>?
    /// The only interview that it opens; absent for all of the opportunity.
    public var interview: ID<Interview>?
    public var fields: [ShareField]
    public var mode: Mode
    public var state: State
    /// It may not have begun.
    public var from: Timestamp
    public var until: Timestamp?
    public var revokedAt: Timestamp?
    /// Also when a snapshot was taken.
    public var createdAt: Timestamp

    public init(
        id: ID<Share>,
        relationship: ID<Relationship>,
        candidate: ID<Account>,
        coach: ID<Account>,
        subject: ShareSubject,
        anchor: ShareAnchor,
        fields: [ShareField],
        mode: Mode,
        state: State,
        from: Timestamp,
        until: Timestamp? = nil,
        revokedAt: Timestamp? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.relationship = relationship
        self.candidate = candidate
        self.coach = coach
        self.subject = subject
        self.jobSearch = anchor.jobSearch
        self.opportunity = anchor.opportunity
        self.comparison = anchor.comparison
        self.interview = anchor.interview
        self.fields = fields
        self.mode = mode
        self.state = state
        self.from = from
        self.until = until
        self.revokedAt = revokedAt
        self.createdAt = createdAt
    }
}

/// What a share opens, as the coach would read it: what `share.preview` answers and a snapshot keeps.
///
/// Exactly the member of the subject is there; plans and answers bring along the ids of their interviews.
public struct ShareDocument: Codable, Sendable, Hashable {
    public var priorities: SharedPrioritySet?
    public var opportunity: OpportunityView?
    /// Newest first, as are the others of these.
    public var interviews: [SharedInterview]?
    public var plans: [SharedPlan]?
    public var answers: [SharedAsking]?
    public var assessment: Assessment?
    public var comparison: SharedComparison?
    public var decisions: [SharedDecision]?

    /// The most interviews, or decisions, that are put into one; one interview can be chosen.
    public static let maximumParts = 100
    /// The most askings.
    public static let maximumAskings = 2000
    /// The most bytes of JSON.
    public static let maximumBytes = 1_000_000

    public init() {}
}

/// The trace of one reading by somebody else (R17).
public struct Receipt: Codable, Sendable, Hashable {
    public var id: ID<Receipt>
    /// Absent where nothing is read that a share opens, but what the candidate wrote to the reader.
    public var share: ID<Share>?
    public var reader: ID<Account>
    public var readerName: Title
    public var method: String
    /// What was shared; absent with the share, and so are the rest.
    public var subject: ShareSubject?
    /// Whether it was a snapshot that was read.
    public var mode: Share.Mode?
    public var jobSearch: ID<JobSearch>?
    public var opportunity: ID<Opportunity>?
    public var comparison: ID<Comparison>?
    /// The interview, where one was read and not the list of them.
    public var interview: ID<Interview>?
    public var at: Timestamp

    public init(
        id: ID<Receipt>,
        share: ID<Share>?,
        reader: ID<Account>,
        readerName: Title,
        method: String,
        subject: ShareSubject?,
        mode: Share.Mode?,
        anchor: ShareAnchor,
        at: Timestamp
    ) {
        self.id = id
        self.share = share
        self.reader = reader
        self.readerName = readerName
        self.method = method
        self.subject = subject
        self.mode = mode
        self.jobSearch = anchor.jobSearch
        self.opportunity = anchor.opportunity
        self.comparison = anchor.comparison
        self.interview = anchor.interview
        self.at = at
    }
}
