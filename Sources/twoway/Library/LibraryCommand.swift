import ArgumentParser

/// Libraries of questions.
struct LibraryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "library",
        abstract: "Write, publish, find and read libraries of questions.",
        discussion: """
            A coach keeps a library in a file, YAML or Markdown, and sends it from there:

              twoway library check my-questions.yaml
              twoway library push my-questions.yaml --visibility public
              twoway library publish my-questions --notes "First version."

            A candidate finds libraries, looks into them and follows them:

              twoway library find leadership
              twoway library show starter
              twoway subscribe starter
            """,
        subcommands: [
            LibraryCheckCommand.self, LibraryPushCommand.self, LibraryPublishCommand.self, LibraryListCommand.self,
            LibraryFindCommand.self, LibraryShowCommand.self, LibraryVersionsCommand.self,
        ]
    )
}
