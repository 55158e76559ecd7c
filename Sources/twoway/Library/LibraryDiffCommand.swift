import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Says what is different between two versions.
struct LibraryDiffCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what changes between two versions, or between a version and the draft of your own library.",
        discussion: """
              twoway library diff my-questions
              twoway library diff starter --from 1 --to 3
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: "The earlier version; without a word the newest, or the one before --to.")
    var from: Int?

    @Option(help: "The later version; without a word the draft of your own library.")
    var to: Int?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.library(library)
        guard let earlier = from ?? to.map({ $0 - 1 }) ?? library.latestVersion else {
            throw CommandFailure.notFound("\(library.slug) has no version to compare with.")
        }
        let params = Libraries.Diff.Params(library: library.id, from: earlier, to: to)
        let diff: Reply<LibraryDiff>
        do {
            diff = try await conversation.server.call(Libraries.Diff.self, params)
        } catch let failure as CommandFailure where failure.status == .notFound {
            throw CommandFailure.notFound(
                "\(library.slug) has no such version, or it is not your library and --to is missing.",
                hint: "See which there are: twoway library versions \(library.slug)"
            )
        }
        conversation.output.show(diff) { LibraryDiffText($0).show(on: conversation.output) }
    }
}

/// A difference to be read on a terminal.
struct LibraryDiffText {
    private let diff: LibraryDiff

    init(_ diff: LibraryDiff) {
        self.diff = diff
    }

    func show(on output: Output) {
        for line in lines { output.say(line) }
        if diff.isEmpty { output.note("Nothing is different.") }
    }

    /// Lines with a sign in front: what is new, what is gone, what is different, what has moved.
    var lines: [StyledText] {
        var lines = diff.front.map { Self.line($0, indent: "") }
        lines += diff.addedTopics.map { StyledText("+ topic \($0.key)  \($0.title)", .good) }
        lines += diff.removedTopics.map { StyledText("- topic \($0.key)  \($0.title)", .bad) }
        for topic in diff.changedTopics {
            lines.append(StyledText("~ topic \(topic.key)  \(topic.title)", .strong))
            lines += topic.fields.map { Self.line($0, indent: "    ") }
        }
        lines += diff.addedQuestions.map { StyledText("+ \($0.question.key)  \($0.question.text)", .good) }
        lines += diff.removedQuestions.map { StyledText("- \($0.question.key)  \($0.question.text)", .bad) }
        for question in diff.changedQuestions {
            lines.append(StyledText("~ \(question.key)  \(question.text)", .strong))
            lines += question.fields.map { Self.line($0, indent: "    ") }
        }
        lines += diff.movedQuestions.map { StyledText("> \($0.key)  from \($0.from) to \($0.to)", .accent) }
        if diff.isReordered { lines.append(StyledText("> topics or questions stand in another order", .accent)) }
        return lines
    }

    private static func line(_ change: LibraryDiff.FieldChange, indent: String) -> StyledText {
        let before = change.before.joined(separator: " | ")
        let after = change.after.joined(separator: " | ")
        let arrow = before.isEmpty ? after : after.isEmpty ? "\(before) -> (nothing)" : "\(before) -> \(after)"
        return StyledText("\(indent)\(change.field.rawValue): ", .faint) + StyledText(arrow)
    }
}
