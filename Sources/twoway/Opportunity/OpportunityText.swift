import ArgumentParser
import TwoWayModel

/// Opportunities to be read on a terminal.
enum OpportunityText {
    static func show(_ view: OpportunityView, on output: Output) {
        var facts = Facts()
        facts.add("Opportunity", Cell(view.title, .strong))
        facts.add("Organisation", Cell(view.organisationName))
        facts.add("Function", Cell(view.functionName))
        facts.add("Stage", Cell(view.stage, view.stage?.ink ?? .plain))
        facts.add("Closed", Cell(view.closedReason))
        facts.add("Merged into", view.mergedInto.map { Cell($0) } ?? .empty)
        facts.add("Posting", Cell(view.posting))
        facts.add("Location", Cell(view.location))
        facts.add("Work mode", Cell(view.workMode))
        facts.add("Pay", Cell(view.pay.map(PayText.text) ?? ""))
        facts.add("Offer until", Cell(view.offerDeadline))
        facts.add("ID", Cell(shown: view.id.description, plain: view.id.description))
        output.facts(facts)
        showPeople(view.people ?? [], on: output)
        showTimeline(view.timeline ?? [], on: output)
        if view.title == nil, view.timeline == nil, view.people == nil, view.pay == nil, view.posting == nil {
            output.note("None of it is shared with you.")
        }
    }

    private static func showPeople(_ people: [PersonView], on output: Output) {
        guard !people.isEmpty else { return }
        var table = Table([.text("Person"), .word("Role"), .text("Job"), .word("Future supervisor"), .word("ID")])
        for person in people {
            table.add([
                person.name.map { Cell($0, .strong) } ?? Cell("somebody", .faint), Cell(person.role),
                Cell(person.jobTitle), Cell(person.futureSupervisor, .accent), Cell(person.id),
            ])
        }
        output.say("")
        output.table(table, none: "")
    }

    private static func showTimeline(_ events: [StageEvent], on output: Output) {
        guard !events.isEmpty else { return }
        var table = Table([.word("When"), .word("Stage"), .word("Reason"), .remark("Note")])
        for event in events {
            table.add([Cell(event.at), Cell(event.to, event.to.ink), Cell(event.reason), Cell(event.note, .faint)])
        }
        output.say("")
        output.table(table, none: "")
    }
}

extension Opportunity.Stage {
    var ink: Ink {
        switch self {
        case .interested, .applied: .plain
        case .interviewing: .accent
        case .offer, .accepted: .good
        case .closed: .faint
        }
    }
}

/// What is paid, as people write it: `60000-75000 EUR year`.
enum PayText {
    static func argument(_ text: String) throws -> PayRange {
        let example = ValidationError("it should look like \"60000-75000 EUR year\".")
        let parts = text.split { $0 == " " || $0 == "/" }
        guard parts.count == 3, let period = PayRange.Period(rawValue: parts[2].lowercased()) else { throw example }
        let bounds = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(bounds.count), let low = bounds.first ?? nil, let high = bounds.last ?? nil else {
            throw example
        }
        guard low >= 0, low <= high else { throw ValidationError("the lower figure comes first.") }
        let currency = try CurrencyCode.argument(parts[1].uppercased())
        return PayRange(low: low, high: high, currency: currency, period: period)
    }

    static func text(_ pay: PayRange) -> String {
        let range = pay.low == pay.high ? "\(pay.low)" : "\(pay.low)-\(pay.high)"
        return "\(range) \(pay.currency) a \(pay.period.rawValue)"
    }
}
