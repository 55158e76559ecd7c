import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Finds single questions.
struct LibrarySearchCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find single questions in public libraries, your own and those you follow.",
        discussion: """
            All the words have to be there, or words that begin with them.

              twoway library search "first months"
              twoway library search --dimension training --audience peer
              twoway library search overtime --in starter
            """
    )

    @Argument(help: "Words of the question, its purpose or its topic; all questions without.", transform: Line.argument)
    var text: Line?

    @Option(help: ArgumentHelp("The key of a dimension; twoway dimensions lists them.", valueName: "key"))
    var dimension: String?

    @Option(help: "Whom it is for.")
    var audience: InterviewerRole?

    @Option(help: "What kind of question.")
    var kind: QuestionKind?

    @Option(name: .customLong("in"), help: ArgumentHelp("Only in this library.", valueName: "library"))
    var library: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var params = Libraries.Search.Params(text: text, dimension: dimension, audience: audience, kind: kind)
        if let library { params.library = try await conversation.libraryID(library) }
        let found = try await conversation.server.list(Libraries.Search.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "There is no such question.",
            columns: [
                .text("Question"), .text("Library"), .number("Version"), .word("Key"), .remark("Topic"),
                .number("Minutes"), .remark("Ask"), .remark("About"), .hidden("Library ID"),
            ]
        ) { question in
            [
                Cell(question.text, .strong), Cell(question.libraryTitle), Cell(question.version),
                Cell(question.questionKey), Cell(question.topic), Cell(question.minutes.map(String.init) ?? ""),
                Cell((question.audience ?? []).map(\.words).joined(separator: ", ")),
                Cell((question.dimensions ?? []).joined(separator: ", "), .faint), Cell(question.library),
            ]
        }
    }
}
