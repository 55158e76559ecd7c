import TwoWayModel

/// An assessment to be read on a terminal; what a viewer may not see is simply not there.
struct AssessmentText {
    private let assessment: Assessment

    init(_ assessment: Assessment) {
        self.assessment = assessment
    }

    func show(on output: Output) {
        if output.terminal.isInteractive {
            output.paragraph(sentence, .strong)
            output.say("")
        } else {
            showWhole(on: output)
        }
        var table = Table([
            .text("Priority"), .number("Weight"), .drawing("0                  1"), .number("From"), .number("To"),
            .word("Must-have"), .word("Own range"), .number("Evidence"), .hidden("ID"),
        ])
        for priority in assessment.priorities {
            table.add([
                Cell(priority.title, .strong), weight(priority), bar(priority.interval),
                number(priority.interval?.lo), number(priority.interval?.hi),
                Cell(priority.gate, priority.gate?.ink ?? .plain), own(priority),
                Cell(priority.evidence.map { "\($0.count)" } ?? ""), Cell(priority.key),
            ])
        }
        output.table(table, none: "There are no priorities.")
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
        func titles(_ wanted: Gate) -> String {
            assessment.priorities.filter { $0.gate == wanted }.map(\.title.text).joined(separator: ", ")
        }
        guard assessment.priorities.contains(where: { $0.gate != nil }) else { return nil }
        switch gate {
        case .fail: return "it fails on a must-have: \(titles(.fail))"
        case .unknown: return "a must-have is still open: \(titles(.unknown))"
        case .pass: return "every must-have passes"
        }
    }

    private func showWhole(on output: Output) {
        var facts = Facts()
        facts.add("Score from", number(assessment.score?.lo))
        facts.add("Score to", number(assessment.score?.hi))
        facts.add("Knowledge", number(assessment.knowledge))
        facts.add("Gate", Cell(assessment.gate))
        output.facts(facts)
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
    var ink: Ink {
        switch self {
        case .pass: .good
        case .fail: .bad
        case .unknown: .doubtful
        }
    }
}
