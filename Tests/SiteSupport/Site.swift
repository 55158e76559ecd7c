import Foundation
import JSONRPC
import Subprocess
import Synchronization
import TwoWayModel
import TwoWayProtocol

/// A data folder of its own with the built server on it: durable, as people have it, and gone when the run is over.
package final class Site: Sendable {
    /// Holds everything; user `postgres` can pass through it.
    package let folder: String
    private let programs: String
    /// The first one, and further ones on the same data.
    private let servers: Mutex<[SiteServer]>

    package var port: Int { servers.withLock { $0[0].port } }
    /// The first server's, while it runs.
    package var processID: pid_t? { servers.withLock { $0[0].processID } }
    /// Where PostgreSQL listens.
    package var socketFolder: String { data + "/run" }
    private var data: String { folder + "/data" }
    /// Where PostgreSQL writes its log.
    package var databaseLogs: String { data + "/pg/log" }
    /// Where PostgreSQL says which process it is, in the first line.
    package var databaseLock: String { data + "/pg/postmaster.pid" }

    /// Makes the folder; sites of one process have different names.
    package init(programs: String, name: String = "site") throws {
        self.programs = programs
        folder = "/tmp/twoway-\(name)-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        servers = Mutex([SiteServer(programs: programs, folder: folder, name: "server")])
    }

    /// Starts the server on a free port, and waits until it listens.
    package func start() async throws {
        try await servers.withLock { $0[0] }.start()
    }

    /// Starts one more server on the same data, with further options; the site stops it, too.
    package func startAnother(_ options: [String] = []) async throws -> SiteServer {
        let server = servers.withLock { servers in
            let name = "server-\(servers.count + 1)"
            servers.append(SiteServer(programs: programs, folder: folder, name: name, options: options))
            return servers[servers.count - 1]
        }
        try await server.start()
        return server
    }

    /// The server that `start` starts.
    package var first: SiteServer { servers.withLock { $0[0] } }

    /// Asks the servers to end, and waits until they and their cluster have.
    package func stop() async throws {
        for server in servers.withLock({ $0 }) { try await server.stop() }
    }

    package func remove() async {
        try? await stop()
        try? FileManager.default.removeItem(atPath: folder)
    }
}

extension Site {
    /// Opens an account as people do: with a code of the management command.
    package func signUp(_ name: String, as role: Role) async throws -> Player {
        let code = try await run(
            programs + "/twoway-admin",
            ["invitation", "create", "--role", role.rawValue, "--code-only", "--data-folder", data]
        )
        let caller = try await Caller(port: port, token: nil)
        let signedIn = try await caller.call(
            Accounts.Activate.self,
            Accounts.Activate.Params(
                code: code,
                email: try EmailAddress("\(name)@example.org"),
                displayName: try Title(name.capitalized),
                password: "\(name) lantern quartz umbrella",
                timeZone: try TimeZoneName("Europe/Berlin")
            )
        )
        await caller.connection.close()
        return Player(account: signedIn.account, token: signedIn.token)
    }

    /// Runs SQL as the superuser of the cluster; gives the rows, their columns parted by tabs.
    @discardableResult
    package func sql(_ text: String) async throws -> [String] {
        let connection = ["-h", data + "/run", "-U", "postgres", "-d", "twoway"]
        let options = ["-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        return try await run("/usr/bin/psql", connection + options, input: text).split(separator: "\n").map {
            String($0)
        }
    }

    /// Runs a program, which has to succeed, and gives its output without white space at its ends.
    @discardableResult
    package func run(_ program: String, _ arguments: [String], input: String = "") async throws -> String {
        let result = try await Subprocess.run(
            .path(.init(program)),
            arguments: Arguments(arguments),
            environment: .ofSites,
            workingDirectory: "/",
            input: .string(input),
            output: .string(limit: 16 << 20),
            error: .string(limit: 1 << 20)
        )
        guard result.terminationStatus.isSuccess else {
            throw Failure("\(program) failed: \(result.standardError)")
        }
        return result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Environment {
    /// Ours without what is said in it to TwoWay and to PostgreSQL, but for the folder with the migrations.
    static var ofSites: Environment {
        let variables = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("TWOWAY_") && !$0.key.hasPrefix("PG") || $0.key == "TWOWAY_SCHEMA" }
        return .custom(
            Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        )
    }
}
