import TwoWayModel

/// Interviews and answers to be read on a terminal.
enum InterviewText {
    static func show(_ interview: Interview, on output: Output) {
        var facts = Facts()
        facts.add("Interview", Cell(interview.title, .strong))
        facts.add("Round", Cell(interview.round))
        facts.add("State", Cell(interview.state, interview.state.ink))
        facts.add("When", start(interview))
        facts.add("Zone", Cell(interview.timeZone))
        facts.add("Format", Cell(interview.format))
        facts.add("For questions", Cell("\(interview.questionMinutes) min"))
        let people = interview.interviewers.map { "\($0.name.text) (\($0.role.words))" }
        facts.add("With", Cell(people.joined(separator: ", ")))
        facts.add("ID", Cell(shown: interview.id.description, plain: interview.id.description))
        output.facts(facts)
    }

    /// What was asked, with what came of it; the ids are those of the answers, for `evidence rate`.
    static func show(_ askings: [Asking], on output: Output) {
        var table = Table([
            .word("Answer ID"), .hidden("When"), .remark("Asked"), .text("Whom"), .word("Outcome"), .text("Answer"),
            .word("How concrete"),
        ])
        for asking in askings {
            table.add([
                asking.answer.map { Cell($0.id) } ?? .empty, Cell(asking.askedAt), Cell(asking.text),
                Cell(asking.personName), Cell(asking.outcome, asking.outcome.ink), Cell(asking.answer?.body),
                Cell(asking.answer?.specificity),
            ])
        }
        output.table(table, none: "Nothing was asked yet.")
    }

    /// What the employer asked, with what was answered.
    static func show(_ questions: [EmployerQuestion], of interview: Interview, on output: Output) {
        var table = Table([
            .word("ID"), .hidden("When"), .text("They asked"), .text("Who"), .remark("You answered"),
        ])
        for question in questions {
            let person = interview.interviewers.first { $0.person == question.person }
            table.add([
                Cell(question.id), Cell(question.askedAt), Cell(question.text), Cell(person?.name),
                Cell(question.reply),
            ])
        }
        output.table(table, none: "They asked nothing.")
    }

    /// The start on the clocks of the zone in which it was agreed.
    static func start(_ interview: Interview) -> Cell {
        guard let start = interview.scheduledStart else { return .empty }
        let local = interview.localStart ?? LocalDateTime(start, in: interview.timeZone)
        let here = LocalClock.here.zone == interview.timeZone ? "" : " \(interview.timeZone)"
        return Cell(shown: LocalClock.minutes(local) + here, plain: start.text)
    }

    static func when(_ interview: Interview) -> String {
        let start = start(interview).shown
        return start.isEmpty ? "without a time yet" : start
    }
}

extension Interview.State {
    var ink: Ink {
        switch self {
        case .proposed, .scheduled: .plain
        case .inProgress: .accent
        case .held: .good
        case .closed, .cancelled, .noShow: .faint
        }
    }
}

extension Asking.Outcome {
    var ink: Ink {
        switch self {
        case .answered: .good
        case .partial, .notKnown: .doubtful
        case .evaded, .declined: .bad
        }
    }
}

/// A plan to be read on a terminal.
enum PlanText {
    static func show(_ plan: Plan, of interview: Interview?, on output: Output) {
        var table = Table([
            .number("No"), .drawing(""), .text("Question"), .text("Ask"), .number("Min"), .word("State"),
            .hidden("Origin"), .remark("Key"), .hidden("ID"),
        ])
        for (index, item) in plan.items.enumerated() {
            table.add([
                Cell(index + 1), Cell(item.mustAsk ? "!" : "", .accent),
                Cell(item.text, item.state == .dropped ? .faint : .plain), Cell(target(of: item, interview)),
                Cell(item.minutes), Cell(item.state, item.state.ink), Cell(item.origin, .faint),
                Cell(item.source?.questionKey, .faint), Cell(item.id),
            ])
        }
        output.table(
            table,
            none: "Nothing is planned yet; add questions with --question or --own, or see: plan suggest"
        )
        if !plan.talkingPoints.isEmpty {
            output.say("")
            var points = Table([.number("No"), .text("To say")])
            for (index, point) in plan.talkingPoints.enumerated() { points.add([Cell(index + 1), Cell(point.text)]) }
            output.table(points, none: "")
        }
        for finding in plan.findings where finding.path != "minutes" || finding.message.hasPrefix("The must-asks") {
            output.note(StyledText(finding.message, .doubtful))
        }
        guard !plan.items.isEmpty else { return }
        let time = interview.map { " of the \($0.questionMinutes) that you expect" } ?? ""
        let isTooLong = interview.map { plan.minutes > $0.questionMinutes } ?? false
        output.note(
            StyledText("\(NumberText.count(plan.items.count, "question")), \(plan.minutes) minutes\(time)", .faint)
                + StyledText(isTooLong ? "; more than fits." : ".", isTooLong ? .doubtful : .faint)
        )
    }

    static func target(of item: PlanItem, _ interview: Interview?) -> String {
        if let person = item.targetPerson {
            return interview?.interviewers.first { $0.person == person }?.name.text ?? person.short
        }
        return item.targetRole?.words ?? ""
    }
}

extension PlanItem.State {
    var ink: Ink {
        switch self {
        case .planned: .plain
        case .asked: .good
        case .deferred, .moved: .doubtful
        case .dropped: .faint
        }
    }
}
