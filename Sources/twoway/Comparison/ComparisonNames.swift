import TwoWayModel

/// What the opportunities and priorities of a comparison are called in what people read.
struct ComparisonNames {
    private let opportunities: [ID<Opportunity>: String]
    private let priorities: [ID<Priority>: String]

    /// The organisation is enough where no two are of the same one.
    init(_ result: ComparisonOutcome) {
        let employers = Dictionary(grouping: result.opportunities, by: \.organisation)
        opportunities = Dictionary(
            result.opportunities.map { one in
                let isOnly = employers[one.organisation]?.count == 1
                return (
                    one.opportunity,
                    isOnly ? one.organisation.text : "\(one.title.text) at \(one.organisation.text)"
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
        priorities = Dictionary(
            result.priorities.map { ($0.key, $0.title.text) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    subscript(_ opportunity: ID<Opportunity>) -> String { opportunities[opportunity] ?? opportunity.short }
    subscript(_ priority: ID<Priority>) -> String { priorities[priority] ?? priority.short }

    /// Titles in a row: `Pay, Training and Overtime`.
    func list(_ priorities: [ID<Priority>]) -> String { Self.list(priorities.map { self[$0] }) }
    func list(_ opportunities: [ID<Opportunity>]) -> String { Self.list(opportunities.map { self[$0] }) }

    /// `the must-have Pay`, `the must-haves Pay and Training`.
    func mustHaves(_ priorities: [ID<Priority>]) -> String {
        "the must-have\(priorities.count == 1 ? "" : "s") \(list(priorities))"
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension ComparisonOutcome {
    /// Those with ranks.
    var ranked: [ComparedOpportunity] { opportunities.filter { $0.ranking != nil } }

    /// Whether coming first at one's own central weights says more than coming first at all.
    var showsConfidence: Bool { weightMode != .exact }

    /// Sentences on what has to be known beside the numbers (R14); opportunities of which the same is to be said share one.
    func remarks(_ names: ComparisonNames) -> [String] {
        var sentences: [String] = []
        for group in grouped(\.failed) {
            let verb = group.opportunities.count == 1 ? "is" : "are"
            sentences.append(
                "\(names.list(group.opportunities)) \(verb) excluded for failing \(names.mustHaves(group.priorities))."
            )
        }
        for group in grouped(\.open) {
            let verb = group.priorities.count == 1 ? "is" : "are"
            sentences.append(
                "\(names.list(group.opportunities)): \(names.mustHaves(group.priorities)) \(verb) still open, so that "
                    + "the ranks are provisional."
            )
        }
        for one in opportunities {
            for waiver in one.waived {
                let reason = waiver.reason.map { ": \($0.text)" } ?? ""
                sentences.append(
                    "\(names[one.opportunity]): you waived the must-have \(names[waiver.priority])\(reason)"
                        + (reason.hasSuffix(".") ? "" : ".")
                )
            }
        }
        return sentences
    }

    /// The opportunities with the same priorities, in their order; those with none are left out.
    private func grouped(
        _ priorities: (ComparedOpportunity) -> [ID<Priority>]
    ) -> [(priorities: [ID<Priority>], opportunities: [ID<Opportunity>])] {
        var groups: [(priorities: [ID<Priority>], opportunities: [ID<Opportunity>])] = []
        for one in opportunities where !priorities(one).isEmpty {
            if let place = groups.firstIndex(where: { $0.priorities == priorities(one) }) {
                groups[place].opportunities.append(one.opportunity)
            } else {
                groups.append((priorities(one), [one.opportunity]))
            }
        }
        return groups
    }

    /// Sentences on who beats whom for certain.
    func certainties(_ names: ComparisonNames) -> [String] {
        ranked.flatMap { one -> [String] in
            guard let ranking = one.ranking else { return [] }
            let always = ranking.beatsUnderAllWeights
            let byWeights = ranking.certainlyBeats.filter { !always.contains($0) }
            let ends = [(always, "whatever the weights"), (byWeights, "by your weights")]
            return ends.filter { !$0.0.isEmpty }.map { beaten, end in
                "\(names[one.opportunity]) is better than \(names.list(beaten)), \(end)."
            }
        }
    }

    /// Sentences on what would change who leads, those about weights first; the least change first.
    func flips(_ names: ComparisonNames) -> [String] {
        guard let fragility else { return [] }
        let leader = names[fragility.leader]
        var sentences = fragility.weightFlips.map { flip in
            "If \(names[flip.priority]) weighed \(PercentText.fine(flip.to)) instead of \(PercentText.fine(flip.from)), "
                + "\(names[flip.overtakes]) would be in front."
        }
        if !fragility.losses.isEmpty {
            let keys = fragility.losses.map(\.priority)
            let word = keys.count == 1 ? "" : "any one of "
            sentences.append(
                "One rating step less of \(word)\(names.list(keys)) at \(leader), and "
                    + "\(names[fragility.runnerUp]) would be in front."
            )
        }
        sentences += fragility.gains.map { gain in
            let word = gain.priorities.count == 1 ? "" : "any one of "
            return "One rating step more of \(word)\(names.list(gain.priorities)) at \(names[gain.opportunity]), and "
                + "it would be in front."
        }
        return sentences
    }
}

/// Shares with so many digits as make a difference.
enum PercentText {
    /// One digit behind the point.
    static func fine(_ share: Double) -> String {
        let tenths = Int((min(max(share, 0), 1) * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }

    /// A chance: what is not quite impossible or certain is not said to be so.
    static func chance(_ chance: Double) -> String {
        if chance > 0 && chance < 0.005 { return "< 1 %" }
        if chance < 1 && chance >= 0.995 { return "> 99 %" }
        return NumberText.percent(chance)
    }
}

/// Large numbers as people write them.
enum CountText {
    /// Thousands parted by commas.
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "-" : "") + ([Substring(digits)] + groups).joined(separator: ",")
    }
}
