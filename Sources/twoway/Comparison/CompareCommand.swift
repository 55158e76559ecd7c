import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Opportunities compared under doubt.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare opportunities by what is known, and see what the order hangs on.",
        discussion: """
            What is not known is drawn 10,000 times: how often each one comes first is its chance. Beside it stands what \
            is certain without any chance, and how little would change the leader.

              twoway compare
              twoway compare acme harbour --html comparison.html
              twoway compare --what-if-weight training=30% --what-if-rating acme:pay=4
            """,
        subcommands: [
            CompareNewCommand.self, CompareShowCommand.self, CompareListCommand.self, CompareDeleteCommand.self,
        ],
        defaultSubcommand: CompareNewCommand.self
    )
}

/// Where a comparison goes besides the terminal.
struct ComparisonFiles: ParsableArguments {
    @Option(help: ArgumentHelp("Write a page to look at and to print.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Write the numbers as comma-separated values.", valueName: "file"))
    var csv: String?

    func write(_ page: ComparisonPage) throws(CommandFailure) {
        if let html { try OutputFile.write(Array(page.text.utf8), to: html) }
        if let csv { try OutputFile.write(Array(ComparisonCSV.text(page.result).utf8), to: csv) }
    }
}

/// Compares, and keeps what came of it; or tries something out.
struct CompareNewCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Compare now; the result is kept, but not when something is only tried out.",
        discussion: """
            Without names all opportunities that are not closed are compared. A weight that is tried out is a share of \
            the whole: the other priorities share what is left. A rating is from 1 to 5, or a range of values.

              twoway compare new acme harbour --title "Before the second round"
              twoway compare new --what-if-weight training=30%
              twoway compare new --what-if-rating acme:pay=0.5..0.8
            """
    )

    @Argument(help: "The opportunities: title, organisation or ID; all that are open without a word.")
    var opportunities: [String] = []

    @Option(help: "The job search, if there are several.")
    var search: String?

    @Option(help: "What to call it.", transform: Title.argument)
    var title: Title?

    @Option(help: "Where the draws begin; follows from what is known without a word.")
    var seed: Int?

    @Option(
        name: .customLong("what-if-weight"),
        help: ArgumentHelp("Try out another weight; may be repeated.", valueName: "priority=share")
    )
    var weights: [String] = []

    @Option(
        name: .customLong("what-if-rating"),
        help: ArgumentHelp("Try out another rating; may be repeated.", valueName: "opportunity:priority=rating")
    )
    var ratings: [String] = []

    @OptionGroup var files: ComparisonFiles
    @OptionGroup var options: ServerOptions

    func validate() throws {
        let most = ComparisonInputs.sizes.upperBound
        guard opportunities.isEmpty || (2...most).contains(opportunities.count) else {
            throw ValidationError("Name from 2 to \(most) opportunities, or none for all that are open.")
        }
        guard seed.map({ (0...ComparisonMethod.maximumSeed).contains($0) }) ?? true else {
            throw ValidationError("--seed must be from 0 to \(ComparisonMethod.maximumSeed).")
        }
        guard title == nil || weights.isEmpty && ratings.isEmpty else {
            throw ValidationError("What is only tried out is not kept, and takes no --title.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        var named: [ID<Opportunity>] = []
        for text in opportunities { named.append(try await conversation.opportunity(text)) }
        let jobSearch = try await jobSearch(conversation, of: named.first)
        let tried = WhatIfArguments(weights: weights, ratings: ratings)
        guard tried.isEmpty else {
            return try await tryOut(tried, named.isEmpty ? nil : named, in: jobSearch, conversation)
        }
        let reply = try await conversation.server.call(
            Comparisons.Create.self,
            .init(
                jobSearch: jobSearch,
                opportunities: named.isEmpty ? nil : named,
                title: title,
                seed: seed,
                idempotencyKey: .make()
            )
        )
        try files.write(ComparisonPage(reply.value))
        conversation.output.show(reply) { KeptComparisonText($0).show(on: conversation.output) }
    }

    private func jobSearch(_ conversation: Conversation, of first: ID<Opportunity>?) async throws -> ID<JobSearch> {
        guard search == nil, let first else { return try await conversation.jobSearch(search) }
        return try await conversation.ownOpportunity(first.description).jobSearch
    }

    private func tryOut(
        _ tried: WhatIfArguments,
        _ named: [ID<Opportunity>]?,
        in jobSearch: ID<JobSearch>,
        _ conversation: Conversation
    ) async throws {
        let desk = PriorityDesk(conversation: conversation, jobSearch: jobSearch)
        let priorities = try await desk.current()?.value.priorities ?? []
        let reply = try await conversation.server.call(
            Comparisons.WhatIf.self,
            .init(
                jobSearch: jobSearch,
                opportunities: named,
                weights: try tried.weights(among: priorities),
                ratings: try await tried.ratings(among: priorities) { try await conversation.opportunity($0) },
                seed: seed
            )
        )
        try files.write(ComparisonPage(triedOut: reply.value.after))
        conversation.output.show(reply) {
            ComparisonText.show(before: $0.before, after: $0.after, on: conversation.output)
        }
    }
}
