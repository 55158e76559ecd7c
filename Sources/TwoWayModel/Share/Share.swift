/// A coach working with a candidate.
public struct Relationship: Codable, Sendable, Hashable {
    public enum Status: String, Codable, CaseIterable, Sendable {
        case invited
        case active
        case paused
        case ended
    }

    public var id: ID<Relationship>
    public var candidate: ID<Account>
    public var candidateName: Title
    public var coach: ID<Account>
    public var coachName: Title
    public var status: Status
    public var revision: Revision
    public var createdAt: Timestamp

    public init(
        id: ID<Relationship>,
        candidate: ID<Account>,
        candidateName: Title,
        coach: ID<Account>,
        coachName: Title,
        status: Status,
        revision: Revision,
        createdAt: Timestamp
    ) {
        self.id = id
        self.candidate = candidate
        self.candidateName = candidateName
        self.coach = coach
        self.coachName = coachName
        self.status = status
        self.revision = revision
        self.createdAt = createdAt
    }
}

/// What a share opens.
public enum ShareSubject: String, Codable, CaseIterable, Sendable {
    case opportunity
    case assessment
}

/// The fields that a share can open; everything that is not named stays closed.
public enum ShareField: String, Codable, CaseIterable, Sendable {
    /// Title, function, organisation and stage of an opportunity.
    case overview
    /// The stage events.
    case timeline
    /// Posting, location and work mode.
    case posting
    case pay
    /// Job titles and roles of the people.
    case people
    /// Their names as well.
    case names
    /// The weights of the priorities.
    case weights
    /// Score, knowledge and the interval of each priority.
    case intervals
    case gates
    /// Ratings with source class, scope and strength.
    case evidence
    /// The candidate's notes on ratings and evidence.
    case notes
}

/// A candidate's consent that a coach reads certain fields of one thing for a time.
public struct Share: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case active
        case revoked
        case expired
    }

    public var id: ID<Share>
    public var relationship: ID<Relationship>
    public var candidate: ID<Account>
    public var coach: ID<Account>
    public var subject: ShareSubject
    public var opportunity: ID<Opportunity>
    public var fields: [ShareField]
    public var state: State
    public var from: Timestamp
    public var until: Timestamp?
    public var revokedAt: Timestamp?

    public init(
        id: ID<Share>,
        relationship: ID<Relationship>,
        candidate: ID<Account>,
        coach: ID<Account>,
        subject: ShareSubject,
        opportunity: ID<Opportunity>,
        fields: [ShareField],
        state: State,
        from: Timestamp,
        until: Timestamp? = nil,
        revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.relationship = relationship
        self.candidate = candidate
        self.coach = coach
        self.subject = subject
        self.opportunity = opportunity
        self.fields = fields
        self.state = state
        self.from = from
        self.until = until
        self.revokedAt = revokedAt
    }
}

/// The trace of one reading by somebody else (R17).
public struct Receipt: Codable, Sendable, Hashable {
    public var id: ID<Receipt>
    /// Absent where nothing is read that a share opens, but what the candidate wrote to the reader.
    public var share: ID<Share>?
    public var reader: ID<Account>
    public var readerName: Title
    public var method: String
    public var opportunity: ID<Opportunity>?
    public var at: Timestamp

    public init(
        id: ID<Receipt>,
        share: ID<Share>?,
        reader: ID<Account>,
        readerName: Title,
        method: String,
        opportunity: ID<Opportunity>?,
        at: Timestamp
    ) {
        self.id = id
        self.share = share
        self.reader = reader
        self.readerName = readerName
        self.method = method
        self.opportunity = opportunity
        self.at = at
    }
}
