import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// One's own logins.
struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "See where you are logged in, and end logins.",
        subcommands: [ListSessions.self, RevokeSession.self],
        defaultSubcommand: ListSessions.self
    )

    struct ListSessions: ServerCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List your logins.")

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let sessions = try await conversation.server.list(Sessions.List.self, .init(), atMost: listing.limit)
            conversation.output.show(
                sessions,
                none: "You are not logged in anywhere.",
                columns: [
                    .word("ID"), .text("Where"), .word("From"), .word("Since"), .word("Last used"), .word("Ends"),
                    .word("This one"),
                ]
            ) { session in
                [
                    Cell(session.id), Cell(session.label), Cell(session.address ?? ""), Cell(session.createdAt),
                    Cell(session.lastUsedAt), Cell(session.expiresAt), Cell(session.current),
                ]
            }
        }
    }

    struct RevokeSession: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "End a login, or all but this one.",
            discussion: """
                  twoway sessions revoke 3f9a01bc
                  twoway sessions revoke --others
                """
        )

        @Argument(help: "The login to end.")
        var session: String?

        @Flag(help: "End all logins but this one.")
        var others = false

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard (session != nil) != others else { throw ValidationError("Say which login, or --others.") }
        }

        func run(_ conversation: Conversation) async throws {
            guard let session else {
                let done = try await conversation.server.call(Sessions.RevokeOthers.self)
                return conversation.output.show(done) { _ in conversation.output.say("All other logins have ended.") }
            }
            let id = try await find(session, conversation)
            let done = try await conversation.server.call(Sessions.Revoke.self, .init(id: id))
            conversation.output.show(done) { _ in conversation.output.say("The login has ended.") }
        }

        private func find(_ text: String, _ conversation: Conversation) async throws -> ID<Session> {
            if let id = ID<Session>(text) { return id }
            let sessions = try await conversation.server.list(Sessions.List.self, .init()).value.items
            let entries = sessions.map { Lookup<Session>.Entry($0.id, $0.label?.text) }
            return try Lookup(noun: "login", listing: "twoway sessions list").find(text, among: entries)
        }
    }
}
