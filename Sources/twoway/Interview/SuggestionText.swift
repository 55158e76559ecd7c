import TwoWayModel

/// What is worth asking, to be read on a terminal: each question with the doubt that it attacks.
struct SuggestionText {
    private let suggestion: PlanSuggestion

    init(_ suggestion: PlanSuggestion) {
        self.suggestion = suggestion
    }

    /// `isOffer` says whether the person is still to decide.
    func show(on output: Output, isOffer: Bool = true) {
        if output.terminal.isInteractive {
            for (index, item) in suggestion.items.enumerated() { show(item, number: index + 1, on: output) }
            if suggestion.items.isEmpty { output.note("Nothing is worth suggesting for these minutes.") }
        } else {
            output.table(table, none: "Nothing is worth suggesting for these minutes.")
        }
        for finding in suggestion.findings { output.note(StyledText(finding.message, .doubtful)) }
        guard isOffer, !suggestion.items.isEmpty else { return }
        let count = NumberText.count(suggestion.items.count, "question")
        output.note(
            StyledText("\(count), \(suggestion.suggestedMinutes) of \(suggestion.minutes) minutes. ", .faint)
                + StyledText("Take them over with --accept, or some with --pick 1 3.")
        )
    }

    /// Those that are picked by their numbers, or all.
    func items(_ numbers: [Int]) throws(CommandFailure) -> [SuggestedItem] {
        guard !numbers.isEmpty else { return suggestion.items }
        for number in numbers where !suggestion.items.indices.contains(number - 1) {
            let count = suggestion.items.count
            throw .notFound(
                "There is no suggestion \(number).",
                hint: count == 0 ? nil : "They go from 1 to \(count)."
            )
        }
        return suggestion.items.enumerated().filter { numbers.contains($0.offset + 1) }.map(\.element)
    }

    private func show(_ item: SuggestedItem, number: Int, on output: Output) {
        let mark = item.mustAsk ? "! " : ""
        output.paragraph("\(number). \(mark)\(item.text)", .strong)
        let person = item.personName.map { "Ask \($0), " } ?? ""
        output.paragraph("\(person)\(item.minutes) min. \(item.reason)", indent: 3)
    }

    private var table: Table {
        var table = Table([
            .number("No"), .word("Must ask"), .text("Question"), .text("Ask"), .number("Min"), .number("Gain"),
            .remark("Why"), .hidden("Origin"), .hidden("Key"),
        ])
        for (index, item) in suggestion.items.enumerated() {
            table.add([
                Cell(index + 1), Cell(item.mustAsk), Cell(item.text), Cell(item.personName?.text ?? ""),
                Cell(item.minutes), Cell(shown: NumberText.value(item.gain), plain: "\(item.gain)"),
                Cell(item.reason), Cell(item.origin), Cell(item.source?.questionKey),
            ])
        }
        return table
    }
}
