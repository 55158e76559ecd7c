import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// Codes of a device beside the password.
struct SecondFactorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "second-factor",
        abstract: "Ask for a code of your phone at login, beside the password.",
        discussion: """
            Any authenticator app will do. Set it up with start, type the seed into the app, then confirm with what it shows:

              twoway second-factor start
              twoway second-factor confirm 123456
            """,
        subcommands: [Status.self, Start.self, Confirm.self, Codes.self, Off.self],
        defaultSubcommand: Status.self
    )

    struct Status: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Say whether a code is asked for."
        )

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let factor = try await conversation.server.call(SecondFactors.Get.self)
            conversation.output.show(factor) { factor in
                guard let since = factor.since else {
                    conversation.output.say("Your password is enough. To change that: twoway second-factor start")
                    return
                }
                var facts = Facts()
                facts.add("Codes since", Cell(since))
                facts.add("Recovery codes left", Cell(factor.recoveryCodesLeft))
                conversation.output.facts(facts)
            }
        }
    }

    struct Start: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "start",
            abstract: "Get a seed for your authenticator app; nothing changes until you confirm it."
        )

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let password = try Passwords.ask("Your password: ", variable: "TWOWAY_PASSWORD")
            let start = try await conversation.server.call(SecondFactors.Start.self, .init(password: password))
            conversation.output.show(start) { start in
                conversation.output.say("Type this seed into your authenticator app, by time, six digits:")
                conversation.output.say(StyledText("    " + start.seed, .strong))
                conversation.output.say("or make a picture of this address for it: \(start.address)")
                conversation.output.say("Then, with what the app shows: twoway second-factor confirm CODE")
            }
        }
    }

    struct Confirm: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Ask for codes from now on; every other login of yours ends."
        )

        @Argument(help: "What the app shows now.") var code: String
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = SecondFactors.Confirm.Params(code: code, label: SessionLabel.here)
            let confirmed = try await conversation.server.call(SecondFactors.Confirm.self, params)
            try await conversation.keep(confirmed.value.signedIn)
            conversation.show(
                recoveryCodes: confirmed.value.recoveryCodes,
                after: "A code is asked for from now on, and other logins have ended."
            )
        }
    }

    struct Codes: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "codes",
            abstract: "Get ten new recovery codes; the old ones are void."
        )

        @Argument(help: "What the app shows now, or a recovery code.") var code: String
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let password = try Passwords.ask("Your password: ", variable: "TWOWAY_PASSWORD")
            let proof = SecondFactors.Proof(password: password, code: code)
            let renewed = try await conversation.server.call(SecondFactors.RenewCodes.self, proof)
            conversation.show(recoveryCodes: renewed.value.recoveryCodes, after: "The old recovery codes are void.")
        }
    }

    struct Off: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "off",
            abstract: "Go back to the password alone; every other login of yours ends."
        )

        @Argument(help: "What the app shows now, or a recovery code.") var code: String
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let password = try Passwords.ask("Your password: ", variable: "TWOWAY_PASSWORD")
            let proof = SecondFactors.Proof(password: password, code: code, label: SessionLabel.here)
            let signedIn = try await conversation.server.call(SecondFactors.Remove.self, proof)
            try await conversation.keep(signedIn.value)
            conversation.showWelcome(signedIn.value.account, "No code is asked for any more.")
        }
    }
}

extension Conversation {
    /// Makes a call that a code may be wanted for; when it is, and none was given, a person is asked and it is made again.
    func withCode<Value: Sendable>(
        _ code: String?,
        _ call: (String?) async throws -> Reply<Value>
    ) async throws -> Reply<Value> {
        do {
            return try await call(code)
        } catch let failure as CommandFailure
            where failure.kind == .secondFactorRequired && code == nil && isatty(0) == 1
        {
            return try await call(try Passwords.ask("Code: ", variable: "TWOWAY_CODE"))
        }
    }

    fileprivate func show(recoveryCodes codes: [String], after sentence: String) {
        if output.isJSON {
            output.jsonValue(codes)
            return
        }
        output.say(StyledText(sentence))
        output.say("Without the phone each of these lets you in once. Keep them on paper; they are not shown again:")
        for code in codes { output.say(StyledText("    " + code)) }
    }
}

/// Sets a new password with a code of the admin.
struct ResetPasswordCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password",
        abstract: "Set a new password with the code that the admin gave you; every login of yours ends.",
        discussion: """
            The new password is asked for twice. Without a terminal it is read from standard input, or from \
            TWOWAY_NEW_PASSWORD. A second factor stays in force.
            """
    )

    @Argument(help: "The code.")
    var code: String

    @Option(help: "Your e-mail address.", transform: EmailAddress.argument)
    var email: EmailAddress

    @OptionGroup
    var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let new = try Passwords.askNew("New password: ", variable: "TWOWAY_NEW_PASSWORD")
        let params = Accounts.ResetPassword.Params(code: code, email: email, new: new)
        let done = try await conversation.server.call(Accounts.ResetPassword.self, params)
        conversation.output.show(done) { _ in
            conversation.output.say("The new password is set. Now log in: twoway login --email \(email)")
        }
    }
}
