import Foundation
import JSONRPC
import Testing
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// Codes of a phone beside the password, by the programs that people use.
    @Suite
    struct SecondFactorTests {}
}

extension EndToEnd.SecondFactorTests {
    /// A file with a fresh key.
    private func keyFile(_ installation: Installation, mode: Int = 0o600) throws -> String {
        let path = installation.folder + "/key-\(mode)"
        var generator = SystemRandomNumberGenerator()
        let key = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        try (key.base64EncodedString() + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    /// What the app shows some steps from now.
    private func code(_ seed: String, _ steps: Int) throws -> String {
        try #require(TOTPSeed(seed)).code(at: Timestamp.now() + .seconds(30 * steps))
    }

    @Test func `a person sets it up, logs in with a code, loses the phone, and is let in by a recovery code`()
        async throws
    {
        try await Installation.with { installation in
            let server = try await installation.startServer(["--key-file", try keyFile(installation)])
            let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
            let start = try await anna.value(of: SecondFactors.Start.Result.self, "second-factor", "start")
            let codes = try await anna.json("second-factor", "confirm", try code(start.seed, 0))
            let recovery = try #require(codes.elements.compactMap(\.string).first)
            let login = ["login", "--email", "anna@example.org"]
            let refused = try await anna.run(login, input: "", status: 4, sourceLocation: #_sourceLocation)
            #expect(refused.errors.contains("--code"))
            try await anna.run("login", "--email", "anna@example.org", "--code", try code(start.seed, 1))
            try await anna.run("login", "--email", "anna@example.org", "--code", recovery)
            try await anna.run("login", "--email", "anna@example.org", "--code", recovery, status: 4)
            let status = try await anna.run("second-factor")
            #expect(status.output.contains("9"))

            // After all else is lost the admin helps, and the password does as before.
            _ = try await installation.admin(["account", "reset-totp", "anna@example.org", "--reason", "Called back."])
            try await anna.run("whoami", status: 4)
            try await anna.run("login", "--email", "anna@example.org")
            for secret in [start.seed, recovery, anna.password] {
                #expect(!(try installation.allLogs()).contains(secret))
            }
        }
    }

    @Test func `a server without a key says so, and one whose key others can read does not start`() async throws {
        try await Installation.with(expectingErrors: true) { installation in
            let open = try keyFile(installation, mode: 0o644)
            let exposed = try await installation.refusedServer(["--port", "0", "--key-file", open])
            #expect(exposed.ending != .exit(0))
            #expect(exposed.log.contains(open))
            let server = try await installation.startServer()
            let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
            let refused = try await anna.run("second-factor", "start", status: 1)
            #expect(refused.errors.contains("no key"))
        }
    }
}
