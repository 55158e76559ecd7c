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
            """
    )

    @Argument(help: "A YAML or Markdown file.", completion: .file(extensions: ["yaml", "yml", "md"]))
    var file: String

    @Option(help: "Who may find it; decided when it is created, private without a word.")
    var visibility: Library.Visibility?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let document = try LibraryFile(path: file).document
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
            throw CommandFailure(
                "\(library.slug) is \(library.visibility.words), and that was decided when it was created.",
                hint: "Push without --visibility."
            )
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
