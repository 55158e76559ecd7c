import TwoWayModel

/// Priorities to be read on a terminal.
enum PriorityText {
    static func show(_ set: PrioritySet, on output: Output) {
        var table = Table([
            .word("ID"), .text("Priority"), .word("Dimension"), .number("Weight"), .number("Share"), .word("Better"),
            .word("Must-have"), .word("Vital"), .number("Rank"),
        ])
        let shares = set.normalisedWeights()
        for (index, priority) in set.priorities.enumerated() {
            let share = shares.map { $0[index] }
            table.add([
                Cell(priority.key), Cell(priority.title, .strong), Cell(priority.dimension ?? "", .faint),
                Cell("\(rating(priority.weight))"),
                Cell(
                    shown: share.map(NumberText.percent) ?? "",
                    plain: share.map { "\($0)" } ?? ""
                ),
                direction(priority), mustHave(priority), Cell(priority.vital),
                Cell(priority.rank.map { "\($0)" } ?? ""),
            ])
        }
        output.table(table, none: "The set is empty.")
        if !output.isJSON { show(set.tradeOffs, of: set, on: output) }
        if let cause = set.freezeCause { output.note(StyledText("Frozen. \(cause.text)", .faint)) }
        if let reason = set.changeReason { output.note(StyledText("Changed because: \(reason.text)", .faint)) }
        switch set.state {
        case .draft: output.note("This is a draft, version \(set.version); let it count: twoway priorities activate")
        case .active, .frozen, .superseded:
            let certainty = set.certainty.map { ", \($0.words)" } ?? ""
            output.note(
                StyledText(
                    "Version \(set.version), \(set.state.words), weights \(set.weightMode.words)\(certainty).",
                    .faint
                )
            )
        }
    }

    /// For people only: a pipe gets the rows of the priorities and nothing between them.
    private static func show(_ tradeOffs: [TradeOff], of set: PrioritySet, on output: Output) {
        guard output.terminal.isInteractive else { return }
        for tradeOff in tradeOffs {
            output.say(StyledText("Trade-off: ", .accent) + StyledText(sentence(tradeOff, in: set)))
        }
    }

    /// `Pay gains by Overtime, down to 4 and no further`, in words.
    static func sentence(_ tradeOff: TradeOff, in set: PrioritySet) -> String {
        let titles = Dictionary(set.priorities.map { ($0.key, $0.title.text) }, uniquingKeysWith: { first, _ in first })
        let give = titles[tradeOff.give] ?? tradeOff.give.short
        let gain = titles[tradeOff.gain] ?? tradeOff.gain.short
        let note = tradeOff.note.map { " (\($0.text))" } ?? ""
        return "give up \(give) for \(gain), to \(rating(tradeOff.limit)) and no further\(note)"
    }

    /// A finding with the title of what it is about in place of its path.
    static func words(_ finding: Finding, in set: PrioritySet) -> String {
        for (index, priority) in set.priorities.enumerated()
        where finding.path.hasPrefix("priorities[\(index)]") {
            return "\(priority.title.text) \(finding.message)."
        }
        for (index, tradeOff) in set.tradeOffs.enumerated() where finding.path.hasPrefix("tradeOffs[\(index)]") {
            return "To \(sentence(tradeOff, in: set)) \(finding.message)."
        }
        return "\(finding.path) \(finding.message)."
    }

    /// The key of the priority that a person means, by dimension, title or id.
    static func find(_ text: String, among priorities: [Priority]) throws(CommandFailure) -> ID<Priority> {
        let entries = priorities.map { Lookup<Priority>.Entry($0.key, $0.title.text, $0.dimension) }
        return try Lookup(noun: "priority", listing: "twoway priorities show").find(text, among: entries)
    }

    /// A number without a needless `.0`.
    static func rating(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e9 ? "\(Int(number))" : "\(number)"
    }

    private static func direction(_ priority: Priority) -> Cell {
        let target = priority.target.map { " \(rating($0))" } ?? ""
        return Cell(shown: priority.direction.words + target, plain: priority.direction.rawValue + target)
    }

    private static func mustHave(_ priority: Priority) -> Cell {
        guard priority.mustHave else { return .empty }
        let sign = priority.direction == .less ? "at most" : "at least"
        let threshold = priority.threshold.map { " \(sign) \(rating($0))" } ?? ""
        let source = priority.requiredSource.map { ", by the \($0.words)" } ?? ""
        return Cell(shown: "yes\(threshold)\(source)", plain: "true\(threshold)", .accent)
    }
}
