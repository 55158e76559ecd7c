/// A change that a candidate proposes to the coach of a library.
public struct Suggestion: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case open
        case accepted
        case declined
        case withdrawn
        /// A version that was published later changed or removed the question.
        case superseded
    }

    /// What a coach may make of it.
    public enum Decision: String, Codable, CaseIterable, Sendable {
        case accepted
        case declined
    }

    public var id: ID<Suggestion>
    public var library: ID<Library>
    /// The version that the candidate read.
    public var version: Int
    /// The question that is to change; absent for a new one.
    public var questionKey: Slug?
    /// The proposed wording.
    public var text: Line
    public var reason: Prose?
    /// The name the candidate signed with; absent for a suggestion without a name.
    public var signedAs: Title?
    public var state: State
    public var reply: Prose?
    public var createdAt: Timestamp
    public var decidedAt: Timestamp?

    public init(
        id: ID<Suggestion>,
        library: ID<Library>,
        version: Int,
        questionKey: Slug? = nil,
        text: Line,
        reason: Prose? = nil,
        signedAs: Title? = nil,
        state: State,
        reply: Prose? = nil,
        createdAt: Timestamp,
        decidedAt: Timestamp? = nil
    ) {
        self.id = id
        self.library = library
        self.version = version
        self.questionKey = questionKey
        self.text = text
        self.reason = reason
        self.signedAs = signedAs
        self.state = state
        self.reply = reply
        self.createdAt = createdAt
        self.decidedAt = decidedAt
    }
}
