import TwoWayModel

/// An assessment to be read on a terminal; what a viewer may not see is simply not there.
struct AssessmentText {
    private let assessment: Assessment
    /// The newest of the candidate's own; nil for a coach.
    private let verdicts: Verdicts?

    init(_ assessment: Assessment, verdicts: Verdicts? = nil) {
        self.assessment = assessment
        self.verdicts = verdicts
    }

    func show(on output: Output) {
        if output.terminal.isInteractive {
            output.paragraph(sentence, .strong)
            if let verdicts { output.facts(verdicts.facts) }
            output.say("")
        } else {
            showWhole(on: output)
        }
        var table = Table([
            .text("Priority"), .number("Weight"), .drawing("0                  1"), .number("From"), .number("To"),
            .word("Must-have"), .word("Own range"), .number("Evidence"), .hidden("ID"), .hidden("Waiver"),
        ])
        for priority in assessment.priorities {
            table.add([
                Cell(priority.title, .strong), weight(priority), bar(priority.interval),
                number(priority.interval?.lo), number(priority.interval?.hi),
                mustHave(priority), own(priority),
                Cell(priority.evidence.map { "\($0.count)" } ?? ""), Cell(priority.key),
                priority.waiver.map { Cell($0.id) } ?? .empty,
            ])
        }
        output.table(table, none: "There are no priorities.")
        if output.terminal.isInteractive { showWaivers(on: output) }
    }

    /// Why an exception is made, below the table, where there is room for it.
    private func showWaivers(on output: Output) {
        let waived = assessment.priorities.compactMap { priority in
            priority.waiver?.reason.map { "Waived, \(priority.title.text): \u{201C}\($0.text)\u{201D}" }
        }
        guard !waived.isEmpty else { return }
        output.say("")
        for line in waived { output.paragraph(line, .doubtful) }
    }

    /// What it comes to, in one sentence.
    var sentence: String {
        var parts: [String] = []
        if let knowledge = assessment.knowledge {
            parts.append(
                knowledge < 0.005
                    ? "nothing is known yet of what matters"
                    : "\(NumberText.percent(knowledge)) of what matters is known"
            )
        }
        if let score = assessment.score, assessment.knowledge ?? 1 >= 0.005 {
            parts.append("the job scores between \(NumberText.value(score.lo)) and \(NumberText.value(score.hi))")
        }
        if let gates { parts.append(gates) }
        guard let first = parts.first else { return "Only the priorities are shared." }
        let rest = parts.dropFirst().map { "; \($0)" }.joined()
        return first.prefix(1).uppercased() + first.dropFirst() + rest + "."
    }

    static func range(_ interval: ValueInterval) -> String {
        "\(NumberText.value(interval.lo)) to \(NumberText.value(interval.hi))"
    }

    /// The must-haves in words; nil when there are none or they are not to be seen.
    private var gates: String? {
        guard let gate = assessment.gate else { return nil }
        let mustHaves = assessment.priorities.filter { $0.gate != nil }
        guard !mustHaves.isEmpty else { return nil }
        if gate == .pass { return "every must-have passes" }
        func titles(_ wanted: Gate, waived: Bool) -> String {
            mustHaves.filter { $0.gate == wanted && ($0.waiver != nil) == waived }.map(\.title.text)
                .joined(separator: ", ")
        }
        let parts = [
            ("it fails on a must-have: ", titles(.fail, waived: false)),
            ("a must-have is still open: ", titles(.unknown, waived: false)),
            ("failed, but waived: ", titles(.fail, waived: true)),
            ("open, but waived: ", titles(.unknown, waived: true)),
        ]
        return parts.filter { !$0.1.isEmpty }.map { $0 + $1 }.joined(separator: "; ")
    }

    private func showWhole(on output: Output) {
        var facts = Facts()
        facts.add("Score from", number(assessment.score?.lo))
        facts.add("Score to", number(assessment.score?.hi))
        facts.add("Knowledge", number(assessment.knowledge))
        facts.add("Gate", Cell(assessment.gate))
        facts.add("Gate with waivers", Cell(assessment.gateWithWaivers))
        output.facts(facts)
        if let verdicts { output.facts(verdicts.facts) }
    }

    private func mustHave(_ priority: PriorityAssessment) -> Cell {
        guard let gate = priority.gate else { return .empty }
        let isWaived = priority.waiver != nil
        return Cell(
            shown: isWaived ? "\(gate.finding), waived" : gate.finding,
            plain: gate.rawValue,
            isWaived && gate != .pass ? .doubtful : gate.ink
        )
    }

    private func weight(_ priority: PriorityAssessment) -> Cell {
        guard let weight = priority.weight else { return .empty }
        return Cell(shown: NumberText.percent(weight), plain: "\(weight)")
    }

    private func number(_ value: Double?) -> Cell {
        guard let value else { return .empty }
        return Cell(shown: NumberText.value(value), plain: "\(value)")
    }

    private func bar(_ interval: ValueInterval?) -> Cell {
        guard let interval else { return .empty }
        let isUnknown = interval.lo <= 0 && interval.hi >= 1
        return Cell(IntervalBar.drawing(interval), isUnknown ? .faint : .accent)
    }

    private func own(_ priority: PriorityAssessment) -> Cell {
        guard let own = priority.own else { return .empty }
        return Cell(shown: Self.range(own.interval), plain: "\(own.interval.lo) \(own.interval.hi)", .doubtful)
    }
}

extension Gate {
    /// What has become of a must-have.
    var finding: String {
        switch self {
        case .pass: "passed"
        case .fail: "failed"
        case .unknown: "open"
        }
    }

    var ink: Ink {
        switch self {
        case .pass: .good
        case .fail: .bad
        case .unknown: .doubtful
        }
    }
}
