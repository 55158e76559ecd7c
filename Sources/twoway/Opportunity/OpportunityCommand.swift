import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Jobs that are being pursued.
struct OpportunityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opportunity",
        abstract: "Keep track of the jobs that you pursue.",
        discussion: """
              twoway opportunity add "Backend developer" --organisation acme \\
                --supervisor "Dana Diaz"
              twoway opportunity move "Backend developer" interviewing
              twoway opportunity move acme closed --reason declined
              twoway opportunity coverage acme
            """,
        subcommands: [
            OpportunityAddCommand.self, OpportunityListCommand.self, OpportunityShowCommand.self,
            OpportunityEditCommand.self, OpportunityMoveCommand.self, OpportunityCoverageCommand.self,
            OpportunityMergeCommand.self,
        ]
    )
}

/// Lists opportunities.
struct OpportunityListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List your opportunities.")

    @Option(help: "Only those at a stage.")
    var stage: Opportunity.Stage?

    @Option(help: "Only those of a job search: title or ID.")
    var search: String?

    @Flag(help: "Also those that were merged into another one.")
    var merged = false

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var jobSearch: ID<JobSearch>?
        if let search { jobSearch = try await conversation.jobSearch(search) }
        let params = Opportunities.List.Params(jobSearch: jobSearch, stage: stage, merged: merged ? true : nil)
        let found = try await conversation.server.list(Opportunities.List.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "There is no opportunity yet; add one: twoway opportunity add TITLE --organisation NAME",
            columns: [
                .word("ID"), .text("Opportunity"), .text("Organisation"), .word("Stage"), .word("Closed"),
                .text("Location"), .word("Changed"),
            ]
        ) { opportunity in
            [
                Cell(opportunity.id), Cell(opportunity.title, .strong), Cell(opportunity.organisationName),
                Cell(opportunity.stage, opportunity.stage.ink), Cell(opportunity.closedReason),
                Cell(opportunity.location), Cell(opportunity.updatedAt),
            ]
        }
    }
}

/// Shows an opportunity: all of it to its owner, to a coach what is shared.
struct OpportunityShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an opportunity; a coach sees what is shared, and the candidate is told of the reading."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let view = try await conversation.server.call(Opportunities.Get.self, .init(id: id))
        conversation.output.show(view) { OpportunityText.show($0, on: conversation.output) }
    }
}

/// Moves an opportunity to another stage.
struct OpportunityMoveCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move an opportunity to another stage; closing needs a reason.",
        discussion: """
              twoway opportunity move "Backend developer" offer
              twoway opportunity move acme closed --reason withdrawn \\
                --note "No training at all."
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The new stage.")
    var stage: Opportunity.Stage

    @Option(help: "Why it is closed.")
    var reason: Opportunity.ClosedReason?

    @Option(help: "A note for the timeline.", transform: Prose.argument)
    var note: Prose?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard reason != .duplicate else {
            throw ValidationError("Merge a duplicate: twoway opportunity merge DUPLICATE --into OPPORTUNITY")
        }
        guard (stage == .closed) == (reason != nil) else {
            throw ValidationError(
                stage == .closed
                    ? "Closing needs --reason (\(Opportunity.ClosedReason.allCases.filter { $0 != .duplicate }.map(\.rawValue).joined(separator: ", ")))."
                    : "--reason is only for the stage closed."
            )
        }
    }

    func run(_ conversation: Conversation) async throws {
        let view = try await conversation.ownOpportunity(opportunity)
        let params = Opportunities.Advance.Params(
            id: view.id,
            revision: view.revision,
            stage: stage,
            closedReason: reason,
            note: note,
            idempotencyKey: .make()
        )
        let moved = try await conversation.server.call(Opportunities.Advance.self, params)
        conversation.output.show(moved) { opportunity in
            conversation.output.say(
                StyledText(opportunity.title.text, .strong) + StyledText(" at \(opportunity.organisationName): ")
                    + StyledText(opportunity.stage.words, opportunity.stage.ink) + StyledText(".")
            )
            if opportunity.stage.hasOffer && !view.stage.hasOffer {
                conversation.output.note(
                    "The first offer freezes your priorities: from then on they change only with a reason."
                )
            }
        }
    }
}

extension Conversation {
    /// An opportunity that one owns, with its present revision.
    ///
    /// Taken from the list, since to read one that is only shared would leave a receipt before it is refused.
    func ownOpportunity(_ text: String) async throws -> Opportunity {
        let own = try await server.list(Opportunities.List.self, .init()).value.items
        let entries = own.map {
            Lookup<Opportunity>.Entry(
                $0.id,
                "\($0.title.text), \($0.organisationName.text)",
                $0.title.text,
                $0.organisationName.text
            )
        }
        let lookup = Lookup<Opportunity>(noun: "opportunity of yours", listing: "twoway opportunity list")
        let id = try lookup.find(text, among: entries)
        guard let opportunity = own.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no opportunity of yours by that ID.", hint: lookup.hint)
        }
        return opportunity
    }
}
