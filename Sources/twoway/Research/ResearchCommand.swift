import ArgumentParser
import Foundation
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What is found out without asking.
struct ResearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "research",
        abstract: "Note what you find out without asking, with its source and day.",
        discussion: """
              twoway research add "Half of the staff left in 2025." \\
                --organisation acme --source "Trade paper" --about training
              twoway research add "The posting names a budget for courses." \\
                --opportunity "Backend developer" --source "Posting" \\
                --library starter --question training-budget --fate answered
              twoway research list --opportunity acme

            What it says about a priority is rated by twoway evidence rate.
            """,
        subcommands: [
            ResearchAddCommand.self, ResearchListCommand.self, ResearchEditCommand.self, ResearchDeleteCommand.self,
        ]
    )
}

/// The question that a note answers, as it is said on the command line.
struct QuestionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The question that it answers: its key.", valueName: "key"), transform: Slug.argument)
    var question: Slug?

    @Option(help: "The library of that question: name or ID.")
    var library: String?

    @Option(help: ArgumentHelp("Or a question of your own: its whole ID.", valueName: "id"))
    var ownQuestion: String?

    @Option(help: "What becomes of the question: answered, dropped or sharpened.")
    var fate: AnsweredQuestion.Fate?

    @Option(help: ArgumentHelp("The sharper wording.", valueName: "text"), transform: Line.argument)
    var sharpened: Line?

    func validate() throws {
        guard (question != nil) == (library != nil) else {
            throw ValidationError("--question and --library belong together.")
        }
        guard question == nil || ownQuestion == nil else {
            throw ValidationError("--question and --own-question exclude each other.")
        }
        guard isGiven || (fate == nil && sharpened == nil) else {
            throw ValidationError("Say which question: --library with --question, or --own-question.")
        }
        guard sharpened == nil || fate == nil || fate == .sharpened else {
            throw ValidationError("--sharpened goes with the fate sharpened.")
        }
        guard fate != .sharpened || sharpened != nil else {
            throw ValidationError("The fate sharpened needs --sharpened.")
        }
    }

    var isGiven: Bool { question != nil || ownQuestion != nil }

    /// Answered, unless another fate or a sharper wording is given.
    func answered(_ conversation: Conversation) async throws -> AnsweredQuestion? {
        guard isGiven else { return nil }
        var source: ID<Library>?
        if let library { source = try await conversation.libraryID(library) }
        var own: ID<OwnQuestion>?
        if let ownQuestion {
            guard let id = ID<OwnQuestion>(ownQuestion) else {
                throw CommandFailure.usage("--own-question needs the whole ID.")
            }
            own = id
        }
        return AnsweredQuestion(
            library: source,
            questionKey: question,
            own: own,
            fate: fate ?? (sharpened == nil ? .answered : .sharpened),
            sharpenedText: sharpened
        )
    }
}

/// Notes something found out.
struct ResearchAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Note something that you found out.",
        discussion: """
              twoway research add "They bought two competitors." --organisation acme \\
                --source "Annual report" --link https://acme.example/2025 \\
                --found 2026-04-30
            """
    )

    @Argument(help: "What you found out.", transform: Prose.argument)
    var body: Prose

    @Option(help: "The employer that it is about: name or ID.")
    var organisation: String?

    @Option(help: "The opportunity that it is about, if not the employer as a whole.")
    var opportunity: String?

    @Option(help: "Where it stands or who says so, in your words.", transform: Title.argument)
    var source: Title

    @Option(
        help: ArgumentHelp("What it rests on: written_offer, observation, published or hearsay.", valueName: "class")
    )
    var restsOn = SourceClass.published

    @Option(help: "Its address on the web.", transform: Line.argument)
    var link: Line?

    @Option(help: ArgumentHelp("The day; today without a word.", valueName: "day"), transform: Day.argument)
    var found: Day?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Priorities that it is about: dimension, title or ID.", valueName: "priority")
    )
    var about: [String] = []

    @Option(help: "The job search of these priorities, if there are several.")
    var search: String?

    @OptionGroup var question: QuestionOptions
    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard organisation != nil || opportunity != nil else {
            throw ValidationError("Say what it is about: --organisation or --opportunity.")
        }
        guard organisation == nil || opportunity == nil else {
            throw ValidationError("An --opportunity says the organisation already.")
        }
        guard ResearchNote.sourceClasses.contains(restsOn) else { throw ResearchText.wrongSource }
    }

    func run(_ conversation: Conversation) async throws {
        var own: Opportunity?
        if let opportunity { own = try await conversation.ownOpportunity(opportunity) }
        var employer = own?.organisation
        if let organisation { employer = try await conversation.organisation(organisation) }
        guard let employer else { throw CommandFailure.usage("Say what it is about: --organisation or --opportunity.") }
        let params = Research.Create.Params(
            organisation: employer,
            opportunity: own?.id,
            source: source,
            link: link,
            sourceClass: restsOn,
            foundOn: try found ?? ResearchText.today(),
            body: body,
            priorities: try await ResearchText.keys(about, search: search, of: own, conversation),
            question: try await question.answered(conversation),
            idempotencyKey: .make()
        )
        let note = try await conversation.server.call(Research.Create.self, params)
        conversation.output.show(note) { note in
            conversation.output.say("Noted, ID \(note.id.short).")
        }
    }
}

