import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Lists the invitations that wait, as the coach.
struct CoachCodesCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: "As a coach, list your invitations that wait; the codes themselves are shown only once."
    )

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let codes = try await conversation.server.list(Relationships.ListCodes.self, .init(), atMost: listing.limit)
        conversation.output.show(
            codes,
            none: "No invitation waits.",
            columns: [.word("ID"), .word("Made"), .word("Until")]
        ) { code in
            [Cell(code.id), Cell(code.createdAt), Cell(code.expiresAt)]
        }
    }
}

/// Takes an invitation back, as the coach.
struct CoachWithdrawCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "As a coach, take back an invitation that waits; its code opens nothing any more.",
        discussion: "See which ones wait: twoway coach codes"
    )

    @Argument(help: "The invitation: its ID.")
    var invitation: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let waiting = try await conversation.server.list(Relationships.ListCodes.self, .init()).value.items
        let lookup = Lookup<ClientInvitation>(noun: "invitation", listing: "twoway coach codes")
        let id = try lookup.find(invitation, among: waiting.map { .init($0.id) })
        let params = Relationships.WithdrawCode.Params(id: id, idempotencyKey: .make())
        let withdrawn = try await conversation.server.call(Relationships.WithdrawCode.self, params)
        conversation.output.show(withdrawn) { _ in
            conversation.output.say("The invitation is withdrawn; its code opens nothing any more.")
        }
    }
}
