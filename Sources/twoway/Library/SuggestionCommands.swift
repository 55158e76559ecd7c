import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Proposes a change to the owner of a library.
struct LibrarySuggestCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Suggest another wording, or a new question, to the owner of a library you follow.",
        discussion: """
            Without --signed the owner does not learn who wrote it.

              twoway library suggest starter "Who decides on promotions?" \\
                --reason "Nobody asks this."
              twoway library suggest starter "Where did last week go?" --question last-week
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Argument(help: "The wording that you suggest.", transform: Line.argument)
    var text: Line

    @Option(
        help: ArgumentHelp("The question that is to change; a new one without.", valueName: "key"),
        transform: Slug.argument
    )
    var question: Slug?

    @Option(help: "Why.", transform: Prose.argument)
    var reason: Prose?

    @Flag(help: "Let the owner read your name.")
    var signed = false

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let followed = try await conversation.followed(library).subscription
        let params = Suggestions.Create.Params(
            library: followed.library,
            version: followed.pinnedVersion,
            questionKey: question,
            text: text,
            reason: reason,
            signed: signed ? true : nil,
            idempotencyKey: .make()
        )
        let made = try await conversation.server.call(Suggestions.Create.self, params)
        conversation.output.show(made) { suggestion in
            let name = suggestion.signedAs.map { "signed \($0)" } ?? "without your name"
            conversation.output.say("Sent \(name). ID \(suggestion.id.short).")
            conversation.output.note(StyledText("What becomes of it: twoway library suggestions", .faint))
        }
    }
}

/// What one suggested, or what was suggested to one.
struct LibrarySuggestionsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggestions",
        abstract: "List what you suggested, or what was suggested to you as a coach."
    )

    @Argument(help: "Only for this library: its slug, title or ID.")
    var library: String?

    @Flag(
        inversion: .prefixedNo,
        help:
            "Those you received; a candidate sees those written without a word, whoever is only a coach those received."
    )
    var received: Bool?

    @Option(help: "Only those in this state.")
    var state: Suggestion.State?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var params = Suggestions.List.Params(received: received, state: state)
        if let library { params.library = try await conversation.libraryID(library) }
        let suggestions = try await conversation.server.list(Suggestions.List.self, params, atMost: listing.limit)
        conversation.output.show(
            suggestions,
            none: "There are no suggestions.",
            columns: [
                .word("ID"), .word("State"), .word("Question"), .text("Suggestion"), .remark("Why"), .word("Signed"),
                .remark("Reply"), .word("Since"), .number("Version"), .hidden("Library ID"),
            ]
        ) { suggestion in
            [
                Cell(suggestion.id), Cell(suggestion.state, suggestion.state == .open ? .accent : .plain),
                Cell(suggestion.questionKey?.text ?? "(new)"), Cell(suggestion.text, .strong),
                Cell(suggestion.reason, .faint), Cell(suggestion.signedAs), Cell(suggestion.reply),
                Cell(suggestion.createdAt), Cell(suggestion.version), Cell(suggestion.library),
            ]
        }
    }
}

/// Takes a suggestion back.
struct LibraryRetractCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract",
        abstract: "Take an open suggestion of yours back; the coach does not see it any more."
    )

    @Argument(help: "The suggestion: its text or ID.")
    var suggestion: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.suggestion(suggestion, received: false)
        let params = Suggestions.Withdraw.Params(id: id, idempotencyKey: .make())
        let withdrawn = try await conversation.server.call(Suggestions.Withdraw.self, params)
        conversation.output.show(withdrawn) { _ in conversation.output.say("The suggestion is taken back.") }
    }
}

/// Answers a suggestion.
struct LibraryDecideCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Accept or decline a suggestion that you received, once.",
        discussion: """
            Accepting changes no library: take the wording into your file, push and publish it.

              twoway library suggestions --state open
              twoway library decide 3f9a01bc accepted --reply "In the next version."
            """
    )

    @Argument(help: "The suggestion: its text or ID.")
    var suggestion: String

    @Argument(help: "accepted or declined.")
    var fate: Suggestion.Decision

    @Option(help: "A word to whoever wrote it.", transform: Prose.argument)
    var reply: Prose?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.suggestion(suggestion, received: true)
        let params = Suggestions.Decide.Params(id: id, fate: fate, reply: reply, idempotencyKey: .make())
        let decided = try await conversation.server.call(Suggestions.Decide.self, params)
        conversation.output.show(decided) { suggestion in
            conversation.output.say("The suggestion is \(suggestion.state.words).")
        }
    }
}
