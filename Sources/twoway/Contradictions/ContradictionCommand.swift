import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Things that cannot both be so.
struct ContradictionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contradiction",
        abstract: "See what contradicts itself, ask again, and decide what to make of it.",
        discussion: """
            Two ratings of one thing that are 2 or more apart contradict each other, and so do two answers with different \
            values, and a rating that is 2 or more away from what you believed. "twoway interview suggest" proposes to ask \
            again, without saying who said what.

              twoway contradiction list acme
              twoway contradiction show 3f9a01bc
              twoway contradiction explain 3f9a01bc "The peer is in another team."
              twoway contradiction accept 3f9a01bc "I can live with it."
              twoway contradiction dismiss 3f9a01bc "I had rated it wrongly."
            """,
        subcommands: [
            ContradictionListCommand.self, ContradictionShowCommand.self, ContradictionExplainCommand.self,
            ContradictionAcceptCommand.self, ContradictionDismissCommand.self,
        ]
    )
}

/// Lists contradictions.
struct ContradictionListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List contradictions, newest first, with both sides.",
        discussion: """
              twoway contradiction list acme
              twoway contradiction list --state open
            """
    )

    @Argument(help: "Only of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @Option(help: "Only those in a state.")
    var state: Contradiction.State?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var about: ID<Opportunity>?
        if let opportunity { about = try await conversation.ownOpportunity(opportunity).id }
        let params = Contradictions.List.Params(opportunity: about, state: state)
        let found = try await conversation.server.list(Contradictions.List.self, params, atMost: listing.limit)
        let titles = options.json ? [:] : try await conversation.titles(of: found.value.items)
        conversation.output.show(
            found,
            none: "Nothing contradicts itself.",
            columns: [
                .word("ID"), .text("About"), .remark("Sides"), .word("Kind"), .word("Scope"), .number("Severity"),
                .word("State"),
            ]
        ) { contradiction in
            [
                Cell(contradiction.id), Cell(titles[contradiction.priority] ?? "", .strong),
                Cell(ContradictionText.sides(contradiction)), Cell(contradiction.kind), Cell(contradiction.scope),
                Cell(NumberText.value(contradiction.severity)), Cell(contradiction.state, contradiction.state.ink),
            ]
        }
    }
}

/// Shows a contradiction.
struct ContradictionShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show who said what, and when."
    )

    @Argument(help: "The contradiction: its ID.")
    var contradiction: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.contradiction(contradiction)
        let found = try await conversation.server.call(Contradictions.Get.self, .init(id: id))
        let titles = options.json ? [:] : try await conversation.titles(of: [found.value])
        conversation.output.show(found) {
            ContradictionText.show($0, priority: titles[$0.priority] ?? "", on: conversation.output)
        }
    }
}

/// Says how both can be so.
struct ContradictionExplainCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say how both can be so; it is settled for good.",
        discussion: "  twoway contradiction explain 3f9a01bc \"The peer is in another team.\""
    )

    @Argument(help: "The contradiction: its ID.")
    var contradiction: String

    @Argument(help: "The explanation.", transform: Prose.argument)
    var explanation: Prose

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Contradictions.Explain.Params(
            id: try await conversation.contradiction(contradiction),
            explanation: explanation,
            idempotencyKey: .make()
        )
        let settled = try await conversation.server.call(Contradictions.Explain.self, params)
        conversation.output.show(settled) { ContradictionText.say($0, on: conversation.output) }
    }
}

/// Takes it as a risk.
struct ContradictionAcceptCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take it as a risk that you know; it is settled for good.",
        discussion: "  twoway contradiction accept 3f9a01bc \"I can live with either.\""
    )

    @Argument(help: "The contradiction: its ID.")
    var contradiction: String

    @Argument(help: "Why.", transform: Prose.argument)
    var reason: Prose

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Contradictions.Reasoned(
            id: try await conversation.contradiction(contradiction),
            reason: reason,
            idempotencyKey: .make()
        )
        let settled = try await conversation.server.call(Contradictions.AcceptRisk.self, params)
        conversation.output.show(settled) { ContradictionText.say($0, on: conversation.output) }
    }
}

/// Finds that it is none.
struct ContradictionDismissCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Say that it is none; it is settled for good.",
        discussion: "  twoway contradiction dismiss 3f9a01bc \"I had rated it wrongly.\""
    )

    @Argument(help: "The contradiction: its ID.")
    var contradiction: String

    @Argument(help: "Why.", transform: Prose.argument)
    var reason: Prose

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Contradictions.Reasoned(
            id: try await conversation.contradiction(contradiction),
            reason: reason,
            idempotencyKey: .make()
        )
        let settled = try await conversation.server.call(Contradictions.Dismiss.self, params)
        conversation.output.show(settled) { ContradictionText.say($0, on: conversation.output) }
    }
}

extension Conversation {
    /// A contradiction by its id.
    func contradiction(_ text: String) async throws -> ID<Contradiction> {
        if let id = ID<Contradiction>(text) { return id }
        let found = try await server.list(Contradictions.List.self, .init()).value.items
        return try Lookup(noun: "contradiction", listing: "twoway contradiction list")
            .find(text, among: found.map { .init($0.id, ContradictionText.sides($0)) })
    }

    /// The titles of the priorities that contradictions are about, as far as they still count.
    func titles(of contradictions: [Contradiction]) async throws -> [ID<Priority>: String] {
        var titles: [ID<Priority>: String] = [:]
        guard !contradictions.isEmpty else { return titles }
        let wanted = Set(contradictions.map(\.opportunity))
        let opportunities = try await server.list(Opportunities.List.self, .init()).value.items
        for search in Set(opportunities.filter { wanted.contains($0.id) }.map(\.jobSearch)) {
            let set = try await PriorityDesk(conversation: self, jobSearch: search).current()?.value
            for priority in set?.priorities ?? [] { titles[priority.key] = priority.title.text }
        }
        return titles
    }
}
