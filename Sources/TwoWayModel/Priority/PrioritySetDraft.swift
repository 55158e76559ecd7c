/// What a candidate saves of a priority set, before it counts.
public struct PrioritySetDraft: Codable, Sendable, Hashable {
    public var weightMode: WeightMode
    public var certainty: Certainty?
    public var priorities: [Priority]
    public var tradeOffs: [TradeOff]

    public init(
        weightMode: WeightMode,
        certainty: Certainty? = nil,
        priorities: [Priority],
        tradeOffs: [TradeOff] = []
    ) {
        self.weightMode = weightMode
        self.certainty = certainty
        self.priorities = priorities
        self.tradeOffs = tradeOffs
    }

    /// The most priorities of a set.
    public static let maximumPriorities = 60
    /// The most trade-offs of a set.
    public static let maximumTradeOffs = 60
}

extension PrioritySet {
    public var draft: PrioritySetDraft {
        PrioritySetDraft(
            weightMode: weightMode,
            certainty: certainty,
            priorities: priorities,
            tradeOffs: tradeOffs
        )
    }
}

extension PrioritySetDraft {
    /// Says what is wrong, in the order of the priorities and then of the trade-offs; an error forbids saving, a warning is
    /// worth a second thought.
    ///
    /// For activating, a set must also have what a draft may still lack: a priority and a weight (R6). The catalogue has
    /// the keys of the dimensions; without it they are not checked.
    public func check(isActivating: Bool = false, catalogue: Set<String>? = nil) -> [Finding] {
        if priorities.count > Self.maximumPriorities {
            return [.error("priorities", "has more than \(Self.maximumPriorities) priorities")]
        }
        if tradeOffs.count > Self.maximumTradeOffs {
            return [.error("tradeOffs", "has more than \(Self.maximumTradeOffs) trade-offs")]
        }
        var findings: [Finding] = []
        switch (weightMode, certainty) {
        case (.points, .none): findings.append(.error("certainty", "is needed in the mode points"))
        case (.exact, .some), (.ordinal, .some): findings.append(.error("certainty", "is only for the mode points"))
        case (.points, .some), (.exact, .none), (.ordinal, .none): break
        }
        if isActivating && priorities.isEmpty {
            findings.append(.error("priorities", "has no priorities"))
        } else if isActivating && !priorities.contains(where: { $0.weight > 0 }) {
            findings.append(.error("priorities", "has only weights of zero"))
        }
        return findings + prioritiesFindings(catalogue: catalogue) + tradeOffFindings()
    }

    private func prioritiesFindings(catalogue: Set<String>?) -> [Finding] {
        var findings: [Finding] = []
        var firstPlace: [ID<Priority>: Int] = [:]
        for (index, priority) in priorities.enumerated() {
            let path = "priorities[\(index)]"
            if let first = firstPlace[priority.key] {
                findings.append(.error("\(path).key", "is the key of priorities[\(first)] already"))
            } else {
                firstPlace[priority.key] = index
            }
            for (member, message) in priority.mistakes(catalogue: catalogue) + rankMistakes(priority) {
                findings.append(.error("\(path).\(member)", message))
            }
            if priority.theta == 0 && priority.requiredSource == nil {
                findings.append(.warning("\(path).threshold", "lets every rating pass: it is no must-have"))
            }
        }
        return findings
    }

    private func rankMistakes(_ priority: Priority) -> [(member: String, message: String)] {
        switch (weightMode, priority.rank) {
        case (.ordinal, .none): [("rank", "is needed in the mode ordinal")]
        case (.ordinal, .some(let rank)) where !(1...max(1, priorities.count)).contains(rank):
            [("rank", "must be from 1 to the number of priorities, \(priorities.count)")]
        case (.exact, .some), (.points, .some): [("rank", "is only for the mode ordinal")]
        case (.ordinal, .some), (.exact, .none), (.points, .none): []
        }
    }

    private func tradeOffFindings() -> [Finding] {
        var findings: [Finding] = []
        var firstPlace: [[ID<Priority>]: Int] = [:]
        let known = Dictionary(priorities.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, tradeOff) in tradeOffs.enumerated() {
            let path = "tradeOffs[\(index)]"
            if known[tradeOff.give] == nil {
                findings.append(.error("\(path).give", "is not the key of a priority of the set"))
            }
            if known[tradeOff.gain] == nil {
                findings.append(.error("\(path).gain", "is not the key of a priority of the set"))
            }
            if tradeOff.give == tradeOff.gain {
                findings.append(.error("\(path).gain", "must be another priority than give"))
            } else if let first = firstPlace[[tradeOff.give, tradeOff.gain]] {
                findings.append(.error(path, "is about the same two as tradeOffs[\(first)]"))
            } else if let first = firstPlace[[tradeOff.gain, tradeOff.give]] {
                findings.append(.warning(path, "takes back what tradeOffs[\(first)] gives up"))
            }
            if firstPlace[[tradeOff.give, tradeOff.gain]] == nil {
                firstPlace[[tradeOff.give, tradeOff.gain]] = index
            }
            if !(1...5).contains(tradeOff.limit) {
                findings.append(.error("\(path).limit", "must be a rating from 1 to 5"))
            } else if let give = known[tradeOff.give], let theta = give.theta,
                give.value(of: tradeOff.limit) < theta - 1e-9
            {
                findings.append(.warning("\(path).limit", "gives up more of a must-have than its threshold allows"))
            }
        }
        return findings
    }
}

extension Finding {
    static func error(_ path: String, _ message: String) -> Finding {
        Finding(severity: .error, path: path, message: message)
    }

    static func warning(_ path: String, _ message: String) -> Finding {
        Finding(severity: .warning, path: path, message: message)
    }
}

extension Priority {
    /// What is wrong with it by itself: the member, and why (R7).
    fileprivate func mistakes(catalogue: Set<String>?) -> [(member: String, message: String)] {
        var mistakes: [(member: String, message: String)] = []
        if let dimension, let catalogue, !catalogue.contains(dimension) {
            mistakes.append(("dimension", "is not a dimension of the catalogue"))
        }
        switch (direction, target) {
        case (.target, .none): mistakes.append(("target", "is needed with the direction target"))
        case (.target, .some(let target)) where !Self.isRating(target):
            mistakes.append(("target", "must be a rating from 1 to 5"))
        case (.more, .some), (.less, .some): mistakes.append(("target", "is only for the direction target"))
        case (.target, .some), (.more, .none), (.less, .none): break
        }
        if !(weight.isFinite && weight >= 0) {
            mistakes.append(("weight", "must be a number of 0 or more"))
        }
        switch (mustHave, threshold) {
        case (true, .none): mistakes.append(("threshold", "is needed with a must-have"))
        case (true, .some(let threshold)) where !Self.isRating(threshold):
            mistakes.append(("threshold", "must be a rating from 1 to 5"))
        case (false, .some): mistakes.append(("threshold", "is only for a must-have"))
        case (true, .some), (false, .none): break
        }
        if requiredSource != nil && !mustHave {
            mistakes.append(("requiredSource", "is only for a must-have"))
        }
        if let anchors, anchors.count != 5 {
            mistakes.append(("anchors", "must be five, for the ratings 1 to 5"))
        }
        return mistakes
    }

    private static func isRating(_ number: Double) -> Bool {
        (1...5).contains(number)
    }
}
