import ArgumentParser
import TwoWayModel
import TwoWayService

/// For people who cannot get in any more.
extension AccountCommand {
    /// Makes a code that sets a new password.
    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a code with which its owner sets a new password.",
            discussion: """
                The password itself you never see. A second factor stays in force. The code is shown once, works once, and \
                for 24 hours: twoway reset-password CODE --email ADDRESS
                """
        )

        @OptionGroup var options: HomeOptions
        @Argument(help: "The e-mail address.") var email: EmailAddress
        @Flag(help: "Print nothing but the code.") var codeOnly = false

        func run() async throws {
            let code = try await options.withAdmin { try await $0.resetPassword(email) }
            if codeOnly {
                print(code.text)
            } else {
                print("\(email) may set a new password. The code works once, within 24 hours, and is not shown again:")
                print("    twoway reset-password \(code.text) --email \(email)")
            }
        }
    }

    /// Takes a second factor away.
    struct ResetTOTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-totp",
            abstract: "Takes away the second factor of somebody who has lost device and recovery codes.",
            discussion:
                "Make sure that it is really them who ask. The reason goes into the audit; sessions end at once."
        )

        @OptionGroup var options: HomeOptions
        @Argument(help: "The e-mail address.") var email: EmailAddress
        @Option(help: "Why, and how you know who asks.") var reason: Line

        func run() async throws {
            try await options.withAdmin { try await $0.removeSecondFactor(email, reason: reason) }
            print("\(email) signs in with the password alone; all sessions are over.")
        }
    }
}
