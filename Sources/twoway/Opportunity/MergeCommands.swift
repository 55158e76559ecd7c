import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Makes one employer of two.
struct OrganisationMergeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make one employer of two; people, opportunities and research move over.",
        discussion: """
            The first one is deleted when all of it has moved; notes are joined.

              twoway organisation merge "ACME Inc." --into "Acme Ltd"
            """
    )

    @Argument(help: "The duplicate: name or ID.")
    var organisation: String

    @Option(help: "The one that stays: name or ID.")
    var into: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let known = try await conversation.server.list(Organisations.List.self, .init()).value.items
        let lookup = Lookup<Organisation>(noun: "organisation", listing: "twoway organisation list")
        let entries = known.map { Lookup<Organisation>.Entry($0.id, $0.name.text) }
        let from = try MergeChoice.find(try lookup.find(organisation, among: entries), among: known, id: \.id)
        let kept = try MergeChoice.find(try lookup.find(into, among: entries), among: known, id: \.id)
        let params = Organisations.Merge.Params(
            from: from.id,
            into: kept.id,
            revision: kept.revision,
            fromRevision: from.revision,
            idempotencyKey: .make()
        )
        let merged = try await conversation.server.call(Organisations.Merge.self, params)
        conversation.output.show(merged) { merged in
            conversation.output.say(
                StyledText(from.name.text) + StyledText(" is now ") + StyledText(merged.name.text, .strong)
            )
        }
    }
}

/// Makes one person of two.
struct PersonMergeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make one person of two; interviews, askings, plans and promises move over.",
        discussion: """
            The first one is deleted when all of it has moved; notes are joined.

              twoway person merge "D. Diaz" --into "Dana Diaz"
            """
    )

    @Argument(help: "The duplicate: name or ID.")
    var person: String

    @Option(help: "The one who stays: name or ID.")
    var into: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let known = try await conversation.server.list(People.List.self, .init()).value.items
        let lookup = Lookup<Person>(noun: "person", listing: "twoway person list")
        let entries = known.map { Lookup<Person>.Entry($0.id, $0.name.text) }
        let from = try MergeChoice.find(try lookup.find(person, among: entries), among: known, id: \.id)
        let kept = try MergeChoice.find(try lookup.find(into, among: entries), among: known, id: \.id)
        let params = People.Merge.Params(
            from: from.id,
            into: kept.id,
            revision: kept.revision,
            fromRevision: from.revision,
            idempotencyKey: .make()
        )
        let merged = try await conversation.server.call(People.Merge.self, params)
        conversation.output.show(merged) { merged in
            conversation.output.say(
                StyledText(from.name.text) + StyledText(" is now ") + StyledText(merged.name.text, .strong)
            )
        }
    }
}

/// Makes one opportunity of two.
struct OpportunityMergeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make one opportunity of two; interviews, evidence, beliefs and research move over.",
        discussion: """
            The first one is closed as a duplicate and never reopened. It keeps its timeline; its shares end at once, \
            while a coach who sees the other one sees there what has moved over.

              twoway opportunity merge "Developer (agency)" --into "Backend developer"
            """
    )

    @Argument(help: "The duplicate: title, organisation or ID.")
    var opportunity: String

    @Option(help: "The one that stays: title, organisation or ID.")
    var into: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let from = try await conversation.ownOpportunity(opportunity)
        let kept = try await conversation.ownOpportunity(into)
        let params = Opportunities.Merge.Params(
            from: from.id,
            into: kept.id,
            revision: kept.revision,
            fromRevision: from.revision,
            idempotencyKey: .make()
        )
        let merged = try await conversation.server.call(Opportunities.Merge.self, params)
        conversation.output.show(merged) { merged in
            conversation.output.say(
                StyledText("\(from.title), \(from.organisationName) is closed as a duplicate of ")
                    + StyledText("\(kept.title), \(kept.organisationName)", .strong) + StyledText(".")
            )
            guard !merged.ratingsKept.isEmpty else { return }
            let count = NumberText.count(merged.ratingsKept.count, "own rating")
            conversation.output.note(
                "\(count) stayed with the duplicate, since both had one: twoway assess \(from.id.short)"
            )
        }
    }
}

/// One of the things that were listed, with its present revision.
private enum MergeChoice {
    static func find<Thing>(
        _ id: ID<Thing>,
        among known: [Thing],
        id path: KeyPath<Thing, ID<Thing>>
    ) throws(CommandFailure) -> Thing {
        guard let thing = known.first(where: { $0[keyPath: path] == id }) else {
            throw .notFound("There is nothing of yours by the ID \(id).")
        }
        return thing
    }
}
