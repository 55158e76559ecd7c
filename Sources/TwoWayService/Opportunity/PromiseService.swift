import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What employers promise, to be found again in the offer.
struct PromiseService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Promises.Create.self, by: create)
        router.serve(Promises.Update.self, by: update)
        router.serve(Promises.List.self, by: list)
        router.serve(Promises.Delete.self, by: delete)
    }

    func create(_ params: Promises.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Promise {
        let promise = Promise(
            id: store.newID(),
            opportunity: params.opportunity,
            interview: params.interview,
            person: params.person,
            priority: params.priority,
            text: params.text,
            promisedOn: params.promisedOn,
            state: .noted,
            revision: 1,
            updatedAt: store.now()
        )
        try CaptureService.check(params.promisedOn, at: "params.promisedOn", now: store.now())
        return try await store.write(Promises.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.promises, of: candidate.id)
            return try await transaction.found(.createPromise, (owner: candidate.id, promise: promise))
        }
    }

    func update(_ params: Promises.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> Promise {
        try await store.write(Promises.Update.self, params, by: candidate) { transaction in
            let stored = try await transaction.found(.promiseForUpdate, OwnedID(candidate.id, params.id))
            try stored.require(params.revision)
            let edited = try stored.edited(by: params)
            return try await transaction.one(.updatePromise, (owner: candidate.id, promise: edited))
        }
    }

    func list(
        _ params: Promises.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Promise> {
        let request = try PageRequest(Promises.List.self, params)
        let page = PromisePage(
            page: OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows),
            opportunity: params.opportunity,
            state: params.state
        )
        return request.page(try await store.read(by: candidate, .all(.promises, page))) { $0.id.rawValue }
    }

    func delete(_ params: Promises.Delete.Params, by candidate: Candidate) async throws(ServiceFailure) -> Done {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Promises.Delete.self, params, by: candidate) { transaction in
            let (opportunity, stored) = try await transaction.run(
                .first(.heldOpportunityOfPromise, id),
                .first(.promiseForUpdate, id)
            )
            guard let opportunity, let stored else { throw ServiceFailure.notFound }
            try stored.require(params.revision)
            // Evidence that rests on it is retired with it (R12).
            try await transaction.execute(.deletePromise, id)
            try await BeliefSettling.refresh(opportunity, owner: candidate.id, in: transaction)
            return Done()
        }
    }
}

extension Promise {
    /// The promise with the members of an edit applied, if its life cycle allows.
    fileprivate func edited(by params: Promises.Update.Params) throws(ServiceFailure) -> Promise {
        var edited = self
        edited.text = params.text ?? text
        edited.person = params.person.applied(to: person)
        edited.priority = params.priority.applied(to: priority)
        edited.offerText = params.offerText.applied(to: offerText)
        edited.state = params.state ?? state
        guard edited.state == state || state.mayBecome(edited.state) else {
            throw .invalidState("A promise that is \(state.words) cannot become \(edited.state.words).")
        }
        guard edited.state != .differs || edited.offerText != nil else {
            throw .invalid(path: "params.offerText", reason: "is needed when the offer differs")
        }
        edited.waiveReason = params.waiveReason ?? waiveReason
        guard (edited.state == .waived) == (edited.waiveReason != nil) else {
            throw .invalid(path: "params.waiveReason", reason: "is needed to waive a promise, and only then")
        }
        return edited
    }
}

extension Promise.State {
    fileprivate var words: String {
        switch self {
        case .noted: "noted"
        case .inOffer: "in the offer"
        case .differs: "different in the offer"
        case .missing: "missing from the offer"
        case .waived: "waived"
        }
    }
}
