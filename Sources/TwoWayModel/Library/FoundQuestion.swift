/// A published question that a search found, with what is needed to judge it and to find its library.
public struct FoundQuestion: Codable, Sendable, Hashable {
    public var library: ID<Library>
    public var libraryTitle: Title
    public var ownerName: Title
    /// The newest version of the library, in which the question stands like this.
    public var version: Int
    public var questionKey: Slug
    /// The title of its topic.
    public var topic: String
    /// Whether the topic belongs to every list.
    public var general: Bool
    public var text: String
    public var purpose: String?
    public var followUps: [String]?
    public var listenFor: [String]?
    public var warningSigns: [String]?
    public var kind: QuestionKind?
    public var subject: QuestionSubject?
    public var horizon: QuestionHorizon?
    public var audience: [InterviewerRole]?
    public var minutes: Int?
    /// Keys of the catalogue of dimensions.
    public var dimensions: [String]?

    public init(
        library: ID<Library>,
        libraryTitle: Title,
        ownerName: Title,
        version: Int,
        questionKey: Slug,
        topic: String,
        general: Bool,
        text: String,
        purpose: String? = nil,
        followUps: [String]? = nil,
        listenFor: [String]? = nil,
        warningSigns: [String]? = nil,
        kind: QuestionKind? = nil,
        subject: QuestionSubject? = nil,
        horizon: QuestionHorizon? = nil,
        audience: [InterviewerRole]? = nil,
        minutes: Int? = nil,
        dimensions: [String]? = nil
    ) {
        self.library = library
        self.libraryTitle = libraryTitle
        self.ownerName = ownerName
        self.version = version
        self.questionKey = questionKey
        self.topic = topic
        self.general = general
        self.text = text
        self.purpose = purpose
        self.followUps = followUps
        self.listenFor = listenFor
        self.warningSigns = warningSigns
        self.kind = kind
        self.subject = subject
        self.horizon = horizon
        self.audience = audience
        self.minutes = minutes
        self.dimensions = dimensions
    }
}
