import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Opportunities compared under doubt.
struct ComparisonService: Sendable {
    let store: Store
    let worker: ComparisonWorker

    /// The most ratings that may be tried out at once.
    static let maximumRatings = 200

    func serve(on router: inout Router) {
        router.serve(Comparisons.Create.self, by: create)
        router.serve(Comparisons.Get.self, by: get)
        router.serve(Comparisons.List.self, by: list)
        router.serve(Comparisons.Delete.self, by: delete)
        router.serve(Comparisons.WhatIf.self, by: whatIf)
    }

    /// Draws before the transaction, so that nothing is locked and no connection taken meanwhile; only when an input has
    /// changed by then, which is rare, it draws again inside of it.
    func create(
        _ params: Comparisons.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Comparison {
        let reading = try ComparisonReading(OwnedID(candidate.id, params.jobSearch), params.opportunities)
        try Self.check(seed: params.seed)
        // A failure waits until it is known that this is no retry of a call that was answered (R22).
        let early = await drawn(reading, seed: params.seed, by: candidate)
        return try await store.write(Comparisons.Create.self, params, by: candidate) { transaction in
            var drawn = try early.get()
            try await transaction.require(.comparisons, of: candidate.id)
            let basis = try await reading.lockedBasis(from: transaction)
            if basis != drawn.basis { drawn = try await worker.compare(basis, seed: params.seed) }
            let comparison = NewComparison(
                owner: candidate.id,
                id: store.newID(),
                jobSearch: params.jobSearch,
                title: params.title,
                result: drawn.content.result,
                document: drawn.document
            )
            let (stored, _) = try await transaction.run(
                .one(.createComparison, comparison),
                .execute(.createComparisonEntries, comparison)
            )
            return try Comparison(stored)
        }
    }

    func get(
        _ params: Comparisons.Get.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Reading<Comparisons.Get> {
        if let candidate = member.asCandidate {
            let row = try await store.read(by: candidate, .first(.comparison, OwnedID(candidate.id, params.id)))
            if let row { return .own(try Comparison(row)) }
        }
        let thing = SharedThing.comparison(params.id)
        let shared = try await Viewing(store: store).read(Comparisons.Get.self, thing, by: member) {
            transaction,
            rights in
            let row = try await transaction.found(.comparison, OwnedID(rights.owner, params.id))
            return try Comparison(row).maskedFor(fields: rights.fields)
        } kept: { document in
            var comparison = document.content.comparison
            comparison?.snapshotAt = document.takenAt
            return comparison
        }
        return .shared(shared)
    }

    func list(
        _ params: Comparisons.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<ComparisonSummary> {
        let request = try PageRequest(Comparisons.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let (search, rows) = try await store.read(
            by: candidate,
            .first(.jobSearch, OwnedID(candidate.id, params.jobSearch)),
            .all(.comparisons, (page: page, search: params.jobSearch))
        )
        guard search != nil else { throw .notFound }
        return request.page(rows) { $0.id.rawValue }
    }

    func delete(_ params: Comparisons.Delete.Params, by candidate: Candidate) async throws(ServiceFailure) -> Done {
        try await store.write(Comparisons.Delete.self, params, by: candidate) { transaction in
            _ = try await transaction.found(.deleteComparison, OwnedID(candidate.id, params.id))
            return Done()
        }
    }

    func whatIf(
        _ params: Comparisons.WhatIf.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Comparisons.WhatIf.Result {
        let reading = try ComparisonReading(OwnedID(candidate.id, params.jobSearch), params.opportunities)
        try Self.check(seed: params.seed)
        let basis = try await store.look(by: candidate) { transaction in try await reading.basis(from: transaction) }
        let changes = try ComparisonChanges(params, for: basis.inputs)
        guard let changed = basis.inputs.applying(changes) else {
            throw .unexpected("changes have made inputs that are none")
        }
        guard changed.prioritySet.normalisedWeights() != nil else {
            throw .invalid(path: "params.weights", reason: "leaves no priority any weight")
        }
        let (before, after) = try await worker.compare(basis.inputs, with: changed, seed: params.seed)
        return Comparisons.WhatIf.Result(before: before, after: after)
    }

    private func drawn(
        _ reading: ComparisonReading,
        seed: Int?,
        by candidate: Candidate
    ) async -> Result<ComparedBasis, ServiceFailure> {
        do throws(ServiceFailure) {
            let basis = try await store.look(by: candidate) { transaction in
                try await reading.basis(from: transaction)
            }
            return .success(try await worker.compare(basis, seed: seed))
        } catch {
            return .failure(error)
        }
    }

    private static func check(seed: Int?) throws(ServiceFailure) {
        guard seed.map({ (0...ComparisonMethod.maximumSeed).contains($0) }) ?? true else {
            throw .invalid(path: "params.seed", reason: "must be from 0 to \(ComparisonMethod.maximumSeed)")
        }
    }
}

extension Comparison {
    init(_ row: ComparisonRow) throws(ServiceFailure) {
        let content = try ComparisonContent(stored: row.document)
        self.init(
            id: row.id,
            jobSearch: row.jobSearch,
            title: row.title,
            state: row.state,
            createdAt: row.createdAt,
            result: content.result,
            frozen: content.frozen
        )
    }
}

extension ComparisonChanges {
    /// Refuses what does not fit what is compared.
    fileprivate init(
        _ params: Comparisons.WhatIf.Params,
        for inputs: ComparisonInputs
    ) throws(ServiceFailure) {
        let keys = Set(inputs.prioritySet.priorities.map(\.key))
        let compared = Set(inputs.entries.map(\.assessment.opportunity))
        self.init()
        for (index, weight) in (params.weights ?? []).enumerated() {
            let path = "params.weights[\(index)]"
            guard keys.contains(weight.priority) else {
                throw .invalid(path: "\(path).priority", reason: "is not in the set that counts")
            }
            guard weights[weight.priority] == nil else {
                throw .invalid(path: "\(path).priority", reason: "has another weight already")
            }
            guard (0...1).contains(weight.weight) else {
                throw .invalid(path: "\(path).weight", reason: "must be from 0 to 1")
            }
            weights[weight.priority] = weight.weight
        }
        guard weights.values.sorted().reduce(0, +) <= 1 + 1e-9 else {
            throw .invalid(path: "params.weights", reason: "must not come to more than 1")
        }
        let tried = params.ratings ?? []
        guard tried.count <= ComparisonService.maximumRatings else {
            throw .invalid(path: "params.ratings", reason: "has more than \(ComparisonService.maximumRatings) ratings")
        }
        for (index, rating) in tried.enumerated() {
            let path = "params.ratings[\(index)]"
            guard compared.contains(rating.opportunity) else {
                throw .invalid(path: "\(path).opportunity", reason: "is not among those that are compared")
            }
            guard keys.contains(rating.priority) else {
                throw .invalid(path: "\(path).priority", reason: "is not in the set that counts")
            }
            guard rating.interval.isProper else {
                throw .invalid(path: "\(path).interval", reason: "must have 0 <= lo <= hi <= 1")
            }
            ratings.append(
                Rating(opportunity: rating.opportunity, priority: rating.priority, interval: rating.interval)
            )
        }
    }
}
