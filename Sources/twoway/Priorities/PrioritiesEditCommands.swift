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
    var weight: Double?

    @Option(help: "Its place in the order, where only the order counts; 1 for what matters most.")
    var rank: Int?

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

    @Option(help: "What a rating means to you; five times, for the ratings 1 to 5.", transform: Line.argument)
    var anchor: [Line] = []

    @OptionGroup var change: PriorityChangeOptions
    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (dimension != nil) != (own != nil) else { throw ValidationError("Say a dimension, or --own TEXT.") }
        if let weight, !(weight.isFinite && weight >= 0) { throw ValidationError("--weight must be 0 or more.") }
        if let rank, rank < 1 { throw ValidationError("--rank must be 1 or more.") }
        guard anchor.isEmpty || anchor.count == 5 else { throw ValidationError("--anchor is needed five times.") }
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
        let desk = PriorityDesk(conversation: conversation, jobSearch: try await conversation.jobSearch(change.search))
        let entry = try await entry(conversation)
        let basis = try await desk.basis()
        var content = basis.content
        let place = content.entries.firstIndex { PriorityFile.isSame($0, entry) } ?? content.entries.count
        if place < content.entries.count {
            content.entries[place] = Self.merged(entry, into: content.entries[place])
        } else {
            content.entries.append(entry)
        }
        if content.weightMode == .ordinal {
            guard weight == nil else { throw CommandFailure.usage("Only the order counts here: use --rank.") }
            content.rank(place, at: rank)
        } else {
            guard rank == nil else { throw CommandFailure.usage("Weights count here, not ranks: use --weight.") }
            guard content.entries[place].weight != nil else {
                throw CommandFailure.usage("Say how much it matters.", hint: "Add --weight 0.3, for example.")
            }
        }
        let saved = try await desk.save(content, revision: basis.revision)
        try await desk.finish(saved, isActivating: change.activate, reason: change.reason)
    }

    /// What is said anew; key, weight and words stay where nothing is said of them.
    private static func merged(
        _ entry: PrioritySets.Save.Entry,
        into before: PrioritySets.Save.Entry
    ) -> PrioritySets.Save.Entry {
        var changed = entry
        changed.key = before.key
        changed.statement = entry.statement ?? before.statement
        changed.weight = entry.weight ?? before.weight
        changed.rank = before.rank
        changed.anchors = entry.anchors ?? before.anchors
        return changed
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
            requiredSource: source,
            anchors: anchor.isEmpty ? nil : anchor
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

    @OptionGroup var change: PriorityChangeOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let desk = PriorityDesk(conversation: conversation, jobSearch: try await conversation.jobSearch(change.search))
        let basis = try await desk.basis()
        var content = basis.content
        content.remove(try PriorityText.find(priority, among: basis.priorities))
        let saved = try await desk.save(content, revision: basis.revision)
        try await desk.finish(saved, isActivating: change.activate, reason: change.reason)
    }
}

/// Says what may be given up for what.
struct PrioritiesTradeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "trade",
        abstract: "Say what may be given up for what, and to which limit.",
        discussion: """
              twoway priorities trade overtime --for pay --limit 4
              twoway priorities trade overtime --for pay --remove
            """
    )

    @Argument(help: "What may be given up: dimension, title or ID.")
    var give: String

    @Option(name: .customLong("for"), help: "What is to gain by it.")
    var gain: String

    @Option(help: "The rating from 1 to 5 of what is given up that is the limit.")
    var limit: Double?

    @Option(help: "A word on it.", transform: Prose.argument)
    var note: Prose?

    @Flag(help: "Take the trade-off back.")
    var remove = false

    @OptionGroup var change: PriorityChangeOptions
    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard remove == (limit == nil) else { throw ValidationError("Say the --limit, or --remove.") }
        if let limit, !(1...5).contains(limit) { throw ValidationError("--limit is a rating from 1 to 5.") }
    }

    func run(_ conversation: Conversation) async throws {
        let desk = PriorityDesk(conversation: conversation, jobSearch: try await conversation.jobSearch(change.search))
        let basis = try await desk.basis()
        let giveKey = try PriorityText.find(give, among: basis.priorities)
        let gainKey = try PriorityText.find(gain, among: basis.priorities)
        var content = basis.content
        let place = content.tradeOffs.firstIndex { $0.give == giveKey && $0.gain == gainKey }
        if let limit {
            let tradeOff = TradeOff(give: giveKey, gain: gainKey, limit: limit, note: note)
            if let place { content.tradeOffs[place] = tradeOff } else { content.tradeOffs.append(tradeOff) }
        } else {
            guard let place else { throw CommandFailure.notFound("There is no such trade-off.") }
            content.tradeOffs.remove(at: place)
        }
        let saved = try await desk.save(content, revision: basis.revision)
        try await desk.finish(saved, isActivating: change.activate, reason: change.reason)
    }
}
