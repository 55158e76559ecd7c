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
    private let state = Mutex(State())

    private struct State {
        var server: (task: Task<Void, any Error>, processID: pid_t)?
        var port = 0
        var starts = 0
        /// Whether the server that was started last has ended.
        var hasEnded = false
    }

    private static let patience = Duration.seconds(120)

    package var port: Int { state.withLock { $0.port } }
    /// The server's, while it runs.
    package var processID: pid_t? { state.withLock { $0.server?.processID } }
    /// Where PostgreSQL listens.
    package var socketFolder: String { data + "/run" }
    private var data: String { folder + "/data" }
    /// Where PostgreSQL writes its log.
    package var databaseLogs: String { data + "/pg/log" }

    package init(programs: String) throws {
        self.programs = programs
        folder = "/tmp/twoway-site-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
    }

    /// Starts the server on a free port, and waits until it listens.
    package func start(_ options: [String] = []) async throws {
        let log = state.withLock { state in
            state.starts += 1
            state.hasEnded = false
            return "\(folder)/server-\(state.starts).log"
        }
        let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure("cannot write \(log)") }
        let (starts, start) = AsyncStream.makeStream(of: pid_t.self)
        let (program, data) = (programs + "/twoway-server", data)
        let task = Task {
            defer {
                start.finish()
                self.state.withLock { $0.hasEnded = true }
            }
            _ = try await Subprocess.run(
                .path(.init(program)),
                arguments: Arguments(["--data-folder", data, "--port", "0"] + options),
                environment: Site.environment,
                workingDirectory: "/",
                input: .none,
                output: .discarded,
                error: .fileDescriptor(.init(rawValue: descriptor), closeAfterSpawningProcess: true)
            ) { execution in
                start.yield(execution.processIdentifier.value)
            }
        }
        for await processID in starts {
            state.withLock { $0.server = (task, processID) }
            break
        }
        let port = try await listeningPort(log)
        state.withLock { $0.port = port }
    }

    /// Waits until the log says where the server listens.
    private func listeningPort(_ log: String) async throws -> Int {
        let deadline = ContinuousClock.now + Site.patience
        while ContinuousClock.now < deadline {
            // Looked at before the log, so that the last lines are not missed.
            let hasEnded = state.withLock { $0.hasEnded }
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            for line in text.split(separator: "\n") {
                let document = try? JSONDocument(parsing: Array(line.utf8))
                if let root = document?.root, root["message"]?.string == "listening",
                    let addresses = root["addresses"]?.string,
                    let port = addresses.firstMatch(of: /:([0-9]+)[,\]]/).flatMap({ Int($0.1) })
                {
                    return port
                }
            }
            guard !hasEnded else { throw Failure("the server ended instead of listening:\n\(text.suffix(2_000))") }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure("the server does not listen; \(log) says why")
    }

    /// Asks the server to end, and waits until it and its cluster have.
    package func stop() async throws {
        guard let server = state.withLock({ $0.server }) else { return }
        kill(server.processID, SIGTERM)
        try await server.task.value
        state.withLock { $0.server = nil }
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
            environment: Site.environment,
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

    /// Ours without what is said in it to TwoWay and to PostgreSQL, but for the folder with the migrations.
    private static var environment: Environment {
        let variables = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("TWOWAY_") && !$0.key.hasPrefix("PG") || $0.key == "TWOWAY_SCHEMA" }
        return .custom(
            Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        )
    }
}
