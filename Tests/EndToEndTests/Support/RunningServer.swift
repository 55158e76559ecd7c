import Foundation
import JSONRPC
import JSONRPCTransport
import Testing

/// A server process that listens.
struct RunningServer: Sendable {
    /// What a server may take for anything; only one that hangs meets it.
    static let patience = Duration.seconds(120)

    let process: ChildProcess
    let port: Int

    /// Waits until the log says where the server listens.
    static func listening(_ process: ChildProcess, log: String) async throws -> RunningServer {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            // Looked at before the log, so that the last lines are not missed.
            let hasEnded = process.hasEnded
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if let port = port(in: text) { return RunningServer(process: process, port: port) }
            if hasEnded { throw SetUpFailure("the server ended instead of listening:\n\(text)") }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw SetUpFailure("the server does not listen after \(patience)")
    }

    /// The port of the first address in the line that says `listening`, such as `[127.0.0.1:35909]`.
    private static func port(in log: String) -> Int? {
        for line in log.split(separator: "\n") {
            guard let document = try? JSONDocument(parsing: Array(line.utf8)),
                document.root["message"]?.string == "listening",
                let addresses = document.root["addresses"]?.string,
                let port = addresses.firstMatch(of: /:([0-9]+)[,\]]/)
            else { continue }
            return Int(port.1)
        }
        return nil
    }

    /// Ends the process where it stands, as a crash would.
    func kill() async throws {
        process.send(SIGKILL)
        #expect(try await process.end(within: .seconds(30)) == .signal(SIGKILL))
    }

    /// Asks the process to end, and waits until it has.
    func terminate(within limit: Duration = patience) async throws -> ChildProcess.Ending {
        process.send(SIGTERM)
        return try await process.end(within: limit)
    }
}
