import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Who has read what.
struct ReceiptsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "See who has read what of yours, and when.",
        discussion: """
              twoway receipts
              twoway receipts --opportunity acme --what answers
              twoway receipts --by kim
            """
    )

    @Option(help: "Only of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @Option(help: ArgumentHelp("Only of one kind of thing.", valueName: "what"))
    var what: ShareSubject?

    @Option(help: ArgumentHelp("Only by one coach: name or the ID of the relationship.", valueName: "coach"))
    var by: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var about: ID<Opportunity>?
        if let opportunity { about = try await conversation.opportunity(opportunity) }
        let params = Shares.ListReceipts.Params(
            subject: what,
            opportunity: about,
            reader: try await reader(conversation)
        )
        let receipts = try await conversation.server.list(Shares.ListReceipts.self, params, atMost: listing.limit)
        let names = try await NameBook(conversation, isNeeded: !options.json, side: .candidate)
        conversation.output.show(
            receipts,
            none: "Nobody has read anything of yours.",
            columns: [
                .word("When"), .text("Who"), .text("Of"), .word("What"), .word("Share"), .word("How"),
                .hidden("Subject"),
            ]
        ) { receipt in
            [
                Cell(receipt.at), Cell(receipt.readerName, .strong), names.thing(receipt.anchor),
                Cell(shown: receipt.subject?.rawValue ?? "what you wrote", plain: receipt.method),
                receipt.share.map { Cell($0) } ?? .empty, receipt.mode.map { Cell($0) } ?? .empty,
                receipt.subject.map { Cell($0) } ?? .empty,
            ]
        }
    }

    /// Also one with whom the candidate does not work any more.
    private func reader(_ conversation: Conversation) async throws -> ID<Account>? {
        guard let by else { return nil }
        let known = try await conversation.server.list(Relationships.List.self, .init(role: .candidate)).value.items
        let entries = known.map { Lookup<Account>.Entry($0.coach, $0.coachName.text, $0.id.description) }
        return try Lookup(noun: "coach", listing: "twoway coach list").find(by, among: entries)
    }
}

extension Receipt {
    fileprivate var anchor: ShareAnchor {
        ShareAnchor(jobSearch: jobSearch, opportunity: opportunity, comparison: comparison, interview: interview)
    }
}
