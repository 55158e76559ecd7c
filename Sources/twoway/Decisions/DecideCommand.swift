import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What is decided.
struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Take an offer or turn it down, and keep why, with all that you knew that day.",
        discussion: """
            A decision is kept with the scorecard of its day and is never edited; you can only take it back, by another \
            one. A job is accepted when every must-have passes or is waived.

              twoway decide accept acme "The team, and room to learn."
              twoway decide start acme 2026-09-01
              twoway decide decline globex "Too far away."
              twoway decide wait initech "Until I have spoken to the team."
              twoway decide list
              twoway decide reverse 3f9a01bc "They took the offer back."
            """,
        subcommands: [
            DecideAcceptCommand.self, DecideDeclineCommand.self, DecideWithdrawCommand.self, DecideWaitCommand.self,
            DecideListCommand.self, DecideShowCommand.self, DecideReverseCommand.self, DecideStartCommand.self,
        ]
    )
}

/// What every decision says.
struct DecisionWish: ParsableArguments {
    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "Why; you will want to read it in a year.", transform: Prose.argument)
    var reasons: Prose

    func record(_ kind: Decision.Kind, _ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        let params = Decisions.Record.Params(
            opportunity: own.id,
            kind: kind,
            reasons: reasons,
            idempotencyKey: .make()
        )
        let decided = try await conversation.server.call(Decisions.Record.self, params)
        conversation.output.show(decided) { view in
            DecisionText.say(view, of: own.organisationName.text, on: conversation.output)
            if kind == .accept {
                conversation.output.note("When does it begin? twoway decide start \(own.id.short) 2026-09-01")
            }
        }
    }
}

/// Takes an offer.
struct DecideAcceptCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take the offer; refused while a must-have is open or failed and not waived."
    )

    @OptionGroup var wish: DecisionWish
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws { try await wish.record(.accept, conversation) }
}

/// Turns an offer down.
struct DecideDeclineCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Turn the offer down; the opportunity is closed."
    )

    @OptionGroup var wish: DecisionWish
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws { try await wish.record(.decline, conversation) }
}

/// Ends it before there is an offer.
struct DecideWithdrawCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw from a job that you do not want; the opportunity is closed."
    )

    @OptionGroup var wish: DecisionWish
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws { try await wish.record(.withdraw, conversation) }
}

/// Decides not to decide yet.
struct DecideWaitCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Keep why you do not decide yet, with what you know today."
    )

    @OptionGroup var wish: DecisionWish
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws { try await wish.record(.wait, conversation) }
}

/// Lists decisions.
struct DecideListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what you decided, newest first."
    )

    @Argument(help: "Only of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var about: ID<Opportunity>?
        if let opportunity { about = try await conversation.ownOpportunity(opportunity).id }
        let params = Decisions.List.Params(opportunity: about)
        let found = try await conversation.server.list(Decisions.List.self, params, atMost: listing.limit)
        let names = options.json ? [:] : try await conversation.organisationNames()
        conversation.output.show(
            found,
            none: "Nothing is decided yet.",
            columns: [
                .word("ID"), .word("Day"), .text("Opportunity"), .word("Decision"), .word("State"), .remark("Why"),
            ]
        ) { decision in
            [
                Cell(decision.id), Cell(LocalClock.here.text(decision.decidedAt)),
                Cell(names[decision.opportunity] ?? "", .strong), Cell(decision.kind, decision.ink),
                Cell(DecisionText.standing(decision)), Cell(decision.reasons),
            ]
        }
    }
}

/// Shows a decision.
struct DecideShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a decision with what you knew that day, and how it turned out."
    )

    @Argument(help: "The decision: its ID.")
    var decision: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.decision(decision)
        let found = try await conversation.server.call(Decisions.Get.self, .init(id: id))
        conversation.output.show(found) { DecisionText.show($0, on: conversation.output) }
    }
}

/// Takes a decision back.
struct DecideReverseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Take a decision back, once; what it closed is open again, an accepted job stays accepted.",
        discussion: "  twoway decide reverse 3f9a01bc \"They came back with a better offer.\""
    )

    @Argument(help: "The decision: its ID.")
    var decision: String

    @Argument(help: "Why.", transform: Prose.argument)
    var reason: Prose

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Decisions.Reverse.Params(
            id: try await conversation.decision(decision),
            reason: reason,
            idempotencyKey: .make()
        )
        let reversed = try await conversation.server.call(Decisions.Reverse.self, params)
        conversation.output.show(reversed) { _ in conversation.output.say("Taken back; the first word is kept.") }
    }
}

/// Sets the first day.
struct DecideStartCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Say when an accepted job begins: you are asked how it is after 30, 90 and 180 days.",
        discussion: "  twoway decide start acme 2026-09-01"
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The first day, such as 2026-09-01.")
    var day: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let startsOn = try DayText.day(day)
        let accepted = try await conversation.acceptance(opportunity)
        let params = Decisions.Start.Params(
            id: accepted.decision.id,
            startsOn: startsOn,
            revision: accepted.start?.revision ?? 0,
            idempotencyKey: .make()
        )
        let start = try await conversation.server.call(Decisions.Start.self, params)
        conversation.output.show(start) { start in
            let days = RealityCheck.days.map { Day(daysSince1970: start.startsOn.daysSince1970 + $0).text }
            conversation.output.say(
                "It begins on \(start.startsOn.text). How it really is: \(days.joined(separator: ", "))."
            )
        }
    }
}

extension Conversation {
    /// A decision by its id.
    func decision(_ text: String) async throws -> ID<Decision> {
        if let id = ID<Decision>(text) { return id }
        let found = try await server.list(Decisions.List.self, .init()).value.items
        return try Lookup(noun: "decision", listing: "twoway decide list")
            .find(text, among: found.map { .init($0.id, $0.reasons.text) })
    }

    /// The acceptance of a job that stands, with its scorecard.
    func acceptance(_ text: String) async throws -> DecisionView {
        let own = try await ownOpportunity(text)
        let decisions = try await server.list(Decisions.List.self, .init(opportunity: own.id)).value.items
        guard let accepted = decisions.first(where: { $0.kind == .accept && $0.stands }) else {
            throw CommandFailure.notFound(
                "You have not accepted that job.",
                hint: "Do it first: twoway decide accept \(own.id.short) \"Why\""
            )
        }
        return try await server.call(Decisions.Get.self, .init(id: accepted.id)).value
    }

    /// The employers by opportunity.
    func organisationNames() async throws -> [ID<Opportunity>: String] {
        let opportunities = try await server.list(Opportunities.List.self, .init()).value.items
        return Dictionary(
            opportunities.map { ($0.id, $0.organisationName.text) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
