import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// What a coach asks a candidate to do or to think about.
struct PromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt",
        abstract: "Answer what your coach asks; as a coach, ask.",
        discussion: """
              twoway prompt list
              twoway prompt answer boss "I would take her, with a trial month."
              twoway prompt done 3f9a01bc
              twoway prompt send anna "Whom do you trust?" --due +3    (as a coach)
              twoway prompt show trust
            """,
        subcommands: [
            List.self, Show.self, Answer.self, PromptDoneCommand.self, PromptDeclineCommand.self, Send.self,
            Withdraw.self,
        ]
    )

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List prompts, newest first; only what is open without a word."
        )

        @Option(help: "Only those in a state.")
        var state: Prompt.State?

        @Flag(help: "Also what is over.")
        var all = false

        @Option(help: ArgumentHelp("Which side you stand on, if you are both.", valueName: "candidate|coach"))
        var role: Role?

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Prompts.List.Params(role: role, state: all ? nil : state ?? .open)
            let prompts = try await conversation.server.list(Prompts.List.self, params, atMost: listing.limit)
            let today = DayText.today()
            conversation.output.show(
                prompts,
                none: "There is no prompt here.",
                columns: [
                    .word("ID"), .word("Due"), .text("What"), .text("Coach"), .text("Client"), .word("State"),
                    .remark("Reply"),
                ]
            ) { prompt in
                let isLate = prompt.state == .open && (prompt.dueOn.map { $0 < today } ?? false)
                return [
                    Cell(prompt.id), Cell(prompt.dueOn, isLate ? .bad : .plain), Cell(prompt.text, .strong),
                    Cell(prompt.coachName), Cell(prompt.candidateName), Cell(prompt.state), Cell(prompt.reply),
                ]
            }
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a prompt and its reply; as a coach you leave a receipt."
        )

        @Argument(help: "The prompt: ID, or part of its text.")
        var prompt: String

        @Option(help: ArgumentHelp("Which side you stand on, if you are both.", valueName: "candidate|coach"))
        var role: Role?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let roles = try await conversation.server.account().roles
            let found = try await conversation.prompt(prompt, as: role ?? roles.first ?? .candidate)
            let shown = try await conversation.server.call(Prompts.Get.self, .init(id: found.id))
            conversation.output.show(shown) { prompt in
                conversation.output.say(StyledText(prompt.text.text, .strong))
                conversation.output.say(StyledText(prompt.state.words, .faint))
                if let reply = prompt.reply { conversation.output.say(StyledText(reply.text)) }
            }
        }
    }

    struct Answer: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Answer a prompt.")

        @Argument(help: "The prompt: ID, or part of its text.")
        var prompt: String

        @Argument(help: "Your answer.", transform: Prose.argument)
        var reply: Prose

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.close(prompt, .answered, reply)
        }
    }

    struct Send: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "As a coach, send a client a prompt.")

        @Argument(help: "The client: name, or the ID of the relationship.")
        var client: String

        @Argument(help: "What you ask.", transform: Line.argument)
        var text: Line

        @Option(help: "The opportunity that it is about, which is shared with you: its ID.")
        var opportunity: String?

        @Option(help: ArgumentHelp("By when: 2026-05-08, today, tomorrow, +7.", valueName: "day"))
        var due: String?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            var params = Prompts.Create.Params(
                relationship: try await conversation.relationship(client, as: .coach),
                text: text,
                dueOn: try due.map { try DayText.day($0) },
                idempotencyKey: .make()
            )
            if let opportunity { params.opportunity = try await conversation.opportunity(opportunity) }
            let sent = try await conversation.server.call(Prompts.Create.self, params)
            conversation.output.show(sent) { conversation.output.say("It is sent, ID \($0.id.short).") }
        }
    }

    struct Withdraw: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "As a coach, take a prompt back that is still open.")

        @Argument(help: "The prompt: ID, or part of its text.")
        var prompt: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let found = try await conversation.prompt(prompt, as: .coach)
            let params = Prompts.Withdraw.Params(id: found.id, idempotencyKey: .make())
            let withdrawn = try await conversation.server.call(Prompts.Withdraw.self, params)
            conversation.output.show(withdrawn) { _ in conversation.output.say("It is taken back.") }
        }
    }
}

/// Says that a prompt is done.
struct PromptDoneCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "done", abstract: "Say that a prompt is done.")

    @Argument(help: "The prompt: ID, or part of its text.")
    var prompt: String

    @Argument(help: "A word on it.", transform: Prose.argument)
    var reply: Prose?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws { try await conversation.close(prompt, .done, reply) }
}

/// Says no to a prompt.
struct PromptDeclineCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "decline", abstract: "Say no to a prompt.")

    @Argument(help: "The prompt: ID, or part of its text.")
    var prompt: String

    @Argument(help: "Why.", transform: Prose.argument)
    var reply: Prose?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws { try await conversation.close(prompt, .declined, reply) }
}

extension Conversation {
    fileprivate func close(_ text: String, _ outcome: Prompt.Outcome, _ reply: Prose?) async throws {
        let found = try await prompt(text, as: .candidate)
        let params = Prompts.Answer.Params(
            id: found.id,
            outcome: outcome,
            reply: reply,
            idempotencyKey: .make()
        )
        let closed = try await server.call(Prompts.Answer.self, params)
        output.show(closed) { output.say("\($0.text.text): \($0.state.words).") }
    }
}
