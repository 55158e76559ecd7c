import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Corrects what came of an asking.
struct InterviewAmendCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend",
        abstract: "Correct the outcome or the answer of a question; its wording stays.",
        discussion: """
            What was rated from an answer is retired when the answer goes or was more or less concrete than noted, \
            and can then be rated anew.

              twoway interview amend "First talk" 3f9a01bc --answer "Two, not three."
              twoway interview amend "First talk" 3f9a01bc --specificity general
              twoway interview amend "First talk" "budget for courses" \\
                --outcome declined
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Argument(help: "The question: the ID of its answer or its own, or its words.")
    var asking: String

    @Option(help: "What came of it.")
    var outcome: Asking.Outcome?

    @Option(help: "What the person said.", transform: Prose.argument)
    var answer: Prose?

    @Option(help: "How concrete the answer was.")
    var specificity: Specificity?

    @Option(help: "When it was noted.")
    var captured: Answer.Captured?

    @Option(help: "What was said as a value: \"80000 EUR\", yes, no, or a day.", transform: AnswerValueText.value)
    var value: AnswerValue?

    @Flag(help: "Take the value away, and leave the words.")
    var clearValue = false

    @Flag(help: "Take the answer away.")
    var clearAnswer = false

    @OptionGroup var options: ServerOptions

    private var hasAnswer: Bool { answer != nil || specificity != nil || captured != nil || value != nil || clearValue }

    func validate() throws {
        guard outcome != nil || hasAnswer || clearAnswer else {
            throw ValidationError("Say what to correct: --outcome, --answer, --specificity, --value or --clear-answer.")
        }
        guard value == nil || !clearValue else {
            throw ValidationError("--value and --clear-value exclude each other.")
        }
        guard !hasAnswer || !clearAnswer else {
            throw ValidationError("--clear-answer goes without an answer.")
        }
        guard !hasAnswer || outcome?.allowsAnswer ?? true else {
            throw ValidationError("An answer goes with the outcomes answered, partial and evaded.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let asked = try await conversation.asking(asking, in: id)
        let change = Capture.Amend.AnswerAmendment(
            body: answer,
            specificity: specificity,
            captured: captured,
            value: value.map { .set($0) } ?? (clearValue ? .clear : .unchanged)
        )
        let params = Capture.Amend.Params(
            asking: asked.id,
            revision: asked.revision,
            outcome: outcome,
            answer: hasAnswer ? .set(change) : clearAnswer ? .clear : .unchanged,
            idempotencyKey: .make()
        )
        let amended = try await conversation.server.call(Capture.Amend.self, params)
        conversation.output.show(amended) { result in
            InterviewText.show([result.asking], on: conversation.output)
            conversation.noteRetired(result.retired, answer: result.asking.answer)
        }
    }
}

/// Takes askings back.
struct InterviewRemoveAskingCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-asking",
        abstract: "Take back what was recorded in error; a copy that is sent late stays away.",
        discussion: "  twoway interview remove-asking \"First talk\" 3f9a01bc"
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Argument(help: "The questions: the IDs of their answers or their own, or their words.")
    var askings: [String]

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (1...50).contains(askings.count) else { throw ValidationError("Take back from 1 to 50 at a time.") }
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        var wanted: [ID<Asking>] = []
        for text in askings { wanted.append(try await conversation.asking(text, in: id).id) }
        let params = Capture.Remove.Params(interview: id, askings: wanted, idempotencyKey: .make())
        let removed = try await conversation.server.call(Capture.Remove.self, params)
        conversation.output.show(removed) { result in
            conversation.output.say("\(NumberText.count(result.removed, "question")) taken back.")
            conversation.noteRetired(result.retired, answer: nil)
        }
    }
}

extension Conversation {
    /// An asking of an interview, by its id, that of its answer, or its words.
    fileprivate func asking(_ text: String, in interview: ID<Interview>) async throws -> Asking {
        let askings = try await server.list(Capture.List.self, .init(interview: interview)).value.items
        let found = try AskingChoice.find(text, among: askings)
        guard let asking = askings.first(where: { $0.id == found }) else {
            throw CommandFailure.notFound("There is no such question in this interview.")
        }
        return asking
    }

    /// Says what no longer counts, and how to rate it anew.
    fileprivate func noteRetired(_ evidence: [Evidence], answer: Answer?) {
        guard !evidence.isEmpty else { return }
        let hint = answer.map {
            "; rate it anew: twoway evidence rate OPPORTUNITY PRIORITY RATING --answer \($0.id.short)"
        }
        output.note("\(NumberText.count(evidence.count, "rating")) no longer counted\(hint ?? ".")")
    }
}

/// Finds an asking by what a person knows of it.
enum AskingChoice {
    static func find(_ text: String, among askings: [Asking]) throws(CommandFailure) -> ID<Asking> {
        let answers = askings.filter { asking in
            guard let answer = asking.answer?.id.description, text.utf8.count >= 4 else { return false }
            return answer.hasPrefix(text) || answer.hasSuffix(text)
        }
        if answers.count == 1, let only = answers.first { return only.id }
        let lookup = Lookup<Asking>(noun: "question of this interview", listing: "twoway interview show INTERVIEW")
        let entries = askings.map {
            Lookup<Asking>.Entry($0.id, $0.text.text, "\($0.text.text) (\($0.personName.text))")
        }
        return try lookup.find(text, among: entries)
    }
}
