import ArgumentParser
import Foundation
import NIOSSL
import TwoWayRepository

/// `twoway-admin doctor`: looks at everything that has to be right around the server.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at everything around the server, and says what to do about it.",
        discussion: """
            Programs, data folder, database, roles, row-level security, space, clock, certificate, audit. Changes nothing.
            Ends with 1 when something fails; a warning does not count.
            """
    )

    @OptionGroup var options: HomeOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "The server's certificate, to see when it ends. (environment: TWOWAY_TLS_CERTIFICATE)")
    var tlsCertificate: String?

    @Option(help: "The server's private key, to see who can read it. (environment: TWOWAY_TLS_KEY)")
    var tlsKey: String?

    func run() async throws {
        let host = HostCheckup(dataFolder: options.dataFolderPath, isRemote: options.isRemote)
        var findings = await host.run()
        findings += tls()
        // Looking must not make a cluster where there is none.
        if options.isRemote || host.hasCluster { findings += await database() }
        if output.json {
            output.show(["items": findings])
        } else {
            show(findings)
        }
        if findings.contains(where: { $0.level == .fail }) { throw ExitCode.failure }
    }

    private func database() async -> [CheckupFinding] {
        let home = options.home
        do {
            let (connections, schema) = try await home.connect()
            let admin = connections.admin ?? connections.app
            var findings = [await self.schema(schema, admin)]
            findings += await DatabaseCheckup(conninfo: admin).run()
            try await home.close()
            return findings
        } catch {
            try? await home.close()
            return [CheckupFinding(.fail, "database", "\(error)", advice: "Look into the log of PostgreSQL.")]
        }
    }

    private func schema(_ folder: SchemaFolder, _ conninfo: String) async -> CheckupFinding {
        do {
            let status = try await Migrator(schemaFolder: folder, conninfo: conninfo, logger: options.logger).status()
            if !status.problems.isEmpty {
                return CheckupFinding(
                    .fail,
                    "schema",
                    status.problems.joined(separator: "; "),
                    advice: "Use the program that the database was migrated with, or a newer one."
                )
            }
            guard status.pending.isEmpty else {
                return CheckupFinding(
                    .fail,
                    "schema",
                    "\(status.pending.count) migrations are pending.",
                    advice: "twoway-admin db migrate"
                )
            }
            return CheckupFinding(.ok, "schema", "\(status.applied.count) migrations, as this program knows them.")
        } catch {
            return CheckupFinding(.fail, "schema", "\(error)")
        }
    }

    private func tls() -> [CheckupFinding] {
        let environment = ProcessInfo.processInfo.environment
        var findings: [CheckupFinding] = []
        if let path = tlsCertificate ?? environment["TWOWAY_TLS_CERTIFICATE"] {
            findings.append(Self.certificate(path, now: Date()))
        }
        if let path = tlsKey ?? environment["TWOWAY_TLS_KEY"] {
            findings.append(HostCheckup.secretFile(path, "private key"))
        }
        return findings
    }

    /// How long the first certificate of a chain is still valid.
    static func certificate(_ path: String, now: Date) -> CheckupFinding {
        guard let first = try? NIOSSLCertificate.fromPEMFile(path).first else {
            return CheckupFinding(.fail, "certificate", "\(path) is no PEM file with a certificate.")
        }
        let days = (TimeInterval(first.notValidAfter) - now.timeIntervalSince1970) / 86_400
        let advice = "Renew it, and send the server a SIGHUP."
        if days < 0 { return CheckupFinding(.fail, "certificate", "\(path) has run out.", advice: advice) }
        let text = "\(path) is valid for \(Int(days)) days."
        return days < 14
            ? CheckupFinding(.warn, "certificate", text, advice: advice) : CheckupFinding(.ok, "certificate", text)
    }

    private func show(_ findings: [CheckupFinding]) {
        for finding in findings {
            let word = finding.level.rawValue.padding(toLength: 4, withPad: " ", startingAt: 0)
            print("\(word)  \(finding.subject): \(finding.found)")
            if let advice = finding.advice, finding.level != .ok { print("      -> \(advice)") }
        }
    }
}
