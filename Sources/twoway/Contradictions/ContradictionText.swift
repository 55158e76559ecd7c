import TwoWayModel

/// Contradictions to be read on a terminal.
enum ContradictionText {
    /// One line on what has become of one.
    static func say(_ contradiction: Contradiction, on output: Output) {
        output.say(
            StyledText(sides(contradiction), .strong) + StyledText(": ")
                + StyledText(contradiction.state.words, contradiction.state.ink)
                + StyledText(", ID \(contradiction.id.short).")
        )
    }

    /// `5 by Mara (future supervisor), 2 by Pat (peer)`; with a belief what was expected comes last.
    static func sides(_ contradiction: Contradiction) -> String {
        var sides = contradiction.sides.map(side)
        if let belief = contradiction.belief { sides.append("\(belief.expected) believed") }
        return sides.joined(separator: ", ")
    }

    private static func side(_ side: ContradictionSide) -> String {
        let rating = side.value.map { "\(AnswerValueText.words($0)) (\(side.rating))" } ?? "\(side.rating)"
        guard let name = side.personName else { return "\(rating) by \(side.sourceClass.words)" }
        return "\(rating) by \(name.text) (\(side.sourceClass.words))"
    }

    /// `5 against 2`; one rating alone stands against what was believed.
    static func ratings(_ ratings: [Int]) -> String {
        ratings.count == 1
            ? "\(ratings[0]), and something else was believed" : ratings.map(String.init).joined(separator: " against ")
    }

    static func show(_ contradiction: Contradiction, priority: String, on output: Output) {
        var facts = Facts()
        facts.add("About", Cell(priority, .strong))
        facts.add("Scope", Cell(contradiction.scope))
        facts.add("Kind", Cell(contradiction.kind))
        facts.add("State", Cell(contradiction.state, contradiction.state.ink))
        facts.add("Severity", Cell(NumberText.value(contradiction.severity)))
        if let belief = contradiction.belief {
            facts.add("Believed", Cell("\(belief.statement.text) (\(belief.expected) expected)"))
        }
        facts.add(contradiction.state == .explained ? "Explained" : "Reason", Cell(contradiction.reason))
        facts.add("ID", Cell(shown: contradiction.id.description, plain: contradiction.id.description))
        output.facts(facts)
        for side in contradiction.sides {
            output.say("")
            output.say(
                StyledText(Self.side(side), .strong)
                    + StyledText(", \(LocalClock.here.text(side.saidAt)), \(side.specificity.words)", .faint)
            )
            if let question = side.question { output.paragraph("Asked: \(question.text)", indent: 2) }
            if let answer = side.answer { output.paragraph(answer.text, indent: 2) }
            if let note = side.note { output.paragraph("Your note: \(note.text)", indent: 2) }
        }
        guard contradiction.state == .open else { return }
        output.note("Ask again in the next meeting: twoway interview suggest INTERVIEW")
    }
}

extension Contradiction.State {
    var ink: Ink {
        switch self {
        case .open: .bad
        case .queued: .accent
        case .explained, .resolvedByData: .good
        case .acceptedAsRisk: .doubtful
        case .dismissed: .faint
        }
    }
}
