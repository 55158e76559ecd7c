import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// Opens an account with an invitation code.
struct ActivateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Open an account with the invitation code that you were given, and log in.",
        discussion: """
            The password is asked for twice; it needs at least 15 characters. Without a terminal it is read from \
            standard input, or from TWOWAY_PASSWORD.

              twoway activate CODE --email anna@example.org --name "Anna Arndt"
            """
    )

    @Argument(help: "The invitation code.")
    var code: String

    @Option(help: "Your e-mail address, to log in with.", transform: EmailAddress.argument)
    var email: EmailAddress

    @Option(help: "The name that others see.", transform: Title.argument)
    var name: Title

    @Option(
        help: ArgumentHelp("The zone you live in, such as Europe/Berlin; else this machine's.", valueName: "zone"),
        transform: TimeZoneName.argument
    )
    var timeZone: TimeZoneName?

    @OptionGroup
    var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let password = try Passwords.askNew("New password: ", variable: "TWOWAY_PASSWORD")
        let params = Accounts.Activate.Params(
            code: code,
            email: email,
            displayName: name,
            password: password,
            timeZone: timeZone ?? LocalClock.here.zone,
            label: SessionLabel.here
        )
        let signedIn = try await conversation.server.call(Accounts.Activate.self, params)
        try await conversation.keep(signedIn.value)
        conversation.showWelcome(signedIn.value.account, "The account is open.")
    }
}

/// What a session of this program is called in the list of sessions.
enum SessionLabel {
    static var here: Title? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return try? Title("twoway on \(host)")
    }
}

extension Conversation {
    /// Remembers a login, for the commands to come.
    func keep(_ signedIn: Sessions.SignedIn) async throws {
        await server.adopt(signedIn)
        try credentials.save(
            SavedLogin(
                server: server.place.description,
                profile: profile,
                tls: tls != nil,
                authority: tls?.authorityPath.map(Self.absolute),
                account: signedIn.account.id,
                email: signedIn.account.email,
                token: signedIn.token,
                expiresAt: signedIn.expiresAt
            )
        )
    }

    /// Tells who is logged in now; the token stays unseen, also with `--json`.
    func showWelcome(_ account: Account, _ sentence: String) {
        if output.isJSON {
            output.jsonValue(account)
        } else {
            let roles = account.roles.map(\.words).joined(separator: " and ")
            output.say(
                StyledText(sentence + " You are ") + StyledText(account.displayName.text, .strong)
                    + StyledText(" (\(roles)) at \(server.place).")
            )
            if let due = account.erasureDue {
                output.note(StyledText("This account will be erased on \(due); to keep it: twoway account keep", .bad))
            }
        }
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}
