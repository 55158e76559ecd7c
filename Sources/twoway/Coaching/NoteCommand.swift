import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// What a candidate and a coach say to each other.
struct NoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Write to your coach or client; as a coach, also note what nobody else sees.",
        discussion: """
            Comments are about an opportunity that is shared, or about none; both of you read them. With --private a coach \
            notes something for nobody else.

              twoway note add kim "Is Tuesday too early?" --opportunity acme
              twoway note list kim --opportunity acme
              twoway note edit tuesday "Is Wednesday too early?" --with kim \\
                --opportunity acme
              twoway note add anna "Undersells herself." --private
            """,
        subcommands: [Add.self, List.self, Edit.self, Delete.self]
    )

    struct Add: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Write a comment, or a note for yourself.")

        @Argument(help: "The other one: name, or the ID of the relationship.")
        var other: String

        @Argument(help: "What you have to say.", transform: Prose.argument)
        var text: Prose

        @OptionGroup var place: NotePlace
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Notes.Create.Params(
                relationship: try await conversation.relationship(with: other),
                visibility: place.visibility,
                opportunity: try await place.opportunity(conversation),
                text: text,
                idempotencyKey: .make()
            )
            let note = try await conversation.server.call(Notes.Create.self, params)
            conversation.output.show(note) { note in
                let readers = note.visibility == .shared ? "Both of you read it" : "Nobody else sees it"
                conversation.output.say("\(readers), ID \(note.id.short).")
            }
        }
    }

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the comments about an opportunity, or about none; they are new no longer."
        )

        @Argument(help: "The other one: name, or the ID of the relationship.")
        var other: String

        @Flag(help: "Leave what is new as new.")
        var peek = false

        @OptionGroup var place: NotePlace
        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let relationship = try await conversation.relationship(with: other)
            let params = Notes.List.Params(
                relationship: relationship,
                visibility: place.visibility,
                opportunity: try await place.opportunity(conversation)
            )
            let notes = try await conversation.server.list(Notes.List.self, params, atMost: listing.limit)
            conversation.output.show(
                notes,
                none: "Nothing is written here.",
                columns: [.word("ID"), .word("When"), .word("Who"), .text("Text"), .word("Edited")]
            ) { note in
                [
                    Cell(note.id), Cell(note.createdAt), Cell(note.author), Cell(note.text, .strong),
                    Cell(note.editedAt, .faint),
                ]
            }
            guard !peek, place.visibility == .shared, let newest = notes.value.items.first else { return }
            _ = try await conversation.server.call(
                Notes.Seen.self,
                .init(relationship: relationship, until: newest.createdAt, idempotencyKey: .make())
            )
        }
    }

    struct Edit: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Reword what you wrote.")

        @Argument(help: "The note: its ID, or part of its text.")
        var note: String

        @Argument(help: "What it is to say.", transform: Prose.argument)
        var text: Prose

        @Option(name: .customLong("with"), help: ArgumentHelp("The other one: name or ID.", valueName: "name"))
        var other: String

        @OptionGroup var place: NotePlace
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let stored = try await place.find(note, with: other, conversation)
            let params = Notes.Update.Params(
                id: stored.id,
                revision: stored.revision,
                text: text,
                idempotencyKey: .make()
            )
            let edited = try await conversation.server.call(Notes.Update.self, params)
            conversation.output.show(edited) { _ in conversation.output.say("It is reworded.") }
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Delete what you wrote, for both of you.")

        @Argument(help: "The note: its ID, or part of its text.")
        var note: String

        @Option(name: .customLong("with"), help: ArgumentHelp("The other one: name or ID.", valueName: "name"))
        var other: String

        @OptionGroup var place: NotePlace
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let stored = try await place.find(note, with: other, conversation)
            let params = Notes.Delete.Params(id: stored.id, revision: stored.revision, idempotencyKey: .make())
            let done = try await conversation.server.call(Notes.Delete.self, params)
            conversation.output.show(done) { _ in conversation.output.say("It is gone.") }
        }
    }
}

/// Which thread is meant.
struct NotePlace: ParsableArguments {
    @Option(help: "The opportunity that it is about: title, organisation or ID.")
    var opportunity: String?

    @Flag(name: .customLong("private"), help: "As a coach: for nobody else.")
    var isPrivate = false

    var visibility: Note.Visibility { isPrivate ? .coachOnly : .shared }

    func opportunity(_ conversation: Conversation) async throws -> ID<Opportunity>? {
        guard let opportunity else { return nil }
        return try await conversation.opportunity(opportunity)
    }

    /// One note of the thread, as it is now.
    func find(_ text: String, with other: String, _ conversation: Conversation) async throws -> Note {
        let params = Notes.List.Params(
            relationship: try await conversation.relationship(with: other),
            visibility: visibility,
            opportunity: try await opportunity(conversation)
        )
        let notes = try await conversation.server.list(Notes.List.self, params).value.items
        let entries = notes.map { Lookup<Note>.Entry($0.id, $0.text.text) }
        let lookup = Lookup<Note>(noun: "note", hint: "See what there is: twoway note list \(other)")
        let id = try lookup.find(text, among: entries)
        guard let note = notes.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no such note in this thread.")
        }
        return note
    }
}
