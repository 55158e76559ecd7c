import ArgumentParser
import TwoWayRepository

/// `twoway-admin db`: the schema of the database.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "The schema of the database.",
        subcommands: [Migrate.self, Status.self]
    )

    /// Applies the migrations that are pending.
    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Applies the migrations that are pending.")

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let applied = try await options.withMigrator { try await $0.migrate() }
            for migration in applied { print("applied \(migration.fileName)") }
            if applied.isEmpty { print("The schema is up to date.") }
        }
    }

    /// Compares the database with the migrations.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Compares the database with the migrations.")

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let status = try await options.withMigrator { try await $0.status() }
            var report = Report(["state", "migration"])
            for migration in status.applied { report.add(["applied", .text(migration.name)]) }
            for migration in status.pending { report.add(["pending", .text(migration.fileName)]) }
            for problem in status.problems { report.add(["PROBLEM", .text(problem)]) }
            output.show(report, none: "There is no migration.")
            if !status.problems.isEmpty { throw ExitCode.failure }
        }
    }
}

extension HomeOptions {
    /// Runs `body` with the migrator, on a database whose schema may not fit yet.
    func withMigrator<Answer>(_ body: (Migrator) async throws -> Answer) async throws -> Answer {
        let home = home
        do {
            let (connections, schema) = try await home.connect()
            let conninfo = connections.migrator ?? connections.app
            let answer = try await body(Migrator(schemaFolder: schema, conninfo: conninfo, logger: logger))
            try await home.close()
            return answer
        } catch {
            try? await home.close()
            throw Refusal(error)
        }
    }
}
