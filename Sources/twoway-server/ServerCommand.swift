import ArgumentParser
import Configuration
import Foundation
import JSONRPCTransport
import Logging
import TwoWayRepository

/// `twoway-server`: reads the settings, then serves until it is told to stop.
@main
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway-server",
        abstract: "The TwoWay server: the candidate's side of job interviews.",
        discussion: """
            Without a database it makes and runs a private PostgreSQL cluster in the data folder. Every option may also
            be given as an environment variable, such as TWOWAY_DATA_FOLDER or TWOWAY_PORT.
            """,
        version: Server.version
    )

    @Option(help: "The folder for everything that is kept.")
    var dataFolder: String?

    @Option(help: "A libpq connection string of the role tw_app; without it a private cluster is used.")
    var database: String?

    @Option(help: "The same for the role tw_migrator, to apply migrations at the start.")
    var migratorDatabase: String?

    @Option(help: "The folder with the migrations; found beside the program when absent.")
    var schemaFolder: String?

    @Option(help: "The address to listen on.")
    var host: String?

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port: Int?

    @Option(help: "A PEM file with the certificate chain; with it and the key the server speaks TLS.")
    var tlsCertificate: String?

    @Option(help: "A PEM file with the private key, readable by its owner only.")
    var tlsKey: String?

    @Option(
        help:
            "A file with the key that seals second factors, made by `openssl rand -base64 32`, readable by its owner only."
    )
    var keyFile: String?

    @Flag(help: "Listen without TLS where other machines can connect. Everything is then readable on the way.")
    var plaintextBeyondLoopback = false

    @Option(help: "How much to log: debug, info, warning or error.")
    var logLevel: String?

    func run() async throws {
        // The other half is PostgreSQL's. On two cores one thread instead of two answers an eighth more: it finds more
        // to do each time that it wakes.
        LineServer.share(threads: max(1, ProcessInfo.processInfo.activeProcessorCount / 2))
        let environment = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "twoway")
        let settings = try ServerSettings(options: self, environment: environment)
        let level = settings.logLevel
        LoggingSystem.bootstrap { label in JSONLineLogHandler(label: label, level: level) }
        let server = Server(settings: settings, logger: Logger(label: "twoway"))
        do {
            try await server.run()
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("twoway-server: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}
