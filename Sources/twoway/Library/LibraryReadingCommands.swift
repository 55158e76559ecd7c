import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// One's own libraries.
struct LibraryListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List your own libraries.")

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let libraries = try await conversation.server.list(Libraries.List.self, .init(), atMost: listing.limit)
        conversation.output.show(
            libraries,
            none: "You have no library yet; send one: twoway library push FILE",
            columns: [
                .word("ID"), .text("Slug"), .text("Title"), .word("Status"), .number("Version"), .word("Visible to"),
                .word("Changed"),
            ]
        ) { library in
            [
                Cell(library.id), Cell(library.slug, .strong), Cell(library.title), Cell(library.status),
                Cell(library.latestVersion.map(String.init) ?? ""), Cell(library.visibility),
                Cell(library.updatedAt),
            ]
        }
    }
}

/// The libraries that one may follow.
struct LibraryFindCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find published libraries to follow, by words in title or summary."
    )

    @Argument(help: "Words to look for; all libraries without.", transform: Line.argument)
    var text: Line?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Libraries.Discover.Params(text: text)
        let libraries = try await conversation.server.list(Libraries.Discover.self, params, atMost: listing.limit)
        conversation.output.show(
            libraries,
            none: "There is no such library.",
            columns: [
                .word("ID"), .text("Slug"), .text("Title"), .text("By"), .word("Language"), .number("Version"),
                .remark("Summary"),
            ]
        ) { library in
            [
                Cell(library.id), Cell(library.slug, .strong), Cell(library.title), Cell(library.ownerName),
                Cell(library.language), Cell(library.latestVersion.map(String.init) ?? ""),
                Cell(library.summary, .faint),
            ]
        }
    }
}

/// The versions of a library.
struct LibraryVersionsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "List the versions of a library with their change notes."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.libraryID(library)
        let params = Libraries.ListVersions.Params(library: id)
        let versions = try await conversation.server.list(Libraries.ListVersions.self, params, atMost: listing.limit)
        conversation.output.show(
            versions,
            none: "Nothing is published yet.",
            columns: [
                .number("Version"), .word("Published"), .remark("What changed"), .word("Content"),
                .remark("Taken back"), .hidden("Taken back at"),
            ]
        ) { version in
            [
                Cell(version.number), Cell(version.publishedAt), Cell(version.changeNotes),
                Cell(shown: String(version.contentHash.prefix(8)), plain: version.contentHash, .faint),
                Cell(version.yankReason?.text ?? (version.yankedAt == nil ? "" : "yes"), .bad), Cell(version.yankedAt),
            ]
        }
    }
}

/// A library with its questions.
struct LibraryShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a library with its questions; the newest version, or another one.",
        discussion: """
            With --format yaml, markdown, csv or json the library is printed as a file that can be pushed again.

              twoway library show starter
              twoway library show starter --version 2
              twoway library show my-questions --draft --format yaml > mine.yaml
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case yaml
        case markdown
        case csv
        case json
    }

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: "The version to show.")
    var version: Int?

    @Flag(help: "Show the draft of your own library.")
    var draft = false

    @Flag(help: "Show purpose, follow-ups, what to listen for and warning signs as well.")
    var full = false

    @Option(help: "How to print it.")
    var format = Format.text

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard !draft || version == nil else { throw ValidationError("A draft has no version.") }
        guard version ?? 1 >= 1 else { throw ValidationError("Versions count from 1.") }
    }

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.library(library)
        let isUnpublished = library.latestVersion == nil && version == nil
        if draft || isUnpublished {
            let draft = try await conversation.server.call(Libraries.GetDraft.self, .init(library: library.id))
            conversation.output.show(draft) { draft in
                show(draft.document, of: library, "draft, revision \(draft.revision)", on: conversation.output)
            }
        } else {
            let version = try await conversation.version(version ?? library.latestVersion ?? 1, of: library)
            conversation.output.show(version) { version in
                let published = LocalClock.here.text(version.publishedAt)
                let edition = "version \(version.number) of \(published)"
                show(version.document, of: library, edition, on: conversation.output)
                if let yankedAt = version.yankedAt {
                    let reason = version.yankReason.map { ": \($0)" } ?? "."
                    let words = "Its owner took this version back on \(LocalClock.here.text(yankedAt))\(reason)"
                    conversation.output.note(StyledText(words, .bad))
                }
            }
        }
    }

    private func show(_ document: LibraryDocument, of library: Library, _ edition: String, on output: Output) {
        switch format {
        case .text: LibraryText(document, library: library, edition: edition, isFull: full).show(on: output)
        case .markdown: output.text(LibraryFormat.markdown.text(of: document))
        case .yaml: output.text(LibraryFormat.yaml.text(of: document))
        case .csv: output.text(LibraryFormat.csv.text(of: document))
        case .json: output.text(LibraryFormat.json.text(of: document))
        }
    }
}
