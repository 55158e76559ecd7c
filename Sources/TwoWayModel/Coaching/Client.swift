/// A candidate whom a coach works with, or is asked to, with what waits for the coach.
public struct Client: Codable, Sendable, Hashable {
    public var relationship: ID<Relationship>
    public var candidate: ID<Account>
    public var name: Title
    /// Never ended; an invitation waits to be accepted.
    public var status: Relationship.Status
    /// When something last happened between the two.
    public var activeAt: Timestamp
    public var attention: ClientAttention

    public init(
        relationship: ID<Relationship>,
        candidate: ID<Account>,
        name: Title,
        status: Relationship.Status,
        activeAt: Timestamp,
        attention: ClientAttention
    ) {
        self.relationship = relationship
        self.candidate = candidate
        self.name = name
        self.status = status
        self.activeAt = activeAt
        self.attention = attention
    }
}

/// How much of each kind waits; all of it made by the coach, or open to the coach by a share.
public struct ClientAttention: Codable, Sendable, Hashable {
    /// A count stops here.
    public static let maximum = 100

    /// Open prompts whose day is over.
    public var promptsOverdue: Int
    /// Prompts that the candidate closed since the coach last looked.
    public var promptsClosed: Int
    /// Comments of the candidate since then, and which opportunities they are about.
    public var commentsUnread: Int
    public var unreadAbout: [ID<Opportunity>]
    /// Second opinions that wait for the coach's sheet.
    public var opinionsDue: Int
    /// Live shares that end within seven days.
    public var sharesEnding: Int
    /// Interviews within 48 hours whose schedule is shared, live or as it was; those of which the coach may also know that
    /// they are off do not count.
    public var interviewsSoon: Int
    /// Those of them without a question to ask, where the questions of the plan are shared live.
    public var interviewsUnprepared: Int

    public init(
        promptsOverdue: Int,
        promptsClosed: Int,
        commentsUnread: Int,
        unreadAbout: [ID<Opportunity>],
        opinionsDue: Int,
        sharesEnding: Int,
        interviewsSoon: Int = 0,
        interviewsUnprepared: Int = 0
    ) {
        self.promptsOverdue = promptsOverdue
        self.promptsClosed = promptsClosed
        self.commentsUnread = commentsUnread
        self.unreadAbout = unreadAbout
        self.opinionsDue = opinionsDue
        self.sharesEnding = sharesEnding
        self.interviewsSoon = interviewsSoon
        self.interviewsUnprepared = interviewsUnprepared
    }

    /// Whether anything waits.
    public var isEmpty: Bool {
        promptsOverdue + promptsClosed + commentsUnread + opinionsDue + sharesEnding + interviewsSoon == 0
    }
}
