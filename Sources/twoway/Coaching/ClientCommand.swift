import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// The coach's desk.
struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "As a coach, see which clients need you.",
        discussion: """
              twoway client list
              twoway note list anna
              twoway client seen anna
            """,
        subcommands: [List.self, Seen.self]
    )

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List your clients, the last active first, with what waits for you."
        )

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let clients = try await conversation.server.list(Clients.List.self, .init(), atMost: listing.limit)
            conversation.output.show(
                clients,
                none: "No candidate works with you yet.",
                columns: [.word("ID"), .text("Client"), .word("State"), .text("What waits"), .word("Last")]
            ) { client in
                [
                    Cell(client.relationship), Cell(client.name, .strong), Cell(client.status, client.status.ink),
                    Cell(ClientText.waiting(client), .doubtful), Cell(client.activeAt),
                ]
            }
        }
    }

    struct Seen: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that you have read what a client wrote, comments and replies."
        )

        @Argument(help: "The client: name, or the ID of the relationship.")
        var client: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let id = try await conversation.relationship(client, as: .coach)
            let done = try await conversation.server.call(
                Notes.Seen.self,
                .init(relationship: id, idempotencyKey: .make())
            )
            conversation.output.show(done) { _ in conversation.output.say("Nothing of it is new any more.") }
        }
    }
}

/// What waits, in words.
enum ClientText {
    static func waiting(_ client: Client) -> String {
        if client.status == .invited { return "invites you" }
        let attention = client.attention
        let parts = [
            (attention.interviewsSoon, "interview within 48 hours", "interviews within 48 hours"),
            (attention.interviewsUnprepared, "of them unprepared", "of them unprepared"),
            (attention.commentsUnread, "new comment", "new comments"),
            (attention.promptsClosed, "reply", "replies"),
            (attention.promptsOverdue, "prompt overdue", "prompts overdue"),
            (attention.opinionsDue, "second opinion", "second opinions"),
            (attention.sharesEnding, "share ends soon", "shares end soon"),
        ]
        return parts.filter { $0.0 > 0 }.map { count($0.0, $0.1, $0.2) }.joined(separator: ", ")
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        number >= ClientAttention.maximum ? "\(number)+ \(many)" : NumberText.count(number, one, many)
    }
}
