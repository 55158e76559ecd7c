import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// The scorecard of an employer.
struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "See what is known of an opportunity, and what is not.",
        discussion: """
            What is not known stays visible as a range: the filled part of the bar is what may be true.

              twoway assess acme
              twoway assess explain acme training
              twoway assess rate acme training 0.5 0.75 --note "Saw it myself."
              twoway assess waive acme pay "The team makes up for it."

            What it comes to for you are two answers that nobody computes: whether the job gives you what you want, \
            and whether you can succeed in it.

              twoway assess verdict acme --gives rather_yes --succeed undecided
              twoway assess finalise acme
            """,
        subcommands: [
            AssessShowCommand.self, AssessExplainCommand.self, AssessRateCommand.self, AssessWaiveCommand.self,
            AssessUnwaiveCommand.self, AssessWaiversCommand.self, AssessVerdictCommand.self,
            AssessFinaliseCommand.self, AssessHistoryCommand.self, AssessVersionCommand.self,
        ],
        defaultSubcommand: AssessShowCommand.self
    )
}

/// Shows the assessment.
struct AssessShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the assessment; a coach sees what is shared, and the candidate is told of the reading."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let assessment = try await conversation.server.call(Assessments.Get.self, .init(opportunity: id))
        let verdicts = options.json ? nil : try await conversation.verdicts(of: id)
        conversation.output.show(assessment) { AssessmentText($0, verdicts: verdicts).show(on: conversation.output) }
    }
}

/// Takes the range of one priority apart.
struct AssessExplainCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain the range of a priority: what each source does, what is missing, what would help most."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The priority: dimension, title or ID.")
    var priority: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let key = try await conversation.priority(priority, of: id)
        let explanation = try await conversation.server.call(
            Assessments.Explain.self,
            .init(opportunity: id, priority: key)
        )
        conversation.output.show(explanation) { ExplanationText.show($0, on: conversation.output) }
    }
}

/// Overrules the computed interval of a priority.
struct AssessRateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate",
        abstract: "Set your own range for a priority beside the computed one, or take it back.",
        discussion: """
            The range is in values: 0 is the worst you can imagine, 1 all that you want.

              twoway assess rate acme training 0.5 0.75
              twoway assess rate acme training --clear
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The priority: dimension, title or ID.")
    var priority: String

    @Argument(help: "The lower end, from 0 to 1.")
    var low: Double?

    @Argument(help: "The upper end, from 0 to 1.")
    var high: Double?

    @Flag(help: "Take your own range back.")
    var clear = false

    @Option(help: "Why.", transform: Prose.argument)
    var note: Prose?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard !clear else {
            guard low == nil, note == nil else { throw ValidationError("--clear goes without a range and a note.") }
            return
        }
        guard let low, let high else { throw ValidationError("Say both ends of the range, or --clear.") }
        guard low >= 0, low <= high, high <= 1 else { throw ValidationError("The range must be within 0 and 1.") }
    }

    func run(_ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        let desk = PriorityDesk(conversation: conversation, jobSearch: own.jobSearch)
        let key = try PriorityText.find(priority, among: try await desk.current()?.value.priorities ?? [])
        let assessment = try await conversation.server.call(Assessments.Get.self, .init(opportunity: own.id)).value
        let current = assessment.priorities.first { $0.key == key }?.own?.revision ?? 0
        let interval: Patch<ValueInterval> =
            if let low, let high { .set(ValueInterval(lo: low, hi: high)) } else { .clear }
        let rated = try await conversation.server.call(
            Assessments.Rate.self,
            .init(
                opportunity: own.id,
                priority: key,
                revision: current,
                interval: interval,
                note: clear ? .clear : note.map { .set($0) } ?? .unchanged,
                idempotencyKey: .make()
            )
        )
        conversation.output.show(rated) { priority in
            let counts = priority.interval.map { " \(AssessmentText.range($0))" } ?? ""
            conversation.output.say(
                StyledText(priority.title.text, .strong)
                    + StyledText(priority.own == nil ? " counts as computed:" : " counts as you say:")
                    + StyledText(counts)
            )
        }
    }
}
