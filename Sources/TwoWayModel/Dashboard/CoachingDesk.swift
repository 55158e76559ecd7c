/// What waits for a candidate from the coaches.
public struct CoachingDesk: Codable, Sendable, Hashable {
    /// Open prompts, those that are due first at the top.
    public var prompts: TopOf<OpenPrompt>
    /// Comments that were not read yet, the oldest first.
    public var comments: TopOf<UnreadComment>
    /// Second opinions that wait for the candidate's own sheet.
    public var opinions: TopOf<WaitingOpinion>

    public init(prompts: TopOf<OpenPrompt>, comments: TopOf<UnreadComment>, opinions: TopOf<WaitingOpinion>) {
        self.prompts = prompts
        self.comments = comments
        self.opinions = opinions
    }
}

/// A prompt to answer.
public struct OpenPrompt: Codable, Sendable, Hashable {
    public var id: ID<Prompt>
    public var coachName: Title
    public var text: Line
    public var dueOn: Day?
    public var opportunity: ID<Opportunity>?

    public init(
        id: ID<Prompt>,
        coachName: Title,
        text: Line,
        dueOn: Day? = nil,
        opportunity: ID<Opportunity>? = nil
    ) {
        self.id = id
        self.coachName = coachName
        self.text = text
        self.dueOn = dueOn
        self.opportunity = opportunity
    }
}

/// A comment of a coach to read.
public struct UnreadComment: Codable, Sendable, Hashable {
    public var id: ID<Note>
    public var relationship: ID<Relationship>
    public var coachName: Title
    public var opportunity: ID<Opportunity>?
    /// The title of the opportunity.
    public var title: Title?
    public var at: Timestamp

    public init(
        id: ID<Note>,
        relationship: ID<Relationship>,
        coachName: Title,
        opportunity: ID<Opportunity>? = nil,
        title: Title? = nil,
        at: Timestamp
    ) {
        self.id = id
        self.relationship = relationship
        self.coachName = coachName
        self.opportunity = opportunity
        self.title = title
        self.at = at
    }
}

/// A second opinion to give one's own sheet for.
public struct WaitingOpinion: Codable, Sendable, Hashable {
    public var id: ID<Opinion>
    public var coachName: Title
    public var coachSealed: Bool
    public var opportunity: ID<Opportunity>
    public var title: Title
    public var organisation: Title

    public init(
        id: ID<Opinion>,
        coachName: Title,
        coachSealed: Bool,
        opportunity: ID<Opportunity>,
        title: Title,
        organisation: Title
    ) {
        self.id = id
        self.coachName = coachName
        self.coachSealed = coachSealed
        self.opportunity = opportunity
        self.title = title
        self.organisation = organisation
    }
}
