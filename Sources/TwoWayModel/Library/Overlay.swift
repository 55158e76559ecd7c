/// What a subscriber has laid over one question of a library: the library's coach never sees or changes it (R4).
public struct Overlay: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Nothing waits for a word of the subscriber.
        case clean
        /// The library changed a question that the subscriber has words of their own for; those stay in force.
        case conflict
        /// The library has the question no more; it is kept as a private copy.
        case orphaned
        /// New with an upgrade: visible, and in no plan until chosen.
        case dormant
    }

    public var subscription: ID<Subscription>
    public var library: ID<Library>
    public var questionKey: Slug
    /// The revision of the question that `ownText` was written over.
    public var baseRevision: Int
    /// In force instead of the library's wording.
    public var ownText: Line?
    public var privateNotes: Prose?
    public var hidden: Bool
    /// Keys of the priorities that the question is to find out about.
    public var priorities: [ID<Priority>]
    public var position: Int?
    public var state: State
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        subscription: ID<Subscription>,
        library: ID<Library>,
        questionKey: Slug,
        baseRevision: Int,
        ownText: Line? = nil,
        privateNotes: Prose? = nil,
        hidden: Bool,
        priorities: [ID<Priority>],
        position: Int? = nil,
        state: State,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.subscription = subscription
        self.library = library
        self.questionKey = questionKey
        self.baseRevision = baseRevision
        self.ownText = ownText
        self.privateNotes = privateNotes
        self.hidden = hidden
        self.priorities = priorities
        self.position = position
        self.state = state
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A question in the candidate's own words, attached to priorities.
public struct OwnQuestion: Codable, Sendable, Hashable {
    public var id: ID<OwnQuestion>
    public var text: Line
    public var hints: QuestionHints?
    public var kind: QuestionKind?
    /// Whom to ask; empty for anybody.
    public var audience: [InterviewerRole]
    /// From 1 to 60.
    public var minutes: Int?
    /// How much an answer usually settles, 0 to 1.
    public var informativeness: Double?
    /// Keys of the catalogue of dimensions.
    public var dimensions: [String]
    public var priorities: [ID<Priority>]
    public var archived: Bool
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<OwnQuestion>,
        text: Line,
        hints: QuestionHints? = nil,
        kind: QuestionKind? = nil,
        audience: [InterviewerRole],
        minutes: Int? = nil,
        informativeness: Double? = nil,
        dimensions: [String],
        priorities: [ID<Priority>],
        archived: Bool,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.text = text
        self.hints = hints
        self.kind = kind
        self.audience = audience
        self.minutes = minutes
        self.informativeness = informativeness
        self.dimensions = dimensions
        self.priorities = priorities
        self.archived = archived
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A question that a candidate can ask, in the wording that is in force: of a library one follows, or one's own.
public struct AskableQuestion: Codable, Sendable, Hashable {
    /// Present for a question of a library; the version is the pinned one.
    public var source: QuestionSource?
    /// Present for a question of one's own.
    public var own: ID<OwnQuestion>?
    public var subscription: ID<Subscription>?
    /// The wording in force: one's own if there is one, else the library's.
    public var text: String
    /// The library's wording, where one's own is in force.
    public var libraryText: String?
    public var topic: String?
    /// Of a topic that belongs to every list.
    public var general: Bool
    public var hints: QuestionHints?
    public var kind: QuestionKind?
    public var subject: QuestionSubject?
    public var horizon: QuestionHorizon?
    public var audience: [InterviewerRole]
    public var minutes: Int?
    public var informativeness: Double?
    public var dimensions: [String]
    /// Keys of priorities that the candidate linked it to.
    public var priorities: [ID<Priority>]
    public var privateNotes: Prose?
    public var hidden: Bool
    public var state: Overlay.State
    /// What an edit names: the revision of one's own question, or of the overlay, which is 0 before the first one.
    public var revision: Revision

    public init(
        source: QuestionSource? = nil,
        own: ID<OwnQuestion>? = nil,
        subscription: ID<Subscription>? = nil,
        text: String,
        libraryText: String? = nil,
        topic: String? = nil,
        general: Bool,
        hints: QuestionHints? = nil,
        kind: QuestionKind? = nil,
        subject: QuestionSubject? = nil,
        horizon: QuestionHorizon? = nil,
        audience: [InterviewerRole],
        minutes: Int? = nil,
        informativeness: Double? = nil,
        dimensions: [String],
        priorities: [ID<Priority>],
        privateNotes: Prose? = nil,
        hidden: Bool,
        state: Overlay.State,
        revision: Revision = 0
    ) {
        self.source = source
        self.own = own
        self.subscription = subscription
        self.text = text
        self.libraryText = libraryText
        self.topic = topic
        self.general = general
        self.hints = hints
        self.kind = kind
        self.subject = subject
        self.horizon = horizon
        self.audience = audience
        self.minutes = minutes
        self.informativeness = informativeness
        self.dimensions = dimensions
        self.priorities = priorities
        self.privateNotes = privateNotes
        self.hidden = hidden
        self.state = state
        self.revision = revision
    }
}
