import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Questions of one's own.
struct OwnQuestionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "own",
        abstract: "Write, edit, list and archive questions of your own.",
        discussion: """
              twoway question own add "Who would miss me here?" --dimension culture
              twoway question own edit 1f2e3d4c --minutes 3
              twoway question own archive 1f2e3d4c
            """,
        subcommands: [
            OwnQuestionAddCommand.self, OwnQuestionEditCommand.self, OwnQuestionListCommand.self,
            OwnQuestionArchiveCommand.self, OwnQuestionRestoreCommand.self,
        ]
    )
}

/// What can be said of a question of one's own beside its wording.
struct OwnQuestionOptions: ParsableArguments {
    @Option(help: "What it is to find out, and why.")
    var purpose: String?

    @Option(help: "How to go on; may be said several times.")
    var followUp: [String] = []

    @Option(help: "What to listen for; may be said several times.")
    var listenFor: [String] = []

    @Option(help: "A warning sign; may be said several times.")
    var warningSign: [String] = []

    @Option(help: "Its kind.")
    var kind: QuestionKind?

    @Option(help: "Whom to ask; may be said several times; anybody without.")
    var audience: [InterviewerRole] = []

    @Option(help: "Minutes, from 1 to 60.")
    var minutes: Int?

    @Option(help: "How much an answer usually settles, from 0 to 1.")
    var informativeness: Double?

    @Option(help: "A dimension of the catalogue; may be said several times.")
    var dimension: [String] = []

    @Option(help: "A priority it is attached to; may be said several times.")
    var priority: [String] = []

    @Option(help: "The job search of the priorities, if there are several.")
    var search: String?

    /// The hints that are named, over those there were.
    func hints(over before: QuestionHints?) -> QuestionHints? {
        var hints = before ?? QuestionHints()
        hints.purpose = purpose ?? hints.purpose
        if !followUp.isEmpty { hints.followUps = followUp }
        if !listenFor.isEmpty { hints.listenFor = listenFor }
        if !warningSign.isEmpty { hints.warningSigns = warningSign }
        return hints == QuestionHints() ? nil : hints
    }

    func dimensions(_ conversation: Conversation) async throws -> [String]? {
        guard !dimension.isEmpty else { return nil }
        let catalogue = DimensionCatalogue(items: try await conversation.server.call(Dimensions.List.self).value.items)
        return try dimension.map { try catalogue.find($0).key }
    }

    func priorities(_ conversation: Conversation) async throws -> [ID<Priority>]? {
        guard !priority.isEmpty else { return nil }
        var keys: [ID<Priority>] = []
        for text in priority { keys.append(try await conversation.priority(text, search: search)) }
        return keys
    }
}

/// Writes a question down.
struct OwnQuestionAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Write down a question of your own.")

    @Argument(help: "The question.", transform: Line.argument)
    var text: Line

    @OptionGroup var members: OwnQuestionOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = OwnQuestions.Create.Params(
            text: text,
            hints: members.hints(over: nil),
            kind: members.kind,
            audience: members.audience.isEmpty ? nil : members.audience,
            minutes: members.minutes,
            informativeness: members.informativeness,
            dimensions: try await members.dimensions(conversation),
            priorities: try await members.priorities(conversation),
            idempotencyKey: .make()
        )
        conversation.show(try await conversation.server.call(OwnQuestions.Create.self, params))
    }
}

/// Edits a question of one's own.
struct OwnQuestionEditCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit a question of your own; what you do not name stays."
    )

    @Argument(help: "The question: its ID or wording.")
    var question: String

    @Option(help: "Another wording.", transform: Line.argument)
    var text: Line?

    @OptionGroup var members: OwnQuestionOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let before = try await conversation.ownQuestion(question)
        let hints = members.hints(over: before.hints)
        let params = OwnQuestions.Update.Params(
            id: before.id,
            revision: before.revision,
            text: text,
            hints: hints == before.hints ? .unchanged : hints.map { .set($0) } ?? .clear,
            kind: members.kind.map { .set($0) } ?? .unchanged,
            audience: members.audience.isEmpty ? nil : members.audience,
            minutes: members.minutes.map { .set($0) } ?? .unchanged,
            informativeness: members.informativeness.map { .set($0) } ?? .unchanged,
            dimensions: try await members.dimensions(conversation),
            priorities: try await members.priorities(conversation),
            idempotencyKey: .make()
        )
        conversation.show(try await conversation.server.call(OwnQuestions.Update.self, params))
    }
}

/// Lists questions of one's own.
struct OwnQuestionListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List questions of your own.")

    @Flag(help: "Those that are archived.")
    var archived = false

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let found = try await conversation.server.list(
            OwnQuestions.List.self,
            .init(archived: archived),
            atMost: listing.limit
        )
        conversation.output.show(
            found,
            none: "There are none yet: twoway question own add \"…\"",
            columns: [
                .word("ID"), .text("Question"), .word("Kind"), .remark("Whom"), .number("Min"), .remark("Dimensions"),
                .hidden("Archived"),
            ]
        ) { question in
            [
                Cell(question.id), Cell(question.text), Cell(question.kind),
                Cell(question.audience.map(\.words).joined(separator: ", "), .faint),
                question.minutes.map { Cell($0) } ?? .empty, Cell(question.dimensions.joined(separator: ", "), .faint),
                Cell(question.archived),
            ]
        }
    }
}

/// Puts a question away.
struct OwnQuestionArchiveCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Put a question of your own away; what was asked stays."
    )

    @Argument(help: "The question: its ID or wording.")
    var question: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.archive(question, true)
    }
}

/// Takes a question out of the archive.
struct OwnQuestionRestoreCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take a question of your own out of the archive."
    )

    @Argument(help: "The question: its ID or wording.")
    var question: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.archive(question, false)
    }
}

extension Conversation {
    fileprivate func ownQuestion(_ text: String) async throws -> OwnQuestion {
        let all = try await server.list(OwnQuestions.List.self, .init()).value.items
        let lookup = Lookup<OwnQuestion>(noun: "question of your own", listing: "twoway question own list")
        let id = try lookup.find(text, among: all.map { .init($0.id, $0.text.text) })
        guard let question = all.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no question of your own \"\(text)\".", hint: lookup.hint)
        }
        return question
    }

    fileprivate func archive(_ text: String, _ archived: Bool) async throws {
        let before = try await ownQuestion(text)
        let params = OwnQuestions.Update.Params(
            id: before.id,
            revision: before.revision,
            archived: archived,
            idempotencyKey: .make()
        )
        show(try await server.call(OwnQuestions.Update.self, params))
    }

    fileprivate func show(_ reply: Reply<OwnQuestion>) {
        output.show(reply) { question in
            output.paragraph(question.text.text, .strong)
            var facts = Facts()
            facts.add("ID", Cell(question.id))
            facts.add("Purpose", Cell(question.hints?.purpose ?? ""))
            facts.add("Kind", Cell(question.kind))
            facts.add("Whom", Cell(question.audience.map(\.words).joined(separator: ", ")))
            facts.add("Minutes", question.minutes.map { Cell($0) } ?? .empty)
            facts.add("Dimensions", Cell(question.dimensions.joined(separator: ", ")))
            facts.add("Priorities", Cell(question.priorities.map(\.short).joined(separator: ", ")))
            facts.add("Archived", Cell(question.archived))
            output.facts(facts)
        }
    }
}
