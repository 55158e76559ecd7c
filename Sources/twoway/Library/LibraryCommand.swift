import ArgumentParser

/// Libraries of questions.
struct LibraryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "library",
        abstract: "Write, publish, find and read libraries of questions.",
        discussion: """
            A coach keeps a library in a file, YAML, Markdown, CSV or JSON, and sends it from there:

              twoway library check my-questions.yaml
              twoway library push my-questions.yaml --visibility public
              twoway library publish my-questions --notes "First version."
              twoway library diff my-questions

            A candidate finds libraries, looks into them and follows them:

              twoway library find leadership
              twoway library show starter
              twoway library search overtime --audience peer
              twoway subscribe starter
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Finding and reading",
                subcommands: [
                    LibraryFindCommand.self, LibrarySearchCommand.self, LibraryShowCommand.self,
                    LibraryVersionsCommand.self, LibraryDiffCommand.self, LibraryExportCommand.self,
                ]
            ),
            CommandGroup(
                name: "Writing and publishing",
                subcommands: [
                    LibraryListCommand.self, LibraryCheckCommand.self, LibraryPushCommand.self,
                    LibraryPublishCommand.self, LibraryForkCommand.self, LibraryVisibilityCommand.self,
                    LibraryDeprecateCommand.self, LibraryReinstateCommand.self, LibraryWithdrawCommand.self,
                    LibraryYankCommand.self, LibraryStatisticsCommand.self,
                ]
            ),
            CommandGroup(
                name: "Suggestions",
                subcommands: [
                    LibrarySuggestCommand.self, LibrarySuggestionsCommand.self, LibraryRetractCommand.self,
                    LibraryDecideCommand.self,
                ]
            ),
        ]
    )
}
