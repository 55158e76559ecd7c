import ArgumentParser
import TwoWayModel
import TwoWayService

/// `twoway-admin account`: who may sign in.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Who may sign in.",
        subcommands: [
            Create.self, Reinvite.self, List.self, Suspend.self, Resume.self, Reset.self, ResetTOTP.self, EraseDue.self,
        ]
    )

    /// Makes an account and prints the code that activates it.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an account and prints the code that activates it.",
            discussion: "The code is shown once, works once, and for 72 hours: twoway activate CODE"
        )

        @OptionGroup var options: HomeOptions

        @Option(help: "The e-mail address to sign in with.")
        var email: EmailAddress

        @Option(help: "The name that others see.")
        var name: Title

        @Option(name: .customLong("role"), help: "candidate or coach; may be given twice.")
        var roles: [Role]

        @Flag(help: "Print nothing but the code.")
        var codeOnly = false

        func run() async throws {
            let code = try await options.withAdmin { admin in
                try await admin.createAccount(email: email, displayName: name, roles: roles)
            }
            CodeNotice(code: code.text, codeOnly: codeOnly).show("\(email) is invited.")
        }
    }

    /// Makes a new code for an account that was never activated.
    struct Reinvite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a new code for an account that was never activated."
        )

        @OptionGroup var options: HomeOptions
        @Argument(help: "The e-mail address.") var email: EmailAddress
        @Flag(help: "Print nothing but the code.") var codeOnly = false

        func run() async throws {
            let code = try await options.withAdmin { try await $0.reinvite(email) }
            CodeNotice(code: code.text, codeOnly: codeOnly).show("\(email) is invited again.")
        }
    }

    /// Lists the accounts.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the accounts, newest first.")

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            var report = Report(["email", "name", "roles", "status", "created"])
            for account in try await options.withAdmin({ try await $0.accounts() }) {
                let roles = account.roles.map(\.rawValue).joined(separator: ",")
                report.add([
                    .text(account.email.text), .text(account.displayName.text), .text(roles),
                    .text(account.status.rawValue), .text(account.createdAt.text),
                ])
            }
            output.show(report, none: "There is no account yet.")
        }
    }

    /// Keeps an account out and ends its sessions.
    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keeps an account out and ends its sessions at once.")

        @OptionGroup var options: HomeOptions
        @Argument(help: "The e-mail address.") var email: EmailAddress

        func run() async throws {
            try await options.withAdmin { try await $0.suspend(email) }
            print("\(email) is suspended; its sessions are over.")
        }
    }

    /// Lets a suspended account in again.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lets a suspended account in again.")

        @OptionGroup var options: HomeOptions
        @Argument(help: "The e-mail address.") var email: EmailAddress

        func run() async throws {
            try await options.withAdmin { try await $0.resume(email) }
            print("\(email) may sign in again.")
        }
    }
}

/// `twoway-admin invitation`: codes for people whose address is not known yet.
struct InvitationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitation",
        abstract: "Codes for people whose address is not known yet.",
        subcommands: [Create.self]
    )

    /// Makes a code that opens one new account.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a code that opens one new account.")

        @OptionGroup var options: HomeOptions

        @Option(name: .customLong("role"), help: "candidate or coach; may be given twice.")
        var roles: [Role]

        @Flag(help: "Print nothing but the code.")
        var codeOnly = false

        func run() async throws {
            let code = try await options.withAdmin { try await $0.createInvitation(roles: roles) }
            CodeNotice(code: code.text, codeOnly: codeOnly).show("An account can be opened.")
        }
    }
}

/// A one-time code as it is told: to people with what to do, to scripts alone.
private struct CodeNotice {
    let code: String
    let codeOnly: Bool

    func show(_ sentence: String) {
        if codeOnly {
            print(code)
        } else {
            print("\(sentence) The code works once, within 72 hours, and is not shown again:")
            print("    twoway activate \(code)")
        }
    }
}