/// Lists research notes.
struct ResearchListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what you found out; for an opportunity with what is known of its employer."
    )

    @Option(help: "Only of an employer: name or ID.")
    var organisation: String?

    @Option(help: "Only for an opportunity: title, organisation or ID.")
    var opportunity: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard organisation == nil || opportunity == nil else {
            throw ValidationError("--organisation and --opportunity exclude each other.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        var params = Research.List.Params()
        if let organisation { params.organisation = try await conversation.organisation(organisation) }
        if let opportunity { params.opportunity = try await conversation.ownOpportunity(opportunity).id }
        let found = try await conversation.server.list(Research.List.self, params, atMost: listing.limit)
        var employers: [ID<Organisation>: Title] = [:]
        if !options.json, !found.value.items.isEmpty {
            for employer in try await conversation.server.list(Organisations.List.self, .init()).value.items {
                employers[employer.id] = employer.name
            }
        }
        conversation.output.show(
            found,
            none: "Nothing is noted yet; do it: twoway research add TEXT --organisation NAME --source TEXT",
            columns: [
                .word("ID"), .word("Found"), .text("Organisation"), .text("Source"), .word("Rests on"),
                .remark("What"), .word("Question"), .word("Fate"), .hidden("Link"),
            ]
        ) { note in
            [
                Cell(note.id), Cell(note.foundOn), Cell(employers[note.organisation]), Cell(note.source),
                Cell(note.sourceClass), Cell(note.body), Cell(note.question?.questionKey, .faint),
                Cell(note.question?.fate), Cell(note.link),
            ]
        }
    }
}

/// Edits a research note.
struct ResearchEditCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a note; what is not named stays.",
        discussion: """
              twoway research edit 3f9a01bc --rests-on hearsay
              twoway research edit 3f9a01bc --clear link --clear question
            """
    )

    enum Member: String, ExpressibleByArgument, CaseIterable {
        case link
        case opportunity
        case priorities
        case question
    }

    @Argument(help: "The note: its ID.")
    var note: String

    @Option(help: "What you found out.", transform: Prose.argument)
    var body: Prose?

    @Option(help: "The opportunity that it is about.")
    var opportunity: String?

    @Option(help: "Where it stands or who says so.", transform: Title.argument)
    var source: Title?

    @Option(
        help: ArgumentHelp("What it rests on: written_offer, observation, published or hearsay.", valueName: "class")
    )
    var restsOn: SourceClass?

    @Option(help: "Its address on the web.", transform: Line.argument)
    var link: Line?

    @Option(help: "The day.", transform: Day.argument)
    var found: Day?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Priorities that it is about: dimension, title or ID.", valueName: "priority")
    )
    var about: [String] = []

    @Option(help: "The job search of these priorities, if there are several.")
    var search: String?

    @Option(help: "Empty a member; may be given several times.")
    var clear: [Member] = []

    @OptionGroup var question: QuestionOptions
    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard restsOn.map(ResearchNote.sourceClasses.contains) ?? true else { throw ResearchText.wrongSource }
    }

    func run(_ conversation: Conversation) async throws {
        let current = try await conversation.researchNote(note)
        var own: Opportunity?
        if let opportunity { own = try await conversation.ownOpportunity(opportunity) }
        var params = Research.Update.Params(id: current.id, revision: current.revision, idempotencyKey: .make())
        params.organisation = own?.organisation
        params.opportunity = own.map { .set($0.id) } ?? (clear.contains(.opportunity) ? .clear : .unchanged)
        params.source = source
        params.link = link.map { .set($0) } ?? (clear.contains(.link) ? .clear : .unchanged)
        params.sourceClass = restsOn
        params.foundOn = found
        params.body = body
        let keys = try await ResearchText.keys(about, search: search, of: own, conversation)
        params.priorities = keys.isEmpty ? (clear.contains(.priorities) ? [] : nil) : keys
        params.question =
            try await question.answered(conversation).map { .set($0) }
            ?? (clear.contains(.question) ? .clear : .unchanged)
        let edited = try await conversation.server.call(Research.Update.self, params)
        conversation.output.show(edited) { note in
            conversation.output.say("The note \(note.id.short) is changed.")
        }
    }
}

/// Deletes a research note.
struct ResearchDeleteCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a note; what was rated from it does not count any more."
    )

    @Argument(help: "The note: its ID.")
    var note: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let current = try await conversation.researchNote(note)
        let params = Research.Delete.Params(id: current.id, revision: current.revision, idempotencyKey: .make())
        let done = try await conversation.server.call(Research.Delete.self, params)
        conversation.output.show(done) { _ in conversation.output.say("It is deleted.") }
    }
}

/// What the commands on research share.
enum ResearchText {
    static let wrongSource = ValidationError("--rests-on is written_offer, observation, published or hearsay.")

    /// The keys of the priorities that a person means, in the set that counts.
    static func keys(
        _ texts: [String],
        search: String?,
        of opportunity: Opportunity?,
        _ conversation: Conversation
    ) async throws -> [ID<Priority>] {
        guard !texts.isEmpty else { return [] }
        var jobSearch = opportunity?.jobSearch
        if search != nil || jobSearch == nil { jobSearch = try await conversation.jobSearch(search) }
        guard let jobSearch else { return [] }
        let desk = PriorityDesk(conversation: conversation, jobSearch: jobSearch)
        let priorities = try await desk.current()?.value.priorities ?? []
        var keys: [ID<Priority>] = []
        for text in texts {
            let key = try PriorityText.find(text, among: priorities)
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    /// The day on this machine's clock.
    static func today() throws -> Day {
        try Day(String(LocalDateTime(Timestamp.now(), in: LocalClock.here.zone).text.prefix(10)))
    }
}

extension Conversation {
    /// A research note with its present revision, by its id or a part of it.
    func researchNote(_ text: String) async throws -> ResearchNote {
        let found = try await server.list(Research.List.self, .init(), atMost: 5000).value.items
        let lookup = Lookup<ResearchNote>(noun: "research note", listing: "twoway research list")
        let id = try lookup.find(text, among: found.map { .init($0.id) })
        guard let note = found.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no research note of yours by that ID.", hint: lookup.hint)
        }
        return note
    }
}
