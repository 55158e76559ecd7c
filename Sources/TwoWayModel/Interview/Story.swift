/// A success story of the candidate, told wherever it fits.
public struct Story: Codable, Sendable, Hashable {
    public var id: ID<Story>
    public var title: Title
    public var situation: Prose?
    public var task: Prose?
    public var action: Prose?
    public var result: Prose?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Story>,
        title: Title,
        situation: Prose? = nil,
        task: Prose? = nil,
        action: Prose? = nil,
        result: Prose? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.title = title
        self.situation = situation
        self.task = task
        self.action = action
        self.result = result
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// Something the candidate wants to say in an interview.
public struct TalkingPoint: Codable, Sendable, Hashable {
    public var text: Line
    /// The story that shows it.
    public var story: ID<Story>?

    public init(text: Line, story: ID<Story>? = nil) {
        self.text = text
        self.story = story
    }
}
