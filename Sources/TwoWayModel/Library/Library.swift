/// A coach's published collection of questions.
public struct Library: Codable, Sendable, Hashable {
    public enum Visibility: String, Codable, CaseIterable, Sendable {
        case `private`
        case clients
        case unlisted
        case `public`
    }

    public enum Status: String, Codable, CaseIterable, Sendable {
        case draft
        case published
        case deprecated
        case withdrawn
    }

    /// Where a library comes from that started as a copy of another one.
    public struct Origin: Codable, Sendable, Hashable {
        public var library: ID<Library>
        public var version: Int
        /// Title, owner and licence in words, as they were on that day.
        public var credit: Line

        public init(library: ID<Library>, version: Int, credit: Line) {
            self.library = library
            self.version = version
            self.credit = credit
        }
    }

    public var id: ID<Library>
    public var owner: ID<Account>
    public var ownerName: Title
    public var slug: Slug
    public var title: Title
    public var summary: Prose?
    public var language: LanguageTag
    public var licence: Title?
    public var visibility: Visibility
    public var status: Status
    /// The number of the newest version, absent before the first is published.
    public var latestVersion: Int?
    /// The version that the first draft was a copy of.
    public var forkedFrom: Origin?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Library>,
        owner: ID<Account>,
        ownerName: Title,
        slug: Slug,
        title: Title,
        summary: Prose? = nil,
        language: LanguageTag,
        licence: Title? = nil,
        visibility: Visibility,
        status: Status,
        latestVersion: Int? = nil,
        forkedFrom: Origin? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.owner = owner
        self.ownerName = ownerName
        self.slug = slug
        self.title = title
        self.summary = summary
        self.language = language
        self.licence = licence
        self.visibility = visibility
        self.status = status
        self.latestVersion = latestVersion
        self.forkedFrom = forkedFrom
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// The text a coach works on, saved whole with the revision it was read at.
public struct LibraryDraft: Codable, Sendable, Hashable {
    public var library: ID<Library>
    public var document: LibraryDocument
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(library: ID<Library>, document: LibraryDocument, revision: Revision, updatedAt: Timestamp) {
        self.library = library
        self.document = document
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// One frozen publication of a library (R2).
public struct LibraryVersion: Codable, Sendable, Hashable {
    public var library: ID<Library>
    /// Counts from 1.
    public var number: Int
    public var author: Title
    public var changeNotes: Prose
    public var publishedAt: Timestamp
    /// SHA-256 of the canonical document, 64 hexadecimal digits.
    public var contentHash: String
    /// When it was taken back; whoever follows it goes on reading it.
    public var yankedAt: Timestamp?
    public var yankReason: Line?
    public var document: LibraryDocument

    public init(
        library: ID<Library>,
        number: Int,
        author: Title,
        changeNotes: Prose,
        publishedAt: Timestamp,
        contentHash: String,
        yankedAt: Timestamp? = nil,
        yankReason: Line? = nil,
        document: LibraryDocument
    ) {
        self.library = library
        self.number = number
        self.author = author
        self.changeNotes = changeNotes
        self.publishedAt = publishedAt
        self.contentHash = contentHash
        self.yankedAt = yankedAt
        self.yankReason = yankReason
        self.document = document
    }
}

/// A version without its document, for lists.
public struct LibraryVersionSummary: Codable, Sendable, Hashable {
    public var number: Int
    public var changeNotes: Prose
    public var publishedAt: Timestamp
    public var contentHash: String
    /// When it was taken back; absent as long as it counts.
    public var yankedAt: Timestamp?
    public var yankReason: Line?

    public init(
        number: Int,
        changeNotes: Prose,
        publishedAt: Timestamp,
        contentHash: String,
        yankedAt: Timestamp? = nil,
        yankReason: Line? = nil
    ) {
        self.number = number
        self.changeNotes = changeNotes
        self.publishedAt = publishedAt
        self.contentHash = contentHash
        self.yankedAt = yankedAt
        self.yankReason = yankReason
    }
}

/// A candidate following a library at a pinned version.
public struct Subscription: Codable, Sendable, Hashable {
    public enum Policy: String, Codable, CaseIterable, Sendable {
        case manual
        case minor
        case all
    }

    public enum State: String, Codable, CaseIterable, Sendable {
        case active
        case paused
        case cancelled
    }

    public var id: ID<Subscription>
    public var library: ID<Library>
    public var title: Title
    public var pinnedVersion: Int
    /// The newest version there is; larger than `pinnedVersion` when an upgrade waits.
    public var latestVersion: Int
    public var policy: Policy
    public var state: State
    public var shareStatistics: Bool
    public var revision: Revision
    public var createdAt: Timestamp

    public init(
        id: ID<Subscription>,
        library: ID<Library>,
        title: Title,
        pinnedVersion: Int,
        latestVersion: Int,
        policy: Policy,
        state: State,
        shareStatistics: Bool,
        revision: Revision,
        createdAt: Timestamp
    ) {
        self.id = id
        self.library = library
        self.title = title
        self.pinnedVersion = pinnedVersion
        self.latestVersion = latestVersion
        self.policy = policy
        self.state = state
        self.shareStatistics = shareStatistics
        self.revision = revision
        self.createdAt = createdAt
    }
}
