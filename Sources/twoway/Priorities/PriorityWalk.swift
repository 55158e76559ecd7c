import TwoWayModel
import TwoWayProtocol

/// A walk through the catalogue: asks how much each thing matters, which way, and what must be so.
struct PriorityWalk {
    /// What came of it.
    struct Outcome: Equatable {
        /// About dimensions of the catalogue, also those that do not matter.
        var answers: [GuideAnswer] = []
        /// What matters in the candidate's own words.
        var own: [PrioritySets.Save.Entry] = []

        var isEmpty: Bool { own.isEmpty && !answers.contains { $0.importance > 0 } }
    }

    /// What a person may do where an importance is asked for.
    private enum Step {
        case importance(Int)
        case back
        case help
        case rest
    }

    let catalogue: [Dimension]
    /// What mattered until now: proposed where it was said on the same scale.
    let known: PrioritySet?

    /// Goes through the catalogue, then asks for own words; nil if the input ended on the way.
    func run(_ dialogue: Dialogue) -> Outcome? {
        dialogue.output.say("How much does it matter to you? Answer by a number:")
        for (number, words) in GuidedStart.importanceWords.enumerated() {
            dialogue.output.say(StyledText("  \(number) ", .accent) + StyledText(words))
        }
        dialogue.output.say(
            StyledText("[?] what the ratings mean \u{00B7} [b]ack \u{00B7} [r]est does not matter", .faint)
        )
        guard let answers = throughCatalogue(dialogue), let own = inOwnWords(dialogue) else { return nil }
        return Outcome(answers: answers, own: own)
    }

    private func throughCatalogue(_ dialogue: Dialogue) -> [GuideAnswer]? {
        var answers: [GuideAnswer] = []
        while answers.count < catalogue.count {
            let dimension = catalogue[answers.count]
            let before = known?.priorities.first { $0.dimension == dimension.key }
            dialogue.output.say("")
            dialogue.output.say(
                StyledText("\(answers.count + 1) of \(catalogue.count) \u{00B7} ", .faint)
                    + StyledText(dimension.title, .strong)
            )
            dialogue.output.paragraph(dimension.summary, indent: 2)
            guard let step = step(dialogue, usual: usual(before)) else { return nil }
            switch step {
            case .importance(let importance):
                guard let answer = answer(importance, dimension, before, dialogue) else { return nil }
                answers.append(answer)
            case .back: _ = answers.popLast()
            case .help: Self.show(dimension.anchors, on: dialogue.output)
            case .rest: return answers
            }
        }
        return answers
    }

    private func answer(
        _ importance: Int,
        _ dimension: Dimension,
        _ before: Priority?,
        _ dialogue: Dialogue
    ) -> GuideAnswer? {
        var answer = GuideAnswer(dimension: dimension.key, importance: importance)
        guard importance > 0 else { return answer }
        if dimension.defaultDirection == .target {
            let usual = before?.target ?? dimension.defaultTarget ?? 3
            guard
                let target = Self.rating(
                    "Which comes closest to what you want?",
                    dimension.anchors,
                    usual: usual,
                    dialogue
                )
            else { return nil }
            answer.target = target
        }
        guard let must = dialogue.ask("Must it be so, whatever else is good? [y/N] ") else { return nil }
        guard must.lowercased().hasPrefix("y") else { return answer }
        let question =
            dimension.defaultDirection == .less
            ? "Which is the most that you would accept?" : "Which is the worst that you would accept?"
        guard let threshold = Self.rating(question, dimension.anchors, usual: before?.threshold ?? 3, dialogue) else {
            return nil
        }
        answer.mustHave = true
        answer.threshold = threshold
        return answer
    }

    /// What there was in own words is asked about again, then whatever else there is.
    private func inOwnWords(_ dialogue: Dialogue) -> [PrioritySets.Save.Entry]? {
        var entries: [PrioritySets.Save.Entry] = []
        for priority in known?.priorities ?? [] where priority.dimension == nil {
            dialogue.output.say("")
            dialogue.output.say(
                StyledText("In your own words \u{00B7} ", .faint) + StyledText(priority.title.text, .strong)
            )
            guard let importance = importance(dialogue, usual: usual(priority)) else { return nil }
            guard importance > 0 else { continue }
            var entry = PrioritySets.Save.Entry(priority)
            (entry.weight, entry.rank, entry.vital) = (Double(importance), nil, importance == 4)
            entries.append(entry)
        }
        while true {
            dialogue.output.say("")
            guard let typed = dialogue.ask("What else matters, in a few words? Nothing to go on: ") else { return nil }
            guard !typed.isEmpty else { return entries }
            guard let title = try? Title(typed) else {
                dialogue.output.say(StyledText("That is too long; a few words, please.", .doubtful))
                continue
            }
            guard let importance = importance(dialogue, usual: 2) else { return nil }
            guard importance > 0 else { continue }
            entries.append(
                .init(title: title, direction: .more, weight: Double(importance), vital: importance == 4)
            )
        }
    }

