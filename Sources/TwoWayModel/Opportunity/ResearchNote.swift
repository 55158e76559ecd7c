/// Something found out without asking, with its source and day.
public struct ResearchNote: Codable, Sendable, Hashable {
    public var id: ID<ResearchNote>
    public var organisation: ID<Organisation>
    /// Absent for what concerns the organisation as a whole.
    public var opportunity: ID<Opportunity>?
    public var source: Title
    public var link: Line?
    /// One of `sourceClasses`.
    public var sourceClass: SourceClass
    public var foundOn: Day
    public var body: Prose
    public var priorities: [ID<Priority>]
    public var question: AnsweredQuestion?
    public var revision: Revision
    public var updatedAt: Timestamp

    /// What research can rest on.
    public static let sourceClasses: [SourceClass] = [.writtenOffer, .observation, .published, .hearsay]

    public init(
        id: ID<ResearchNote>,
        organisation: ID<Organisation>,
        opportunity: ID<Opportunity>? = nil,
        source: Title,
        link: Line? = nil,
        sourceClass: SourceClass,
        foundOn: Day,
        body: Prose,
        priorities: [ID<Priority>],
        question: AnsweredQuestion? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.organisation = organisation
        self.opportunity = opportunity
        self.source = source
        self.link = link
        self.sourceClass = sourceClass
        self.foundOn = foundOn
        self.body = body
        self.priorities = priorities
        self.question = question
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A question that public sources answer, and what is to become of it.
public struct AnsweredQuestion: Codable, Sendable, Hashable {
    public enum Fate: String, Codable, CaseIterable, Sendable {
        /// Marked as answered; no longer suggested.
        case answered
        /// Not to be asked at all.
        case dropped
        /// To be asked in a sharper wording.
        case sharpened
    }

    public var library: ID<Library>?
    public var questionKey: Slug?
    /// Instead of the two of a library.
    public var own: ID<OwnQuestion>?
    public var fate: Fate
    /// Present exactly when sharpened.
    public var sharpenedText: Line?

    public init(
        library: ID<Library>? = nil,
        questionKey: Slug? = nil,
        own: ID<OwnQuestion>? = nil,
        fate: Fate,
        sharpenedText: Line? = nil
    ) {
        self.library = library
        self.questionKey = questionKey
        self.own = own
        self.fate = fate
        self.sharpenedText = sharpenedText
    }
}
