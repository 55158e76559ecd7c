import Subprocess

/// A program of the host with its arguments, run to its end.
struct Command: Sendable {
    /// What a program left behind.
    struct Answer: Sendable {
        let isSuccess: Bool
        /// Standard output, without white space at its ends.
        let output: String
        let errors: String
    }

    private static let outputLimit = 1 << 20
    /// PostgreSQL outlives us, and our environment may hold what is none of its business.
    private static let environment: [Environment.Key: String] = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
    let program: String
    let arguments: [String]
    /// For secrets, which do not belong where everybody on the host can read them.
    let secrets: [String: String]

    init(_ program: String, _ arguments: [String], secrets: [String: String] = [:]) {
        self.program = program
        self.arguments = arguments
        self.secrets = secrets
    }

    func run() async throws(ClusterError) -> Answer {
        do {
            let result = try await Subprocess.run(
                .path(.init(program)),
                arguments: Arguments(arguments),
                environment: .custom(environment),
                workingDirectory: "/",
                output: .string(limit: Command.outputLimit),
                error: .string(limit: Command.outputLimit)
            )
            return Answer(
                isSuccess: result.terminationStatus.isSuccess,
                output: trimmed(result.standardOutput),
                errors: trimmed(result.standardError)
            )
        } catch {
            throw ClusterError("cannot run \(program): \(error)")
        }
    }

    private var environment: [Environment.Key: String] {
        secrets.reduce(into: Command.environment) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }
    }

    private func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
