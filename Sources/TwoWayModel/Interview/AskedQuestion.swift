/// A question that was put to somebody at an opportunity, with the plan item behind it.
public struct AskedQuestion: Hashable, Sendable {
    public var put: PutQuestion
    public var text: Line
    public var source: QuestionSource?
    public var ownQuestion: ID<OwnQuestion>?
    /// Keys of the priorities that its plan item is to find out about.
    public var priorities: [ID<Priority>]

    public init(
        put: PutQuestion,
        text: Line,
        source: QuestionSource? = nil,
        ownQuestion: ID<OwnQuestion>? = nil,
        priorities: [ID<Priority>]
    ) {
        self.put = put
        self.text = text
        self.source = source
        self.ownQuestion = ownQuestion
        self.priorities = priorities
    }
}
