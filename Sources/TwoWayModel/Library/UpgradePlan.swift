/// What moving from one version to a later one means for a subscriber's layer (DOMAIN.md 5.8); a pure function.
public struct UpgradePlan: Sendable {
    /// One question on its way.
    public struct Step: Sendable, Hashable {
        public let questionKey: String
        public let outcome: UpgradeOutcome
        /// The library's wording that one's own stands over; without own wording that of the version before.
        public let base: String?
        public let mine: String?
        public let theirs: String?
        public let changed: [QuestionField]
        public let before: QuestionLayer?
        /// Without a word on a conflict; nil when nothing is left.
        public let after: QuestionLayer?
    }

    public let from: LibraryEdition
    public let to: LibraryEdition
    /// Every question of either version, in the order of the new one; those that it lacks last, in the old order.
    public let steps: [Step]
    /// Layers over questions that neither version has: they stay as they are.
    public let untouched: [QuestionLayer]

    public init(from: LibraryEdition, to: LibraryEdition, layers: [QuestionLayer], ground: LayerGround) {
        self.from = from
        self.to = to
        var byKey = Dictionary(layers.map { ($0.questionKey, $0) }) { first, _ in first }
        let removed = from.keys.filter { to.questions[$0] == nil }
        var steps: [Step] = []
        for key in to.keys + removed {
            let layer = byKey.removeValue(forKey: key)
            steps.append(Self.step(key, from: from.questions[key], to: to, layer: layer, ground: ground))
        }
        self.steps = steps
        untouched = layers.filter { byKey[$0.questionKey] != nil }
    }

    private static func step(
        _ key: String,
        from base: KeptQuestion?,
        to edition: LibraryEdition,
        layer: QuestionLayer?,
        ground: LayerGround
    ) -> Step {
        let theirs = edition.questions[key]
        let outcome: UpgradeOutcome
        let after: QuestionLayer?
        switch (base, theirs) {
        case (nil, .some) where layer == nil:
            outcome = .dormant
            after = QuestionLayer(questionKey: key, state: .dormant)
        case (_, .some(let theirs)):
            let isSame = base.map { $0.changes(to: theirs).isEmpty } ?? false
            outcome = layer?.standing(against: theirs.question.text, on: ground) ?? (isSame ? .same : .fastForward)
            after = layer?.settled(over: edition, last: base, on: ground)
        case (_, nil):
            after = (layer ?? QuestionLayer(questionKey: key)).settled(over: edition, last: base, on: ground)
            outcome = after?.state == .orphaned ? .orphaned : .disappears
        }
        let written = layer.flatMap { layer in ground.baseTexts[key]?[layer.baseRevision] }
        return Step(
            questionKey: key,
            outcome: outcome,
            base: layer?.ownText == nil ? base?.question.text : written ?? base?.question.text,
            mine: layer?.ownText,
            theirs: theirs?.question.text,
            changed: base.flatMap { base in theirs.map { base.changes(to: $0) } } ?? [],
            before: layer,
            after: after
        )
    }

    /// The steps that are not simply "same".
    public var changes: [Step] {
        steps.filter { $0.outcome != .same }
    }

    /// Whether it touches nothing that the subscriber has done: nothing is in conflict and nothing goes away.
    public var isMinor: Bool {
        steps.allSatisfy { step in
            switch step.outcome {
            case .same, .fastForward, .keepMine, .converged, .dormant: true
            case .disappears, .conflict, .orphaned: false
            }
        }
    }

    /// What a preview shows, as bytes to hash: another hash means that another upgrade would be carried out.
    public var canonicalBytes: [UInt8] {
        var bytes = CanonicalBytes()
        bytes.put(from.number)
        bytes.put(to.number)
        bytes.putList(count: steps.count)
        for step in steps {
            bytes.put(step.questionKey)
            bytes.put(step.outcome.rawValue)
            bytes.put(step.base)
            bytes.put(step.mine)
            bytes.put(step.theirs)
            bytes.putList(count: step.changed.count)
            for field in step.changed { bytes.put(field.rawValue) }
        }
        return bytes.bytes
    }

    /// What became of the layers, with the subscriber's words on conflicts.
    ///
    /// `revisions` are those of the questions at the new version: a wording that is kept or edited stands over these from
    /// now on. A resolution of a question that is not in conflict is passed over.
    public func outcome(resolutions: [String: LayerResolution], revisions: [String: Int]) -> Outcome {
        var layers = untouched
        var traces: [UpgradeTrace] = []
        for step in steps {
            var after = step.after
            if step.outcome == .conflict, let resolution = resolutions[step.questionKey] {
                after?.resolve(resolution, revision: revisions[step.questionKey])
            }
            if let after { layers.append(after) }
            if after != step.before {
                traces.append(
                    UpgradeTrace(questionKey: step.questionKey, before: step.before, ownTextAfter: after?.ownText)
                )
            }
        }
        return Outcome(layers: layers, traces: traces)
    }

    /// What an upgrade leaves behind.
    public struct Outcome: Sendable, Hashable {
        public let layers: [QuestionLayer]
        /// What is needed to take it back.
        public let traces: [UpgradeTrace]
    }
}

/// A subscriber's word on a conflict.
public enum LayerResolution: Sendable, Hashable {
    case keep
    case take
    case edit(String)
}

extension QuestionLayer {
    /// Settles a conflict; `revision` is the one of the question that the word was said over.
    public mutating func resolve(_ resolution: LayerResolution, revision: Int?) {
        switch resolution {
        case .keep: baseRevision = revision ?? baseRevision
        case .edit(let text):
            ownText = text
            baseRevision = revision ?? baseRevision
        case .take:
            ownText = nil
            baseRevision = 1
        }
        if state == .conflict { state = .clean }
    }
}

/// A layer as it was before an upgrade that changed it, kept for taking the upgrade back.
public struct UpgradeTrace: Codable, Sendable, Hashable {
    public var questionKey: String
    /// Nil when there was none.
    public var before: QuestionLayer?
    /// The own wording as the upgrade left it: another one now was written since.
    public var ownTextAfter: String?

    public init(questionKey: String, before: QuestionLayer? = nil, ownTextAfter: String? = nil) {
        self.questionKey = questionKey
        self.before = before
        self.ownTextAfter = ownTextAfter
    }
}
