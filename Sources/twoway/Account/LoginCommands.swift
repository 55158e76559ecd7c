import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// Signs in and remembers the token.
struct LoginCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Log in; the login is remembered for this server until you log out.",
        discussion: """
            The password is asked for without being shown. Without a terminal it is read from standard input, or from \
            TWOWAY_PASSWORD. With a second factor a code of your authenticator app is asked for as well, or one of your \
            recovery codes.

              twoway login --email anna@example.org
              twoway login --email kim@example.org --profile coach
              twoway login --email kim@example.org --server example.org:7464 --tls
            """
    )

    @Option(help: "Your e-mail address; else the one of the last login here.", transform: EmailAddress.argument)
    var email: EmailAddress?

    @Option(help: "What the authenticator app shows, or a recovery code; asked for when it is needed.")
    var code: String?

    @OptionGroup
    var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        guard let email = email ?? conversation.savedLogin?.email else {
            throw CommandFailure.usage("Who are you?", hint: "twoway login --email you@example.org")
        }
        let password = try Passwords.ask("Password of \(email): ", variable: "TWOWAY_PASSWORD")
        let signedIn = try await conversation.withCode(code) {
            let params = Sessions.Login.Params(email: email, password: password, code: $0, label: SessionLabel.here)
            return try await conversation.server.call(Sessions.Login.self, params)
        }
        try await conversation.keep(signedIn.value)
        conversation.showWelcome(signedIn.value.account, "Logged in.")
    }
}

/// Ends the session and forgets the token.
struct LogoutCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "End this login, here and on the server."
    )

    @OptionGroup
    var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        guard conversation.savedLogin != nil else {
            conversation.output.note("You were not logged in at \(conversation.server.place.description).")
            return
        }
        let place = conversation.server.place
        do {
            let done = try await conversation.server.call(Sessions.Logout.self)
            try conversation.credentials.remove(server: place, profile: conversation.profile)
            conversation.output.show(done) { _ in conversation.output.say("Logged out.") }
        } catch let failure as CommandFailure where failure.status == .login {
            // The session had ended already.
            try conversation.credentials.remove(server: place, profile: conversation.profile)
            conversation.output.note("Logged out; the login had ended before.")
        } catch let failure as CommandFailure where failure.status == .unavailable {
            try conversation.credentials.remove(server: place, profile: conversation.profile)
            throw CommandFailure(
                "The login is forgotten here, but the server could not be told: \(failure.sentence)",
                hint: "End it from another login: twoway sessions list",
                status: .unavailable
            )
        }
    }
}

/// Says who is logged in.
struct WhoAmICommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "whoami", abstract: "Show who is logged in.")

    @OptionGroup
    var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let me = try await conversation.server.call(Accounts.Me.self)
        conversation.output.show(me) { account in
            var facts = Facts()
            facts.add("Name", Cell(account.displayName, .strong))
            facts.add("E-mail", Cell(account.email))
            facts.add("Roles", Cell(account.roles.map(\.rawValue).joined(separator: ", ")))
            facts.add("Time zone", Cell(account.timeZone))
            facts.add("Server", Cell(conversation.server.place.description))
            facts.add("Login ends", Cell(conversation.savedLogin?.expiresAt))
            facts.add("Erased on", Cell(account.erasureDue))
            facts.add("Account", Cell(shown: account.id.description, plain: account.id.description))
            conversation.output.facts(facts)
        }
    }
}

/// Changes the password.
struct PasswordCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Change your password; every other login of yours ends.",
        discussion: """
            The old password is asked for once and the new one twice. Without a terminal they are read from standard \
            input, the old one on the first line, or from TWOWAY_PASSWORD and TWOWAY_NEW_PASSWORD.
            """
    )

    @OptionGroup
    var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        guard conversation.savedLogin != nil else { throw CommandFailure.loginNeeded }
        let current = try Passwords.ask("Old password: ", variable: "TWOWAY_PASSWORD")
        let new = try Passwords.askNew("New password: ", variable: "TWOWAY_NEW_PASSWORD")
        let params = Accounts.ChangePassword.Params(current: current, new: new, label: SessionLabel.here)
        let signedIn = try await conversation.server.call(Accounts.ChangePassword.self, params)
        try await conversation.keep(signedIn.value)
        conversation.showWelcome(signedIn.value.account, "The password is changed, and other logins have ended.")
    }
}
