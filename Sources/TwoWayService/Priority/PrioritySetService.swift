import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What matters to a candidate in a job search.
struct PrioritySetService: Sendable {
    let store: Store

    /// How many versions one job search may have.
    static let maximumVersions = 200

    func serve(on router: inout Router) {
        router.serve(PrioritySets.Get.self, by: get)
        router.serve(PrioritySets.List.self, by: list)
        router.serve(PrioritySets.Save.self, by: save)
        router.serve(PrioritySets.Activate.self, by: activate)
    }

    /// A coach reads the set that counts, and no other.
    func get(
        _ params: PrioritySets.Get.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Reading<PrioritySets.Get> {
        guard params.version == nil || params.draft != true else {
            throw .invalid(path: "params.version", reason: "does not go together with draft")
        }
        let choice: PrioritySetChoice =
            params.version.map { .version($0) } ?? (params.draft == true ? .draft : .current)
        if let candidate = member.asCandidate {
            let own = try await asking { () async throws in
                let chosen = ChosenPrioritySet(OwnedID(candidate.id, params.jobSearch), choice)
                return try await Self.set(chosen, from: store.session(of: candidate))
            }
            if let own { return .own(own) }
        }
        guard params.version == nil, params.draft != true else { throw .notFound }
        let thing = SharedThing.priorities(params.jobSearch)
        let shared = try await Viewing(store: store).read(PrioritySets.Get.self, thing, by: member) {
            transaction,
            rights in
            let chosen = ChosenPrioritySet(OwnedID(rights.owner, params.jobSearch), .current)
            return try await Self.set(chosen, from: transaction)?.maskedFor(fields: rights.fields)
        } kept: { document in
            var set = document.content.priorities
            set?.snapshotAt = document.takenAt
            return set
        }
        return .shared(shared)
    }

    static func set(_ chosen: ChosenPrioritySet, from runner: any StatementRunner) async throws -> PrioritySet? {
        let (row, priorities, tradeOffs) = try await runner.run(
            .first(.chosenPrioritySet, chosen),
            .all(.chosenPriorities, chosen),
            .all(.chosenTradeOffs, chosen)
        )
        return row?.with(priorities, tradeOffs)
    }

    func list(
        _ params: PrioritySets.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<PrioritySetSummary> {
        let request = try PageRequest(PrioritySets.List.self, params)
        let search = OwnedID(candidate.id, params.jobSearch)
        let page = OwnerNumberPage(before: try request.beforeNumber, rows: request.rows)
        let (found, rows) = try await store.read(
            by: candidate,
            .first(.jobSearch, search),
            .all(.prioritySets, (search: search, page: page))
        )
        guard found != nil else { throw .notFound }
        return request.page(rows, number: \.version)
    }

    func save(_ params: PrioritySets.Save.Params, by candidate: Candidate) async throws(ServiceFailure) -> PrioritySet {
        guard params.priorities.count <= PrioritySetDraft.maximumPriorities else {
            throw .invalid(
                path: "params.priorities",
                reason: "has more than \(PrioritySetDraft.maximumPriorities) priorities"
            )
        }
        return try await store.write(PrioritySets.Save.self, params, by: candidate) { transaction in
            let search = OwnedID(candidate.id, params.jobSearch)
            let (found, catalogue, draft, last, known) = try await transaction.run(
                .first(.jobSearchForUpdate, search),
                .all(.dimensions, ()),
                .first(.draftPrioritySetForUpdate, search),
                .one(.lastPrioritySetVersion, search),
                .all(.jobSearchesOfPriorities, (owner: candidate.id, keys: params.priorities.compactMap(\.key)))
            )
            guard let found else { throw ServiceFailure.notFound }
            try Self.require(params.revision, of: draft)
            try found.requireActive()
            guard draft != nil || last < Self.maximumVersions else {
                throw ServiceFailure.limitReached(
                    "The priorities of a job search may have at most \(Self.maximumVersions) versions."
                )
            }
            let elsewhere = Set(known.lazy.filter { $0.jobSearch != params.jobSearch }.map(\.key))
            let resolution = PriorityResolution(catalogue: catalogue, elsewhere: elsewhere, newKey: { store.newID() })
            let priorities = try resolution.priorities(params.priorities, weightMode: params.weightMode)
            let content = PrioritySetDraft(
                weightMode: params.weightMode,
                certainty: params.certainty,
                priorities: priorities,
                tradeOffs: params.tradeOffs ?? []
            )
            try Self.refuse(content.check(catalogue: Set(catalogue.map(\.key))))

            let id = draft?.id ?? store.newID()
            let set = OwnedID(candidate.id, id)
            let row = PrioritySetHead(
                owner: candidate.id,
                id: id,
                jobSearch: params.jobSearch,
                weightMode: params.weightMode,
                certainty: params.certainty
            )
            let (_, _, _, _, saved) = try await transaction.run(
                .execute(draft == nil ? .createPrioritySet : .updatePrioritySet, row),
                .execute(.clearPriorities, set),
                .execute(.insertPriorities, (set: set, priorities: priorities)),
                .execute(.insertTradeOffs, (set: set, tradeOffs: content.tradeOffs)),
                .one(.prioritySet, set)
            )
            return saved.with(priorities, content.tradeOffs)
        }
    }

    /// A set that begins to count after an offer was made is frozen at once, if none was before: whoever has an offer in
    /// hand does not move the goal without saying why.
    func activate(
        _ params: PrioritySets.Activate.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PrioritySet {
        try await store.write(PrioritySets.Activate.self, params, by: candidate) { transaction in
            let set = OwnedID(candidate.id, params.id)
            let (search, found, priorities, tradeOffs, wasFrozen) = try await transaction.run(
                .first(.jobSearchOfPrioritySetForUpdate, set),
                .first(.prioritySetForUpdate, set),
                .all(.prioritiesOfSet, set),
                .all(.tradeOffsOfSet, set),
                .first(.prioritiesWereFrozen, set)
            )
            guard let search, let found, let wasFrozen else { throw ServiceFailure.notFound }
            let draft = found.with(priorities, tradeOffs)
            try draft.require(params.revision)
            guard draft.state == .draft else {
                throw ServiceFailure.invalidState("Only a draft can be made the set that counts.")
            }
            try search.requireActive()
            let findings = draft.draft.check(isActivating: true)
            if let first = findings.first(where: { $0.severity == .error }) {
                throw ServiceFailure.invalidState("The set cannot count yet: \(first.path) \(first.message).")
            }
            guard params.changeReason != nil || !wasFrozen else {
                throw ServiceFailure.invalid(
                    path: "params.changeReason",
                    reason: "is needed to change priorities that were frozen by an offer"
                )
            }
            let owned = OwnedID(candidate.id, draft.jobSearch)
            let (_, _, _, active) = try await transaction.run(
                .execute(.supersedePrioritySet, owned),
                .execute(.activatePrioritySet, (set: set, changeReason: params.changeReason)),
                .execute(.freezeAtFirstOffer, owned),
                .one(.prioritySet, set)
            )
            return active.with(priorities, tradeOffs)
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
}
