import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Adds a priority to the draft, or changes it.
struct PrioritiesAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a priority to the draft, or change the one for the same dimension.",
        discussion: """
              twoway priorities add training --weight 0.3
              twoway priorities add technology --weight 0.2 --must-have --threshold 4 \\
                --source future_supervisor
              twoway priorities add supervision --weight 0.2 --target 2
              twoway priorities add --own "A short way to work" --weight 0.1
            """
    )

    @Argument(help: "A dimension of the catalogue.")
    var dimension: String?

    @Option(help: "Instead of a dimension, what matters in your own words.", transform: Title.argument)
    var own: Title?

    @Option(help: "How much it matters, beside the others; 0 or more.")
    var weight: Double

    @Option(help: "A sentence on what you mean.", transform: Prose.argument)
    var statement: Prose?

    @Option(help: "Whether more or less is better, or a certain point of the scale.")
    var direction: Direction?

    @Option(help: "The best point of the scale from 1 to 5; makes the direction target.")
    var target: Double?

    @Flag(help: "Treat it as vital whatever its weight: it is asked of the future supervisor and of a second person.")
    var vital = false

    @Flag(help: "No strength elsewhere makes up for a failure here; needs a threshold.")
    var mustHave = false

    @Option(help: "The worst rating from 1 to 5 at which a must-have passes.")
    var threshold: Double?

    @Option(help: "Who must have spoken before a must-have passes.")
    var source: SourceClass?

    @Flag(help: "Let the set count at once.")
    var activate = false

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (dimension != nil) != (own != nil) else { throw ValidationError("Say a dimension, or --own TEXT.") }
        guard weight.isFinite, weight >= 0 else { throw ValidationError("--weight must be 0 or more.") }
        for rating in [target, threshold].compactMap(\.self) where !(1...5).contains(rating) {
            throw ValidationError("--target and --threshold are ratings from 1 to 5.")
        }
        guard mustHave == (threshold != nil) else {
            throw ValidationError("--must-have and --threshold belong together.")
        }
        guard source == nil || mustHave else { throw ValidationError("--source is only for a must-have.") }
        guard target == nil || direction ?? .target == .target else {
            throw ValidationError("--target is only for the direction target.")
        }
        guard own == nil || direction != .target || target != nil else {
            throw ValidationError("The direction target needs --target.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let desk = PriorityDesk(conversation: conversation, jobSearch: try await conversation.jobSearch(search))
        let entry = try await entry(conversation)
        let basis = try await desk.basis()
        var entries = basis.priorities.map(PrioritySets.Save.Entry.init)
        if let place = entries.firstIndex(where: { PriorityFile.isSame($0, entry) }) {
            var changed = entry
            changed.key = entries[place].key
            changed.statement = entry.statement ?? entries[place].statement
            entries[place] = changed
        } else {
            entries.append(entry)
        }
        let saved = try await desk.save(entries, weightMode: basis.weightMode, revision: basis.revision)
        try await desk.finish(saved, isActivating: activate)
    }

    private func entry(_ conversation: Conversation) async throws -> PrioritySets.Save.Entry {
        var key: String?
        if let dimension {
            let catalogue = try await conversation.server.call(Dimensions.List.self).value.items
            key = try DimensionCatalogue(items: catalogue).find(dimension).key
        }
        return PrioritySets.Save.Entry(
            dimension: key,
            title: own,
            statement: statement,
            direction: direction ?? (target != nil ? .target : own != nil ? .more : nil),
            target: target,
            weight: weight,
            vital: vital ? true : nil,
            mustHave: mustHave ? true : nil,
            threshold: threshold,
            requiredSource: source
        )
    }
}

/// Takes a priority out of the draft.
struct PrioritiesRemoveCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a priority out of the draft."
    )

    @Argument(help: "The priority: its dimension, title or ID.")
    var priority: String

    @Flag(help: "Let the set count at once.")
    var activate = false

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let desk = PriorityDesk(conversation: conversation, jobSearch: try await conversation.jobSearch(search))
        let basis = try await desk.basis()
        let key = try PriorityText.find(priority, among: basis.priorities)
        let entries = basis.priorities.filter { $0.key != key }.map(PrioritySets.Save.Entry.init)
        let saved = try await desk.save(entries, weightMode: basis.weightMode, revision: basis.revision)
        try await desk.finish(saved, isActivating: activate)
    }
}
