/// An interview looked back on before it is closed.
public struct Debrief: Codable, Sendable, Hashable {
    public var interview: Interview
    /// What was planned and neither asked nor given another fate, in the order of the plan.
    public var unasked: [PlanItem]
    /// Those of them that need a fate before closing, the must-asks (R11).
    public var needFate: [ID<PlanItem>]
    /// How many questions were put.
    public var askings: Int
    /// The next interview of the same opportunity, which questions are carried over to.
    public var next: Interview?

    public init(
        interview: Interview,
        unasked: [PlanItem],
        needFate: [ID<PlanItem>],
        askings: Int,
        next: Interview? = nil
    ) {
        self.interview = interview
        self.unasked = unasked
        self.needFate = needFate
        self.askings = askings
        self.next = next
    }
}

/// What becomes of a question that was planned and not asked.
public enum UnaskedFate: String, Codable, CaseIterable, Sendable {
    case carryOver = "carry_over"
    case drop
    case askByMail = "ask_by_mail"
}

/// An interview that was closed, and where its unasked questions went.
public struct ClosedInterview: Codable, Sendable, Hashable {
    public var interview: Interview
    /// The new items in later plans.
    public var carried: [ID<PlanItem>]
    /// The items that are put off; the must-asks among them go into the plan of the next interview that is noted.
    public var waiting: [ID<PlanItem>]
    /// The questions to ask by mail.
    public var followUps: [FollowUp]

    public init(interview: Interview, carried: [ID<PlanItem>], waiting: [ID<PlanItem>], followUps: [FollowUp]) {
        self.interview = interview
        self.carried = carried
        self.waiting = waiting
        self.followUps = followUps
    }
}
