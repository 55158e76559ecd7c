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
    /// The sides that paused it, present exactly while it is paused; each takes back its own pause.
    public var pausedBy: [Role]?
    public var revision: Revision
    public var createdAt: Timestamp

    public init(
        id: ID<Relationship>,
        candidate: ID<Account>,
        candidateName: Title,
        coach: ID<Account>,
        coachName: Title,
        status: Status,
        pausedBy: [Role]? = nil,
        revision: Revision,
        createdAt: Timestamp
    ) {
        self.id = id
        self.candidate = candidate
        self.candidateName = candidateName
        self.coach = coach
        self.coachName = coachName
        self.status = status
        self.pausedBy = pausedBy
        self.revision = revision
        self.createdAt = createdAt
    }
}

/// A coach's own invitation that waits, without its code, which is shown once.
public struct ClientCode: Codable, Sendable, Hashable {
    public var id: ID<ClientInvitation>
    public var createdAt: Timestamp
    public var expiresAt: Timestamp

    public init(id: ID<ClientInvitation>, createdAt: Timestamp, expiresAt: Timestamp) {
        self.id = id
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// A coach's invitation that waits for the candidate who has its code.
public struct ClientInvitation: Codable, Sendable, Hashable {
    public var coachName: Title
    public var expiresAt: Timestamp

    public init(coachName: Title, expiresAt: Timestamp) {
        self.coachName = coachName
        self.expiresAt = expiresAt
    }

    /// The most that wait of one coach at a time.
    public static let maximumOpen = 50
    /// How long a code can be used.
    public static let lifetime = Duration.seconds(14 * 86_400)
}
