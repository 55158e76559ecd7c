import Foundation
import Subprocess
import Testing
import TwoWayModel

/// What a program left behind that ran to its end.
struct CommandOutcome: Sendable {
    let status: Int32
    /// Without white space at its ends.
    let output: String
    let errors: String
}

extension Installation {
    /// Runs a program to its end.
    func run(
        _ program: Program,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = ""
    ) async throws -> CommandOutcome {
        let result = try await Subprocess.run(
            .path(.init(program.path)),
            arguments: Arguments(arguments),
            environment: Program.environment(adding: environment),
            workingDirectory: .init(folder),
            input: .string(input),
            output: .string(limit: 16 << 20),
            error: .string(limit: 1 << 20)
        )
        return CommandOutcome(
            status: result.terminationStatus.code,
            output: trimmed(result.standardOutput),
            errors: trimmed(result.standardError)
        )
    }

    private func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs the management command, which has to succeed, and gives its output.
    @discardableResult
    func admin(_ arguments: [String]) async throws -> String {
        let outcome = try await run(.admin, arguments + ["--data-folder", data])
        try #require(outcome.status == 0, "twoway-admin \(arguments): \(outcome.errors)")
        return outcome.output
    }

    /// A code that opens an account.
    func invitation(for role: Role) async throws -> String {
        try await admin(["invitation", "create", "--role", role.rawValue, "--code-only"])
    }
}

extension TerminationStatus {
    /// The exit code; of a process that a signal ended, 128 more than the signal, as a shell has it.
    fileprivate var code: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
