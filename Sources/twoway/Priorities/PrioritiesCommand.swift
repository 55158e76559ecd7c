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

              twoway priorities add training --weight 0.3
              twoway priorities add technology --weight 0.2 --must-have --threshold 4
              twoway priorities add supervision --weight 0.2 --target 2
              twoway priorities add --own "A short way to work" --weight 0.1
              twoway priorities activate

            Or all at once, from a file:

              twoway priorities set priorities.yaml --activate
            """,
        subcommands: [
            PrioritiesShowCommand.self, PrioritiesAddCommand.self, PrioritiesRemoveCommand.self,
            PrioritiesSetCommand.self, PrioritiesActivateCommand.self,
        ],
        defaultSubcommand: PrioritiesShowCommand.self
    )
}

/// Shows the set.
struct PrioritiesShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what counts now, or the draft."
    )

    @Flag(help: "Show the draft.")
    var draft = false

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        let desk = PriorityDesk(conversation: conversation, jobSearch: search)
        var found = draft ? nil : try await desk.current()
        let counts = found != nil
        if found == nil { found = try await desk.draft() }
        guard let set = found else {
            throw CommandFailure.notFound(
                draft ? "There is no draft." : "There are no priorities yet.",
                hint: "Start with: twoway priorities add DIMENSION --weight 0.3 (twoway dimensions shows the catalogue)"
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

              weightMode: exact        # or ordinal, points
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
            """
    )

    @Argument(help: "A YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Flag(help: "Let it count at once.")
    var activate = false

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let content = try YAMLFile(path: file).decode(PriorityFile.self)
        let search = try await conversation.jobSearch(search)
        let desk = PriorityDesk(conversation: conversation, jobSearch: search)
        let draft = try await desk.draft()?.value
        let current = try await desk.current()?.value
        let known = (draft?.priorities ?? []) + (current?.priorities ?? [])
        let saved = try await desk.save(
            content.entries(keeping: known),
            weightMode: content.weightMode ?? draft?.weightMode ?? current?.weightMode ?? .exact,
            revision: draft?.revision
        )
        try await desk.finish(saved, isActivating: activate)
    }
}

/// Makes the draft count.
struct PrioritiesActivateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Make the draft what counts from now on."
    )

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        let desk = PriorityDesk(conversation: conversation, jobSearch: search)
        guard let draft = try await desk.draft() else {
            throw CommandFailure.notFound("There is no draft to activate.", hint: "Change something first.")
        }
        try await desk.finish(draft, isActivating: true)
    }
}
