import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// New versions of followed libraries.
struct UpgradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "See what a new version of a library would change, take it, and take it back.",
        discussion: """
            Nothing of yours is lost by an upgrade: your wording stays in force where the library changed the same
            question, what it gives up stays as your copy, and new questions wait until you choose them.

              twoway upgrade preview starter
              twoway upgrade apply starter --keep typical-week --take first-review
              twoway upgrade rollback starter
              twoway upgrade auto
            """,
        subcommands: [
            UpgradePreviewCommand.self, UpgradeApplyCommand.self, UpgradeListCommand.self, UpgradeRollbackCommand.self,
            UpgradeAutoCommand.self,
        ]
    )
}

/// Shows what would change.
struct UpgradePreviewCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See what a new version would change; changes nothing."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: ArgumentHelp("The version; the newest without.", valueName: "number"))
    var to: Int?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let preview = try await conversation.preview(library, to: to)
        conversation.output.show(preview) { UpgradeText.show($0, on: conversation.output) }
        if UpgradeText.conflicts(in: preview.value).isEmpty {
            conversation.output.note("Take it: twoway upgrade apply \(library)")
        } else {
            conversation.output.note("Take it, and say what to do about conflicts: twoway upgrade apply \(library)")
        }
    }
}

/// Takes a new version.
struct UpgradeApplyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Take a new version.",
        discussion: """
            On a terminal you are asked about each conflict that no option names; elsewhere such conflicts stay open, \
            and your own wording in force.
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: ArgumentHelp("The version; the newest without.", valueName: "number"))
    var to: Int?

    @Option(help: ArgumentHelp("Keep your wording of this question; may be said several times.", valueName: "key"))
    var keep: [String] = []

    @Option(help: ArgumentHelp("Take the library's wording; may be said several times.", valueName: "key"))
    var take: [String] = []

    @Option(help: ArgumentHelp("Put a third wording in place of both.", valueName: "key=wording"))
    var edit: [String] = []

    @Flag(help: "Ask nothing: conflicts that are not named stay open.")
    var yes = false

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let preview = try await conversation.preview(library, to: to).value
        let output = conversation.output
        var resolutions = try ConflictChoices(keep: keep, take: take, edit: edit).resolutions(for: preview)
        if !yes, !output.isJSON, output.terminal.isInteractive, isatty(0) == 1 {
            UpgradeText.show(preview, on: output)
            let dialogue = Dialogue(output: output) { readLine(strippingNewline: true) }
            guard try UpgradeText.ask(about: preview, resolutions: &resolutions, dialogue) else {
                output.say("Nothing was changed.")
                return
            }
        }
        let params = Upgrades.Apply.Params(
            subscription: preview.subscription,
            revision: preview.revision,
            to: preview.to,
            previewHash: preview.previewHash,
            resolutions: resolutions,
            idempotencyKey: .make()
        )
        let run = try await conversation.server.call(Upgrades.Apply.self, params)
        output.show(run) { UpgradeText.show($0, on: output) }
        let open = UpgradeText.conflicts(in: preview).count - resolutions.count
        if open > 0 {
            output.note(
                "\(NumberText.count(open, "conflict")) left, with your wording in force: twoway questions --state conflict"
            )
        }
        if run.value.outcomes.contains(where: { $0.outcome == .dormant }) {
            output.note("New questions wait to be chosen: twoway questions --state dormant")
        }
    }
}

/// Lists upgrades.
struct UpgradeListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the upgrades of a library that you took."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let subscription = try await conversation.followed(library).subscription
        let runs = try await conversation.server.list(
            Upgrades.List.self,
            .init(subscription: subscription.id),
            atMost: listing.limit
        )
        conversation.output.show(
            runs,
            none: "There was no upgrade yet.",
            columns: [
                .word("ID"), .number("From"), .number("To"), .word("Taken"), .word("Taken back"),
                .text("What became of it"),
            ]
        ) { run in
            [
                Cell(run.id), Cell(run.from), Cell(run.to), Cell(run.appliedAt), Cell(run.rolledBackAt),
                Cell(UpgradeText.summary(run.outcomes.map(\.outcome)), .faint),
            ]
        }
    }
}

/// Takes an upgrade back.
struct UpgradeRollbackCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Take the newest upgrade of a library back, up to 30 days later.",
        discussion: "What you wrote since stays; new questions that you did something with stay as your copies."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let subscription = try await conversation.followed(library).subscription
        let runs = try await conversation.server.list(Upgrades.List.self, .init(subscription: subscription.id)).value
            .items
        guard let newest = runs.first(where: { $0.rolledBackAt == nil }) else {
            throw CommandFailure("There is no upgrade to take back.", hint: "See them: twoway upgrade list \(library)")
        }
        let params = Upgrades.Rollback.Params(run: newest.id, idempotencyKey: .make())
        let back = try await conversation.server.call(Upgrades.Rollback.self, params)
        conversation.output.show(back) { run in
            conversation.output.say(
                StyledText(subscription.title.text, .strong)
                    + StyledText(" is back at version \(run.from); what you wrote since is still there.")
            )
        }
    }
}

/// Takes what waits.
struct UpgradeAutoCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "auto",
        abstract: "Take all waiting upgrades that your policies allow."
    )

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let result = try await conversation.server.call(Upgrades.Auto.self, .init(idempotencyKey: .make()))
        let output = conversation.output
        guard !output.isJSON else { return output.json(result.json) }
        let followed = try await conversation.server.list(Subscriptions.List.self, .init()).value.items
        let titles = Dictionary(followed.map { ($0.id, $0.title.text) }) { first, _ in first }
        for run in result.value.runs {
            output.say(
                StyledText(titles[run.subscription] ?? "A library", .strong)
                    + StyledText(" from version \(run.from) to \(run.to): ")
                    + StyledText(UpgradeText.summary(run.outcomes.map(\.outcome)), .faint)
            )
        }
        for id in result.value.waiting {
            let title = titles[id] ?? id.short
            output.note("\(title) has a new version; look at it: twoway upgrade preview \"\(title)\"")
        }
        if result.value.runs.isEmpty { output.note("Nothing was taken.") }
    }
}

extension Conversation {
    fileprivate func preview(_ library: String, to: Int?) async throws -> Reply<UpgradePreview> {
        let subscription = try await followed(library).subscription
        return try await server.call(Upgrades.Preview.self, .init(subscription: subscription.id, to: to))
    }
}
