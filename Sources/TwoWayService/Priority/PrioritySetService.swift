import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What matters to a candidate in a job search.
struct PrioritySetService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(PrioritySets.Get.self, by: get)
        router.serve(PrioritySets.Save.self, by: save)
        router.serve(PrioritySets.Activate.self, by: activate)
    }

    func get(_ params: PrioritySets.Get.Params, by candidate: Candidate) async throws(ServiceFailure) -> PrioritySet {
        let search = OwnedID(candidate.id, params.jobSearch)
        let (row, priorities) =
            if params.draft == true {
                try await store.read(by: candidate, .first(.draftPrioritySet, search), .all(.draftPriorities, search))
            } else {
                try await store.read(
                    by: candidate,
                    .first(.currentPrioritySet, search),
                    .all(.currentPriorities, search)
                )
            }
        guard let row else { throw .notFound }
        return row.with(priorities)
    }

    func save(_ params: PrioritySets.Save.Params, by candidate: Candidate) async throws(ServiceFailure) -> PrioritySet {
        try await store.write(PrioritySets.Save.self, params, by: candidate) { transaction in
            let search = OwnedID(candidate.id, params.jobSearch)
            let (found, catalogue, draft, known) = try await transaction.run(
                .first(.jobSearchForUpdate, search),
                .all(.dimensions, ()),
                .first(.draftPrioritySetForUpdate, search),
                .all(.priorityKeysOfJobSearch, search)
            )
            guard found != nil else { throw ServiceFailure.notFound }
            try Self.require(params.revision, of: draft)
            let priorities = try resolve(params.priorities, catalogue: catalogue, known: Set(known.map { ID($0) }))
            let content = PrioritySetDraft(weightMode: params.weightMode, priorities: priorities)
            try Self.refuse(content.check(catalogue: Set(catalogue.map(\.key))))

            let id = draft?.id ?? store.newID()
            let set = OwnedID(candidate.id, id)
            let row = PrioritySetHead(
                owner: candidate.id,
                id: id,
                jobSearch: params.jobSearch,
                weightMode: params.weightMode
            )
            let (_, _, _, saved) = try await transaction.run(
                .execute(draft == nil ? .createPrioritySet : .updatePrioritySet, row),
                .execute(.clearPriorities, set),
                .execute(.insertPriorities, (set: set, priorities: priorities)),
                .one(.draftPrioritySet, search)
            )
            return saved.with(priorities)
        }
    }

    func activate(
        _ params: PrioritySets.Activate.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PrioritySet {
        try await store.write(PrioritySets.Activate.self, params, by: candidate) { transaction in
            let set = OwnedID(candidate.id, params.id)
            let (found, priorities) = try await transaction.run(
                .first(.prioritySetForUpdate, set),
                .all(.prioritiesOfSet, set)
            )
            guard let found else { throw ServiceFailure.notFound }
            let draft = found.with(priorities)
            try draft.require(params.revision)
            guard draft.state == .draft else {
                throw ServiceFailure.invalidState("Only a draft can be made the set that counts.")
            }
            let findings = draft.draft.check(isActivating: true)
            if let first = findings.first {
                throw ServiceFailure.invalidState("The set cannot count yet: \(first.path) \(first.message).")
            }
            let (_, active) = try await transaction.run(
                .execute(.supersedePrioritySet, OwnedID(candidate.id, draft.jobSearch)),
                .one(.activatePrioritySet, set)
            )
            return active.with(priorities)
        }
    }

    /// A save names the revision of the draft there is, or none when there is none (R23).
    private static func require(_ revision: Revision?, of draft: PrioritySetRow?) throws(ServiceFailure) {
        guard revision == draft?.revision else { throw .stale(current: draft?.revision ?? 0) }
    }

    private static func refuse(_ findings: [Finding]) throws(ServiceFailure) {
        guard let first = findings.first(where: { $0.severity == .error }) else { return }
        throw .invalid(path: "params.\(first.path)", reason: first.message)
    }

    /// Fills in from the catalogue what an entry leaves out, and gives new ones their key.
    private func resolve(
        _ entries: [PrioritySets.Save.Entry],
        catalogue: [Dimension],
        known: Set<ID<Priority>>
    ) throws(ServiceFailure) -> [Priority] {
        let dimensions = Dictionary(catalogue.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var priorities: [Priority] = []
        for (index, entry) in entries.enumerated() {
            let path = "params.priorities[\(index)]"
            let dimension = entry.dimension.flatMap { dimensions[$0] }
            guard let title = entry.title ?? dimension.flatMap({ try? Title($0.title) }) else {
                throw .invalid(path: "\(path).title", reason: "is needed without a dimension of the catalogue")
            }
            guard let direction = entry.direction ?? dimension?.defaultDirection else {
                throw .invalid(path: "\(path).direction", reason: "is needed without a dimension of the catalogue")
            }
            if let key = entry.key, !known.contains(key) {
                throw .invalid(
                    path: "\(path).key",
                    reason: "is not a key of this job search; leave it out for a new one"
                )
            }
            priorities.append(
                Priority(
                    key: entry.key ?? store.newID(),
                    dimension: entry.dimension,
                    title: title,
                    statement: entry.statement,
                    direction: direction,
                    target: entry.target ?? (direction == .target ? dimension?.defaultTarget : nil),
                    weight: entry.weight,
                    vital: entry.vital ?? false,
                    mustHave: entry.mustHave ?? false,
                    threshold: entry.threshold,
                    requiredSource: entry.requiredSource,
                    bossDependent: dimension?.bossDependent ?? false
                )
            )
        }
        return priorities
    }
}
