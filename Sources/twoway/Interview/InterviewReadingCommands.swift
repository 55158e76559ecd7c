import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Lists interviews.
struct InterviewListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List your interviews.")

    @Option(help: "Only those of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @Option(help: "Only those in a state.")
    var state: Interview.State?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var about: ID<Opportunity>?
        if let opportunity { about = try await conversation.opportunity(opportunity) }
        let params = Interviews.List.Params(opportunity: about, state: state)
        let found = try await conversation.server.list(Interviews.List.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "There is no interview yet; add one: twoway interview add TITLE --opportunity NAME",
            columns: [
                .word("ID"), .text("Interview"), .number("Round"), .text("When"), .word("Format"), .word("State"),
                .text("With"),
            ]
        ) { interview in
            [
                Cell(interview.id), Cell(interview.title, .strong), Cell(interview.round),
                InterviewText.start(interview), Cell(interview.format), Cell(interview.state, interview.state.ink),
                Cell(interview.interviewers.map(\.name.text).joined(separator: ", ")),
            ]
        }
    }
}

/// Shows an interview with its plan and what was asked.
struct InterviewShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an interview with its plan and the answers."
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let interview = try await conversation.server.call(Interviews.Get.self, .init(id: id))
        let output = conversation.output
        guard !output.isJSON else { return output.json(interview.json) }
        let plan = try await conversation.server.call(Plans.Get.self, .init(interview: id)).value
        let askings = try await conversation.server.list(Capture.List.self, .init(interview: id)).value.items
        try? conversation.travelFolder?.keep(TravelPack(interview: interview.value, plan: plan))
        InterviewText.show(interview.value, on: output)
        output.say("")
        PlanText.show(plan, of: interview.value, on: output)
        if !askings.isEmpty {
            output.say("")
            InterviewText.show(askings.reversed(), on: output)
        }
        let theirs = try await conversation.server.list(Capture.ListEmployerQuestions.self, .init(interview: id)).value
        guard !theirs.items.isEmpty else { return }
        output.say("")
        InterviewText.show(theirs.items.reversed(), of: interview.value, on: output)
    }
}

/// Prints the plan to take along.
struct InterviewSheetCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Print the plan as a sheet to take along.",
        discussion: """
              twoway interview sheet "First talk"
              twoway interview sheet "First talk" --format html --output sheet.html
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Option(help: "Text, Markdown, or HTML to print on paper.")
    var format = Sheet.Format.text

    @Option(help: ArgumentHelp("Write it to a file that only you can read.", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let params = Plans.RenderSheet.Params(interview: id, format: format)
        let sheet = try await conversation.server.call(Plans.RenderSheet.self, params)
        // Who takes the sheet along may also want to note the answers without a connection.
        _ = try? await conversation.travelPack(id)
        guard let output else {
            return conversation.output.show(sheet) { conversation.output.text($0.content) }
        }
        let content = options.json ? sheet.json.bytes : Array(sheet.value.content.utf8)
        try OutputFile.write(content, to: output)
        conversation.output.note("The sheet is in \(output).")
    }
}
