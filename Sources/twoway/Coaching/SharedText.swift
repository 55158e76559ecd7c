import TwoWayModel

/// What is shared, to be read on a terminal; what is closed is simply not there.
enum SharedText {
    static func show(_ document: ShareDocument, on output: Output) {
        if let set = document.priorities { show(set, on: output) }
        if let opportunity = document.opportunity {
            OpportunityText.show(opportunity, on: output)
            tell(opportunity.snapshotAt, on: output)
        }
        if let assessment = document.assessment {
            AssessmentText(assessment).show(on: output)
            tell(assessment.snapshotAt, on: output)
        }
        if let comparison = document.comparison { show(comparison, on: output) }
        if let decisions = document.decisions { show(decisions, on: output) }
        if let plans = document.plans {
            show(plans, on: output)
        } else if let answers = document.answers {
            show(answers, on: output)
        } else if let interviews = document.interviews {
            show(interviews, on: output)
        }
    }

    /// Says of a snapshot from when it is.
    private static func tell(_ time: Timestamp?, on output: Output) {
        guard let time else { return }
        output.note(StyledText("As it was on \(LocalClock.here.text(time)).", .doubtful))
    }

    private static func show(_ set: SharedPrioritySet, on output: Output) {
        let titles = Dictionary(
            (set.priorities ?? []).compactMap { priority in priority.title.map { (priority.key, $0.text) } },
            uniquingKeysWith: { first, _ in first }
        )
        var table = Table([
            .text("Priority"), .number("Weight"), .number("Rank"), .word("Better is"), .word("Must-have"),
            .remark("In own words"),
            .hidden("ID"),
        ])
        for priority in set.priorities ?? [] {
            let threshold = priority.threshold.map { "from \(NumberText.value($0))" }
            table.add([
                priority.title.map { Cell($0, .strong) } ?? Cell(priority.key),
                Cell(priority.weight.map(NumberText.value) ?? ""), Cell(priority.rank.map(String.init) ?? ""),
                Cell(priority.direction), Cell(threshold ?? (priority.mustHave == true ? "yes" : "")),
                Cell(priority.statement), Cell(priority.key),
            ])
        }
        output.table(table, none: "No priorities are open.")
        if let tradeOffs = set.tradeOffs, !tradeOffs.isEmpty {
            var table = Table([.text("May be given up"), .text("For"), .number("Down to"), .remark("Note")])
            for tradeOff in tradeOffs {
                table.add([
                    Cell(titles[tradeOff.give] ?? tradeOff.give.short),
                    Cell(titles[tradeOff.gain] ?? tradeOff.gain.short), Cell(NumberText.value(tradeOff.limit)),
                    Cell(tradeOff.note),
                ])
            }
            output.say("")
            output.table(table, none: "")
        }
        tell(set.snapshotAt, on: output)
    }

    private static func show(_ interviews: [SharedInterview], on output: Output) {
        var table = Table([
            .number("Round"), .text("Interview"), .word("State"), .word("When"), .word("Format"), .text("With"),
            .word("ID"),
        ])
        for interview in interviews {
            let people = (interview.interviewers ?? []).map { person in
                person.name.map { "\($0.text) (\(person.role.words))" } ?? person.role.words
            }
            table.add([
                Cell(interview.round.map(String.init) ?? ""), Cell(interview.title, .strong),
                Cell(interview.state, interview.state?.ink ?? .plain), Cell(interview.scheduledStart),
                Cell(interview.format), Cell(people.joined(separator: ", ")), Cell(interview.id),
            ])
        }
        output.table(table, none: "There are no interviews.")
        tell(interviews.first?.snapshotAt, on: output)
    }

