import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Follows a library.
struct SubscribeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribe",
        abstract: "Follow a library, to plan interviews with its questions.",
        discussion: """
              twoway library find
              twoway subscribe starter
            """
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Option(help: "Which new versions to take without being asked.")
    var policy: Subscription.Policy?

    @Flag(help: "Let your use count, unnamed, in the coach's figures about groups.")
    var shareStatistics = false

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.libraryID(library)
        let params = Subscriptions.Create.Params(
            library: id,
            policy: policy,
            shareStatistics: shareStatistics ? true : nil,
            idempotencyKey: .make()
        )
        let subscription = try await conversation.server.call(Subscriptions.Create.self, params)
        conversation.output.show(subscription) { subscription in
            conversation.output.say(
                StyledText("You follow ") + StyledText(subscription.title.text, .strong)
                    + StyledText(", version \(subscription.pinnedVersion).")
            )
        }
    }
}

/// What one follows.
struct SubscriptionsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscriptions",
        abstract: "List the libraries that you follow."
    )

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let subscriptions = try await conversation.server.list(Subscriptions.List.self, .init(), atMost: listing.limit)
        conversation.output.show(
            subscriptions,
            none: "You follow no library yet; find one: twoway library find",
            columns: [
                .word("ID"), .text("Library"), .number("Version"), .number("Newest"), .word("State"), .word("Policy"),
                .word("Since"), .drawing(""),
            ]
        ) { subscription in
            let hasNews = subscription.latestVersion > subscription.pinnedVersion && subscription.state == .active
            return [
                Cell(subscription.id), Cell(subscription.title, .strong), Cell(subscription.pinnedVersion),
                Cell(subscription.latestVersion), Cell(subscription.state), Cell(subscription.policy),
                Cell(subscription.createdAt), Cell(hasNews ? "a new version" : "", .accent),
            ]
        }
        if subscriptions.value.items.contains(where: { $0.latestVersion > $0.pinnedVersion && $0.state == .active }) {
            conversation.output.note("See what a new version changes: twoway upgrade preview LIBRARY")
        }
    }
}

/// Stops following a library.
struct UnsubscribeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsubscribe",
        abstract: "Stop following a library; plans and what was asked keep their wording."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let followed = try await conversation.followed(library).subscription
        let params = Subscriptions.Cancel.Params(
            id: followed.id,
            revision: followed.revision,
            idempotencyKey: .make()
        )
        let cancelled = try await conversation.server.call(Subscriptions.Cancel.self, params)
        conversation.output.show(cancelled) { subscription in
            conversation.output.say(
                StyledText("You do not follow ") + StyledText(subscription.title.text, .strong)
                    + StyledText(" any more.")
            )
        }
    }
}
