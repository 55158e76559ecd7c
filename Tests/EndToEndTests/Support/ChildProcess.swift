import Foundation
import Subprocess
import Synchronization

/// A program that runs beside the test.
final class ChildProcess: Sendable {
    enum Ending: Sendable, Hashable {
        case exit(Int32)
        case signal(Int32)
    }

    let processID: pid_t
    private let ending: Box

    /// Where the ending arrives.
    private final class Box: Sendable {
        let value = Mutex<Result<Ending, any Error>?>(nil)
    }

    private init(processID: pid_t, ending: Box) {
        self.processID = processID
        self.ending = ending
    }

    /// Starts a program with its standard error at the end of a file, and its output at the end of another one or
    /// nowhere; returns when the process is there.
    static func start(
        _ program: String,
        _ arguments: [String],
        environment: Environment,
        outputTo output: String = "/dev/null",
        errorsTo file: String
    ) async throws -> ChildProcess {
        let outputDescriptor = try appending(to: output)
        let descriptor = try appending(to: file)
        let box = Box()
        let (starts, start) = AsyncStream.makeStream(of: pid_t.self)
        Task {
            defer { start.finish() }
            do {
                let result = try await Subprocess.run(
                    .path(.init(program)),
                    arguments: Arguments(arguments),
                    environment: environment,
                    workingDirectory: "/",
                    input: .none,
                    output: .fileDescriptor(.init(rawValue: outputDescriptor), closeAfterSpawningProcess: true),
                    error: .fileDescriptor(.init(rawValue: descriptor), closeAfterSpawningProcess: true)
                ) { execution in
                    start.yield(execution.processIdentifier.value)
                }
                box.value.withLock { $0 = .success(Ending(result.terminationStatus)) }
            } catch {
                box.value.withLock { $0 = .failure(error) }
            }
        }
        for await processID in starts { return ChildProcess(processID: processID, ending: box) }
        throw SetUpFailure("\(program) did not start: \(String(describing: box.value.withLock { $0 }))")
    }

    private static func appending(to file: String) throws -> Int32 {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SetUpFailure("cannot write \(file)") }
        return descriptor
    }

    /// How it ended; nil while it runs.
    var hasEnded: Bool { ending.value.withLock { $0 != nil } }

    /// Sends a signal, if the process still runs.
    func send(_ signal: Int32) {
        if !hasEnded { kill(processID, signal) }
    }

    /// Waits until the process has ended.
    ///
    /// - Throws: `SetUpFailure` when it runs longer than the limit.
    func end(within limit: Duration) async throws -> Ending {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let ending = ending.value.withLock({ $0 }) { return try ending.get() }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw SetUpFailure("process \(processID) has not ended within \(limit)")
    }
}

extension ChildProcess.Ending {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exit(code)
        case .signaled(let signal): self = .signal(signal)
        }
    }
}
