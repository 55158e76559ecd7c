import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Second opinions.
struct OpinionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion",
        abstract: "Rate an opportunity beside your coach, neither seeing the other's ratings before both are sealed.",
        discussion: """
            Share the assessment first. Ratings are from 1 to 5; a sheet that is sealed never changes.

              twoway opinion ask acme --with kim "Am I dreaming?"
              twoway opinion rate kim training=4 "supervision style=2"
              twoway opinion seal kim
              twoway opinion show kim
            """,
        subcommands: [Ask.self, List.self, Show.self, OpinionRateCommand.self, Seal.self, Cancel.self]
    )

    struct Ask: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Ask a coach for a second opinion.")

        @Argument(help: "The opportunity: title, organisation or ID.")
        var opportunity: String

        @Argument(help: "What you ask.", transform: Line.argument)
        var question: Line?

        @Option(name: .customLong("with"), help: ArgumentHelp("The coach: name or ID.", valueName: "coach"))
        var coach: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Opinions.Ask.Params(
                relationship: try await conversation.relationship(coach, as: .candidate),
                opportunity: try await conversation.opportunity(opportunity),
                question: question,
                idempotencyKey: .make()
            )
            let asked = try await conversation.server.call(Opinions.Ask.self, params)
            conversation.output.show(asked) { opinion in
                conversation.output.say("\(opinion.coachName.text) is asked, ID \(opinion.id.short).")
                conversation.output.note("Now rate for yourself: twoway opinion show \(opinion.id.short)")
            }
        }
    }

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "List second opinions, newest first.")

        @Option(help: ArgumentHelp("Which side you stand on, if you are both.", valueName: "candidate|coach"))
        var role: Role?

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Opinions.List.Params(role: role)
            let opinions = try await conversation.server.list(Opinions.List.self, params, atMost: listing.limit)
            conversation.output.show(
                opinions,
                none: "There is no second opinion here.",
                columns: [
                    .word("ID"), .text("Coach"), .text("Client"), .word("State"), .word("Client sealed"),
                    .word("Coach sealed"), .word("Since"), .hidden("Opportunity"),
                ]
            ) { opinion in
                [
                    Cell(opinion.id), Cell(opinion.coachName, .strong), Cell(opinion.candidateName, .strong),
                    Cell(opinion.state), Cell(opinion.candidateSealed), Cell(opinion.coachSealed),
                    Cell(opinion.createdAt), Cell(opinion.opportunity),
                ]
            }
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "See what is rated and your own sheet; once both are sealed, the two beside each other."
        )

        @Argument(help: "The second opinion: its ID, or the name of the other one.")
        var opinion: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let id = try await conversation.opinion(opinion)
            let view = try await conversation.server.call(Opinions.Get.self, .init(id: id))
            conversation.output.show(view) { OpinionText.say($0, on: conversation.output) }
        }
    }

    struct Seal: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seal your sheet for good; when both are sealed, both are opened."
        )

        @Argument(help: "The second opinion: its ID, or the name of the other one.")
        var opinion: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let id = try await conversation.opinion(opinion)
            let view = try await conversation.server.call(Opinions.Get.self, .init(id: id)).value
            let params = Opinions.Seal.Params(id: id, revision: view.own?.revision ?? 0, idempotencyKey: .make())
            let sealed = try await conversation.server.call(Opinions.Seal.self, params)
            conversation.output.show(sealed) { opinion in
                conversation.output.say(
                    opinion.state == .revealed
                        ? "Both are sealed, and open: twoway opinion show \(opinion.id.short)"
                        : "It is sealed; the other side sees no more than that."
                )
            }
        }
    }

    struct Cancel: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Take the question back before anything is open.")

        @Argument(help: "The second opinion: its ID, or the name of the coach.")
        var opinion: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Opinions.Cancel.Params(
                id: try await conversation.opinion(opinion),
                idempotencyKey: .make()
            )
            let cancelled = try await conversation.server.call(Opinions.Cancel.self, params)
            conversation.output.show(cancelled) { _ in conversation.output.say("It is wanted no longer.") }
        }
    }
}

/// Rates priorities; what is not named stays as it was.
struct OpinionRateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate",
        abstract: "Rate priorities from 1 to 5; what is not named stays as it was."
    )

    @Argument(help: "The second opinion: its ID, or the name of the other one.")
    var opinion: String

    @Argument(help: ArgumentHelp("Title and rating, such as training=4.", valueName: "priority=rating"))
    var ratings: [String]

    @Option(help: "A word on all of it.", transform: Prose.argument)
    var note: Prose?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opinion(opinion)
        let view = try await conversation.server.call(Opinions.Get.self, .init(id: id)).value
        var sheet = view.own?.ratings ?? []
        for text in ratings {
            let rating = try OpinionText.rating(text, of: view.priorities)
            sheet.removeAll { $0.priority == rating.priority }
            sheet.append(rating)
        }
        let params = Opinions.Rate.Params(
            id: id,
            revision: view.own?.revision ?? 0,
            ratings: sheet,
            note: note ?? view.own?.note,
            idempotencyKey: .make()
        )
        let saved = try await conversation.server.call(Opinions.Rate.self, params)
        conversation.output.show(saved) { saved in
            let open = view.priorities.count - saved.ratings.count
            conversation.output.say(
                open > 0
                    ? "Saved; \(open) of \(view.priorities.count) are open."
                    : "Saved, and complete: twoway opinion seal \(id.short)"
            )
        }
    }
}
