import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Candidates following libraries.
struct SubscriptionService: Sendable {
    /// How many libraries a candidate may follow at the same time.
    static let limit = 100

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Subscriptions.Create.self, by: create)
        router.serve(Subscriptions.List.self, by: list)
        router.serve(Subscriptions.Update.self, by: update)
        router.serve(Subscriptions.Cancel.self, by: cancel)
    }

    /// Not found is also the answer for a library that is not published, and for one that is not open to the candidate.
    ///
    /// Who has followed the library before gets back what was laid over its questions then.
    func create(
        _ params: Subscriptions.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Subscription {
        try await store.write(Subscriptions.Create.self, params, by: candidate) { transaction in
            let new = NewSubscription(
                owner: candidate.id,
                id: store.newID(),
                library: params.library,
                policy: params.policy ?? .manual,
                shareStatistics: params.shareStatistics ?? false
            )
            do {
                let (before, made) = try await transaction.run(
                    .one(.liveSubscriptions, candidate.id),
                    .first(.createSubscription, new)
                )
                guard let made else { throw ServiceFailure.notFound }
                guard before < Self.limit else {
                    throw ServiceFailure.limitReached("One follows at most \(Self.limit) libraries.")
                }
                try await UpgradeDesk(transaction, OwnedID(candidate.id, made.id)).carryOver(to: made.pinnedVersion)
                return made
            } catch StorageError.constraint(name: Subscription.liveConstraint, sqlState: _) {
                throw ServiceFailure.alreadyExists(path: "params.library")
            }
        }
    }

    func list(
        _ params: Subscriptions.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Subscription> {
        let request = try PageRequest(Subscriptions.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        return request.page(try await store.read(by: candidate, .all(.subscriptions, page))) { $0.id.rawValue }
    }

    func update(
        _ params: Subscriptions.Update.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Subscription {
        guard params.state != .cancelled else {
            throw .invalid(path: "params.state", reason: "must be active or paused")
        }
        return try await store.write(Subscriptions.Update.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.subscriptionForUpdate, OwnedID(candidate.id, params.id))
            try row.require(params.revision)
            guard row.state != .cancelled else {
                throw ServiceFailure.invalidState("The subscription is cancelled.")
            }
            // Staying is no move, and does no harm.
            row.state = params.state ?? row.state
            row.policy = params.policy ?? row.policy
            row.shareStatistics = params.shareStatistics ?? row.shareStatistics
            row.revision = try await transaction.one(.updateSubscription, (owner: candidate.id, edited: row))
            return row
        }
    }

    func cancel(
        _ params: Subscriptions.Cancel.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Subscription {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Subscriptions.Cancel.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.subscriptionForUpdate, id)
            try row.require(params.revision)
            guard row.state.mayBecome(.cancelled) else {
                throw ServiceFailure.invalidState("The subscription is cancelled already.")
            }
            row.state = .cancelled
            row.revision = try await transaction.one(.moveSubscription, (subscription: id, state: .cancelled))
            return row
        }
    }
}
