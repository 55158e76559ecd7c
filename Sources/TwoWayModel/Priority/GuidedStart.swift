/// Priorities proposed from answers about the catalogue, and what is worth a second thought.
public struct GuidedStart: Sendable, Hashable {
    /// What matters most first; of equals the one that the catalogue has first.
    public let priorities: [Proposal]
    public let findings: [Finding]

    /// Answers given on a scale of five steps are points with a large doubt.
    public static let weightMode = WeightMode.points
    public static let certainty = Certainty.rough
    /// Of 0, does not matter, to 4, decides.
    public static let importances = 0...4
    public static let importanceWords = [
        "does not matter", "would be nice", "matters", "matters a lot", "decides",
    ]
    /// The most answers that are looked at.
    public static let maximumAnswers = PrioritySetDraft.maximumPriorities

    /// One proposed priority.
    public struct Proposal: Sendable, Hashable {
        public let dimension: Dimension
        public let direction: Direction
        public let target: Double?
        /// The importance as points.
        public let weight: Double
        public let vital: Bool
        /// Present exactly for a must-have.
        public let threshold: Double?
    }
}

extension GuideAnswer {
    /// What forbids to go on, with paths such as `answers[2].target`; the catalogue is whole.
    public static func check(_ answers: [GuideAnswer], catalogue: [Dimension]) -> [Finding] {
        guard answers.count <= GuidedStart.maximumAnswers else {
            return [.error("answers", "has more than \(GuidedStart.maximumAnswers) answers")]
        }
        let dimensions = Dictionary(catalogue.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: [String: Int] = [:]
        return answers.enumerated().flatMap { index, answer -> [Finding] in
            let path = "answers[\(index)]"
            guard let dimension = dimensions[answer.dimension] else {
                return [.error("\(path).dimension", "is not a dimension of the catalogue")]
            }
            if let first = seen.updateValue(index, forKey: answer.dimension) {
                return [.error("\(path).dimension", "is answered in answers[\(first)] already")]
            }
            return answer.mistakes(dimension).map { .error("\(path).\($0.member)", $0.message) }
        }
    }

    private func mistakes(_ dimension: Dimension) -> [(member: String, message: String)] {
        var mistakes: [(member: String, message: String)] = []
        if !GuidedStart.importances.contains(importance) {
            mistakes.append(("importance", "must be from 0 to 4"))
        }
        if let target {
            if (direction ?? dimension.defaultDirection) != .target {
                mistakes.append(("target", "is only for the direction target"))
            } else if !(1...5).contains(target) {
                mistakes.append(("target", "must be a rating from 1 to 5"))
            }
        } else if direction == .target && dimension.defaultTarget == nil {
            mistakes.append(("target", "is needed with the direction target"))
        }
        switch (mustHave ?? false, threshold) {
        case (true, .none): mistakes.append(("threshold", "is needed with a must-have"))
        case (true, .some(let threshold)) where !(1...5).contains(threshold):
            mistakes.append(("threshold", "must be a rating from 1 to 5"))
        case (false, .some): mistakes.append(("threshold", "is only for a must-have"))
        case (true, .some), (false, .none): break
        }
        if mustHave == true && importance == 0 {
            mistakes.append(("importance", "must be 1 or more for a must-have"))
        }
        return mistakes
    }
}

extension GuidedStart {
    /// Proposes from answers that `GuideAnswer.check` found nothing wrong with; others are left out.
    ///
    /// Answers of importance 0 are no priorities. What decides is flagged as vital, unless that is more than half of all
    /// and more than three: then none is flagged, and a finding says so.
    public init(_ answers: [GuideAnswer], catalogue: [Dimension]) {
        let places = Dictionary(
            catalogue.enumerated().map { ($1.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let chosen = answers.enumerated()
            .compactMap { index, answer in places[answer.dimension].map { (index: index, answer: answer, place: $0) } }
            .filter { $0.answer.importance > 0 }
            .sorted { ($1.answer.importance, $0.place) < ($0.answer.importance, $1.place) }
        let deciding = chosen.count { $0.answer.importance == 4 }
        let tooManyVital = deciding > 3 && deciding * 2 > chosen.count
        priorities = chosen.map { _, answer, place in
            Proposal(answer, of: catalogue[place], mayBeVital: !tooManyVital)
        }
        findings = Self.findings(
            chosen: chosen.map { (path: "answers[\($0.index)]", answer: $0.answer, dimension: catalogue[$0.place]) },
            deciding: tooManyVital ? deciding : nil
        )
    }

    private static func findings(
        chosen: [(path: String, answer: GuideAnswer, dimension: Dimension)],
        deciding: Int?
    ) -> [Finding] {
        guard !chosen.isEmpty else { return [.warning("answers", "Nothing matters yet: say what does.")] }
        var findings: [Finding] = []
        let all = chosen.count
        if let deciding {
            let message =
                deciding == all
                ? "All \(words(all)) are called vital: then none is. Keep it for the three that would make you say no."
                : "\(words(deciding, capital: true)) of \(words(all)) are called vital: then none is. "
                    + "Keep it for the three that would make you say no."
            findings.append(.warning("answers", message))
        } else if all > 3, Set(chosen.map(\.answer.importance)).count == 1 {
            findings.append(
                .warning("answers", "All \(words(all)) matter alike: so the weights will not tell two jobs apart.")
            )
        }
        if all < 3 {
            let verb = all == 1 ? "matters" : "matter"
            let things = all == 1 ? "thing" : "things"
            findings.append(
                .warning("answers", "Only \(words(all)) \(things) \(verb): one good answer would decide for a job.")
            )
        }
        let mustHaves = chosen.filter { $0.answer.mustHave == true }
        if mustHaves.count > 4 {
            findings.append(
                .warning(
                    "answers",
                    "\(words(mustHaves.count, capital: true)) must-haves: a job that fails one of them is out, "
                        + "and few will pass all."
                )
            )
        }
        if !chosen.contains(where: \.dimension.bossDependent) {
            findings.append(
                .warning(
                    "answers",
                    "Nothing here depends on the future supervisor, who is the reason for many to leave."
                )
            )
        }
        for (path, answer, dimension) in mustHaves {
            let proposal = Proposal(answer, of: dimension, mayBeVital: true)
            guard let threshold = answer.threshold else { continue }
            if proposal.value(of: threshold) == 0 {
                findings.append(.warning("\(path).threshold", "Every rating passes: it is no must-have."))
            } else if proposal.value(of: threshold) == 1 {
                findings.append(
                    .warning(
                        "\(path).threshold",
                        "Only the very best rating passes: an interview will hardly prove it."
                    )
                )
            }
        }
        return findings
    }

    /// A small number in words, as people say it.
    private static func words(_ number: Int, capital: Bool = false) -> String {
        let words = [
            "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        guard words.indices.contains(number) else { return "\(number)" }
        return capital ? words[number].capitalized : words[number]
    }
}

extension GuidedStart.Proposal {
    fileprivate init(_ answer: GuideAnswer, of dimension: Dimension, mayBeVital: Bool) {
        let direction = answer.direction ?? dimension.defaultDirection
        self.init(
            dimension: dimension,
            direction: direction,
            target: direction == .target ? answer.target ?? dimension.defaultTarget : nil,
            weight: Double(answer.importance),
            vital: mayBeVital && answer.importance == 4,
            threshold: answer.mustHave == true ? answer.threshold : nil
        )
    }

    fileprivate func value(of rating: Double) -> Double {
        direction.value(of: rating, target: target)
    }

    /// The threshold in the words of the dimension; nil for what is no must-have.
    public var wordedThreshold: WordedThreshold? {
        threshold.map {
            WordedThreshold(dimension: dimension.key, threshold: $0, words: dimension.anchor(at: $0) ?? "")
        }
    }
}

extension Dimension {
    /// What a rating means: the anchor that it is nearest to.
    public func anchor(at rating: Double) -> String? {
        guard (1...5).contains(rating) else { return nil }
        let index = Int(rating.rounded()) - 1
        return anchors.indices.contains(index) ? anchors[index] : nil
    }
}
