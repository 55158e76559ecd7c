/// A part of a library's question that a new version may change.
public enum QuestionField: String, Codable, CaseIterable, Sendable {
    case text
    case purpose
    case followUps = "follow_ups"
    case listenFor = "listen_for"
    case warningSigns = "warning_signs"
    case kind
    case subject
    case horizon
    case audience
    case minutes
    case informativeness
    case dimensions
    case topic
}

/// What an upgrade would do to one question.
public struct UpgradeEntry: Codable, Sendable, Hashable {
    public var questionKey: Slug
    public var outcome: UpgradeOutcome
    /// The library's wording that one's own stands over; without own wording that of the pinned version.
    public var base: String?
    /// One's own wording.
    public var mine: String?
    /// The wording of the new version; absent when it has the question no more.
    public var theirs: String?
    /// What differs between the pinned version and the new one.
    public var changed: [QuestionField]

    public init(
        questionKey: Slug,
        outcome: UpgradeOutcome,
        base: String? = nil,
        mine: String? = nil,
        theirs: String? = nil,
        changed: [QuestionField]
    ) {
        self.questionKey = questionKey
        self.outcome = outcome
        self.base = base
        self.mine = mine
        self.theirs = theirs
        self.changed = changed
    }
}

/// What an upgrade would change, question by question.
public struct UpgradePreview: Codable, Sendable, Hashable {
    public var subscription: ID<Subscription>
    /// The revision of the subscription, for applying.
    public var revision: Revision
    public var from: Int
    public var to: Int
    /// The versions after the pinned one up to the new one that can be read, newest first.
    public var versions: [LibraryVersionSummary]
    /// Every question that does not simply stay the same.
    public var entries: [UpgradeEntry]
    /// How many questions stay as they are.
    public var same: Int
    /// SHA-256 of what would change, 64 hexadecimal digits; applying names it.
    public var previewHash: String

    public init(
        subscription: ID<Subscription>,
        revision: Revision,
        from: Int,
        to: Int,
        versions: [LibraryVersionSummary],
        entries: [UpgradeEntry],
        same: Int,
        previewHash: String
    ) {
        self.subscription = subscription
        self.revision = revision
        self.from = from
        self.to = to
        self.versions = versions
        self.entries = entries
        self.same = same
        self.previewHash = previewHash
    }
}

/// A subscriber's word on one conflict of an upgrade.
public struct ConflictResolution: Codable, Sendable, Hashable {
    public enum Choice: String, Codable, CaseIterable, Sendable {
        /// One's own wording stays in force.
        case keep
        /// The library's new wording takes its place.
        case take
        /// A third wording takes the place of both.
        case edit
    }

    public var questionKey: Slug
    public var choice: Choice
    /// The third wording, exactly when the choice is to edit.
    public var text: Line?

    public init(questionKey: Slug, choice: Choice, text: Line? = nil) {
        self.questionKey = questionKey
        self.choice = choice
        self.text = text
    }
}
