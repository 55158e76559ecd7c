import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// A comparison that was kept, to be read on a terminal.
struct KeptComparisonText {
    private let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    func show(on output: Output) {
        let isForPeople = output.terminal.isInteractive
        if isForPeople, comparison.state == .stale {
            output.paragraph("STALE: something it rests on has changed since. Compare again: twoway compare", .bad)
        }
        ComparisonText(comparison.result).show(on: output)
        guard isForPeople else { return }
        if let frozen = comparison.frozen { show(frozen, on: output) }
        output.say("")
        let result = comparison.result
        let title = comparison.title.map { "\($0.text), " } ?? ""
        output.note(
            StyledText(
                "\(title)\(comparison.id.short) of \(LocalClock.here.text(comparison.createdAt)); priorities version "
                    + "\(result.version), \(CountText.grouped(result.draws)) draws, seed \(result.seed).",
                .faint
            )
        )
    }

    private func show(_ frozen: FrozenComparison, on output: Output) {
        output.say("")
        output.say(StyledText("By the priorities that your offer froze (version \(frozen.result.version))", .strong))
        output.paragraph(frozen.result.headline, indent: 2)
        output.paragraph(
            "What matters has moved by \(NumberText.percent(frozen.drift.drift)) since: twoway priorities drift",
            indent: 2,
            .faint
        )
    }
}

/// Shows a comparison that was kept.
struct CompareShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a comparison as it was made; it says when it no longer holds.",
        discussion: "  twoway compare show 3f9a01bc --html comparison.html"
    )

    @Argument(help: "The comparison: title or ID.")
    var comparison: String

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var files: ComparisonFiles
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.comparison(comparison, in: search)
        let reply = try await conversation.server.call(Comparisons.Get.self, .init(id: id))
        try files.write(ComparisonPage(reply.value))
        conversation.output.show(reply) { KeptComparisonText($0).show(on: conversation.output) }
    }
}

/// Lists the comparisons.
struct CompareListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the comparisons that were kept."
    )

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let jobSearch = try await conversation.jobSearch(search)
        let found = try await conversation.server.list(
            Comparisons.List.self,
            .init(jobSearch: jobSearch),
            atMost: listing.limit
        )
        conversation.output.show(
            found,
            none: "Nothing is compared yet; twoway compare does it.",
            columns: [
                .word("ID"), .text("Title"), .word("Made"), .number("Of"), .word("State"), .remark("What it says"),
            ]
        ) { summary in
            [
                Cell(summary.id), Cell(summary.title, .strong), Cell(summary.createdAt), Cell(summary.opportunities),
                Cell(summary.state, summary.state == .stale ? .bad : .good), Cell(summary.headline, .faint),
            ]
        }
    }
}

/// Throws a comparison away.
struct CompareDeleteCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a comparison."
    )

    @Argument(help: "The comparison: title or ID.")
    var comparison: String

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.comparison(comparison, in: search)
        let reply = try await conversation.server.call(
            Comparisons.Delete.self,
            .init(id: id, idempotencyKey: .make())
        )
        conversation.output.show(reply) { _ in conversation.output.say("Deleted.") }
    }
}

extension Conversation {
    /// One of the caller's comparisons, by its title or id.
    func comparison(_ text: String, in search: String?) async throws -> ID<Comparison> {
        if let id = ID<Comparison>(text) { return id }
        let jobSearch = try await jobSearch(search)
        let found = try await server.list(Comparisons.List.self, .init(jobSearch: jobSearch)).value.items
        let entries = found.map { Lookup<Comparison>.Entry($0.id, $0.title?.text) }
        return try Lookup(noun: "comparison", listing: "twoway compare list").find(text, among: entries)
    }
}
