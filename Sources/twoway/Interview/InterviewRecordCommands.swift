import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Records one asking.
struct InterviewRecordCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record that a question was asked, and what came of it.",
        discussion: """
            Kept on this machine first; without a connection it is sent later, by "twoway interview sync".

              twoway interview record "First talk" --item 1 --person dana \\
                --outcome answered --specificity example \\
                --answer "Two people in three years; both were promoted."
              twoway interview record "First talk" --person dana --outcome evaded \\
                --text "Is there a budget for courses?"
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Option(help: ArgumentHelp("The question: its number in the plan, its key or its ID.", valueName: "item"))
    var item: String?

    @Option(help: "The wording as asked; needed without an item.", transform: Line.argument)
    var text: Line?

    @Option(help: "Who was asked: name or ID.")
    var person: String

    @Option(help: "What came of it.")
    var outcome: Asking.Outcome

    @Option(help: "What the person said.", transform: Prose.argument)
    var answer: Prose?

    @Option(help: "How concrete the answer was.")
    var specificity: Specificity?

    @Option(
        help: "What was said as a value, to be compared: \"80000 EUR\", yes, no, or a day such as 2026-05-04.",
        transform: AnswerValueText.value
    )
    var value: AnswerValue?

    @Option(help: ArgumentHelp("When it was asked; now without a word.", valueName: "time"))
    var at: String?

    @Flag(help: "Noted from memory afterwards.")
    var after = false

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard item != nil || text != nil else { throw ValidationError("Say which question: --item or --text.") }
        guard value == nil || answer != nil else { throw ValidationError("--value goes with --answer.") }
        guard (answer != nil) == (specificity != nil) else {
            throw ValidationError("--answer and --specificity belong together.")
        }
        guard answer == nil || outcome.allowsAnswer else {
            throw ValidationError("An answer goes with the outcomes answered, partial and evaded.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let (pack, isConnected) = try await conversation.travelPack(interview)
        guard let folder = conversation.travelFolder else { throw CommandFailure.loginNeeded }
        let record = try await record(in: pack, isConnected: isConnected, conversation)
        let journal = folder.journal(pack.interview.id)
        try journal.append(.asking(record))
        let report = try await conversation.sync(pack.interview.id, folder)
        if let refusal = report.refusals.first(where: { $0.record == .asking(record) }) {
            try journal.withdraw(CaptureRecord.asking(record).id)
            throw refusal.failure
        }
        if conversation.output.isJSON {
            conversation.output.jsonValue(
                RecordReport(id: record.id, answer: record.answer?.id, sent: report.trouble == nil)
            )
        } else {
            conversation.output.say(
                StyledText("Recorded: ") + StyledText(record.outcome.words, record.outcome.ink) + StyledText(".")
            )
        }
        if let trouble = report.trouble {
            conversation.output.note("\(trouble.sentence) It is kept here; send it later: twoway interview sync")
        }
    }

    private func record(
        in pack: TravelPack,
        isConnected: Bool,
        _ conversation: Conversation
    ) async throws -> Capture.Record.Entry {
        let planned = try item.map { try PlanPlace.item($0, in: pack.plan.items) }
        let time = try at.map { try TimeText.timestamp($0, in: pack.interview.timeZone) }
        return Capture.Record.Entry(
            id: .make(),
            item: planned?.id,
            text: text,
            person: try await whom(pack.interview, isConnected: isConnected, conversation),
            askedAt: time ?? .now(),
            outcome: outcome,
            answer: answer.flatMap { body in
                specificity.map {
                    Answer(
                        id: .make(),
                        body: body,
                        specificity: $0,
                        captured: after ? .after : .live,
                        value: value
                    )
                }
            }
        )
    }

    /// One of the interviewers, or with a connection anybody who was noted.
    private func whom(
        _ interview: Interview,
        isConnected: Bool,
        _ conversation: Conversation
    ) async throws -> ID<Person> {
        do {
            return try InterviewerChoice.find(person, in: interview)
        } catch {
            guard error.status == .notFound, isConnected else { throw error }
            return try await conversation.person(person)
        }
    }
}

/// What `interview record --json` answers: what was made here, and whether the server has it.
private struct RecordReport: Codable {
    var id: ID<Asking>
    var answer: ID<Answer>?
    var sent: Bool
}

/// Sends what is kept here.
struct InterviewSyncCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Send what was recorded without a connection; twice does no harm."
    )

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        guard let folder = conversation.travelFolder else { throw CommandFailure.loginNeeded }
        var sent = 0
        var refusals: [CaptureSync.Refusal] = []
        for interview in folder.interviewsWithJournals() {
            let report = try await conversation.sync(interview, folder)
            sent += report.sent
            refusals += report.refusals
            if let trouble = report.trouble { throw trouble }
        }
        if conversation.output.isJSON {
            conversation.output.jsonValue(["sent": sent, "refused": refusals.count])
        } else {
            conversation.output.say("\(NumberText.count(sent, "record")) sent.")
        }
        guard let first = refusals.first else { return }
        throw CommandFailure(
            "\(NumberText.count(refusals.count, "record")) refused: \(first.failure.sentence)",
            hint: "They stay on this machine; look at the interview: twoway interview list",
            details: refusals.map { "\($0.record.id): \($0.failure.sentence)" },
            status: first.failure.status
        )
    }
}
