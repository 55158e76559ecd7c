import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Checks a file on this machine.
struct LibraryCheckCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is to be mended in a library file before it can be published.",
        discussion: """
            The file is checked on this machine; only the catalogue of dimensions comes from the server. Ends with exit \
            code 1 if there are errors; warnings are worth a look.

              twoway library check my-questions.yaml
              twoway library check my-questions.md
            """
    )

    @Argument(
        help: "A file in YAML, Markdown, CSV or JSON, as its name ends.",
        completion: .file(extensions: LibraryFormat.fileExtensions)
    )
    var file: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try LibraryFile(path: file)
        let catalogue = try await catalogue(conversation)
        let findings = library.document.check(catalogue: catalogue ?? library.namedDimensions)
        let output = conversation.output
        if output.isJSON {
            output.jsonValue(Libraries.Check.Result(findings: findings))
        } else {
            FindingList(findings, of: library).show(on: output)
        }
        if catalogue == nil {
            output.note("The dimensions were not checked: the catalogue comes from the server, for which you log in.")
        }
        if findings.contains(where: { $0.severity == .error }) {
            throw CommandFailure("\(file) cannot be published like this.")
        }
    }

    /// The keys of the catalogue; nil when nobody can be asked.
    private func catalogue(_ conversation: Conversation) async throws -> Set<String>? {
        guard conversation.savedLogin != nil else { return nil }
        do {
            let dimensions = try await conversation.server.call(Dimensions.List.self)
            return Set(dimensions.value.items.map(\.key))
        } catch let failure as CommandFailure where failure.status == .unavailable || failure.status == .login {
            return nil
        }
    }
}

/// What a check found, to be shown with the places in the file.
struct FindingList {
    private let findings: [Finding]
    private let file: LibraryFile

    init(_ findings: [Finding], of file: LibraryFile) {
        self.findings = findings
        self.file = file
    }

    func show(on output: Output) {
        var table = Table([.word(""), .number("Line"), .text("Place"), .text("What")])
        for finding in findings {
            table.add([
                Cell(finding.severity, finding.severity == .error ? .bad : .doubtful),
                Cell(file.line(of: finding).map(String.init) ?? ""),
                Cell(finding.path.isEmpty ? "the whole" : finding.path),
                Cell(finding.message),
            ])
        }
        output.table(table, none: "Nothing is to be mended.")
        let questions = file.document.topics.reduce(0) { $0 + $1.questions.count }
        let topics = NumberText.count(file.document.topics.count, "topic")
        output.note(StyledText("\(topics), \(NumberText.count(questions, "question")): \(summary).", .faint))
    }

    var summary: String {
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count - errors
        if findings.isEmpty { return "ready to be published" }
        return "\(NumberText.count(errors, "error")), \(NumberText.count(warnings, "warning"))"
    }
}
