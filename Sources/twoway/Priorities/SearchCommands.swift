import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Job searches.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Start and list job searches; priorities and opportunities belong to one.",
        subcommands: [NewSearch.self, ListSearches.self]
    )

    struct NewSearch: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Start a job search.",
            discussion: "  twoway search new \"New job 2026\""
        )

        @Argument(help: "What to call it.", transform: Title.argument)
        var title: Title

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = JobSearches.Create.Params(title: title, idempotencyKey: .make())
            let search = try await conversation.server.call(JobSearches.Create.self, params)
            conversation.output.show(search) { search in
                conversation.output.say(StyledText(search.title.text, .strong) + StyledText(" has started."))
                conversation.output.note("Say what matters: twoway priorities add DIMENSION --weight 0.3")
            }
        }
    }

    struct ListSearches: ServerCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List your job searches.")

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let searches = try await conversation.server.list(JobSearches.List.self, .init(), atMost: listing.limit)
            conversation.output.show(
                searches,
                none: "There is no job search yet; start one: twoway search new \"New job\"",
                columns: [.word("ID"), .text("Job search"), .word("State"), .word("Changed")]
            ) { search in
                [Cell(search.id), Cell(search.title, .strong), Cell(search.state), Cell(search.updatedAt)]
            }
        }
    }
}

/// The catalogue of what can matter.
struct DimensionsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "dimensions",
        abstract: "Show the catalogue of what can matter in a job; with a key, what its ratings mean.",
        discussion: """
              twoway dimensions
              twoway dimensions training
            """
    )

    @Argument(help: "The key or the title of one dimension.")
    var dimension: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let catalogue = try await conversation.server.call(Dimensions.List.self)
        let output = conversation.output
        guard let dimension else {
            return output.show(catalogue) { Self.show($0.items, on: output) }
        }
        let found = try DimensionCatalogue(items: catalogue.value.items).find(dimension)
        if output.isJSON { return output.jsonValue(found) }
        var facts = Facts()
        facts.add("Key", Cell(found.key, .strong))
        facts.add("Title", Cell(found.title))
        facts.add("Better", Self.direction(found))
        facts.add("Depends on", Cell(found.bossDependent ? "the future supervisor" : "the organisation"))
        facts.add("Summary", Cell(found.summary))
        for (index, anchor) in found.anchors.enumerated() { facts.add("Rating \(index + 1)", Cell(anchor)) }
        output.facts(facts)
    }

    private static func show(_ dimensions: [Dimension], on output: Output) {
        var table = Table([
            .word("Key"), .text("Title"), .word("Better"), .word("Boss-dependent"), .remark("Summary"),
        ])
        for dimension in dimensions {
            table.add([
                Cell(dimension.key, .strong), Cell(dimension.title), direction(dimension),
                Cell(dimension.bossDependent), Cell(dimension.summary, .faint),
            ])
        }
        output.table(table, none: "The catalogue is empty.")
    }

    private static func direction(_ dimension: Dimension) -> Cell {
        let target = dimension.defaultTarget.map { " \(PriorityText.rating($0))" } ?? ""
        return Cell(
            shown: dimension.defaultDirection.words + target,
            plain: dimension.defaultDirection.rawValue
        )
    }
}

/// The catalogue, to find one entry by what a person typed.
struct DimensionCatalogue {
    let items: [Dimension]

    func find(_ text: String) throws(CommandFailure) -> Dimension {
        let wanted = text.lowercased()
        if let exact = items.first(where: { $0.key.lowercased() == wanted || $0.title.lowercased() == wanted }) {
            return exact
        }
        let alike = items.filter { $0.key.lowercased().hasPrefix(wanted) || $0.title.lowercased().contains(wanted) }
        if alike.count == 1, let only = alike.first { return only }
        let names = alike.isEmpty ? Nearest.word(to: text, among: items.map(\.key)).map { [$0] } : alike.map(\.key)
        throw .notFound(
            "There is no dimension \"\(text)\".",
            hint: names.map { "Do you mean \($0.joined(separator: ", "))?" } ?? "See the catalogue: twoway dimensions"
        )
    }
}
