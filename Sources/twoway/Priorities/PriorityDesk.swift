import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// What is common to commands that change the draft.
struct PriorityChangeOptions: ParsableArguments {
    @Flag(help: "Let the set count at once.")
    var activate = false

    @Option(help: "Why the priorities change; needed once an offer has frozen them.", transform: Line.argument)
    var reason: Line?

    @Option(help: "The job search, if there are several.")
    var search: String?
}

/// All that a draft says.
struct PriorityContent {
    var weightMode: WeightMode = .exact
    var certainty: Certainty?
    var entries: [PrioritySets.Save.Entry] = []
    var tradeOffs: [TradeOff] = []

    /// Makes keys for the new priorities, so that trade-offs can name them.
    mutating func giveKeys() {
        for index in entries.indices where entries[index].key == nil { entries[index].key = .make() }
    }

    /// Takes a priority out, with the trade-offs that it is part of.
    mutating func remove(_ key: ID<Priority>) {
        entries.removeAll { $0.key == key }
        tradeOffs.removeAll { $0.give == key || $0.gain == key }
        closeRanks()
    }

    /// Gives an entry a rank in the mode ordinal: those from that rank on move down; without a rank it comes last.
    mutating func rank(_ index: Int, at rank: Int?) {
        guard weightMode == .ordinal, entries.indices.contains(index) else { return }
        let wanted = rank ?? entries[index].rank ?? entries.count
        for other in entries.indices where other != index {
            if let rank = entries[other].rank, rank >= wanted { entries[other].rank = rank + 1 }
        }
        entries[index].rank = wanted
        closeRanks()
    }

    /// Counts ranks anew without gaps but for ties.
    private mutating func closeRanks() {
        guard weightMode == .ordinal else { return }
        let ranks = entries.map { $0.rank ?? Int.max }
        for index in entries.indices { entries[index].rank = 1 + ranks.count { $0 < ranks[index] } }
    }
}

extension PriorityContent {
    /// The set as it is, to be sent again; an empty one without it.
    init(_ set: PrioritySet?) {
        self.init()
        guard let set else { return }
        weightMode = set.weightMode
        certainty = set.certainty
        entries = set.priorities.map(PrioritySets.Save.Entry.init)
        tradeOffs = set.tradeOffs
    }
}

/// The priority sets of one job search: the one that counts, the draft beside it, and those before.
struct PriorityDesk {
    /// What an edit starts from: the draft, else the set that counts, else nothing.
    struct Basis {
        var content: PriorityContent
        /// Both when there is a set to start from.
        var priorities: [Priority]
        /// Of the draft; nil when there is none yet.
        var revision: Revision?
    }

    let conversation: Conversation
    let jobSearch: ID<JobSearch>

    /// The set that counts; nil if there is none.
    func current() async throws -> Reply<PrioritySet>? {
        try await get(.init(jobSearch: jobSearch))
    }

    func draft() async throws -> Reply<PrioritySet>? {
        try await get(.init(jobSearch: jobSearch, draft: true))
    }

    func version(_ version: Int) async throws -> Reply<PrioritySet> {
        guard let found = try await get(.init(jobSearch: jobSearch, version: version)) else {
            throw CommandFailure.notFound(
                "There is no version \(version) of your priorities.",
                hint: "See which there are: twoway priorities list"
            )
        }
        return found
    }

    func basis() async throws -> Basis {
        if let draft = try await draft()?.value {
            return Basis(content: PriorityContent(draft), priorities: draft.priorities, revision: draft.revision)
        }
        let current = try await current()?.value
        return Basis(content: PriorityContent(current), priorities: current?.priorities ?? [])
    }

    func save(_ content: PriorityContent, revision: Revision?) async throws -> Reply<PrioritySet> {
        let params = PrioritySets.Save.Params(
            jobSearch: jobSearch,
            revision: revision,
            weightMode: content.weightMode,
            certainty: content.certainty,
            priorities: content.entries,
            tradeOffs: content.tradeOffs,
            idempotencyKey: .make()
        )
        return try await conversation.server.call(PrioritySets.Save.self, params)
    }

    /// Activates a draft if asked to, and shows it with what is worth a second thought.
    func finish(_ draft: Reply<PrioritySet>, isActivating: Bool, reason: Line? = nil) async throws {
        var set = draft
        if isActivating {
            let params = PrioritySets.Activate.Params(
                id: draft.value.id,
                revision: draft.value.revision,
                changeReason: reason,
                idempotencyKey: .make()
            )
            set = try await activate(params)
        }
        conversation.output.show(set) { PriorityText.show($0, on: conversation.output) }
        for finding in set.value.draft.check() where finding.severity == .warning {
            conversation.output.note(
                StyledText("Think again: ", .doubtful) + StyledText(PriorityText.words(finding, in: set.value))
            )
        }
    }

    private func activate(_ params: PrioritySets.Activate.Params) async throws -> Reply<PrioritySet> {
        do {
            return try await conversation.server.call(PrioritySets.Activate.self, params)
        } catch var failure as CommandFailure where failure.sentence.hasPrefix("changeReason ") {
            failure.sentence = "An offer has frozen your priorities, so a change needs a reason."
            failure.hint = "The draft is kept: twoway priorities activate --reason \"...\""
            throw failure
        }
    }

    private func get(_ params: PrioritySets.Get.Params) async throws -> Reply<PrioritySet>? {
        do {
            return try await conversation.server.call(PrioritySets.Get.self, params)
        } catch let failure as CommandFailure where failure.status == .notFound {
            return nil
        }
    }
}

extension PrioritySets.Save.Entry {
    /// The priority as it is, to be sent again.
    init(_ priority: Priority) {
        self.init(
            key: priority.key,
            dimension: priority.dimension,
            title: priority.title,
            statement: priority.statement,
            direction: priority.direction,
            target: priority.target,
            weight: priority.weight,
            rank: priority.rank,
            vital: priority.vital,
            mustHave: priority.mustHave,
            threshold: priority.threshold,
            requiredSource: priority.requiredSource,
            anchors: priority.anchors
        )
    }
}
