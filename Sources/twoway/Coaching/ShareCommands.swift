import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Consent to be read.
struct ShareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Let a coach read what you choose, for as long as you choose.",
        discussion: """
            Everything that is not named stays closed. Without --fields all of a thing is opened but names, pay and \
            notes. See first what the coach would see, then share it:

              twoway share preview acme --what assessment
              twoway share add acme --with kim --what assessment --fields intervals,gates
              twoway share add acme --with kim --what answers --interview "First talk"
              twoway share add --with kim --what priorities --snapshot
              twoway share add acme --with kim --what opportunity --fields overview \\
                --until 2026-07-01
              twoway share list
              twoway share revoke 3f9a01bc

            \(ShareFields.overview)
            """,
        subcommands: [
            ShareAddCommand.self, SharePreviewCommand.self, ShareListCommand.self, ShareRevokeCommand.self,
        ]
    )
}

/// What is to be shared.
struct ShareOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The opportunity, or the comparison: title, organisation or ID.",
            discussion: "Of priorities it may be left out; then they are those of the job search."
        )
    )
    var thing: String?

    @Option(
        help: ArgumentHelp(
            "What of it: \(ShareSubject.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "what"
        )
    )
    var what: ShareSubject

    @Option(
        help: ArgumentHelp(
            "What to open, separated by commas; without it all but names, pay and notes.",
            valueName: "fields"
        ),
        transform: ShareFields.argument
    )
    var fields: [ShareField]?

    @Option(help: "Only one interview, of interviews, plans or answers: title or ID.")
    var interview: String?

    @Option(help: "The job search of priorities or of a comparison; needed when there are several.")
    var search: String?

    func validate() throws {
        guard (fields ?? []).allSatisfy({ what.fields.contains($0) }) else {
            throw ValidationError("The fields of \(what.rawValue) are \(ShareFields.text(what.fields)).")
        }
        guard thing != nil || what == .priorities else {
            throw ValidationError("Say which \(what == .comparison ? "comparison" : "opportunity").")
        }
    }

    /// What is meant, by its ids.
    func anchor(_ conversation: Conversation) async throws -> ShareAnchor {
        var anchor = ShareAnchor()
        switch what {
        case .priorities:
            anchor.jobSearch = try await conversation.jobSearch(thing ?? search)
        case .comparison:
            anchor.comparison = try await conversation.comparison(thing ?? "", in: search)
        case .opportunity, .assessment, .decision:
            anchor.opportunity = try await conversation.opportunity(thing ?? "")
        case .interviews, .plans, .answers:
            anchor.opportunity = try await conversation.opportunity(thing ?? "")
            if let interview { anchor.interview = try await conversation.interview(interview) }
        }
        return anchor
    }
}

extension Shares.Preview.Params {
    fileprivate init(_ choice: ShareOptions, _ anchor: ShareAnchor) {
        self.init(
            subject: choice.what,
            jobSearch: anchor.jobSearch,
            opportunity: anchor.opportunity,
            comparison: anchor.comparison,
            interview: anchor.interview,
            fields: choice.fields
        )
    }
}

/// Opens fields to a coach.
struct ShareAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Open something to a coach; at a terminal you see first what the coach would see."
    )

    @OptionGroup var choice: ShareOptions

    @Option(name: .customLong("with"), help: ArgumentHelp("The coach: name or ID.", valueName: "coach"))
    var coach: String

    @Flag(help: "As it is now, whatever becomes of it; else as it is when the coach looks.")
    var snapshot = false

    @Option(help: ArgumentHelp("When it begins: \"2026-06-01 09:00\"; without a word, now.", valueName: "time"))
    var from: String?

    @Option(
        help: ArgumentHelp("When it ends: \"2026-07-01 18:00\"; without a word, when you revoke it.", valueName: "time")
    )
    var until: String?

    @Flag(name: .shortAndLong, help: "Do not show and ask first.")
    var yes = false

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let output = conversation.output
        let anchor = try await choice.anchor(conversation)
        let relationship = try await conversation.relationship(coach, as: .candidate)
        let zone = LocalClock.here.zone
        let params = Shares.Create.Params(
            relationship: relationship,
            subject: choice.what,
            jobSearch: anchor.jobSearch,
            opportunity: anchor.opportunity,
            comparison: anchor.comparison,
            interview: anchor.interview,
            fields: choice.fields,
            mode: snapshot ? .snapshot : nil,
            from: try from.map { try TimeText.timestamp($0, in: zone) },
            until: try until.map { try TimeText.timestamp($0, in: zone) },
            idempotencyKey: .make()
        )
        if Confirmation.isPossible(on: output), !yes {
            let preview = try await conversation.server.call(Shares.Preview.self, .init(choice, anchor)).value
            output.say(StyledText("This is what \(coach) would see:", .faint))
            SharedText.show(preview.document, on: output)
            output.say("")
            guard Confirmation.ask("Share it?", on: output) else { return output.say("Nothing is shared.") }
        }
        let share = try await conversation.server.call(Shares.Create.self, params)
        output.show(share) { share in
            let end = share.until.map { "until \(LocalClock.here.text($0))" } ?? "until you revoke it"
            let how = share.mode == .snapshot ? " as it is now" : ""
            output.say("Shared\(how) \(end): \(ShareFields.text(share.fields)). ID \(share.id.short).")
            output.note(StyledText("Who read it shows in: twoway receipts", .faint))
        }
    }
}

/// Shows what a coach would see.
struct SharePreviewCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See exactly what a coach would see, before you share anything."
    )

    @OptionGroup var choice: ShareOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Shares.Preview.Params(choice, try await choice.anchor(conversation))
        let preview = try await conversation.server.call(Shares.Preview.self, params)
        conversation.output.show(preview) { preview in
            SharedText.show(preview.document, on: conversation.output)
            conversation.output.note(StyledText("Open: \(ShareFields.text(preview.fields)).", .faint))
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
                .word("ID"), .text("Of"), .text("With"), .word("What"), .text("Fields"), .word("State"),
                .word("Until"), .word("How"), .word("From"),
            ]
        ) { share in
            [
                Cell(share.id), names.thing(share.anchor), names.account(share.coach),
                Cell(share.subject), ShareFields.cell(share.fields), Cell(share.state, share.state.ink),
                Cell(share.until), Cell(share.mode), Cell(share.from),
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

extension Share.State {
    fileprivate var ink: Ink {
        switch self {
        case .active: .good
        case .revoked, .expired: .faint
        }
    }
}

extension Share {
    /// What it is about.
    var anchor: ShareAnchor {
        ShareAnchor(jobSearch: jobSearch, opportunity: opportunity, comparison: comparison, interview: interview)
    }
}
