import ArgumentParser
import Foundation
import JSONRPCTransport
import TwoWayModel
import TwoWayProtocol

/// What belongs to the account as a whole.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Take out all that is yours, bring it in again, or have it erased.",
        subcommands: [ExportAccount.self, ImportAccount.self, EraseAccount.self, KeepAccount.self]
    )

    struct ExportAccount: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write all that you own into one file.",
            discussion: """
                One JSON object a line: first what the file holds, then your records. The file can be read by you alone \
                (mode 0600); it is not encrypted.

                  twoway account export mine.jsonl
                """
        )

        @Argument(help: "The file to write.")
        var file: String

        @Flag(help: "Replace a file that is there already.")
        var force = false

        @OptionGroup
        var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let archive = try ArchiveFile(file, replaces: force)
            var progress = ProgressLine("Received")
            var cursor: String?
            repeat {
                let place = OwnData.Export.Params(cursor: cursor)
                let part = try await RPCConnection.$patience.withValue(OwnData.patience) {
                    try await conversation.server.call(OwnData.Export.self, place).value
                }
                try archive.append(part.text)
                progress.show(part.progress)
                cursor = part.nextCursor
            } while cursor != nil
            try archive.keep()
            conversation.output.note(StyledText("All that is yours is in \(file)."))
        }
    }

    struct ImportAccount: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Bring such a file into an empty account.",
            discussion: """
                Everything comes in at once, or nothing does; the same file twice changes nothing. Relationships with \
                coaches come in as ended, shares as revoked, and libraries as private: nobody sees anything by it.

                  twoway account import mine.jsonl
                """
        )

        @Argument(help: "The file that account export wrote; - is standard input.")
        var file: String

        @OptionGroup
        var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let text = try InputFile.text(file, atMost: OwnData.maximumBytes)
            let pieces = OwnData.pieces(of: text)
            guard !pieces.isEmpty else { throw CommandFailure("\(file) is empty.") }
            var progress = ProgressLine("Sent")
            // The answer to the last piece may get lost after all was brought in; the second time then finds it the same.
            for _ in 1...2 {
                guard let reply = try await send(pieces, conversation, &progress) else { continue }
                conversation.output.show(reply) { result in
                    if let outcome = result.outcome { conversation.output.say(Self.sentence(outcome)) }
                }
                return
            }
            throw CommandFailure(
                "The server has not all of the file.",
                hint: "Run the command again.",
                status: .unavailable
            )
        }

        private func send(
            _ pieces: [String],
            _ conversation: Conversation,
            _ progress: inout ProgressLine
        ) async throws -> Reply<OwnData.Import.Result>? {
            let archive = ID<OwnData.Archive>.make()
            var last: Reply<OwnData.Import.Result>?
            for (index, piece) in pieces.enumerated() {
                let params = OwnData.Import.Params(
                    archive: archive,
                    piece: index,
                    pieces: pieces.count,
                    text: piece,
                    idempotencyKey: .make()
                )
                do {
                    last = try await RPCConnection.$patience.withValue(OwnData.patience) {
                        try await conversation.server.call(OwnData.Import.self, params)
                    }
                } catch let failure as CommandFailure where failure.status == .conflict {
                    throw CommandFailure(
                        "The account holds a record that differs from that in the file.",
                        hint: "A file can only be brought into an empty account.",
                        details: [failure.sentence],
                        status: .conflict
                    )
                }
                progress.show(Double(index + 1) / Double(pieces.count))
            }
            return last?.value.outcome == nil ? nil : last
        }

        static func sentence(_ outcome: OwnData.Import.Outcome) -> StyledText {
            if outcome.written == 0, outcome.present > 0 {
                return StyledText("All \(outcome.present) records were there already; nothing has changed.")
            }
            let left =
                outcome.leftOut > 0
                ? " \(outcome.leftOut) of relationships that cannot be yours here were left out." : ""
            return StyledText("\(outcome.written) records are yours here now.\(left)")
        }
    }

    struct EraseAccount: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "Have your account and all you own erased, in 14 days.",
            discussion: """
                You are asked to type your e-mail address, and then for your password. Until the day comes everything \
                works as before, and twoway account keep takes the order back. What you published and others have \
                planned or asked stays with them, without your name.

                  twoway account export mine.jsonl && twoway account erase
                """
        )

        @Option(
            help: ArgumentHelp("Your e-mail address, in place of typing it.", valueName: "email"),
            transform: EmailAddress.argument
        )
        var confirm: EmailAddress?

        @Option(help: "What the authenticator app shows, or a recovery code; asked for when it is needed.")
        var code: String?

        @OptionGroup
        var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let account = try await conversation.server.account()
            try confirm(account)
            let password = try Passwords.ask("Password of \(account.email): ", variable: "TWOWAY_PASSWORD")
            let reply = try await conversation.withCode(code) {
                try await conversation.server.call(OwnData.Erase.self, .init(password: password, code: $0))
            }
            conversation.output.show(reply) { result in
                conversation.output.say(
                    StyledText("Your account and all you own will be erased on ") + StyledText("\(result.due)", .strong)
                        + StyledText(". Until then: twoway account keep")
                )
            }
        }

        private func confirm(_ account: Account) throws {
            var typed = confirm?.text
            if typed == nil {
                Output.standardError.say(
                    StyledText("This erases all you own, for ever. ", .bad)
                        + StyledText("Take it out first if you want to keep it: twoway account export FILE")
                )
                Output.standardError.prompt(StyledText("Type \(account.email) to go on: "))
                typed = readLine(strippingNewline: true)
            }
            guard typed?.lowercased() == account.email.text else {
                throw CommandFailure("That is not \(account.email); nothing is erased.", status: .usage)
            }
        }
    }

    struct KeepAccount: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "keep",
            abstract: "Take back the order to erase your account."
        )

        @OptionGroup
        var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let done = try await conversation.server.call(OwnData.CancelErasure.self)
            conversation.output.show(done) { _ in conversation.output.say("Your account stays.") }
        }
    }
}

/// How far something is, told at each quarter on the terminal; quiet where nobody reads.
struct ProgressLine {
    private let word: String
    private let output = Output.standardError
    private var told = 0

    init(_ word: String) {
        self.word = word
    }

    mutating func show(_ part: Double) {
        guard output.terminal.isInteractive, part.isFinite else { return }
        let quarters = Int(min(1, max(0, part)) * 4)
        guard quarters > told else { return }
        told = quarters
        output.say(StyledText("\(word): \(quarters * 25) %", .faint))
    }
}
