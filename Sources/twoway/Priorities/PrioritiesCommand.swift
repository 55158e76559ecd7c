import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// What matters in a job search.
struct PrioritiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "priorities",
        abstract: "Say what matters to you, and how much.",
        discussion: """
            Changes go to a draft; it counts from when it is activated. Weights need not add up to 1.

              twoway priorities start

            Or one by one:

              twoway priorities add training --weight 0.3
              twoway priorities add technology --weight 0.2 --must-have --threshold 4
              twoway priorities add supervision --weight 0.2 --target 2
              twoway priorities add --own "A short way to work" --weight 0.1
              twoway priorities activate

            Or all at once, from a file:

              twoway priorities set priorities.yaml --activate
            """,
        subcommands: [
            PrioritiesStartCommand.self, PrioritiesShowCommand.self, PrioritiesAddCommand.self,
            PrioritiesRemoveCommand.self, PrioritiesTradeCommand.self, PrioritiesSetCommand.self,
            PrioritiesActivateCommand.self, PrioritiesListCommand.self, PrioritiesDiffCommand.self,
            PrioritiesDriftCommand.self, PrioritiesOutlookCommand.self,
        ],
        defaultSubcommand: PrioritiesShowCommand.self
    )
}

/// Shows the set.
struct PrioritiesShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what counts now, the draft, or an earlier version."
    )

    @Flag(help: "Show the draft.")
    var draft = false

    @Option(help: "Show this version.")
    var version: Int?

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard !draft || version == nil else { throw ValidationError("Say --draft or --version, not both.") }
    }

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        let desk = PriorityDesk(conversation: conversation, jobSearch: search)
        if let version {
            return conversation.output.show(try await desk.version(version)) {
                PriorityText.show($0, on: conversation.output)
            }
        }
        var found = draft ? nil : try await desk.current()
        let counts = found != nil
        if found == nil { found = try await desk.draft() }
        guard let set = found else {
            throw CommandFailure.notFound(
                draft ? "There is no draft." : "There are no priorities yet.",
                hint: "Find out what matters: twoway priorities start"
            )
        }
        conversation.output.show(set) { PriorityText.show($0, on: conversation.output) }
        if counts, !options.json, try await desk.draft() != nil {
            conversation.output.note("There is a draft as well: twoway priorities show --draft")
        }
    }
}

/// Saves the draft from a file.
struct PrioritiesSetCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Replace the draft by what a YAML file says.",
        discussion: """
            A priority keeps its identity, and so its evidence, by its dimension or title.

              weightMode: exact        # or ordinal, with a rank for each; or points,
                                       # with a certainty: sure, fairly or rough
              priorities:
                - dimension: training
                  weight: 0.3
                - dimension: technology
                  weight: 0.2
                  mustHave: true
                  threshold: 4
                  requiredSource: future_supervisor
                - title: A short way to work
                  direction: more
                  weight: 0.1
                  anchors: [Two hours, One hour, 45 minutes, Half an hour, On foot]
              tradeOffs:
                - give: A short way to work
                  gain: training
                  limit: 3
            """
    )

    @Argument(help: "A YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var change: PriorityChangeOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let file = try YAMLFile(path: file).decode(PriorityFile.self)
        let search = try await conversation.jobSearch(change.search)
        let desk = PriorityDesk(conversation: conversation, jobSearch: search)
        let draft = try await desk.draft()?.value
        let current = try await desk.current()?.value
        let content = try file.content(
            keeping: (draft?.priorities ?? []) + (current?.priorities ?? []),
            mode: draft?.weightMode ?? current?.weightMode ?? .exact,
            certainty: draft?.certainty ?? current?.certainty
        )
        let saved = try await desk.save(content, revision: draft?.revision)
        try await desk.finish(saved, isActivating: change.activate, reason: change.reason)
    }
}

/// Makes the draft count.
struct PrioritiesActivateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Make the draft what counts from now on."
    )

    @Option(help: "Why the priorities change; needed once an offer has frozen them.", transform: Line.argument)
    var reason: Line?

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        let desk = PriorityDesk(conversation: conversation, jobSearch: search)
        guard let draft = try await desk.draft() else {
            throw CommandFailure.notFound("There is no draft to activate.", hint: "Change something first.")
        }
        try await desk.finish(draft, isActivating: true, reason: reason)
    }
}
