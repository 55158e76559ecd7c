/// What a candidate saves of a priority set, before it counts.
public struct PrioritySetDraft: Codable, Sendable, Hashable {
    public var weightMode: WeightMode
    public var priorities: [Priority]

    public init(weightMode: WeightMode, priorities: [Priority]) {
        self.weightMode = weightMode
        self.priorities = priorities
    }

    /// The most priorities of a set.
    public static let maximumPriorities = 60
}

extension PrioritySet {
    public var draft: PrioritySetDraft {
        PrioritySetDraft(weightMode: weightMode, priorities: priorities)
    }
}

extension PrioritySetDraft {
    /// Says what is wrong, in the order of the priorities; every finding is an error that forbids saving.
    ///
    /// For activating, a set must also have what a draft may still lack: a priority and a weight (R6). The catalogue has
    /// the keys of the dimensions; without it they are not checked.
    public func check(isActivating: Bool = false, catalogue: Set<String>? = nil) -> [Finding] {
        var findings: [Finding] = []
        func error(_ path: String, _ message: String) {
            findings.append(Finding(severity: .error, path: path, message: message))
        }
        if priorities.count > Self.maximumPriorities {
            error("priorities", "has more than \(Self.maximumPriorities) priorities")
            return findings
        }
        if isActivating && priorities.isEmpty {
            error("priorities", "has no priorities")
        } else if isActivating && !priorities.contains(where: { $0.weight > 0 }) {
            error("priorities", "has only weights of zero")
        }
        var firstPlace: [ID<Priority>: Int] = [:]
        for (index, priority) in priorities.enumerated() {
            let path = "priorities[\(index)]"
            if let first = firstPlace[priority.key] {
                error("\(path).key", "is the key of priorities[\(first)] already")
            } else {
                firstPlace[priority.key] = index
            }
            for (member, message) in priority.mistakes(catalogue: catalogue) {
                error("\(path).\(member)", message)
            }
        }
        return findings
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
        return mistakes
    }

    private static func isRating(_ number: Double) -> Bool {
        (1...5).contains(number)
    }
}
