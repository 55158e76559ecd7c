/// What a subscriber has laid over one question, as upgrades see it: an overlay without its place in the database.
public struct QuestionLayer: Codable, Sendable, Hashable {
    public var questionKey: String
    /// The revision of the question that the own wording was written over; of no meaning without one.
    public var baseRevision: Int
    public var ownText: String?
    public var privateNotes: String?
    public var hidden: Bool
    public var priorities: [ID<Priority>]
    public var position: Int?
    public var state: Overlay.State
    /// The question as it last stood, exactly when the layer is orphaned.
    public var copy: KeptQuestion?

    public init(
        questionKey: String,
        baseRevision: Int = 1,
        ownText: String? = nil,
        privateNotes: String? = nil,
        hidden: Bool = false,
        priorities: [ID<Priority>] = [],
        position: Int? = nil,
        state: Overlay.State = .clean,
        copy: KeptQuestion? = nil
    ) {
        self.questionKey = questionKey
        self.baseRevision = baseRevision
        self.ownText = ownText
        self.privateNotes = privateNotes
        self.hidden = hidden
        self.priorities = priorities
        self.position = position
        self.state = state
        self.copy = copy
    }

    /// Whether something would be lost with the question: own wording, notes or links.
    public var carriesWork: Bool {
        ownText != nil || privateNotes != nil || !priorities.isEmpty
    }

    /// Whether it says the same as no layer at all.
    public var isEmpty: Bool {
        !carriesWork && !hidden && position == nil && state == .clean
    }
}

/// What a library says of the questions that a layer lies over, besides its documents.
public struct LayerGround: Sendable {
    /// The library's wordings by key and revision, of those revisions that own wordings were written over.
    public var baseTexts: [String: [Int: String]]
    /// The keys that stand in a plan or were asked.
    public var inUse: Set<String>
    /// Questions as they last stood, of those that are given up; what is missing is taken from the version before.
    public var lastStanding: [String: KeptQuestion]

    public init(
        baseTexts: [String: [Int: String]] = [:],
        inUse: Set<String> = [],
        lastStanding: [String: KeptQuestion] = [:]
    ) {
        self.baseTexts = baseTexts
        self.inUse = inUse
        self.lastStanding = lastStanding
    }
}

extension QuestionLayer {
    /// How one's own wording and the library's stand to each other.
    ///
    /// What was written over decides, not what was pinned last: so two upgrades end where one over both would.
    public func standing(against theirs: String, on ground: LayerGround) -> UpgradeOutcome? {
        guard let ownText else { return nil }
        // Without a base that can be read, theirs counts as what it was written over.
        let base = ground.baseTexts[questionKey]?[baseRevision] ?? theirs
        if theirs == base { return .keepMine }
        return theirs == ownText ? .converged : .conflict
    }

    /// The layer over a version: in order, in conflict, dormant as before, or orphaned when the version lacks the question.
    ///
    /// Nil when the question is gone and nothing is left to keep. `last` is the question as it stood before.
    public func settled(over edition: LibraryEdition, last: KeptQuestion?, on ground: LayerGround) -> QuestionLayer? {
        var layer = self
        if let theirs = edition.questions[questionKey] {
            layer.copy = nil
            switch standing(against: theirs.question.text, on: ground) {
            case .conflict: layer.state = .conflict
            case nil where state == .dormant: break
            default: layer.state = .clean
            }
            return layer
        }
        if state == .orphaned { return layer }
        if carriesWork || ground.inUse.contains(questionKey),
            let copy = ground.lastStanding[questionKey] ?? last
        {
            layer.state = .orphaned
            layer.copy = copy
            return layer
        }
        layer.state = .clean
        return layer.isEmpty ? nil : layer
    }
}
