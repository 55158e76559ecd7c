import ArgumentParser
import TwoWayModel
import TwoWayRepository
import TwoWayService

/// `twoway-admin audit`: the chain of what happened.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The chain of what happened to accounts.",
        subcommands: [List.self, Seal.self, Verify.self]
    )

    /// Lists what happened.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what happened, newest first.",
            discussion: "  twoway-admin audit list --event admin. --limit 20"
        )

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only events whose names begin like this, such as session.") var event = ""
        @Option(help: "How many at the most.") var limit = 100

        func validate() throws {
            guard (1...100_000).contains(limit) else { throw ValidationError("The limit must be from 1 to 100000.") }
        }

        func run() async throws {
            var report = Report(["number", "at", "event", "actor", "subject", "detail"])
            let events = try await options.withAdmin { admin in
                try await admin.auditEvents(beginning: event, atMost: limit)
            }
            for event in events {
                let detail = String(decoding: event.detail, as: UTF8.self)
                report.add([
                    .number(event.number), .text(event.at.text), .text(event.event),
                    .init(event.actor?.uuidString.lowercased()), .init(event.subject?.uuidString.lowercased()),
                    .init(detail == "{}" ? nil : detail),
                ])
            }
            output.show(report, none: "Nothing like that has happened.")
        }
    }

    /// Seals the events so far.
    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Seals the events so far; run it every minute.")

        @OptionGroup var options: HomeOptions

        func run() async throws {
            print("\(try await options.withAdmin { try await $0.sealAudit() }) events sealed.")
        }
    }

    /// Computes the chain again.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Computes the chain of seals again.")

        @OptionGroup var options: HomeOptions

        func run() async throws {
            if let broken = try await options.withAdmin({ try await $0.verifyAudit() }) {
                print("BROKEN at the seal of event \(broken).")
                throw ExitCode.failure
            }
            print("Every seal holds.")
        }
    }
}
