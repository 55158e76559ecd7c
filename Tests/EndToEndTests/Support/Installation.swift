import Foundation
import Subprocess
import Synchronization
import Testing

/// A data folder of its own and the built programs to work on it; its processes and files go when the test is over.
final class Installation: Sendable {
    /// Holds everything; user `postgres` can pass through it.
    let folder: String
    /// What the programs are told as their data folder.
    var data: String { folder + "/data" }

    private static let prefix = "/tmp/twoway-e2e-"
    private static let made = Mutex(0)

    private struct State {
        var servers: [ChildProcess] = []
        var logs: [String] = []
    }

    private let state = Mutex(State())

    private init() throws {
        let number = Self.made.withLock { made in
            made += 1
            return made
        }
        folder = "\(Self.prefix)\(getpid())-\(number)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
    }

    /// Runs a test with an installation, and cleans up also when it fails.
    ///
    /// No server may log an error, unless the test brings it about.
    static func with<Answer>(
        expectingErrors: Bool = false,
        _ body: (Installation) async throws -> Answer
    ) async throws -> Answer {
        removeLeftovers()
        let installation = try Installation()
        let result: Result<Answer, any Error>
        do {
            result = .success(try await body(installation))
        } catch {
            result = .failure(error)
        }
        for line in installation.loggedErrors where !expectingErrors { Issue.record("a server logged \(line)") }
        // In a task of its own: the test may have been cancelled, the cleaning up must not be.
        await Task { await installation.remove() }.value
        return try result.get()
    }

    /// Starts the server, on a free port unless told which, and waits until it listens.
    func startServer(_ options: [String] = [], port: Int = 0) async throws -> RunningServer {
        let (process, log) = try await launchServer(["--port", "\(port)"] + options)
        return try await RunningServer.listening(process, log: log)
    }

    /// Starts the server and waits until it has given up; for settings that it must refuse.
    func refusedServer(_ options: [String]) async throws -> (ending: ChildProcess.Ending, log: String) {
        let (process, log) = try await launchServer(options)
        return (try await process.end(within: RunningServer.patience), try String(contentsOfFile: log, encoding: .utf8))
    }

    private func launchServer(_ options: [String]) async throws -> (process: ChildProcess, log: String) {
        let log = state.withLock { state in
            state.logs.append("\(folder)/server-\(state.logs.count + 1).log")
            return state.logs[state.logs.count - 1]
        }
        let process = try await ChildProcess.start(
            Program.server.path,
            ["--data-folder", data] + options,
            environment: Program.environment(),
            errorsTo: log
        )
        state.withLock { $0.servers.append(process) }
        return (process, log)
    }

    private var loggedErrors: [Substring] {
        state.withLock { $0.logs }.flatMap { file in
            ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").split(separator: "\n")
        }.filter { $0.contains(#""level":"error""#) || $0.contains(#""level":"critical""#) }
    }

    /// What all servers of the test have logged, and PostgreSQL below them.
    func allLogs() throws -> String {
        var files = state.withLock { $0.logs }
        let folder = data + "/pg/log"
        files += try FileManager.default.contentsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
        return try files.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
    }

    /// The process of PostgreSQL in the data folder; nil when none runs.
    var postmaster: pid_t? { Self.postmaster(in: data) }

    private static func postmaster(in data: String) -> pid_t? {
        guard let text = try? String(contentsOfFile: data + "/pg/postmaster.pid", encoding: .utf8),
            let processID = text.split(separator: "\n").first.flatMap({ pid_t($0) }),
            worksIn(data + "/pg", processID)
        else { return nil }
        return processID
    }

    /// Whether a process works in a folder; one that has ended does not, also when nobody has asked for its status yet.
    static func worksIn(_ folder: String, _ processID: pid_t) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(processID)/cwd")) == folder
    }

    private func remove() async {
        for server in state.withLock({ $0.servers }) {
            server.send(SIGKILL)
            _ = try? await server.end(within: .seconds(30))
        }
        if let postmaster {
            kill(postmaster, SIGQUIT)
            for _ in 0..<1000 where Self.worksIn(data + "/pg", postmaster) {
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Removes what test processes that were killed have left.
    private static func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for path in names.map({ "/tmp/" + $0 }) where path.hasPrefix(prefix) {
            guard let owner = pid_t(path.dropFirst(prefix.count).prefix { $0.isNumber }),
                kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            if let postmaster = postmaster(in: path + "/data") { kill(postmaster, SIGQUIT) }
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
