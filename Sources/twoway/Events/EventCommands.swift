import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol
import UnixSignals

/// Follows what happens.
struct WatchCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow what happens, one line for each event, until Ctrl-C.",
        discussion: """
            Connects again by itself when the connection breaks, and goes on after the last event shown. With --json each \
            line is one event; its "seq" is where --since goes on another time.

              twoway watch
              twoway watch --since 0 --json
            """
    )

    @Option(help: ArgumentHelp("Begin after the event with this number; without it, with new ones.", valueName: "seq"))
    var since: Int?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        if let since, since < 0 { throw ValidationError("--since must not be negative.") }
    }

    func run(_ conversation: Conversation) async throws {
        guard let token = conversation.savedLogin?.token else { throw CommandFailure.loginNeeded }
        let output = conversation.output
        let (place, tls, since) = (conversation.server.place, conversation.tls, since)
        try await untilInterrupted {
            var watch = EventWatch(place: place, tls: tls, token: token, since: since)
            try await watch.run(
                show: { event, json in
                    if output.isJSON {
                        output.jsonLine(json)
                    } else {
                        let time = StyledText(LocalClock.here.text(event.at), .faint)
                        output.say(time + StyledText("  ") + EventText(event: event).line)
                    }
                },
                tell: { output.note($0) }
            )
        }
    }
}

/// Shows what has happened.
struct InboxCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "See what happened in the last 30 days, what is unread first, and mark it as read.",
        discussion: """
              twoway inbox
              twoway inbox --unread --keep
            """
    )

    @Flag(help: "Show only what is unread.")
    var unread = false

    @Flag(help: "Leave it unread.")
    var keep = false

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Events.List.Params(unreadOnly: unread ? true : nil)
        let found = try await conversation.server.list(Events.List.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: unread ? "Nothing is unread." : "Nothing has happened.",
            columns: [.word("When"), .word("New"), .text("What"), .remark("Run"), .hidden("Number")]
        ) { event in
            let text = EventText(event: event)
            return [
                Cell(event.at), Cell(!event.read, .strong), Cell(text.sentence), Cell(text.command ?? "", .faint),
                Cell(event.seq),
            ]
        }
        try await mark(found.value, conversation)
    }

    /// Marks what was shown as read; the mark is one number, so that nothing unseen may lie below it.
    private func mark(_ found: Listing<Event>, _ conversation: Conversation) async throws {
        guard !keep, let newest = found.items.first, !newest.read else { return }
        if found.hasMore, found.items.last?.read == false {
            return conversation.output.note("There are more unread ones; nothing is marked as read.")
        }
        _ = try await conversation.server.call(Events.Acknowledge.self, .init(upTo: newest.seq))
    }
}

/// Runs something until it ends, or until Ctrl-C or an end from outside, which are no failures.
private func untilInterrupted(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { for await _ in signals { return } }
        tasks.addTask { try await body() }
        defer { tasks.cancelAll() }
        _ = try await tasks.next()
    }
}
