import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What one side owes the other.
struct FollowUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-up",
        abstract: "Note what you owe an employer, or they owe you, and by when.",
        discussion: """
              twoway follow-up add "Send the slides" --opportunity acme --due +3
              twoway follow-up add "The handbook" --opportunity acme --owed-by employer
              twoway follow-up list --due today
              twoway follow-up done slides
            """,
        subcommands: [Add.self, List.self, Done.self, Drop.self, Reopen.self, Edit.self]
    )

    struct Add: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Note a follow-up.")

        @Argument(help: "What is owed.", transform: Line.argument)
        var text: Line

        @Option(help: "The opportunity: title, organisation or ID.")
        var opportunity: String

        @Option(help: "The interview it came from: title or ID.")
        var interview: String?

        @Option(help: "Whom it concerns: name or ID.")
        var person: String?

        @Option(help: "Who owes it.")
        var owedBy = FollowUp.Side.candidate

        @Option(help: ArgumentHelp("By when: 2026-05-08, today, tomorrow, +7.", valueName: "day"))
        var due: String?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            var params = FollowUps.Create.Params(
                opportunity: try await conversation.opportunity(opportunity),
                owedBy: owedBy,
                text: text,
                dueOn: try due.map { try DayText.day($0) },
                idempotencyKey: .make()
            )
            if let interview { params.interview = try await conversation.interview(interview) }
            if let person { params.person = try await conversation.person(person) }
            let followUp = try await conversation.server.call(FollowUps.Create.self, params)
            conversation.output.show(followUp) { followUp in
                conversation.output.say(
                    "The follow-up is noted\(followUp.dueOn.map { ", due \($0.text)" } ?? ""), ID \(followUp.id.short)."
                )
            }
        }
    }

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is owed, what is due first at the top; only what is open without a word."
        )

        @Option(help: "Only those of an opportunity: title, organisation or ID.")
        var opportunity: String?

        @Option(help: "Only those in a state.")
        var state: FollowUp.State?

        @Option(help: ArgumentHelp("Only what is due by then: 2026-05-08, today, +7.", valueName: "day"))
        var due: String?

        @Flag(help: "Also what is done or dropped.")
        var all = false

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            var params = FollowUps.List.Params(state: all ? nil : state ?? .open)
            if let opportunity { params.opportunity = try await conversation.opportunity(opportunity) }
            if let due { params.dueBefore = Day(daysSince1970: try DayText.day(due).daysSince1970 + 1) }
            let found = try await conversation.server.list(FollowUps.List.self, params, atMost: listing.limit)
            let today = DayText.today()
            conversation.output.show(
                found,
                none: "Nothing is owed; note a follow-up: twoway follow-up add TEXT --opportunity NAME",
                columns: [.word("ID"), .word("Due"), .text("What"), .word("Owed by"), .word("State")]
            ) { followUp in
                let isLate = followUp.state == .open && (followUp.dueOn.map { $0 < today } ?? false)
                return [
                    Cell(followUp.id), Cell(followUp.dueOn, isLate ? .bad : .plain), Cell(followUp.text, .strong),
                    Cell(followUp.owedBy), Cell(followUp.state, followUp.state == .open ? .plain : .faint),
                ]
            }
        }
    }

    struct Done: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Say that a follow-up is done.")

        @Argument(help: "The follow-up: ID, or part of its text.")
        var followUp: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.move(followUp, to: .done)
        }
    }

    struct Drop: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Say that a follow-up is not needed any more.")

        @Argument(help: "The follow-up: ID, or part of its text.")
        var followUp: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.move(followUp, to: .dropped)
        }
    }

    struct Reopen: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Open a follow-up again.")

        @Argument(help: "The follow-up: ID, or part of its text.")
        var followUp: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.move(followUp, to: .open)
        }
    }

    struct Edit: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Change a follow-up; what is not named stays.")

        @Argument(help: "The follow-up: ID, or part of its text.")
        var followUp: String

        @Option(help: "What is owed.", transform: Line.argument)
        var text: Line?

        @Option(help: "Whom it concerns: name or ID.")
        var person: String?

        @Option(help: "Who owes it.")
        var owedBy: FollowUp.Side?

        @Option(help: ArgumentHelp("By when: 2026-05-08, +7, or never.", valueName: "day"))
        var due: String?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let followUp = try await conversation.followUp(followUp)
            var params = FollowUps.Update.Params(
                id: followUp.id,
                revision: followUp.revision,
                owedBy: owedBy,
                text: text,
                idempotencyKey: .make()
            )
            if let person { params.person = .set(try await conversation.person(person)) }
            if let due { params.dueOn = due == "never" ? .clear : .set(try DayText.day(due)) }
            let updated = try await conversation.server.call(FollowUps.Update.self, params)
            conversation.output.show(updated) { conversation.output.say("Changed: \($0.text.text)") }
        }
    }
}

extension Conversation {
    fileprivate func move(_ text: String, to state: FollowUp.State) async throws {
        let followUp = try await followUp(text)
        let params = FollowUps.Update.Params(
            id: followUp.id,
            revision: followUp.revision,
            state: state,
            idempotencyKey: .make()
        )
        let updated = try await server.call(FollowUps.Update.self, params)
        output.show(updated) { output.say("\($0.text.text): \($0.state.words).") }
    }
}
