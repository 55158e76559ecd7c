/// Something the employer promised, to be found again in the offer.
public struct Promise: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case noted
        case inOffer = "in_offer"
        case differs
        case missing
        case waived
    }

    public var id: ID<Promise>
    public var opportunity: ID<Opportunity>
    public var interview: ID<Interview>?
    public var person: ID<Person>?
    public var priority: ID<Priority>?
    public var text: Line
    public var promisedOn: Day
    public var state: State
    /// What the offer says about it; needed when it differs.
    public var offerText: Prose?
    /// Present exactly when waived.
    public var waiveReason: Line?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Promise>,
        opportunity: ID<Opportunity>,
        interview: ID<Interview>? = nil,
        person: ID<Person>? = nil,
        priority: ID<Priority>? = nil,
        text: Line,
        promisedOn: Day,
        state: State,
        offerText: Prose? = nil,
        waiveReason: Line? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.interview = interview
        self.person = person
        self.priority = priority
        self.text = text
        self.promisedOn = promisedOn
        self.state = state
        self.offerText = offerText
        self.waiveReason = waiveReason
        self.revision = revision
        self.updatedAt = updatedAt
    }
}
