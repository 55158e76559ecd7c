import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Notes what the employer asked.
struct InterviewTheyAskedCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "they-asked",
        abstract: "Note what the employer asked you, and what you answered.",
        discussion: """
            Kept on this machine first; without a connection it is sent later, by "twoway interview sync".

              twoway interview they-asked "First talk" "Why do you want to leave?" \\
                --person dana --reply "For the work."
              twoway interview they-asked "First talk" --remove 1a2b3c4d
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Argument(help: "What they asked.", transform: Line.argument)
    var text: Line?

    @Option(help: "Who asked: name or ID of an interviewer.")
    var person: String?

    @Option(help: "What you answered.", transform: Prose.argument)
    var reply: Prose?

    @Option(help: ArgumentHelp("When; now without a word.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("Take back what was noted by mistake.", valueName: "ID"))
    var remove: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (text == nil) != (remove == nil) else {
            throw ValidationError("Say what they asked, or what to --remove.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        if let remove { return try await takeBack(remove, conversation) }
        guard let text else { return }
        let (pack, _) = try await conversation.travelPack(interview)
        guard let folder = conversation.travelFolder else { throw CommandFailure.loginNeeded }
        let time = try at.map { try TimeText.timestamp($0, in: pack.interview.timeZone) }
        let question = Capture.Record.Question(
            id: .make(),
            person: try person.map { try InterviewerChoice.find($0, in: pack.interview) },
            text: text,
            reply: reply,
            askedAt: time ?? .now()
        )
        let record = CaptureRecord.employerQuestion(question)
        let journal = folder.journal(pack.interview.id)
        try journal.append(record)
        let report = try await conversation.sync(pack.interview.id, folder)
        if let refusal = report.refusals.first(where: { $0.record == record }) {
            try journal.withdraw(record.id)
            throw refusal.failure
        }
        if conversation.output.isJSON {
            conversation.output.jsonValue(TheyAskedReport(id: question.id, sent: report.trouble == nil))
        } else {
            conversation.output.say("Noted, ID \(question.id.short).")
        }
        if let trouble = report.trouble {
            conversation.output.note("\(trouble.sentence) It is kept here; send it later: twoway interview sync")
        }
    }

    private func takeBack(_ text: String, _ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let found = try await conversation.server.list(Capture.ListEmployerQuestions.self, .init(interview: id)).value
        let entries = found.items.map { Lookup<EmployerQuestion>.Entry($0.id, $0.text.text) }
        let lookup = Lookup<EmployerQuestion>(noun: "question", listing: "twoway interview show \(id.short)")
        let done = try await conversation.server.call(
            Capture.RemoveEmployerQuestions.self,
            .init(employerQuestions: [try lookup.find(text, among: entries)], idempotencyKey: .make())
        )
        conversation.output.show(done) { _ in conversation.output.say("Taken back.") }
    }
}

/// What `interview they-asked --json` answers: what was made here, and whether the server has it.
private struct TheyAskedReport: Codable {
    var id: ID<EmployerQuestion>
    var sent: Bool
}
