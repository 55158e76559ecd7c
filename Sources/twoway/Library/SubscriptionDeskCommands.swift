import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// How one follows a library.
struct SubscriptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscription",
        abstract: "Pause and resume following a library, and say which new versions to take.",
        discussion: """
            Policies: manual takes no new version without being asked; minor takes those in which nothing of yours is in
            conflict and no question goes away; all takes every one. Whatever the policy, your own wording, notes and
            links stay, and every upgrade can be taken back for 30 days.

              twoway subscription policy starter minor
              twoway subscription pause starter
            """,
        subcommands: [
            SubscriptionPolicyCommand.self, SubscriptionPauseCommand.self, SubscriptionResumeCommand.self,
            SubscriptionStatisticsCommand.self,
        ]
    )
}

/// Which new versions are taken without being asked.
struct SubscriptionPolicyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Say which new versions to take without being asked."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Argument(help: "manual, minor or all.")
    var policy: Subscription.Policy

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.updateSubscription(to: library, policy: policy)
    }
}

/// Takes no upgrade for a while.
struct SubscriptionPauseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stay at the version you have; its questions can still be asked."
    )

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.updateSubscription(to: library, state: .paused)
    }
}

/// Follows again.
struct SubscriptionResumeCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Follow new versions again.")

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.updateSubscription(to: library, state: .active)
    }
}

/// Whether one's use counts in figures about groups.
struct SubscriptionStatisticsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Let your use count, unnamed, in the coach's figures about groups, or not."
    )

    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case on
        case off
    }

    @Argument(help: "The library: its slug, title or ID.")
    var library: String

    @Argument(help: "on or off.")
    var choice: Choice

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await conversation.updateSubscription(to: library, shareStatistics: choice == .on)
    }
}

extension Conversation {
    fileprivate func updateSubscription(
        to library: String,
        policy: Subscription.Policy? = nil,
        shareStatistics: Bool? = nil,
        state: Subscription.State? = nil
    ) async throws {
        let followed = try await followed(library).subscription
        let params = Subscriptions.Update.Params(
            id: followed.id,
            revision: followed.revision,
            policy: policy,
            shareStatistics: shareStatistics,
            state: state,
            idempotencyKey: .make()
        )
        let saved = try await server.call(Subscriptions.Update.self, params)
        output.show(saved) { subscription in
            let counting = subscription.shareStatistics ? "counts" : "does not count"
            output.say(
                StyledText(subscription.title.text, .strong)
                    + StyledText(
                        ", version \(subscription.pinnedVersion): \(subscription.state.words), policy "
                            + "\(subscription.policy.words); your use \(counting) in figures about groups."
                    )
            )
        }
    }
}
