import ArgumentParser
import Foundation
import Logging
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayService

/// `twoway-admin`: looks after accounts and the database, on the host; never sees contents.
@main
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway-admin",
        abstract: "Looks after a TwoWay server on its host. It never shows what people have written.",
        subcommands: [
            DatabaseCommand.self, AccountCommand.self, InvitationCommand.self, SessionCommand.self, AuditCommand.self,
        ]
    )
}

/// Where the database is; the same for every subcommand.
struct HomeOptions: ParsableArguments {
    @Option(help: "The server's data folder, with its private cluster. (environment: TWOWAY_DATA_FOLDER)")
    var dataFolder: String?

    @Option(help: "A libpq connection string of the role tw_admin. (environment: TWOWAY_ADMIN_DATABASE)")
    var adminDatabase: String?

    @Option(help: "The same for the role tw_migrator. (environment: TWOWAY_MIGRATOR_DATABASE)")
    var migratorDatabase: String?

    @Option(help: "The folder with the migrations; found beside the program when absent. (environment: TWOWAY_SCHEMA)")
    var schemaFolder: String?

    @Flag(name: .shortAndLong, help: "Tell on stderr what is being done.")
    var verbose = false

    var home: DatabaseHome {
        let environment = ProcessInfo.processInfo.environment
        let admin = adminDatabase ?? environment["TWOWAY_ADMIN_DATABASE"]
        return DatabaseHome(
            settings: DatabaseHome.Settings(
                dataFolder: dataFolder ?? environment["TWOWAY_DATA_FOLDER"] ?? "data",
                // With a configured database the management command is all there is to connect as.
                app: admin,
                migrator: migratorDatabase ?? environment["TWOWAY_MIGRATOR_DATABASE"],
                admin: admin,
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

    /// Runs `body` with the services of the management command, over a database with the right schema.
    func withAdmin<Answer>(_ body: (AdminService) async throws -> Answer) async throws -> Answer {
        let home = home
        do {
            let connections = try await home.open()
            let database = Database(
                DatabaseConfiguration(conninfo: connections.admin ?? connections.app),
                logger: logger
            )
            let ids = UUIDv7()
            let store = Store(database: database, now: { Timestamp.now() }, makeID: { ids.make() })
            do {
                let answer = try await body(AdminService(store: store))
                await database.close()
                try await home.close()
                return answer
            } catch {
                await database.close()
                throw error
            }
        } catch {
            try? await home.close()
            throw Refusal(error)
        }
    }
}

/// What went wrong, as one sentence for people.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description =
            switch error {
            case let refusal as Refusal: refusal.description
            case ServiceFailure.notFound: "There is no account with that e-mail address."
            case ServiceFailure.alreadyExists: "There is an account with that e-mail address already."
            case ServiceFailure.invalidState(let reason): reason
            case ServiceFailure.invalid(let path, let reason): "\(path) \(reason)."
            case let failure as ServiceFailure: failure.kind?.message ?? "\(failure)"
            default: "\(error)"
            }
    }
}

extension Role: ExpressibleByArgument {}

extension EmailAddress: ExpressibleByArgument {
    public init?(argument: String) {
        guard let address = try? EmailAddress(argument) else { return nil }
        self = address
    }
}

extension Title: ExpressibleByArgument {
    public init?(argument: String) {
        guard let title = try? Title(argument) else { return nil }
        self = title
    }
}

extension Line: ExpressibleByArgument {
    public init?(argument: String) {
        guard let line = try? Line(argument) else { return nil }
        self = line
    }
}
