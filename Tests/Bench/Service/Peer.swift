import Foundation
import JSONRPC
import Subprocess
import Synchronization
import TwoWaySite

/// The same work in Python, as its own processes; see Peer/peer.py.
final class Peer: Sendable {
    let port: Int
    private let state = Mutex<Task<Void, any Error>?>(nil)
    private let processID = Mutex<pid_t?>(nil)

    /// Starts it with an interpreter that has the packages of Peer/requirements.txt, and waits until it listens.
    init(_ site: Site, python: String, program: String) async throws {
        port = 20_000 + Int(getpid()) % 20_000
        let path = site.folder + "/statements.json"
        try Data(try JSONEncoding.encode(Statements.byName)).write(to: URL(filePath: path))
        let (starts, start) = AsyncStream.makeStream(of: pid_t.self)
        let arguments = [program, "\(port)", site.socketFolder, path]
        let task = Task {
            defer { start.finish() }
            _ = try await Subprocess.run(
                .path(.init(python)),
                arguments: Arguments(arguments),
                platformOptions: Self.inGroup,
                input: .none,
                output: .discarded,
                error: .discarded
            ) { execution in
                start.yield(execution.processIdentifier.value)
            }
        }
        state.withLock { $0 = task }
        for await started in starts {
            processID.withLock { $0 = started }
            break
        }
        try await waitUntilUp()
    }

    private func waitUntilUp() async throws {
        for _ in 0..<100 {
            if (try? LoadSocket(port: port)) != nil { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure("the peer does not listen")
    }

    /// In a process group, so that what it forks goes with it.
    private static var inGroup: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        return options
    }

    /// A run that fails leaves nobody behind.
    deinit {
        end()
    }

    private func end() {
        if let processID = processID.withLock({ $0.take() }) { kill(-processID, SIGKILL) }
    }

    func stop() async {
        end()
        try? await state.withLock { $0 }?.value
    }
}
