import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Consent to be read.
struct ShareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Let a coach read what you choose, for as long as you choose.",
        discussion: """
            Everything that is not named stays closed. Of an opportunity: overview, timeline, posting, pay, people, \
            names. Of an assessment: weights, intervals, gates, evidence, notes.

              twoway share add acme --with kim --what assessment --fields intervals,gates
              twoway share add acme --with kim --what opportunity --fields overview \\
                --until 2026-07-01
              twoway share list
              twoway share revoke 3f9a01bc
            """,
        subcommands: [ShareAddCommand.self, ShareListCommand.self, ShareRevokeCommand.self]
    )
}

/// Opens fields to a coach.
struct ShareAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Open fields of an opportunity, or of its assessment, to a coach."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Option(name: .customLong("with"), help: ArgumentHelp("The coach: name or ID.", valueName: "coach"))
    var coach: String

    @Option(help: "The opportunity itself, or its assessment.")
    var what: ShareSubject

    @Option(
        help: ArgumentHelp("What to open, separated by commas.", valueName: "fields"),
        transform: ShareFields.argument
    )
    var fields: [ShareField]

    @Option(
        help: ArgumentHelp("When it ends: \"2026-07-01 18:00\"; without a word, when you revoke it.", valueName: "time")
    )
    var until: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        let allowed = ShareField.allCases.filter { $0.subject == what }
        guard fields.allSatisfy({ $0.subject == what }) else {
            throw ValidationError("The fields of an \(what.rawValue) are \(ShareFields.text(allowed)).")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let params = Shares.Create.Params(
            relationship: try await conversation.relationship(coach, as: .candidate),
            subject: what,
            opportunity: id,
            fields: fields,
            until: try until.map { try TimeText.timestamp($0, in: LocalClock.here.zone) },
            idempotencyKey: .make()
        )
        let share = try await conversation.server.call(Shares.Create.self, params)
        conversation.output.show(share) { share in
            let end = share.until.map { "until \(LocalClock.here.text($0))" } ?? "until you revoke it"
            conversation.output.say("Shared \(end): \(ShareFields.text(share.fields)). ID \(share.id.short).")
            conversation.output.note(StyledText("Who read it shows in: twoway receipts", .faint))
        }
    }
}

/// The shares one has given.
struct ShareListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List what you share, and shared.")

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Shares.List.Params(role: .candidate)
        let shares = try await conversation.server.list(Shares.List.self, params, atMost: listing.limit)
        let names = try await NameBook(conversation, isNeeded: !options.json, side: .candidate)
        conversation.output.show(
            shares,
            none: "You share nothing.",
            columns: [
                .word("ID"), .text("Opportunity"), .text("With"), .word("What"), .text("Fields"), .word("State"),
                .word("Until"),
            ]
        ) { share in
            [
                Cell(share.id), names.opportunity(share.opportunity), names.account(share.coach),
                Cell(share.subject), ShareFields.cell(share.fields), Cell(share.state, share.state.ink),
                Cell(share.until),
            ]
        }
    }
}

/// Takes a share back.
struct ShareRevokeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a share back; the coach's next look finds nothing."
    )

    @Argument(help: "The share: its ID.")
    var share: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Shares.Revoke.Params(id: try await find(conversation), idempotencyKey: .make())
        let revoked = try await conversation.server.call(Shares.Revoke.self, params)
        conversation.output.show(revoked) { _ in conversation.output.say("It is not shared any more.") }
    }

    private func find(_ conversation: Conversation) async throws -> ID<Share> {
        if let id = ID<Share>(share) { return id }
        let shares = try await conversation.server.list(Shares.List.self, .init(role: .candidate)).value.items
        let lookup = Lookup<Share>(noun: "share", listing: "twoway share list")
        return try lookup.find(share, among: shares.map { .init($0.id) })
    }
}

