import ArgumentParser
import TwoWayModel
import TwoWayService

/// `twoway-admin account`: who may sign in.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Who may sign in.",
        subcommands: [Create.self, Reinvite.self, List.self, Suspend.self, Resume.self, EraseDue.self]
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

        func run() async throws {
            for account in try await options.withAdmin({ try await $0.accounts() }) {
                let roles = account.roles.map(\.rawValue).joined(separator: ",")
                print(
                    "\(account.email)\t\(account.displayName)\t\(roles)\t\(account.status.rawValue)\t\(account.createdAt)"
                )
            }
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

/// `twoway-admin session`: who is signed in.
struct SessionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Who is signed in.",
        subcommands: [End.self]
    )

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

/// `twoway-admin audit`: the chain of what happened.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The chain of what happened to accounts.",
        subcommands: [Seal.self, Verify.self]
    )

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
