import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Looking back on an interview, and closing it.
struct ClosingService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Interviews.GetDebrief.self, by: debrief)
        router.serve(Interviews.Close.self, by: close)
    }

    func debrief(
        _ params: Interviews.GetDebrief.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Debrief {
        let id = OwnedID(candidate.id, params.id)
        let (interview, items, askings, next) = try await store.read(
            by: candidate,
            .first(.interview, id),
            .all(.planItems, id),
            .one(.askingCount, id),
            .first(.nextInterview, id)
        )
        guard let interview else { throw .notFound }
        let unasked = items.filter { $0.state == .planned || $0.state == .deferred }
        return Debrief(
            interview: interview,
            unasked: unasked,
            needFate: unasked.filter { $0.mustAsk && $0.state == .planned }.map(\.id),
            askings: askings,
            next: next
        )
    }

    /// Under the locks of the interviews and then of the opportunity; with the last one no further interview is noted, so
    /// those to come are then read again, and no next one is missed.
    func close(
        _ params: Interviews.Close.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> ClosedInterview {
        let id = OwnedID(candidate.id, params.id)
        let request = try ClosingRequest(params.fates ?? [])
        return try await store.write(Interviews.Close.self, params, by: candidate) { transaction in
            let (locked, _, opportunity, current, items, toCome, own) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .all(.lockedInterviewsToCome, id),
                .first(.lockedOpportunityOfInterview, id),
                .first(.interview, id),
                .all(.planItems, id),
                .all(.lockedInterviewsToCome, id),
                .all(.ownInterviews, (owner: candidate.id, interviews: request.targets))
            )
            guard let opportunity, locked != nil, var interview = current else { throw ServiceFailure.notFound }
            try interview.require(params.revision)
            try interview.advance(to: .closed, openMustAsks: 0)
            let waiting = try await transaction.all(.waitingItems, OwnedID(candidate.id, opportunity))
            let closing = try Closing(
                request,
                items: items,
                toCome: toCome,
                own: own,
                waiting: waiting,
                store: store
            )
            if !closing.mailings.isEmpty { try await transaction.require(.followUps, of: candidate.id) }
            let (carried, longest, _, _, _) = try await transaction.run(
                .all(.carryItems, (owner: candidate.id, items: closing.carried)),
                .one(.longestPlan, (owner: candidate.id, interviews: Array(Set(closing.carried.map(\.interview))))),
                .execute(.dropItems, (owner: candidate.id, items: closing.dropped)),
                .execute(.wantItemsCarried, (owner: candidate.id, items: closing.wanted)),
                .execute(.moveItems, (owner: candidate.id, items: closing.mailings.map(\.item)))
            )
            guard longest <= PlanRequest.maximumItems else {
                throw ServiceFailure.limitReached("A plan may have at most \(PlanRequest.maximumItems) items.")
            }
            let (followUps, putOff, _, answer) = try await transaction.run(
                .all(.createMailings, Mailings(interview: id, entries: closing.mailings)),
                .all(.deferPlannedItems, id),
                .execute(.updateInterview, (owner: candidate.id, interview: interview)),
                .one(.interview, id)
            )
            try await EvidenceUpkeep(store: store).refresh(opportunity, owner: candidate.id, in: transaction)
            return ClosedInterview(interview: answer, carried: carried, waiting: putOff, followUps: followUps)
        }
    }
}

/// The fates that a call states, checked as far as that goes without the database.
struct ClosingRequest {
    let fates: [Interviews.Close.Fate]

    init(_ fates: [Interviews.Close.Fate]) throws(ServiceFailure) {
        guard fates.count <= PlanRequest.maximumItems else {
            throw .invalid(path: "params.fates", reason: "must have at most \(PlanRequest.maximumItems) fates")
        }
        var seen: Set<ID<PlanItem>> = []
        for (index, fate) in fates.enumerated() {
            let path = "params.fates[\(index)]"
            guard seen.insert(fate.item).inserted else {
                throw .invalid(path: "\(path).item", reason: "is listed already")
            }
            guard (fate.reason != nil) == (fate.fate == .drop) else {
                throw .invalid(path: "\(path).reason", reason: "is needed with drop, and only there")
            }
            guard fate.to == nil || fate.fate == .carryOver else {
                throw .invalid(path: "\(path).to", reason: "is only for carry_over")
            }
            guard fate.dueOn == nil || fate.fate == .askByMail else {
                throw .invalid(path: "\(path).dueOn", reason: "is only for ask_by_mail")
            }
        }
        self.fates = fates
    }

    /// The interviews that are named, each once.
    var targets: [ID<Interview>] { Array(Set(fates.compactMap(\.to))) }
}

/// What closing does to the items of a plan.
private struct Closing {
    private let store: Store
    var carried: [CarriedItem] = []
    var dropped: [DroppedItem] = []
    /// To be carried over as soon as there is a next interview.
    var wanted: [ID<PlanItem>] = []
    var mailings: [Mailings.Entry] = []

    /// Refuses a fate for what needs none, and every must-ask without one (R11).
    init(
        _ request: ClosingRequest,
        items: [PlanItem],
        toCome: [InterviewToCome],
        own: [ID<Interview>],
        waiting: [ID<PlanItem>],
        store: Store
    ) throws(ServiceFailure) {
        self.store = store
        let next = toCome.min { $0.precedes($1) }?.id
        if let next {
            carried += waiting.map { CarriedItem(item: $0, interview: next, newID: store.newID()) }
        }
        let stored = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, fate) in request.fates.enumerated() {
            let path = "params.fates[\(index)]"
            guard let item = stored[fate.item] else { throw .notFound }
            guard item.state == .planned else {
                throw .invalid(path: "\(path).item", reason: "is not planned any more")
            }
            try add(fate, item, next: next, toCome: toCome, own: own, at: path)
        }
        let fated = Set(request.fates.map(\.item))
        let findings = items.enumerated().filter { _, item in
            item.mustAsk && item.state == .planned && !fated.contains(item.id)
        }.map { index, _ in
            Finding(
                severity: .error,
                path: "plan.items[\(index)]",
                message: "is a must-ask that was not asked, and needs a fate"
            )
        }
        guard findings.isEmpty else { throw .checkFailed(findings) }
    }

    private mutating func add(
        _ fate: Interviews.Close.Fate,
        _ item: PlanItem,
        next: ID<Interview>?,
        toCome: [InterviewToCome],
        own: [ID<Interview>],
        at path: String
    ) throws(ServiceFailure) {
        switch fate.fate {
        case .carryOver:
            if let target = fate.to, !toCome.contains(where: { $0.id == target }) {
                guard own.contains(target) else { throw .notFound }
                throw .invalid(
                    path: "\(path).to",
                    reason: "must be another interview of the opportunity, proposed or scheduled"
                )
            }
            if let target = fate.to ?? next {
                carried.append(CarriedItem(item: item.id, interview: target, newID: store.newID()))
            } else {
                wanted.append(item.id)
            }
        case .drop:
            if let reason = fate.reason { dropped.append(DroppedItem(item: item.id, reason: reason)) }
        case .askByMail:
            mailings.append(Mailings.Entry(id: store.newID(), item: item.id, dueOn: fate.dueOn))
        }
    }
}

extension InterviewToCome {
    /// By the start, those without one last; then by the round.
    fileprivate func precedes(_ other: InterviewToCome) -> Bool {
        let starts = (start ?? .latest, other.start ?? .latest)
        guard starts.0 == starts.1 else { return starts.0 < starts.1 }
        return (round, id) < (other.round, other.id)
    }
}