    private static func show(_ plans: [SharedPlan], on output: Output) {
        for (index, plan) in plans.enumerated() {
            if index > 0 { output.say("") }
            if plans.count > 1 { output.say(StyledText("Interview \(plan.interview.short)", .strong)) }
            var table = Table([
                .number("No"), .drawing(""), .text("Question"), .word("Ask"), .number("Min"), .word("State"),
                .hidden("ID"),
            ])
            for (number, item) in (plan.items ?? []).enumerated() {
                table.add([
                    Cell(number + 1), Cell(item.mustAsk == true ? "!" : "", .accent), Cell(item.text),
                    Cell(item.targetRole), Cell(item.minutes.map(String.init) ?? ""), Cell(item.state), Cell(item.id),
                ])
            }
            output.table(table, none: "No questions are open.")
            for point in plan.talkingPoints ?? [] { output.bullet(point.text, indent: 0) }
            tell(plan.snapshotAt, on: output)
        }
    }

    private static func show(_ askings: [SharedAsking], on output: Output) {
        var table = Table([
            .word("When"), .remark("Asked"), .text("Whom"), .word("Outcome"), .text("Answer"), .word("How concrete"),
            .word("Value"), .hidden("ID"),
        ])
        for asking in askings {
            table.add([
                Cell(asking.askedAt), Cell(asking.text), Cell(asking.personName),
                Cell(asking.outcome, asking.outcome?.ink ?? .plain), Cell(asking.answer?.body),
                Cell(asking.answer?.specificity), Cell(asking.answer?.value.map(AnswerValueText.words) ?? ""),
                Cell(asking.id),
            ])
        }
        output.table(table, none: "Nothing was asked yet.")
        tell(askings.first?.snapshotAt, on: output)
    }

    private static func show(_ comparison: SharedComparison, on output: Output) {
        if let title = comparison.title { output.say(StyledText(title.text, .strong)) }
        if let headline = comparison.result.headline { output.paragraph(headline) }
        var table = Table([
            .text("Opportunity"), .text("Organisation"), .word("Standing"), .number("First"), .number("From"),
            .number("To"), .number("Known"), .hidden("ID"),
        ])
        for one in comparison.result.opportunities {
            table.add([
                one.title.map { Cell($0, .strong) } ?? Cell(one.opportunity), Cell(one.organisation),
                Cell(one.standing),
                Cell(one.rankChances?.first.map(NumberText.percent) ?? ""),
                Cell(one.score.map { NumberText.value($0.lo) } ?? ""),
                Cell(one.score.map { NumberText.value($0.hi) } ?? ""),
                Cell(one.knowledge.map(NumberText.percent) ?? ""), Cell(one.opportunity),
            ])
        }
        output.table(table, none: "Nothing was compared.")
        if comparison.state == .stale {
            output.note(StyledText("Something has changed since it was compared.", .doubtful))
        }
        tell(comparison.snapshotAt, on: output)
    }

    private static func show(_ decisions: [SharedDecision], on output: Output) {
        if decisions.isEmpty { output.note("Nothing was decided yet.") }
        for (index, decision) in decisions.enumerated() {
            if index > 0 { output.say("") }
            var facts = Facts()
            facts.add("Decision", Cell(decision.kind, .strong))
            facts.add("When", Cell(decision.decidedAt))
            facts.add("Stage", Cell(decision.stage))
            facts.add("Reversed", Cell(decision.reversedBy == nil ? "" : "yes", .doubtful))
            facts.add("Reasons", Cell(decision.reasons))
            facts.add("First day", Cell(decision.startsOn?.text ?? ""))
            for check in decision.checks ?? [] {
                facts.add(
                    "After \(check.day) days",
                    Cell("\(NumberText.count(check.ratings.count, "priority", "priorities")) rated")
                )
                facts.add("Note", Cell(check.note))
            }
            facts.add("ID", Cell(shown: decision.id.description, plain: decision.id.description))
            output.facts(facts)
            if let scorecard = decision.scorecard {
                output.say("")
                AssessmentText(scorecard).show(on: output)
            }
            tell(decision.snapshotAt, on: output)
        }
    }
}
