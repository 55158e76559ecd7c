/// What an account may do; one account may be both.
public enum Role: String, Codable, CaseIterable, Sendable {
    case candidate
    case coach
}

/// A login and what it may do.
public struct Account: Codable, Sendable, Hashable {
    public enum Status: String, Codable, CaseIterable, Sendable {
        case invited
        case active
        case suspended
        case closed
    }

    public var id: ID<Account>
    public var email: EmailAddress
    public var displayName: Title
    public var status: Status
    public var roles: [Role]
    public var timeZone: TimeZoneName
    public var createdAt: Timestamp
    /// When it will be erased with all it owns, if its owner has ordered that.
    public var erasureDue: Timestamp?

    public init(
        id: ID<Account>,
        email: EmailAddress,
        displayName: Title,
        status: Status,
        roles: [Role],
        timeZone: TimeZoneName,
        createdAt: Timestamp,
        erasureDue: Timestamp? = nil
    ) {
        self.id = id
        self.email = email
        self.displayName = displayName
        self.status = status
        self.roles = roles
        self.timeZone = timeZone
        self.createdAt = createdAt
        self.erasureDue = erasureDue
    }
}

/// A signed-in device of an account, as its owner sees it in a list.
public struct Session: Codable, Sendable, Hashable {
    public var id: ID<Session>
    public var label: Title?
    public var createdAt: Timestamp
    public var lastUsedAt: Timestamp
    public var expiresAt: Timestamp
    /// The network the session was opened from, shortened to /24 or /64.
    public var address: String?
    /// Whether the asking connection uses this session.
    public var current: Bool

    public init(
        id: ID<Session>,
        label: Title? = nil,
        createdAt: Timestamp,
        lastUsedAt: Timestamp,
        expiresAt: Timestamp,
        address: String? = nil,
        current: Bool
    ) {
        self.id = id
        self.label = label
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
        self.address = address
        self.current = current
    }
}

/// A code that lets one person open an account with a role; the code itself is shown once and never stored.
public struct Invitation: Codable, Sendable, Hashable {
    public var id: ID<Invitation>
    public var roles: [Role]
    public var expiresAt: Timestamp

    public init(id: ID<Invitation>, roles: [Role], expiresAt: Timestamp) {
        self.id = id
        self.roles = roles
        self.expiresAt = expiresAt
    }
}
