import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Starts to pursue a job.
struct OpportunityAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Start to pursue a job.",
        discussion: """
            The organisation, and the future supervisor if you know who it is, are noted before:

              twoway organisation add "Acme Ltd"
              twoway person add "Dana Diaz" --role hiring_manager --organisation acme
              twoway opportunity add "Backend developer" --organisation acme \\
                --supervisor dana --work-mode hybrid --pay "60000-75000 EUR year"
            """
    )

    @Argument(help: "The job.", transform: Title.argument)
    var title: Title

    @Option(help: "The employer: name or ID.")
    var organisation: String

    @Option(help: "The job search, if there are several.")
    var search: String?

    @Option(help: "The part of the organisation.", transform: Title.argument)
    var function: Title?

    @Option(help: "Where it is advertised.", transform: Line.argument)
    var posting: Line?

    @Option(help: "Where the work is done.", transform: Title.argument)
    var location: Title?

    @Option(help: "How much of it is done there.")
    var workMode: WorkMode?

    @Option(help: "What is paid: \"60000-75000 EUR year\".", transform: PayText.argument)
    var pay: PayRange?

    @Option(help: "The future supervisor: a person's name or ID.")
    var supervisor: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let jobSearch = try await conversation.jobSearch(search)
        let employer = try await conversation.organisation(organisation)
        var person: ID<Person>?
        if let supervisor { person = try await conversation.person(supervisor) }
        let params = Opportunities.Create.Params(
            jobSearch: jobSearch,
            organisation: employer,
            title: title,
            functionName: function,
            posting: posting,
            location: location,
            workMode: workMode,
            pay: pay,
            futureSupervisor: person,
            idempotencyKey: .make()
        )
        let created = try await conversation.server.call(Opportunities.Create.self, params)
        conversation.output.show(created) { opportunity in
            conversation.output.say(
                StyledText(opportunity.title.text, .strong)
                    + StyledText(" at \(opportunity.organisationName) is noted, ID \(opportunity.id.short).")
            )
        }
    }
}

/// Edits an opportunity.
struct OpportunityEditCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change an opportunity; what is not named stays.",
        discussion: """
              twoway opportunity edit acme --supervisor "Dana Diaz"
              twoway opportunity edit acme --offer-deadline "2026-06-30 18:00"
              twoway opportunity edit acme --clear pay --clear posting
            """
    )

    enum Member: String, ExpressibleByArgument, CaseIterable {
        case function
        case posting
        case location
        case workMode = "work-mode"
        case pay
        case offerDeadline = "offer-deadline"
        case supervisor
    }

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Option(help: "The job.", transform: Title.argument)
    var title: Title?

    @Option(help: "The part of the organisation.", transform: Title.argument)
    var function: Title?

    @Option(help: "Where it is advertised.", transform: Line.argument)
    var posting: Line?

    @Option(help: "Where the work is done.", transform: Title.argument)
    var location: Title?

    @Option(help: "How much of it is done there.")
    var workMode: WorkMode?

    @Option(help: "What is paid: \"60000-75000 EUR year\".", transform: PayText.argument)
    var pay: PayRange?

    @Option(help: "Until when an offer holds: \"2026-06-30 18:00\" on this machine's clock, or with a zone.")
    var offerDeadline: String?

    @Option(help: "The future supervisor: a person's name or ID.")
    var supervisor: String?

    @Option(help: "Empty a member; may be given several times.")
    var clear: [Member] = []

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        var person: ID<Person>?
        if let supervisor { person = try await conversation.person(supervisor) }
        let deadline = try offerDeadline.map { try TimeText.timestamp($0, in: LocalClock.here.zone) }
        let params = Opportunities.Update.Params(
            id: own.id,
            revision: own.revision,
            title: title,
            functionName: patch(function, .function),
            posting: patch(posting, .posting),
            location: patch(location, .location),
            workMode: patch(workMode, .workMode),
            pay: patch(pay, .pay),
            offerDeadline: patch(deadline, .offerDeadline),
            futureSupervisor: patch(person, .supervisor),
            idempotencyKey: .make()
        )
        let updated = try await conversation.server.call(Opportunities.Update.self, params)
        conversation.output.show(updated) { opportunity in
            conversation.output.say(StyledText(opportunity.title.text, .strong) + StyledText(" is changed."))
        }
    }

    private func patch<Value>(_ value: Value?, _ member: Member) -> Patch<Value> {
        if let value { return .set(value) }
        return clear.contains(member) ? .clear : .unchanged
    }
}
