import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Saves a file as the draft of a library.
struct LibraryPushCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Save a library file as the draft on the server.",
        discussion: """
            The slug in the file says which library it is; it is created if there is none yet. Subscribers see nothing \
            of a draft until it is published.

              twoway library push my-questions.yaml
              twoway library push my-questions.yaml --visibility public
              twoway library import my-questions.csv
            """,
        aliases: ["import"]
    )

    @Argument(help: "A file; - is standard input.", completion: .file(extensions: LibraryFormat.fileExtensions))
    var file: String

    @Option(help: "The form of the file, when its name does not tell: yaml, markdown, csv or json.")
    var format: LibraryFormat?

    @Option(help: "Who may find it; private without a word when it is created.")
    var visibility: Library.Visibility?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let document = try LibraryFile(path: file, format: format).document
        let slug: Slug
        do {
            slug = try Slug(document.slug)
        } catch {
            throw CommandFailure("The slug \(error.description).", hint: "twoway library check \(file)")
        }
        if let library = try await conversation.ownLibrary(slug: slug) {
            try await save(document, as: library, conversation)
        } else {
            try await create(document, conversation)
        }
    }

    private func create(_ document: LibraryDocument, _ conversation: Conversation) async throws {
        let created = try await conversation.server.call(
            Libraries.Create.self,
            .init(document: document, visibility: visibility ?? .private, idempotencyKey: .make())
        )
        conversation.output.show(created) { library in
            conversation.output.say(
                StyledText(library.slug.text, .strong)
                    + StyledText(" is created, \(library.visibility.words), as a draft.")
            )
            conversation.output.note("Publish it: twoway library publish \(library.slug) --notes \"...\"")
        }
    }

    private func save(_ document: LibraryDocument, as library: Library, _ conversation: Conversation) async throws {
        if let visibility, visibility != library.visibility {
            _ = try await conversation.server.call(
                Libraries.Update.self,
                .init(
                    id: library.id,
                    revision: library.revision,
                    visibility: visibility,
                    idempotencyKey: .make()
                )
            )
            conversation.output.note("\(library.slug) is \(visibility.words) now.")
        }
        let draft = try await conversation.server.call(Libraries.GetDraft.self, .init(library: library.id))
        if draft.value.document == document {
            return conversation.output.show(draft) { _ in
                conversation.output.say(StyledText(library.slug.text, .strong) + StyledText(": nothing has changed."))
            }
        }
        let saved = try await conversation.server.call(
            Libraries.SaveDraft.self,
            .init(library: library.id, document: document, revision: draft.value.revision, idempotencyKey: .make())
        )
        conversation.output.show(saved) { draft in
            conversation.output.say(
                StyledText(library.slug.text, .strong) + StyledText(": the draft is saved, revision \(draft.revision).")
            )
        }
    }
}

/// Freezes the draft as the next version.
struct LibraryPublishCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish the draft of a library as its next version, which never changes again.",
        discussion: """
              twoway library publish my-questions --notes "Sharper questions."
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: "What has changed, for those who follow the library.", transform: Prose.argument)
    var notes: Prose

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        let draft = try await conversation.server.call(Libraries.GetDraft.self, .init(library: library.id)).value
        let published = try await conversation.server.call(
            Libraries.Publish.self,
            .init(library: library.id, revision: draft.revision, changeNotes: notes, idempotencyKey: .make())
        )
        conversation.output.show(published) { version in
            conversation.output.say(
                StyledText(library.slug.text, .strong) + StyledText(" version \(version.number) is published.", .good)
            )
        }
    }
}
