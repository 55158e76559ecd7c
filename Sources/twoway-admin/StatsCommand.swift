import ArgumentParser
import TwoWayModel
import TwoWayRepository
import TwoWayService

/// `twoway-admin stats`: how much there is.
struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "How much there is, and the group figures that coaches read.",
        subcommands: [Show.self, Release.self],
        defaultSubcommand: Show.self
    )

    /// Shows the figures of the database and of its tables.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows accounts, rows and sizes.",
            discussion: "Rows of tables are as PostgreSQL counts along; exact numbers would take reading all of them."
        )

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (whole, tables) = try await options.withAdmin { try await $0.figures() }
            var report = Report(["what", "rows", "dead", "bytes", "indexes"])
            report.add(["database", .nothing, .nothing, .number(whole.bytes), .nothing])
            report.add(["accounts", .number(whole.accounts)])
            report.add(["active accounts", .number(whole.activeAccounts)])
            report.add(["live sessions", .number(whole.liveSessions)])
            report.add(["published libraries", .number(whole.libraries)])
            report.add(["audit events", .number(whole.auditEvents)])
            report.add(["connections", .number(whole.connections)])
            for table in tables {
                report.add([
                    .text("table \(table.table)"), .number(table.rows), .number(table.dead), .number(table.bytes),
                    .number(table.indexBytes),
                ])
            }
            output.show(report, none: "")
        }
    }

    /// Releases the group figures of a month.
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Releases the group figures of a month that is over, once and for all.",
            discussion: """
                Coaches read them with `twoway library statistics`. Counted are candidates who let themselves be counted for
                the whole month; fewer than five are never shown, and what is shown is rounded to a multiple of five. A month
                that was released stays as it is: doing it again does nothing.

                  twoway-admin stats release --month 2026-05
                """
        )

        @OptionGroup var options: HomeOptions
        @Option(help: "The month, such as 2026-05, in UTC.") var month: StatisticsMonth

        func run() async throws {
            // Counting reads a month of everybody who takes part.
            let release = try await options.withAdmin(patience: .seconds(600)) { try await $0.releaseStatistics(month) }
            switch release {
            case .before: print("\(month) was released before, and stays as it is.")
            case .released(let versions):
                print("\(month) is released, with figures of \(versions) versions of libraries.")
            }
        }
    }
}

extension StatisticsMonth: ExpressibleByArgument {
    public init?(argument: String) {
        guard let month = try? StatisticsMonth(argument) else { return nil }
        self = month
    }
}
