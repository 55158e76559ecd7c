/// A comparison in one sentence.
struct ComparisonWords {
    /// Those with ranks, in their order.
    private let ranked: [ComparedOpportunity]
    private let excluded: Int
    private let titles: [ID<Priority>: Title]

    init(_ ranked: [ComparedOpportunity], excluded: Int, _ priorities: [Priority]) {
        self.ranked = ranked
        self.excluded = excluded
        titles = Dictionary(priorities.map { ($0.key, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    func headline(tooClose: Bool, fragility: Fragility?) -> String {
        guard let first = ranked.first else {
            return "None can be ranked: each fails a must-have that is not waived."
        }
        guard ranked.count > 1, let fragility else {
            return
                "Only \(name(first)) can be ranked: \(others(excluded)) a must-have that is not waived\(remarks(first))."
        }
        if ranked.allSatisfy({ $0.knowledge <= 1e-9 }) {
            return "Nothing is known yet that tells these \(ranked.count) apart."
        }
        if tooClose { return closeCall(first, fragility) }
        let rivals = ranked.count - 1
        if first.ranking?.beatsUnderAllWeights.count == rivals {
            return "\(name(first)) is better than \(all(rivals)), whatever the weights\(remarks(first))."
        }
        if first.ranking?.certainlyBeats.count == rivals {
            return "\(name(first)) is better than \(all(rivals)) by your weights, whatever is still open"
                + "\(remarks(first))."
        }
        let chance = first.firstChance ?? 0
        let change = fragility.weightFlips.first.map { "; \(move($0))" } ?? ""
        return "\(name(first)) is ahead: it comes first in \(whole(chance)) of all draws\(change)\(remarks(first))."
    }

    private func closeCall(_ first: ComparedOpportunity, _ fragility: Fragility) -> String {
        let second = ranked.dropFirst().first
        var text = "Too close to call: \(name(first)) comes first in \(whole(first.firstChance ?? 0)) of all draws"
        if let second { text += ", \(name(second)) in \(whole(second.firstChance ?? 0))" }
        if fragility.isFragile, let flip = fragility.weightFlips.first { text += ", and \(move(flip))" }
        return text + remarks(first) + "."
    }

    /// What else is to be said of whoever is first (R14).
    private func remarks(_ first: ComparedOpportunity) -> String {
        var text = ""
        if let open = first.open.first {
            let more = first.open.count > 1 ? " and \(first.open.count - 1) more" : ""
            text += "; its must-have \(title(open))\(more) is still open"
        }
        if let waived = first.waived.first {
            let more = first.waived.count > 1 ? " and \(first.waived.count - 1) more" : ""
            text += "; you waived its must-have \(title(waived.priority))\(more)"
        }
        return text
    }

    private func move(_ flip: Fragility.WeightFlip) -> String {
        let overtaker = ranked.first { $0.opportunity == flip.overtakes }.map(name) ?? "another one"
        return "a weight of \(percent(flip.to)) instead of \(percent(flip.from)) for \(title(flip.priority)) "
            + "would put \(overtaker) in front"
    }

    /// The organisation, and the job too where two are of the same organisation.
    private func name(_ one: ComparedOpportunity) -> String {
        let isOnly = ranked.count { $0.organisation == one.organisation } == 1
        return isOnly ? one.organisation.text : "\(one.title.text) at \(one.organisation.text)"
    }

    private func title(_ key: ID<Priority>) -> String {
        titles[key]?.text ?? "one priority"
    }

    private func all(_ rivals: Int) -> String {
        rivals == 1 ? "the other one" : "all \(rivals) others"
    }

    private func others(_ number: Int) -> String {
        number == 1 ? "the other one fails" : "\(number) others fail"
    }

    /// A chance, which draws do not tell to a tenth.
    private func whole(_ chance: Double) -> String {
        if chance > 0 && chance < 0.005 { return "less than 1 %" }
        if chance < 1 && chance >= 0.995 { return "more than 99 %" }
        return "\(Int((chance * 100).rounded())) %"
    }

    private func percent(_ share: Double) -> String {
        let percents = (share * 1000).rounded() / 10
        let isWhole = percents == percents.rounded()
        return isWhole ? "\(Int(percents)) %" : "\(percents) %"
    }
}
