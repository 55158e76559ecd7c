import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Moving subscriptions to newer versions, and back (DOMAIN.md 5.8).
struct UpgradeService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Upgrades.Preview.self, by: preview)
        router.serve(Upgrades.Apply.self, by: apply)
        router.serve(Upgrades.List.self, by: list)
        router.serve(Upgrades.Rollback.self, by: rollback)
        router.serve(Upgrades.Auto.self, by: auto)
    }

    func preview(
        _ params: Upgrades.Preview.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> UpgradePreview {
        let id = OwnedID(candidate.id, params.subscription)
        return try await store.look(by: candidate) { transaction in
            let subscription = try await transaction.found(.liveSubscription, id)
            let to = params.to ?? subscription.latestVersion
            try Self.require(to, isLaterThan: subscription)
            let desk = UpgradeDesk(transaction, id)
            guard let plan = try await desk.plan(from: subscription.pinnedVersion, to: to, isForReal: false) else {
                throw ServiceFailure.notFound
            }
            let versions = try await transaction.all(
                .versionsForCandidate,
                VersionPage(
                    LibraryReading(by: candidate.id, of: subscription.library),
                    before: to + 1,
                    rows: min(to - subscription.pinnedVersion, LibraryService.versionLimit)
                )
            )
            return UpgradePreview(
                subscription: subscription.id,
                revision: subscription.revision,
                from: subscription.pinnedVersion,
                to: to,
                versions: versions.filter { $0.number > subscription.pinnedVersion },
                entries: try plan.changes.map(Self.entry),
                same: plan.steps.count - plan.changes.count,
                previewHash: plan.previewHash
            )
        }
    }

    /// A preview is stale when it would show something else now, whatever the reason; then the revision that is answered
    /// is the one that was sent.
    func apply(_ params: Upgrades.Apply.Params, by candidate: Candidate) async throws(ServiceFailure) -> UpgradeRun {
        let resolutions = try Self.resolutions(params.resolutions ?? [])
        let id = OwnedID(candidate.id, params.subscription)
        return try await store.write(Upgrades.Apply.self, params, by: candidate) { transaction in
            let subscription = try await transaction.found(.subscriptionForUpdate, id)
            try subscription.require(params.revision)
            try Self.requireActive(subscription)
            try Self.require(params.to, isLaterThan: subscription)
            let desk = UpgradeDesk(transaction, id)
            guard let plan = try await desk.plan(from: subscription.pinnedVersion, to: params.to, isForReal: true)
            else { throw ServiceFailure.notFound }
            guard plan.previewHash == params.previewHash else {
                throw ServiceFailure.stale(current: subscription.revision)
            }
            let conflicts = Set(plan.steps.filter { $0.outcome == .conflict }.map(\.questionKey))
            for (index, resolution) in (params.resolutions ?? []).enumerated()
            where !conflicts.contains(resolution.questionKey.text) {
                throw ServiceFailure.invalid(
                    path: "params.resolutions[\(index)].questionKey",
                    reason: "is not in conflict"
                )
            }
            return try await desk.carryOut(plan, as: store.newID(), resolutions: resolutions)
        }
    }

    func list(_ params: Upgrades.List.Params, by candidate: Candidate) async throws(ServiceFailure) -> Page<UpgradeRun>
    {
        let request = try PageRequest(Upgrades.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let (exists, rows) = try await store.read(
            by: candidate,
            .one(.subscriptionExists, OwnedID(candidate.id, params.subscription)),
            .all(.runs, (page: page, subscription: params.subscription))
        )
        guard exists else { throw .notFound }
        return request.page(try await asking { () async throws in try rows.map { try $0.whole() } }) { $0.id.rawValue }
    }

    /// Also a paused subscription can go back.
    func rollback(
        _ params: Upgrades.Rollback.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> UpgradeRun {
        let id = OwnedID(candidate.id, params.run)
        return try await store.write(Upgrades.Rollback.self, params, by: candidate) { transaction in
            let subscription = OwnedID(candidate.id, try await transaction.found(.subscriptionOfRun, id))
            let row = try await transaction.found(.subscriptionForUpdate, subscription)
            let standing = try await transaction.found(.runToTakeBack, id)
            guard standing.run.rolledBackAt == nil else {
                throw ServiceFailure.invalidState("The upgrade was taken back already.")
            }
            guard row.state != .cancelled else {
                throw ServiceFailure.invalidState("The library is not followed any more.")
            }
            guard standing.isNewest, row.pinnedVersion == standing.run.to else {
                throw ServiceFailure.invalidState("A later upgrade stands; take that one back first.")
            }
            guard standing.isRecent else {
                throw ServiceFailure.invalidState("An upgrade is taken back within 30 days.")
            }
            try await UpgradeDesk(transaction, subscription).takeBack(standing)
            // Last, because until then the version that it left can be read.
            return try await transaction.found(.takeRunBack, id).whole()
        }
    }

    /// Takes every upgrade of subscriptions with policy `all`, and those with policy `minor` that take nothing away.
    ///
    /// A conflict waits with one's own wording in force, and what goes away is kept as a copy, so nothing is lost by `all`;
    /// `minor` leaves upgrades with a conflict, or in which a question goes away, for a look.
    func auto(
        _ params: Upgrades.Auto.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Upgrades.Auto.Result {
        try await store.write(Upgrades.Auto.self, params, by: candidate) { transaction in
            var runs: [UpgradeRun] = []
            var waiting: [ID<Subscription>] = []
            for subscription in try await transaction.all(.waitingSubscriptions, candidate.id) {
                let desk = UpgradeDesk(transaction, OwnedID(candidate.id, subscription.id))
                guard subscription.policy != .manual else {
                    waiting.append(subscription.id)
                    continue
                }
                let (from, to) = (subscription.pinnedVersion, subscription.latestVersion)
                guard let plan = try await desk.plan(from: from, to: to, isForReal: true) else { continue }
                if subscription.policy == .all || plan.isMinor {
                    runs.append(try await desk.carryOut(plan, as: store.newID()))
                } else {
                    waiting.append(subscription.id)
                }
            }
            return Upgrades.Auto.Result(runs: runs, waiting: waiting)
        }
    }

    private static func requireActive(_ subscription: Subscription) throws(ServiceFailure) {
        switch subscription.state {
        case .active: break
        case .paused: throw .invalidState("The subscription is paused; resume it first.")
        case .cancelled: throw .invalidState("The library is not followed any more.")
        }
    }

    private static func require(_ to: Int, isLaterThan subscription: Subscription) throws(ServiceFailure) {
        let pinned = subscription.pinnedVersion
        guard to != pinned else { throw .invalidState("It is at version \(pinned) already.") }
        guard to > pinned else { throw .invalidState("An upgrade goes forward from version \(pinned).") }
        // A number that no version can have, and that the column could not hold.
        guard to <= LibraryService.versionLimit else { throw .notFound }
    }

    private static func resolutions(
        _ wanted: [ConflictResolution]
    ) throws(ServiceFailure) -> [String: LayerResolution] {
        var resolutions: [String: LayerResolution] = [:]
        for (index, resolution) in wanted.enumerated() {
            let path = "params.resolutions[\(index)]"
            guard resolutions[resolution.questionKey.text] == nil else {
                throw .invalid(path: "\(path).questionKey", reason: "is there twice")
            }
            let meaning: LayerResolution
            switch (resolution.choice, resolution.text) {
            case (.keep, nil): meaning = .keep
            case (.take, nil): meaning = .take
            case (.edit, .some(let text)): meaning = .edit(text.text)
            case (.edit, nil): throw .invalid(path: "\(path).text", reason: "is needed for an edit")
            case (.keep, .some), (.take, .some):
                throw .invalid(path: "\(path).text", reason: "belongs to an edit only")
            }
            resolutions[resolution.questionKey.text] = meaning
        }
        return resolutions
    }

    private static func entry(_ step: UpgradePlan.Step) throws -> UpgradeEntry {
        UpgradeEntry(
            questionKey: try Slug(step.questionKey),
            outcome: step.outcome,
            base: step.base,
            mine: step.mine,
            theirs: step.theirs,
            changed: step.changed
        )
    }
}
