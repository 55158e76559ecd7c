/// What the employer asked the candidate.
public struct EmployerQuestion: Codable, Sendable, Hashable {
    /// Made by the client, so that sending it twice writes it once (R22).
    public var id: ID<EmployerQuestion>
    public var interview: ID<Interview>
    public var person: ID<Person>?
    public var text: Line
    /// What the candidate answered.
    public var reply: Prose?
    public var askedAt: Timestamp

    public init(
        id: ID<EmployerQuestion>,
        interview: ID<Interview>,
        person: ID<Person>? = nil,
        text: Line,
        reply: Prose? = nil,
        askedAt: Timestamp
    ) {
        self.id = id
        self.interview = interview
        self.person = person
        self.text = text
        self.reply = reply
        self.askedAt = askedAt
    }
}
