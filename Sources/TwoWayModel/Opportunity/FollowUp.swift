/// Something that one side owes the other after a meeting.
public struct FollowUp: Codable, Sendable, Hashable {
    public enum Side: String, Codable, CaseIterable, Sendable {
        case candidate
        case employer
    }

    public enum State: String, Codable, CaseIterable, Sendable {
        case open
        case done
        case dropped
    }

    public var id: ID<FollowUp>
    public var opportunity: ID<Opportunity>
    public var interview: ID<Interview>?
    public var person: ID<Person>?
    /// The question that is asked by mail.
    public var item: ID<PlanItem>?
    public var owedBy: Side
    public var text: Line
    public var dueOn: Day?
    public var state: State
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<FollowUp>,
        opportunity: ID<Opportunity>,
        interview: ID<Interview>? = nil,
        person: ID<Person>? = nil,
        item: ID<PlanItem>? = nil,
        owedBy: Side,
        text: Line,
        dueOn: Day? = nil,
        state: State,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.interview = interview
        self.person = person
        self.item = item
        self.owedBy = owedBy
        self.text = text
        self.dueOn = dueOn
        self.state = state
        self.revision = revision
        self.updatedAt = updatedAt
    }
}
