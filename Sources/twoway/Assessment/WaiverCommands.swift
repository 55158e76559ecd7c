import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Makes a reasoned exception from a must-have.
struct AssessWaiveCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive",
        abstract: "Make an exception from a must-have at one opportunity, with your reason.",
        discussion: """
            The must-have still shows as open or failed, and as waived beside it. Without an exception a job with an open \
            or failed must-have cannot be accepted.

              twoway assess waive acme pay "The team makes up for it."
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The must-have: dimension, title or ID.")
    var priority: String

    @Argument(help: "Why.", transform: Line.argument)
    var reason: Line

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let key = try await conversation.priority(priority, of: id)
        let waiver = try await conversation.server.call(
            Waivers.Grant.self,
            .init(opportunity: id, priority: key, reason: reason, idempotencyKey: .make())
        )
        conversation.output.show(waiver) { waiver in
            conversation.output.say("The must-have is waived here, ID \(waiver.id.short).")
        }
    }
}

/// Takes an exception back.
struct AssessUnwaiveCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "unwaive",
        abstract: "Take an exception back; it is kept, but no longer counts."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The must-have: dimension, title or ID.")
    var priority: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let key = try await conversation.priority(priority, of: id)
        let found = try await conversation.server.list(Waivers.List.self, .init(opportunity: id)).value.items
        guard let live = found.first(where: { $0.isLive && $0.priority == key }) else {
            throw CommandFailure.notFound(
                "This must-have is not waived.",
                hint: "See what there is: twoway assess waivers OPPORTUNITY"
            )
        }
        let waiver = try await conversation.server.call(
            Waivers.Revoke.self,
            .init(id: live.id, idempotencyKey: .make())
        )
        conversation.output.show(waiver) { _ in conversation.output.say("The must-have counts again.") }
    }
}

/// Lists exceptions.
struct AssessWaiversCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "waivers",
        abstract: "List the exceptions from must-haves, those taken back included."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        let params = Waivers.List.Params(opportunity: own.id)
        let found = try await conversation.server.list(Waivers.List.self, params, atMost: listing.limit)
        var titles: [ID<Priority>: Title] = [:]
        if !options.json {
            let desk = PriorityDesk(conversation: conversation, jobSearch: own.jobSearch)
            for priority in try await desk.current()?.value.priorities ?? [] { titles[priority.key] = priority.title }
        }
        conversation.output.show(
            found,
            none: "No must-have is waived here.",
            columns: [
                .word("ID"), .text("Must-have"), .word("Since"), .word("Taken back"), .text("Reason"),
            ]
        ) { waiver in
            [
                Cell(waiver.id), titles[waiver.priority].map { Cell($0, .strong) } ?? Cell(waiver.priority),
                Cell(waiver.createdAt), Cell(waiver.revokedAt, .faint), Cell(waiver.reason),
            ]
        }
    }
}
