import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Assumptions that are to be verified.
struct BeliefCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "belief",
        abstract: "Note what you believe of a job, and see what has been verified.",
        discussion: """
            Only what is known at the same scope settles a belief: what a recruiter says about the whole organisation \
            suggests something, but says little about your future supervisor.

              twoway belief add acme training "Known for its training" --expect 5 \\
                --scope organisation --basis "Two friends told me."
              twoway belief list --unchecked
              twoway belief show 3f9a01bc
            """,
        subcommands: [
            BeliefAddCommand.self, BeliefListCommand.self, BeliefShowCommand.self, BeliefEditCommand.self,
            BeliefDismissCommand.self,
        ]
    )
}

/// Notes an assumption.
struct BeliefAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Note an assumption; what is rated already settles it at once.",
        discussion: """
              twoway belief add acme training "My boss would coach me" --expect 4 \\
                --scope supervisor --basis "The posting says so."
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The priority that it is about: dimension, title or ID.")
    var priority: String

    @Argument(help: "What you believe.", transform: Line.argument)
    var statement: Line

    @Option(help: "The rating, 1 to 5, that you expect.")
    var expect: Int

    @Option(help: "Where it would hold.")
    var scope = Scope.job

    @Option(help: "What it rests on.", transform: Prose.argument)
    var basis: Prose?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (1...5).contains(expect) else { throw ValidationError("--expect must be from 1 to 5.") }
    }

    func run(_ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        let desk = PriorityDesk(conversation: conversation, jobSearch: own.jobSearch)
        let priorities = try await desk.current()?.value.priorities ?? []
        let params = Beliefs.Create.Params(
            opportunity: own.id,
            priority: try PriorityText.find(priority, among: priorities),
            statement: statement,
            basis: basis,
            scope: scope,
            expected: expect,
            idempotencyKey: .make()
        )
        let belief = try await conversation.server.call(Beliefs.Create.self, params)
        conversation.output.show(belief) { BeliefText.say($0, on: conversation.output) }
    }
}

/// Lists assumptions.
struct BeliefListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what you believe, what suggests it, and whom to ask.",
        discussion: """
              twoway belief list acme
              twoway belief list --unchecked
            """
    )

    @Argument(help: "Only of an opportunity: title, organisation or ID.")
    var opportunity: String?

    @Option(help: "Only those in a state.")
    var state: Belief.State?

    @Flag(help: "Only those that nothing has settled yet.")
    var unchecked = false

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var about: ID<Opportunity>?
        if let opportunity { about = try await conversation.ownOpportunity(opportunity).id }
        let params = Beliefs.List.Params(opportunity: about, state: state, unchecked: unchecked ? true : nil)
        let found = try await conversation.server.list(Beliefs.List.self, params, atMost: listing.limit)
        let shelf = options.json ? BeliefShelf() : try await BeliefShelf(found.value.items, conversation)
        conversation.output.show(
            found,
            none: unchecked
                ? "Nothing is left to verify."
                : "Nothing is noted yet; do it: twoway belief add OPPORTUNITY PRIORITY TEXT --expect 4",
            columns: [
                .word("ID"), .text("Belief"), .text("Opportunity"), .word("Scope"), .number("Expected"), .word("State"),
                .remark("Suggested by"), .remark("Ask"),
            ]
        ) { belief in
            [
                Cell(belief.id), Cell(belief.statement, .strong), Cell(shelf.opportunities[belief.opportunity]),
                Cell(belief.scope), Cell(belief.expected), Cell(belief.state, belief.state.ink),
                Cell(BeliefText.suggestions(shelf.view(of: belief).suggests), .faint), Cell(BeliefText.advice(belief)),
            ]
        }
    }
}

/// Shows an assumption with the evidence on it.
struct BeliefShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an assumption with what settles it and what merely suggests something."
    )

    @Argument(help: "The belief: its ID, or its words.")
    var belief: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.belief(belief)
        let view = try await conversation.server.call(Beliefs.Get.self, .init(id: id))
        conversation.output.show(view) { BeliefText.show($0, on: conversation.output) }
    }
}

/// Edits an assumption.
struct BeliefEditCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change an assumption; it is settled anew."
    )

    @Argument(help: "The belief: its ID, or its words.")
    var belief: String

    @Option(help: "What you believe.", transform: Line.argument)
    var statement: Line?

    @Option(help: "What it rests on.", transform: Prose.argument)
    var basis: Prose?

    @Option(help: "Where it would hold.")
    var scope: Scope?

    @Option(help: "The rating, 1 to 5, that you expect.")
    var expect: Int?

    @Flag(help: "Empty the basis.")
    var clearBasis = false

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard expect.map({ (1...5).contains($0) }) ?? true else {
            throw ValidationError("--expect must be from 1 to 5.")
        }
        guard basis == nil || !clearBasis else {
            throw ValidationError("--basis and --clear-basis exclude each other.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let current = try await conversation.currentBelief(belief)
        let params = Beliefs.Update.Params(
            id: current.id,
            revision: current.revision,
            statement: statement,
            basis: basis.map { .set($0) } ?? (clearBasis ? .clear : .unchanged),
            scope: scope,
            expected: expect,
            idempotencyKey: .make()
        )
        let edited = try await conversation.server.call(Beliefs.Update.self, params)
        conversation.output.show(edited) { BeliefText.say($0, on: conversation.output) }
    }
}

/// Gives an assumption up.
struct BeliefDismissCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Give an assumption up for good.",
        discussion: "  twoway belief dismiss 3f9a01bc --reason \"The team is dissolved.\""
    )

    @Argument(help: "The belief: its ID, or its words.")
    var belief: String

    @Option(help: "Why.", transform: Line.argument)
    var reason: Line

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let current = try await conversation.currentBelief(belief)
        let params = Beliefs.Dismiss.Params(
            id: current.id,
            revision: current.revision,
            reason: reason,
            idempotencyKey: .make()
        )
        let dismissed = try await conversation.server.call(Beliefs.Dismiss.self, params)
        conversation.output.show(dismissed) { BeliefText.say($0, on: conversation.output) }
    }
}

extension Conversation {
    /// A belief by its id or its words.
    func belief(_ text: String) async throws -> ID<Belief> {
        if let id = ID<Belief>(text) { return id }
        let found = try await server.list(Beliefs.List.self, .init()).value.items
        return try Lookup(noun: "belief", listing: "twoway belief list")
            .find(text, among: found.map { .init($0.id, $0.statement.text) })
    }

    /// The same with its present revision.
    func currentBelief(_ text: String) async throws -> Belief {
        try await server.call(Beliefs.Get.self, .init(id: try await belief(text))).value.belief
    }
}

/// What a list of beliefs tells beside each: the opportunity's name, and the evidence on it.
struct BeliefShelf {
    var opportunities: [ID<Opportunity>: Title] = [:]
    private var evidence: [ID<Opportunity>: [Evidence]] = [:]

    init() {}

    init(_ beliefs: [Belief], _ conversation: Conversation) async throws {
        guard !beliefs.isEmpty else { return }
        for opportunity in try await conversation.server.list(Opportunities.List.self, .init()).value.items {
            opportunities[opportunity.id] = opportunity.organisationName
        }
        for opportunity in Set(beliefs.map(\.opportunity)) {
            let params = EvidenceRatings.List.Params(opportunity: opportunity)
            evidence[opportunity] = try await conversation.server.list(EvidenceRatings.List.self, params).value.items
        }
    }

    func view(of belief: Belief) -> BeliefView {
        BeliefView(belief, evidence: evidence[belief.opportunity] ?? [])
    }
}
