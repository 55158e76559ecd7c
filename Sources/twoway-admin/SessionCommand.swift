import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayService

/// `twoway-admin session`: who is signed in.
struct SessionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Who is signed in.",
        subcommands: [List.self, Revoke.self, End.self]
    )

    /// Lists the live sessions.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the live sessions, newest first.")

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only those of this e-mail address.") var email: EmailAddress?

        func run() async throws {
            var report = Report(["id", "email", "device", "address", "since", "used", "expires"])
            for session in try await options.withAdmin({ try await $0.sessions(of: email) }) {
                report.add([
                    .text(session.id.uuidString.lowercased()), .text(session.email.text), .init(session.label),
                    .init(session.address), .text(session.createdAt.text), .text(session.lastUsedAt.text),
                    .text(session.expiresAt.text),
                ])
            }
            output.show(report, none: "Nobody is signed in.")
        }
    }

    /// Ends one session.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ends one session at once.")

        @OptionGroup var options: HomeOptions
        @Argument(help: "The id of the session, from the list.") var id: UUIDText

        func run() async throws {
            try await options.withAdmin { try await $0.endSession(id.value) }
            print("The session is over.")
        }
    }

    /// Ends all sessions of an account.
    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ends all sessions of an account at once.")

        @OptionGroup var options: HomeOptions
        @Argument(help: "The e-mail address.") var email: EmailAddress

        func run() async throws {
            let ended = try await options.withAdmin { try await $0.endSessions(email) }
            print("\(ended) session\(ended == 1 ? "" : "s") of \(email) ended.")
        }
    }
}

/// An id as it is typed.
struct UUIDText: ExpressibleByArgument {
    let value: UUID

    init?(argument: String) {
        guard let value = UUID(uuidString: argument) else { return nil }
        self.value = value
    }
}
