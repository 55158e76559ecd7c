import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Changes who may find a library.
struct LibraryVisibilityCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "visibility",
        abstract: "Say who may find and read your library.",
        discussion: """
            Whoever follows it goes on reading the version followed, also when it goes private.

              twoway library visibility my-questions public
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Argument(help: "private, clients, unlisted or public.")
    var visibility: Library.Visibility

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        try await conversation.update(library, visibility: visibility) { changed in "is \(changed.visibility.words)" }
    }
}

/// Says that a library is not to be followed any more.
struct LibraryDeprecateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "deprecate",
        abstract: "Take your library out of the lists; whoever follows it goes on."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        try await conversation.update(library, status: .deprecated) { _ in "is deprecated" }
        conversation.output.note("Back again: twoway library reinstate \(library.slug)")
    }
}

/// Brings a deprecated library back.
struct LibraryReinstateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "Bring a deprecated library back into the lists."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        try await conversation.update(library, status: .published) { _ in "is published again" }
    }
}

/// Ends a library.
struct LibraryWithdrawCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "End a deprecated library that nobody actively follows any more; it stays withdrawn."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        try await conversation.update(library, status: .withdrawn) { _ in "is withdrawn" }
    }
}

/// Takes a version back.
struct LibraryYankCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "yank",
        abstract: "Take a version of your library back, for good.",
        discussion: """
            Nobody can follow, take or copy it any more. Whoever follows it goes on reading it, with the reason; a \
            correction is a new version.

              twoway library yank my-questions 3 --reason "Not lawful to ask."
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Argument(help: "The number of the version.")
    var version: Int

    @Option(help: "Why, for those who read it.", transform: Line.argument)
    var reason: Line

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        let params = Libraries.Yank.Params(
            library: library.id,
            number: version,
            reason: reason,
            idempotencyKey: .make()
        )
        let yanked = try await conversation.server.call(Libraries.Yank.self, params)
        conversation.output.show(yanked) { version in
            conversation.output.say(
                StyledText(library.slug.text, .strong) + StyledText(" version \(version.number) is taken back.")
            )
            conversation.output.note("Publish a correction: twoway library publish \(library.slug) --notes \"...\"")
        }
    }
}

/// Starts a library of one's own from another.
struct LibraryForkCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "fork",
        abstract: "Start a library of your own as a copy of a published version; it keeps the credit.",
        discussion: """
              twoway library fork starter my-questions
              twoway library export my-questions --draft --output my-questions.yaml
            """
    )

    @Argument(help: "The library to copy: its slug, title or ID.")
    var library: String

    @Argument(help: "The slug of the new library.", transform: Slug.argument)
    var slug: Slug

    @Option(help: "The version to copy; the newest without a word.")
    var version: Int?

    @Option(help: "The title of the new library; the same without a word.", transform: Title.argument)
    var title: Title?

    @Option(help: "Who may find it; private without a word.")
    var visibility: Library.Visibility?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let original = try await conversation.library(library)
        guard let number = version ?? original.latestVersion else {
            throw CommandFailure.notFound("\(original.slug) has no version to copy.")
        }
        let params = Libraries.Fork.Params(
            library: original.id,
            number: number,
            slug: slug,
            title: title,
            visibility: visibility ?? .private,
            idempotencyKey: .make()
        )
        let made = try await conversation.server.call(Libraries.Fork.self, params)
        conversation.output.show(made) { library in
            let credit = library.forkedFrom.map { ", after \($0.credit)" } ?? ""
            conversation.output.say(
                StyledText(library.slug.text, .strong) + StyledText(" is created as a draft\(credit).")
            )
            conversation.output.note("Edit it: twoway library export \(library.slug) --draft --output FILE")
        }
    }
}

extension Conversation {
    /// Changes where a library stands, and says it in a sentence that starts with its slug.
    fileprivate func update(
        _ library: Library,
        visibility: Library.Visibility? = nil,
        status: Library.Status? = nil,
        _ words: (Library) -> String
    ) async throws {
        let params = Libraries.Update.Params(
            id: library.id,
            revision: library.revision,
            visibility: visibility,
            status: status,
            idempotencyKey: .make()
        )
        let changed = try await server.call(Libraries.Update.self, params)
        output.show(changed) { library in
            output.say(StyledText(library.slug.text, .strong) + StyledText(" \(words(library))."))
        }
    }
}
