import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Shows what groups of candidates do with a library.
struct LibraryStatisticsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "See what groups of candidates plan, ask and hear of your library, in figures that reveal no one.",
        discussion: """
            Figures are released month by month, of candidates who let themselves be counted, and only of groups of five or
            more. They are rounded to multiples of five; a dash is too small a group, or too telling, to be shown.

              twoway library statistics my-questions
              twoway library statistics my-questions --month 2026-05 --version 2
              twoway library statistics my-questions --list
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: "The month, such as 2026-05; the newest one when absent.")
    var month: StatisticsMonth?

    @Option(help: "The version of the library; the newest one with figures when absent.")
    var version: Int?

    @Flag(help: "List what was released.")
    var list = false

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let library = try await conversation.ownLibrary(library)
        let params = Statistics.List.Params(library: library.id)
        let releases = try await conversation.server.list(Statistics.List.self, params, atMost: 1000)
        if list {
            conversation.output.show(
                releases,
                none: Self.none,
                columns: [.word("Month"), .number("Version"), .number("Candidates"), .word("Released")]
            ) { release in
                [
                    Cell(release.period.text, .strong), Cell(release.version), Cell("about \(release.contributors)"),
                    Cell(release.releasedAt),
                ]
            }
            return
        }
        let found = releases.value.items.first { release in
            (month == nil || release.period == month) && (version == nil || release.version == version)
        }
        guard let found else {
            conversation.output.note(Self.none)
            return
        }
        let figures = try await conversation.server.call(
            Statistics.Get.self,
            .init(library: library.id, version: found.version, period: found.period)
        )
        conversation.output.show(figures) { figures in
            for line in StatisticsText(figures).lines { conversation.output.say(line) }
        }
    }

    private static let none: StyledText = """
        No figures yet: they are released by the month, once ten or more candidates who follow it let themselves be counted.
        """
}

extension StatisticsMonth: ExpressibleByArgument {
    public init?(argument: String) {
        guard let month = try? StatisticsMonth(argument) else { return nil }
        self = month
    }
}
