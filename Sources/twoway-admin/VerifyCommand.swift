import ArgumentParser
import TwoWayRepository
import TwoWayService

/// `twoway-admin verify`: looks for rows that break a rule of DOMAIN.md.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Looks for rows that break a rule (R1 to R24), and names them by their ids.",
        discussion: """
            Reads the whole database as the role tw_backup, changes nothing, and tells ids and names of the schema only,
            never what people have written. Ends with 0 when every rule holds, and with 1 when one is broken.
            """
    )

    @OptionGroup var options: HomeOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "List what is checked, and what a check cannot see, and look at nothing.") var list = false

    func run() async throws {
        if list {
            var report = Report(["rule", "check", "holds", "beyond"])
            for check in RuleCheck.all {
                report.add([.text(check.rule), .text(check.name), .text(check.holds), .init(check.beyond)])
            }
            output.show(report, none: "")
            return
        }
        let findings = try await options.withConnections { connections in
            try await Self.findings(try HomeOptions.backup(connections), options)
        }
        show(findings)
        if findings.contains(where: { !$0.isClean }) { throw ExitCode.failure }
    }

    /// Runs every check, in the order of the rules.
    static func findings(_ conninfo: String, _ options: HomeOptions) async throws -> [RuleFinding] {
        let progress: @Sendable (RuleCheck) -> Void = { Progress.tell("\($0.rule) \($0.name)") }
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        // The role may be connected twice, and the other one of them is the one that looks at everything.
        configuration.sharedConnections = 1
        configuration.transactionConnections = 1
        var findings = try await Verification(conninfo: conninfo).run(progress: progress)
        let database = Database(configuration, logger: options.logger)
        do {
            findings += try await Recomputation(database: database).run(progress: progress)
            await database.close()
        } catch {
            await database.close()
            throw error
        }
        let places = RuleCheck.all.map(\.name)
        return findings.sorted { left, right in
            (places.firstIndex(of: left.check.name) ?? 0) < (places.firstIndex(of: right.check.name) ?? 0)
        }
    }

    private func show(_ findings: [RuleFinding]) {
        var report = Report(["rule", "check", "looked", "offenders", "holds", "examples"])
        for finding in findings {
            report.add([
                .text(finding.check.rule), .text(finding.check.name), .number(finding.looked),
                .number(finding.offenders), .text(finding.check.holds),
                .init(finding.examples.isEmpty ? nil : finding.examples.joined(separator: "; ")),
            ])
        }
        output.show(report, none: "")
        let broken = findings.filter { !$0.isClean }
        let summary =
            broken.isEmpty
            ? "Every rule holds, as far as \(findings.count) checks can see."
            : "\(broken.count) of \(findings.count) checks have found something."
        Progress.tell(summary)
    }
}
