import TwoWayModel
import TwoWayProtocol

/// The priority sets of one job search: the one that counts, and the draft beside it.
struct PriorityDesk {
    /// What an edit starts from: the draft, else the set that counts, else nothing.
    struct Basis {
        var priorities: [Priority]
        var weightMode: WeightMode
        /// Of the draft; nil when there is none yet.
        var revision: Revision?
    }

    let conversation: Conversation
    let jobSearch: ID<JobSearch>

    /// The set that counts; nil if there is none.
    func current() async throws -> Reply<PrioritySet>? {
        try await get(draft: nil)
    }

    func draft() async throws -> Reply<PrioritySet>? {
        try await get(draft: true)
    }

    func basis() async throws -> Basis {
        if let draft = try await draft()?.value {
            return Basis(priorities: draft.priorities, weightMode: draft.weightMode, revision: draft.revision)
        }
        let current = try await current()?.value
        return Basis(priorities: current?.priorities ?? [], weightMode: current?.weightMode ?? .exact)
    }

    func save(
        _ entries: [PrioritySets.Save.Entry],
        weightMode: WeightMode,
        revision: Revision?
    ) async throws -> Reply<PrioritySet> {
        let params = PrioritySets.Save.Params(
            jobSearch: jobSearch,
            revision: revision,
            weightMode: weightMode,
            priorities: entries,
            idempotencyKey: .make()
        )
        return try await conversation.server.call(PrioritySets.Save.self, params)
    }

    /// Activates a draft if asked to, and shows it.
    func finish(_ draft: Reply<PrioritySet>, isActivating: Bool) async throws {
        var set = draft
        if isActivating {
            let params = PrioritySets.Activate.Params(
                id: draft.value.id,
                revision: draft.value.revision,
                idempotencyKey: .make()
            )
            set = try await conversation.server.call(PrioritySets.Activate.self, params)
        }
        conversation.output.show(set) { PriorityText.show($0, on: conversation.output) }
    }

    private func get(draft: Bool?) async throws -> Reply<PrioritySet>? {
        do {
            return try await conversation.server.call(
                PrioritySets.Get.self,
                .init(jobSearch: jobSearch, draft: draft)
            )
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
            vital: priority.vital,
            mustHave: priority.mustHave,
            threshold: priority.threshold,
            requiredSource: priority.requiredSource
        )
    }
}

/// A priority set in a file.
struct PriorityFile: Codable {
    var weightMode: WeightMode?
    var priorities: [PrioritySets.Save.Entry]

    /// The entries, each with the key of the known priority that it is about.
    func entries(keeping known: [Priority]) -> [PrioritySets.Save.Entry] {
        var taken: Set<ID<Priority>> = Set(priorities.compactMap(\.key))
        return priorities.map { entry in
            guard entry.key == nil else { return entry }
            var entry = entry
            entry.key =
                known.first { priority in
                    !taken.contains(priority.key) && Self.isSame(PrioritySets.Save.Entry(priority), entry)
                }?.key
            if let key = entry.key { taken.insert(key) }
            return entry
        }
    }

    /// Whether two entries are about the same thing: the dimension, or the title of one in own words.
    static func isSame(_ left: PrioritySets.Save.Entry, _ right: PrioritySets.Save.Entry) -> Bool {
        guard left.dimension == right.dimension else { return false }
        return left.dimension != nil || left.title?.text.lowercased() == right.title?.text.lowercased()
    }
}
