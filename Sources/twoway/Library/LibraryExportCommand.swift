import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Writes a library to a file.
struct LibraryExportCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a library to a file in YAML, Markdown, CSV or JSON, without any loss.",
        discussion: """
            Any of them can be edited and pushed again. CSV is for spreadsheets: one row for each question.

              twoway library export starter --output starter.yaml
              twoway library export my-questions --draft --format csv > my-questions.csv
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: "The version to write; the newest without a word.")
    var version: Int?

    @Flag(help: "Write the draft of your own library.")
    var draft = false

    @Option(help: "The form; as the name of the file ends, or yaml, without a word.")
    var format: LibraryFormat?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to; standard output without a word.", valueName: "file"),
        completion: .file(extensions: LibraryFormat.fileExtensions)
    )
    var output: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard !draft || version == nil else { throw ValidationError("A draft has no version.") }
    }

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.library(library)
        let document: LibraryDocument
        if let number = version ?? library.latestVersion, !draft {
            document = try await conversation.version(number, of: library).value.document
        } else {
            document = try await conversation.server.call(Libraries.GetDraft.self, .init(library: library.id))
                .value.document
        }
        let form = format ?? LibraryFormat(path: output ?? "")
        let text = try form.keptText(of: document)
        guard let output, output != "-" else { return conversation.output.text(text) }
        try OutputFile.write(Array(text.utf8), to: output)
        let questions = document.topics.reduce(0) { $0 + $1.questions.count }
        Output.standardError.say("\(output): \(NumberText.count(questions, "question")).")
    }
}
