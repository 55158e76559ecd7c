import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Shows one question with everything around it.
struct QuestionShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a question with its hints and what you laid over it."
    )

    @OptionGroup var choice: QuestionChoice
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let question = try await conversation.askable(choice)
        if conversation.output.isJSON {
            conversation.output.jsonValue(question)
        } else {
            QuestionText.show(question, on: conversation.output)
        }
    }
}

/// Puts a question into one's own words.
struct QuestionWordCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "word",
        abstract: "Put a question into your own words, or back into the library's."
    )

    @OptionGroup var choice: QuestionChoice

    @Argument(help: "Your wording.", transform: Line.argument)
    var text: Line?

    @Flag(help: "Ask it in the library's wording again; settles a conflict in its favour.")
    var take = false

    @Flag(help: "Keep your wording in a conflict.")
    var keep = false

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard [text != nil, take, keep].filter(\.self).count == 1 else {
            throw ValidationError("Say your wording, or --take, or --keep.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        try await conversation.lay(over: choice) { _, params in
            if let text {
                params.ownText = .set(text)
            } else if take {
                params.ownText = .clear
            } else {
                params.state = .clean
            }
        }
    }
}

/// Notes something on a question.
struct QuestionNoteCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Note something on a question, for your eyes only."
    )

    @OptionGroup var choice: QuestionChoice

    @Argument(help: "The note; it takes the place of the one before.", transform: Prose.argument)
    var note: Prose?

    @Flag(help: "Throw the note away.")
    var clear = false

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard clear != (note != nil) else { throw ValidationError("Say a note, or --clear.") }
    }

    func run(_ conversation: Conversation) async throws {
        try await conversation.lay(over: choice) { _, params in
            params.privateNotes = note.map { .set($0) } ?? .clear
        }
    }
}

/// Links a question to priorities.
struct QuestionLinkCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say which of your priorities a question finds out about."
    )

    @OptionGroup var choice: QuestionChoice

    @Argument(help: "Priorities: dimension, title or ID.")
    var priorities: [String] = []

    @Flag(help: "Take the links away instead; all of them if no priority is named.")
    var remove = false

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard remove || !priorities.isEmpty else { throw ValidationError("Name a priority, or --remove.") }
    }

    func run(_ conversation: Conversation) async throws {
        var named: [ID<Priority>] = []
        for text in priorities { named.append(try await conversation.priority(text, search: search)) }
        try await conversation.lay(over: choice) { question, params in
            let others = question.priorities.filter { !named.contains($0) }
            params.priorities = remove ? (named.isEmpty ? [] : others) : others + named
        }
    }
}

/// Hides a question.
struct QuestionHideCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "hide",
        abstract: "Hide a question that is not for you."
    )

    @OptionGroup var choice: QuestionChoice
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.lay(over: choice) { _, params in params.hidden = true }
    }
}

/// Shows a hidden question again.
struct QuestionUnhideCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "unhide",
        abstract: "List a hidden question again."
    )

    @OptionGroup var choice: QuestionChoice
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.lay(over: choice) { _, params in params.hidden = false }
    }
}

/// Chooses a question that is new with an upgrade.
struct QuestionChooseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "choose",
        abstract: "Choose a question that is new with an upgrade, so that it can be planned."
    )

    @OptionGroup var choice: QuestionChoice
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.lay(over: choice) { question, params in
            switch question.state {
            case .dormant, .clean: params.state = .clean
            case .conflict:
                throw CommandFailure.usage(
                    "It is not new; the library and you have both changed it.",
                    hint: "Settle that: twoway question word \(choice.question) --keep (or --take, or a new wording)"
                )
            case .orphaned: throw CommandFailure("The library has it no more; it is your copy, and can be asked.")
            }
        }
    }
}

/// Gives a question a place in its list.
struct QuestionPlaceCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Give a question a place before the library's order, or take it away."
    )

    @OptionGroup var choice: QuestionChoice

    @Argument(help: "The place, from 0; without one the library's order holds again.")
    var place: Int?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.lay(over: choice) { _, params in
            params.position = place.map { .set($0) } ?? .clear
        }
    }
}
