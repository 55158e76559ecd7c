import Foundation
import JSONRPC
import Subprocess
import Synchronization

/// One server process of a site; it can be killed and started again, each time on another port.
package final class SiteServer: Sendable {
    private let programs: String
    private let folder: String
    private let name: String
    private let options: [String]
    private let state = Mutex(State())

    private struct State {
        var process: (task: Task<Void, any Error>, id: pid_t)?
        var port = 0
        var starts = 0
        /// Whether the process that was started last has ended.
        var hasEnded = false
    }

    private static let patience = Duration.seconds(120)

    package var port: Int { state.withLock { $0.port } }
    /// While it runs.
    package var processID: pid_t? { state.withLock { $0.process?.id } }

    init(programs: String, folder: String, name: String, options: [String] = []) {
        self.programs = programs
        self.folder = folder
        self.name = name
        self.options = options
    }

    /// Starts it on a free port, and waits until it listens.
    package func start() async throws {
        let log = state.withLock { state in
            state.starts += 1
            state.hasEnded = false
            return "\(folder)/\(name)-\(state.starts).log"
        }
        let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure("cannot write \(log)") }
        let (starts, start) = AsyncStream.makeStream(of: pid_t.self)
        let program = programs + "/twoway-server"
        let arguments = ["--data-folder", folder + "/data", "--port", "0"] + options
        let task = Task {
            defer {
                start.finish()
                self.state.withLock { $0.hasEnded = true }
            }
            _ = try await Subprocess.run(
                .path(.init(program)),
                arguments: Arguments(arguments),
                environment: .ofSites,
                workingDirectory: "/",
                input: .none,
                output: .discarded,
                error: .fileDescriptor(.init(rawValue: descriptor), closeAfterSpawningProcess: true)
            ) { execution in
                start.yield(execution.processIdentifier.value)
            }
        }
        for await processID in starts {
            state.withLock { $0.process = (task, processID) }
            break
        }
        let port = try await listeningPort(log)
        state.withLock { $0.port = port }
    }

    /// Waits until the log says where the server listens.
    private func listeningPort(_ log: String) async throws -> Int {
        let deadline = ContinuousClock.now + SiteServer.patience
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

    /// Asks it to end, and waits until it has.
    package func stop() async throws {
        try await end(by: SIGTERM)
    }

    /// Ends it where it stands, as a crash would.
    package func kill() async throws {
        try await end(by: SIGKILL)
    }

    private func end(by signal: Int32) async throws {
        guard let process = state.withLock({ $0.process.take() }) else { return }
        Foundation.kill(process.id, signal)
        try await process.task.value
    }
}
