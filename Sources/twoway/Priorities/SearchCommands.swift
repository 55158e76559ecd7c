import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Job searches.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Start, list and close job searches; priorities and opportunities belong to one.",
        subcommands: [
            NewSearch.self, ListSearches.self, RenameSearch.self, CloseSearch.self, ReopenSearch.self,
        ]
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
                conversation.output.note("Find out what matters: twoway priorities start")
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

extension SearchCommand {
    struct RenameSearch: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "rename",
            abstract: "Give a job search another title."
        )

        @Argument(help: "The job search: title or ID.")
        var search: String

        @Argument(help: "What to call it from now on.", transform: Title.argument)
        var title: Title

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.change(search) { $0.title = title }
        }
    }

    struct CloseSearch: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Close a job search: it takes no new opportunities and no new priorities."
        )

        @Argument(help: "The job search: title or ID.")
        var search: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.change(search) { $0.state = .closed }
        }
    }

    struct ReopenSearch: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen",
            abstract: "Go on with a job search that was closed."
        )

        @Argument(help: "The job search: title or ID.")
        var search: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            try await conversation.change(search) { $0.state = .active }
        }
    }
}

extension Conversation {
    /// Changes a job search at the revision that it has now.
    fileprivate func change(_ text: String, _ edit: (inout JobSearches.Update.Params) -> Void) async throws {
        let id = try await jobSearch(text)
        let searches = try await server.list(JobSearches.List.self, .init()).value.items
        guard let found = searches.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no job search \"\(text)\".")
        }
        var params = JobSearches.Update.Params(id: id, revision: found.revision, idempotencyKey: .make())
        edit(&params)
        let changed = try await server.call(JobSearches.Update.self, params)
        output.show(changed) { search in
            output.say(StyledText(search.title.text, .strong) + StyledText(" is \(search.state.words)."))
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
