import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// Looks back on an interview.
struct InterviewDebriefCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "debrief",
        abstract: "Look back on an interview: what was not asked, and what needs a fate before it is closed."
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let debrief = try await conversation.server.call(Interviews.GetDebrief.self, .init(id: id))
        let output = conversation.output
        guard !output.isJSON else { return output.json(debrief.json) }
        let plan = try await conversation.server.call(Plans.Get.self, .init(interview: id)).value
        DebriefText.show(debrief.value, plan: plan, on: output)
    }
}

/// Closes an interview.
struct InterviewCloseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close an interview; every must-ask that was not asked gets a fate.",
        discussion: """
            A must-ask that was not asked is carried over to the next interview, dropped with a reason, or asked by \
            mail. Other questions that were not asked are put off. In a terminal you are asked for what is missing.

              twoway interview close "First talk"
              twoway interview close "First talk" --carry 2 --mail "4=+3" \\
                --drop "3=On their site"
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Carry these over: number in the plan, key or ID.", valueName: "item")
    )
    var carry: [String] = []

    @Option(help: "The interview to carry them to; the next one of the opportunity without a word.")
    var to: String?

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Drop these, each with a reason.", valueName: "item=reason"))
    var drop: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Ask these by mail, on a day if you say one.", valueName: "item[=day]")
    )
    var mail: [String] = []

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        var target: ID<Interview>?
        if let to { target = try await conversation.interview(to) }
        let current = try await conversation.server.call(Interviews.Get.self, .init(id: id))
        guard current.value.state != .closed else {
            return conversation.output.show(current) { _ in conversation.output.say("It is closed already.") }
        }
        let plan = try await conversation.server.call(Plans.Get.self, .init(interview: id)).value
        var fates = try UnaskedFates(carry: carry, drop: drop, mail: mail, to: target, items: plan.items)
        let debrief = try await conversation.server.call(Interviews.GetDebrief.self, .init(id: id)).value
        try complete(&fates, debrief, conversation)
        _ = try await InterviewMove(to: .held).carryOut(id, conversation)
        let held = try await conversation.server.call(Interviews.Get.self, .init(id: id)).value
        let closed = try await conversation.server.call(
            Interviews.Close.self,
            .init(id: id, revision: held.revision, fates: fates.fates, idempotencyKey: .make())
        )
        conversation.output.show(closed) { DebriefText.show($0, on: conversation.output) }
    }

    /// Asks a person for the fates that are missing; tells a program which they are.
    private func complete(_ fates: inout UnaskedFates, _ debrief: Debrief, _ conversation: Conversation) throws {
        let missing = fates.missing(debrief.needFate)
        guard !missing.isEmpty else { return }
        let output = conversation.output
        let failure = CommandFailure(
            "\(NumberText.count(missing.count, "must-ask")) not asked and without a fate.",
            hint: "Say it with --carry ITEM, --drop ITEM=REASON or --mail ITEM; or without --json in a terminal.",
            details: missing.map(\.text.text),
            status: .conflict
        )
        guard !output.isJSON, output.terminal.isInteractive, isatty(0) == 1 else { throw failure }
        let dialogue = Dialogue(output: output) { readLine(strippingNewline: true) }
        output.say("\(NumberText.count(missing.count, "must-ask")) not asked.")
        for item in missing {
            output.say("")
            guard fates.ask(about: item, next: debrief.next, dialogue) else { throw failure }
        }
    }
}

/// Writes the appointments for a calendar.
struct InterviewCalendarCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Write your appointments for a calendar, without questions or notes.",
        discussion: "  twoway interview calendar --output interviews.ics"
    )

    @Option(help: "Only this interview: title or ID.")
    var interview: String?

    @Option(help: "Only those of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @Option(help: ArgumentHelp("Write it to a file that only you can read.", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var params = Interviews.Calendar.Params()
        if let interview { params.interview = try await conversation.interview(interview) }
        if let opportunity { params.opportunity = try await conversation.opportunity(opportunity) }
        let calendar = try await conversation.server.call(Interviews.Calendar.self, params)
        guard let output else {
            return conversation.output.show(calendar) { conversation.output.text($0.content) }
        }
        try OutputFile.write(options.json ? calendar.json.bytes : Array(calendar.value.content.utf8), to: output)
        conversation.output.note("The calendar is in \(output); open it with your calendar.")
    }
}

/// What is left of an interview, to be read on a terminal.
enum DebriefText {
    static func show(_ debrief: Debrief, plan: Plan, on output: Output) {
        let interview = debrief.interview
        var facts = Facts()
        facts.add("Interview", Cell(interview.title, .strong))
        facts.add("State", Cell(interview.state, interview.state.ink))
        facts.add("Asked", Cell(NumberText.count(debrief.askings, "question")))
        let next = debrief.next.map { "\($0.title.text), \(InterviewText.when($0))" }
        facts.add("Next interview", Cell(next ?? "none yet"))
        output.facts(facts)
        output.say("")
        let numbers = Dictionary(
            plan.items.enumerated().map { ($1.id, $0 + 1) },
            uniquingKeysWith: { first, _ in first }
        )
        var table = Table([
            .number("No"), .drawing(""), .text("Not asked"), .word("State"), .hidden("Needs a fate"), .hidden("ID"),
        ])
        for item in debrief.unasked {
            let needsFate = debrief.needFate.contains(item.id)
            table.add([
                numbers[item.id].map { Cell($0) } ?? .empty, Cell(needsFate ? "!" : "", .accent), Cell(item.text),
                Cell(item.state, item.state.ink), Cell(needsFate), Cell(item.id),
            ])
        }
        output.table(table, none: "Everything that was planned was asked.")
        guard interview.state != .closed else { return }
        let fates =
            debrief.needFate.isEmpty ? "" : "; \(NumberText.count(debrief.needFate.count, "must-ask")) need a fate"
        output.note(StyledText("Close it: twoway interview close \(interview.id.short)\(fates)", .faint))
    }

    static func show(_ closed: ClosedInterview, on output: Output) {
        output.say(StyledText(closed.interview.title.text, .strong) + StyledText(" is closed."))
        if !closed.carried.isEmpty {
            output.say("\(NumberText.count(closed.carried.count, "question")) carried over.")
        }
        for followUp in closed.followUps {
            let due = followUp.dueOn.map { ", due \($0.text)" } ?? ""
            output.say("To ask by mail\(due): \(followUp.text.text)")
        }
        guard !closed.waiting.isEmpty else { return }
        output.note(StyledText("\(NumberText.count(closed.waiting.count, "question")) put off.", .faint))
    }
}
