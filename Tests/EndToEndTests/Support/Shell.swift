import JSONRPC
import Testing
import TwoWayModel

/// A person at a shell: runs `twoway` with a folder of their own for what it remembers.
struct Shell: Sendable {
    let installation: Installation
    let port: Int
    let name: String

    var password: String { "\(name) lantern quartz umbrella" }
    /// Holds all that the program keeps for this person.
    var folder: String { "\(installation.folder)/home-\(name)" }

    /// Where the program finds the server, and what it keeps.
    var environment: [String: String] {
        [
            "HOME": folder, "TWOWAY_CONFIG_HOME": folder, "TWOWAY_SERVER": "127.0.0.1:\(port)",
            "TWOWAY_PASSWORD": password,
        ]
    }

    /// Runs a command, which has to end with a status, and gives what it left.
    @discardableResult
    func run(
        _ arguments: String...,
        status: Int32 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> CommandOutcome {
        try await run(arguments, input: "", status: status, sourceLocation: sourceLocation)
    }

    /// Runs a command with `--json` and reads its answer.
    func json(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws -> JSONNode {
        let outcome = try await run(arguments + ["--json"], input: "", status: 0, sourceLocation: sourceLocation)
        return try JSONDocument(parsing: Array(outcome.output.utf8)).root
    }

    /// Runs a command with `--json` and reads its answer as a value.
    func value<Value: Decodable>(
        of type: Value.Type,
        _ arguments: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Value {
        let outcome = try await run(arguments + ["--json"], input: "", status: 0, sourceLocation: sourceLocation)
        return try JSONDecoding.decode(type, from: JSONDocument(parsing: Array(outcome.output.utf8)).root, at: "answer")
    }

    /// Runs a command that reads what is typed.
    func run(
        _ arguments: [String],
        input: String,
        status: Int32,
        sourceLocation: SourceLocation
    ) async throws -> CommandOutcome {
        let outcome = try await installation.run(
            .client,
            arguments,
            environment: environment,
            input: input
        )
        try #require(
            outcome.status == status,
            "twoway \(arguments.joined(separator: " ")): \(outcome.errors)",
            sourceLocation: sourceLocation
        )
        return outcome
    }
}

extension Shell {
    /// Opens an account for somebody with a code of the management command.
    static func open(
        _ name: String,
        as role: Role,
        on server: RunningServer,
        of installation: Installation
    ) async throws -> Shell {
        let shell = Shell(installation: installation, port: server.port, name: name)
        let code = try await installation.invitation(for: role)
        try await shell.run(
            "activate",
            code,
            "--email",
            "\(name)@example.org",
            "--name",
            name.capitalized,
            "--time-zone",
            "Europe/Berlin"
        )
        return shell
    }
}
