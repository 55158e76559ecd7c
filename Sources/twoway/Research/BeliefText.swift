import TwoWayModel

/// Assumptions to be read on a terminal.
enum BeliefText {
    /// One line on what has become of a belief.
    static func say(_ belief: Belief, on output: Output) {
        output.say(
            StyledText(belief.statement.text, .strong) + StyledText(": ")
                + StyledText(belief.state.words, belief.state.ink)
                + StyledText(", ID \(belief.id.short).")
        )
        let advice = advice(belief)
        if !advice.isEmpty { output.note("To verify it, ask \(advice).") }
    }

    static func show(_ view: BeliefView, on output: Output) {
        let belief = view.belief
        var facts = Facts()
        facts.add("Belief", Cell(belief.statement, .strong))
        facts.add("Basis", Cell(belief.basis))
        facts.add("Scope", Cell(belief.scope))
        facts.add("Expected", Cell(belief.expected))
        facts.add("State", Cell(belief.state, belief.state.ink))
        facts.add("Dismissed", Cell(belief.dismissReason))
        facts.add("Ask", Cell(advice(belief)))
        facts.add("ID", Cell(shown: belief.id.description, plain: belief.id.description))
        output.facts(facts)
        show(view.settledBy, as: "settles", on: output)
        show(view.suggests, as: "suggests", on: output)
    }

    private static func show(_ evidence: [Evidence], as role: String, on output: Output) {
        guard !evidence.isEmpty else { return }
        var table = Table([
            .word("It"), .number("Rating"), .word("Source"), .word("How concrete"), .number("Strength"), .word("Scope"),
            .remark("Note"), .word("ID"),
        ])
        for piece in evidence {
            table.add([
                Cell(role), Cell(piece.rating), Cell(piece.sourceClass), Cell(piece.specificity),
                Cell(NumberText.value(piece.strength)), Cell(piece.scope), Cell(piece.note, .faint), Cell(piece.id),
            ])
        }
        output.say("")
        output.table(table, none: "")
    }

    /// What merely suggests something, the latest first: `4 by a recruiter (organisation)`.
    static func suggestions(_ evidence: [Evidence]) -> String {
        evidence.sorted { $0.id > $1.id }
            .map { "\($0.rating) by \($0.sourceClass.words) (\($0.scope.words))" }
            .joined(separator: ", ")
    }

    /// Who can settle a belief that is still open; empty for one that is not.
    static func advice(_ belief: Belief) -> String {
        guard !belief.state.isSettled, belief.state != .dismissed else { return "" }
        switch belief.scope {
        case .organisation: return "anybody there for an example; published sources count, too"
        case .function: return "somebody of that function for an example"
        case .supervisor: return "the future supervisor, or who reports to them"
        case .job: return "the future supervisor, or a future colleague"
        }
    }
}

extension Belief.State {
    var ink: Ink {
        switch self {
        case .unverified: .doubtful
        case .planned: .accent
        case .confirmed: .good
        case .contradicted: .bad
        case .mixed: .doubtful
        case .dismissed: .faint
        }
    }
}