/// Who has read what.
struct ReceiptsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "See who has read what of yours, and when."
    )

    @Option(help: "Only of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var about: ID<Opportunity>?
        if let opportunity { about = try await conversation.opportunity(opportunity) }
        let params = Shares.ListReceipts.Params(opportunity: about)
        let receipts = try await conversation.server.list(Shares.ListReceipts.self, params, atMost: listing.limit)
        let names = try await NameBook(conversation, isNeeded: !options.json, side: .candidate)
        conversation.output.show(
            receipts,
            none: "Nobody has read anything of yours.",
            columns: [.word("When"), .text("Who"), .text("Opportunity"), .word("What"), .word("Share")]
        ) { receipt in
            [
                Cell(receipt.at), Cell(receipt.readerName, .strong),
                receipt.opportunity.map { names.opportunity($0) } ?? .empty,
                Cell(
                    shown: String(receipt.method.prefix { $0 != "." }),
                    plain: receipt.method
                ),
                receipt.share.map { Cell($0) } ?? .empty,
            ]
        }
    }
}

/// What a coach may read.
struct SharedCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "shared",
        abstract: "As a coach, list what candidates share with you.",
        discussion: """
            Read it by its ID; the candidate is told of each reading, so nothing is read for this list.

              twoway shared
              twoway opportunity show 3f9a01bc
              twoway assess 3f9a01bc
            """
    )

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Shares.List.Params(role: .coach)
        let shares = try await conversation.server.list(Shares.List.self, params, atMost: listing.limit)
        let names = try await NameBook(conversation, isNeeded: !options.json, side: .coach)
        conversation.output.show(
            shares,
            none: "Nothing is shared with you.",
            columns: [
                .word("Opportunity"), .text("Candidate"), .word("What"), .text("Fields"), .word("Since"),
                .word("Until"), .word("Share"),
            ]
        ) { share in
            [
                Cell(share.opportunity).inked(.strong), names.account(share.candidate), Cell(share.subject),
                ShareFields.cell(share.fields), Cell(share.from), Cell(share.until), Cell(share.id),
            ]
        }
    }
}

extension Share.State {
    fileprivate var ink: Ink {
        switch self {
        case .active: .good
        case .revoked, .expired: .faint
        }
    }
}

/// The fields of a share as people write them.
enum ShareFields {
    static func argument(_ text: String) throws -> [ShareField] {
        let words = text.split { $0 == "," || $0 == " " }.map(String.init)
        guard !words.isEmpty else { throw ValidationError("name at least one field.") }
        return try words.map { word in
            guard let field = ShareField(rawValue: word) else {
                throw ValidationError("\"\(word)\" is not one of \(Self.text(ShareField.allCases)).")
            }
            return field
        }
    }

    static func text(_ fields: [ShareField]) -> String {
        fields.map(\.rawValue).joined(separator: ", ")
    }

    static func cell(_ fields: [ShareField]) -> Cell {
        Cell(shown: text(fields), plain: fields.map(\.rawValue).joined(separator: ","))
    }
}

/// The names behind the ids in a list of shares; for a coach only those of the candidates, since to read a title would
/// leave a receipt.
struct NameBook {
    private var opportunities: [ID<Opportunity>: String] = [:]
    private var accounts: [ID<Account>: Title] = [:]

    init(_ conversation: Conversation, isNeeded: Bool, side: Role) async throws {
        guard isNeeded else { return }
        for one in try await conversation.server.list(Relationships.List.self, .init(role: side)).value.items {
            accounts[one.coach] = one.coachName
            accounts[one.candidate] = one.candidateName
        }
        guard side == .candidate else { return }
        for one in try await conversation.server.list(Opportunities.List.self, .init()).value.items {
            opportunities[one.id] = "\(one.title), \(one.organisationName)"
        }
    }

    func opportunity(_ id: ID<Opportunity>) -> Cell {
        guard let name = opportunities[id] else { return Cell(id) }
        return Cell(shown: name, plain: id.description, .strong)
    }

    func account(_ id: ID<Account>) -> Cell {
        accounts[id].map { Cell($0) } ?? Cell(id)
    }
}
