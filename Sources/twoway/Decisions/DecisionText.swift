import TwoWayModel

/// Decisions to be read on a terminal.
enum DecisionText {
    /// One sentence on what was decided.
    static func say(_ view: DecisionView, of employer: String, on output: Output) {
        let decision = view.decision
        let sentence =
            switch decision.kind {
            case .accept: "You take the job at \(employer)."
            case .decline: "You turn the offer of \(employer) down."
            case .withdraw: "You withdraw at \(employer)."
            case .wait: "You wait with \(employer)."
            case .reversal: "Taken back."
            }
        output.say(StyledText(sentence, .strong) + StyledText(" ID \(decision.id.short)", .faint))
        if let known = known(view) { output.note(StyledText(known)) }
    }

    /// What was known that day, in a sentence; nil when no priorities counted.
    static func known(_ view: DecisionView) -> String? {
        guard let scorecard = view.scorecard, let basis = view.decision.basis else { return nil }
        return AssessmentText(scorecard).sentence + " Your priorities: version \(basis.prioritySetVersion)."
    }

    /// Whether it stands.
    static func standing(_ decision: Decision) -> String {
        if decision.kind == .reversal { return "takes back \(decision.reverses?.short ?? "")" }
        return decision.reversedBy.map { "taken back by \($0.short)" } ?? "stands"
    }

    static func show(_ view: DecisionView, on output: Output) {
        let decision = view.decision
        var facts = Facts()
        facts.add("Decision", Cell(decision.kind, decision.ink))
        facts.add("Why", Cell(decision.reasons, .strong))
        facts.add("On", Cell(LocalClock.here.text(decision.decidedAt)))
        facts.add("Stage before", Cell(decision.stage))
        facts.add("State", Cell(standing(decision)))
        facts.add("Known that day", Cell(known(view) ?? ""))
        facts.add("Begins", Cell(view.start?.startsOn.text ?? ""))
        facts.add("ID", Cell(shown: decision.id.description, plain: decision.id.description))
        output.facts(facts)
        if let scorecard = view.scorecard {
            output.say("")
            AssessmentText(scorecard).show(on: output)
        }
        for check in view.checks {
            output.say("")
            RealityText.show(check, titles: RealityText.titles(view.scorecard), on: output)
        }
    }
}

extension Decision {
    var ink: Ink {
        switch kind {
        case .accept: .good
        case .decline, .withdraw: .bad
        case .wait: .doubtful
        case .reversal: .faint
        }
    }
}