    private func importance(_ dialogue: Dialogue, usual: Int) -> Int? {
        while let step = step(dialogue, usual: usual) {
            switch step {
            case .importance(let importance): return importance
            case .rest: return 0
            case .back, .help: dialogue.output.say(StyledText("A number from 0 to 4, please.", .doubtful))
            }
        }
        return nil
    }

    private func step(_ dialogue: Dialogue, usual: Int) -> Step? {
        while let answer = dialogue.ask(StyledText("How much does it matter? [\(usual)] ")) {
            if answer.isEmpty { return .importance(usual) }
            if let number = Int(answer), GuidedStart.importances.contains(number) { return .importance(number) }
            switch answer.lowercased() {
            case "?", "help": return .help
            case "b", "back": return .back
            case "r", "rest": return .rest
            default: dialogue.output.say(StyledText("A number from 0 to 4, please.", .doubtful))
            }
        }
        return nil
    }

    /// What was said on the same scale before; else 0.
    private func usual(_ priority: Priority?) -> Int {
        guard let priority, known?.weightMode == .points, let importance = Int(exactly: priority.weight),
            GuidedStart.importances.contains(importance)
        else { return 0 }
        return importance
    }

    /// Lets choose a rating by its words; nil at the end of the input.
    static func rating(_ question: String, _ anchors: [String], usual: Double, _ dialogue: Dialogue) -> Double? {
        show(anchors, on: dialogue.output)
        while let answer = dialogue.ask(StyledText("\(question) [\(PriorityText.rating(usual))] ")) {
            if answer.isEmpty { return usual }
            if let rating = Double(answer), (1...5).contains(rating) { return rating }
            dialogue.output.say(StyledText("A number from 1 to 5, please.", .doubtful))
        }
        return nil
    }

    private static func show(_ anchors: [String], on output: Output) {
        for (index, anchor) in anchors.enumerated() {
            output.paragraph("\(index + 1)  \(anchor)", indent: 2, .faint)
        }
    }
}

/// Asks what may be given up for what.
struct TradeOffWalk {
    /// With their keys.
    let priorities: [PrioritySets.Save.Entry]
    let catalogue: [Dimension]

    /// Goes on until nothing more is given up; what was said stands when the input ends.
    func run(_ dialogue: Dialogue) -> [TradeOff] {
        var tradeOffs: [TradeOff] = []
        guard priorities.count > 1 else { return [] }
        dialogue.output.say("")
        dialogue.output.say("What would you give up for what? For example private time for pay.")
        for (index, entry) in priorities.enumerated() {
            dialogue.output.say(StyledText("  \(index + 1) ", .accent) + StyledText(name(entry)))
        }
        while let give = choose("Give up some of which? Nothing to go on: ", dialogue) {
            guard let gain = choose("For more of which? ", dialogue) else { return tradeOffs }
            guard let giveKey = give.key, let gainKey = gain.key, giveKey != gainKey,
                !tradeOffs.contains(where: { $0.give == giveKey && $0.gain == gainKey })
            else {
                dialogue.output.say(StyledText("Two different ones, and each pair once.", .doubtful))
                continue
            }
            let anchors = give.anchors?.map(\.text) ?? dimension(give)?.anchors ?? []
            guard let limit = PriorityWalk.rating("To which rating, and no further?", anchors, usual: 3, dialogue)
            else { return tradeOffs }
            tradeOffs.append(TradeOff(give: giveKey, gain: gainKey, limit: limit))
            guard tradeOffs.count < PrioritySetDraft.maximumTradeOffs else { return tradeOffs }
        }
        return tradeOffs
    }

    private func choose(_ question: String, _ dialogue: Dialogue) -> PrioritySets.Save.Entry? {
        while let answer = dialogue.ask(StyledText(question)) {
            if answer.isEmpty { return nil }
            if let number = Int(answer), priorities.indices.contains(number - 1) { return priorities[number - 1] }
            dialogue.output.say(StyledText("A number from 1 to \(priorities.count), please.", .doubtful))
        }
        return nil
    }

    private func dimension(_ entry: PrioritySets.Save.Entry) -> Dimension? {
        catalogue.first { $0.key == entry.dimension }
    }

    private func name(_ entry: PrioritySets.Save.Entry) -> String {
        entry.title?.text ?? dimension(entry)?.title ?? entry.dimension ?? ""
    }
}
