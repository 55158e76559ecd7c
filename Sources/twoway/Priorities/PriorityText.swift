import TwoWayModel

/// Priorities to be read on a terminal.
enum PriorityText {
    static func show(_ set: PrioritySet, on output: Output) {
        var table = Table([
            .word("ID"), .text("Priority"), .word("Dimension"), .number("Weight"), .number("Share"), .word("Better"),
            .word("Must-have"), .word("Vital"),
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
            ])
        }
        output.table(table, none: "The set is empty.")
        switch set.state {
        case .draft: output.note("This is a draft, version \(set.version); let it count: twoway priorities activate")
        case .active, .frozen, .superseded:
            output.note(
                StyledText("Version \(set.version), \(set.state.words), weights \(set.weightMode.words).", .faint)
            )
        }
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
