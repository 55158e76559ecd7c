import ArgumentParser
import Foundation
import Logging
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayService

/// Where the database is; the same for every subcommand.
struct HomeOptions: ParsableArguments {
    @Option(help: "The server's data folder, with its private cluster. (environment: TWOWAY_DATA_FOLDER)")
    var dataFolder: String?

    @Option(help: "A libpq connection string of the role tw_admin. (environment: TWOWAY_ADMIN_DATABASE)")
    var adminDatabase: String?

    @Option(help: "The same for the role tw_migrator. (environment: TWOWAY_MIGRATOR_DATABASE)")
    var migratorDatabase: String?

    @Option(help: "The same for the role tw_backup, for backup and verify. (environment: TWOWAY_BACKUP_DATABASE)")
    var backupDatabase: String?

    @Option(help: "The folder with the migrations; found beside the program when absent. (environment: TWOWAY_SCHEMA)")
    var schemaFolder: String?

    @Flag(name: .shortAndLong, help: "Tell on stderr what is being done.")
    var verbose = false

    /// Whether the database is somebody else's, and not a private cluster.
    var isRemote: Bool { setting(adminDatabase, "TWOWAY_ADMIN_DATABASE") != nil }

    var dataFolderPath: String { setting(dataFolder, "TWOWAY_DATA_FOLDER") ?? "data" }

    var home: DatabaseHome { home(superuser: nil) }

    /// The same with a superuser's connection string, which restoring needs.
    func home(superuser: String?) -> DatabaseHome {
        let admin = setting(adminDatabase, "TWOWAY_ADMIN_DATABASE")
        return DatabaseHome(
            settings: DatabaseHome.Settings(
                dataFolder: dataFolderPath,
                // With a configured database the management command is all there is to connect as.
                app: admin ?? superuser,
                migrator: setting(migratorDatabase, "TWOWAY_MIGRATOR_DATABASE"),
                admin: admin,
                backup: setting(backupDatabase, "TWOWAY_BACKUP_DATABASE"),
                superuser: superuser,
                schemaFolder: schemaFolder
            ),
            logger: logger
        )
    }

    var logger: Logger {
        let level: Logger.Level = verbose ? .info : .warning
        return Logger(label: "twoway-admin") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
    }

    private func setting(_ option: String?, _ variable: String) -> String? {
        option ?? ProcessInfo.processInfo.environment[variable]
    }

    /// Runs `body` with the services of the management command, over a database with the right schema.
    ///
    /// A statement may take as long as `patience`.
    func withAdmin<Answer>(
        patience: Duration = .seconds(30),
        _ body: (AdminService) async throws -> Answer
    ) async throws -> Answer {
        try await withConnections { connections in
            try await withAdmin(connections, patience: patience, body)
        }
    }

    /// Runs `body` with the services over a database that is open.
    func withAdmin<Answer>(
        _ connections: DatabaseHome.Connections,
        patience: Duration = .seconds(30),
        _ body: (AdminService) async throws -> Answer
    ) async throws -> Answer {
        var configuration = DatabaseConfiguration(conninfo: connections.admin ?? connections.app)
        configuration.statementTimeout = patience
        configuration.deadline = patience * 2
        let database = Database(configuration, logger: logger)
        let ids = UUIDv7()
        let store = Store(database: database, now: { Timestamp.now() }, makeID: { ids.make() })
        do {
            let answer = try await body(AdminService(store: store))
            await database.close()
            return answer
        } catch {
            await database.close()
            throw error
        }
    }

    /// Runs `body` with the connection strings of a database with the right schema.
    func withConnections<Answer>(_ body: (DatabaseHome.Connections) async throws -> Answer) async throws -> Answer {
        let home = home
        do {
            let answer = try await body(try await home.open())
            try await home.close()
            return answer
        } catch let exit as ExitCode {
            try? await home.close()
            throw exit
        } catch {
            try? await home.close()
            throw Refusal(error)
        }
    }

    /// The connection string of the role tw_backup, or a sentence on how to give it.
    static func backup(_ connections: DatabaseHome.Connections) throws -> String {
        guard let backup = connections.backup else {
            throw ValidationError("Give the connection string of the role tw_backup: --backup-database.")
        }
        return backup
    }
}
