import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What is decided, and carried out in the same transaction (R16).
struct DecisionService: Sendable {
    let store: Store

    /// The most decisions about one opportunity, reversals counted in.
    static let maximumPerOpportunity = 100

    func serve(on router: inout Router) {
        router.serve(Decisions.Record.self, by: record)
        router.serve(Decisions.Reverse.self, by: reverse)
        router.serve(Decisions.Start.self, by: start)
        DecisionReading(store: store).serve(on: &router)
    }

    func record(
        _ params: Decisions.Record.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> DecisionView {
        guard params.kind != .reversal else {
            throw .invalid(path: "params.kind", reason: "reversal is what decision.reverse records")
        }
        return try await store.write(Decisions.Record.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.opportunity)
            let row = try await transaction.found(.opportunityForUpdate, owned)
            try await requireRoom(owned, in: transaction)
            try await Self.check(params.kind, of: row, owned, in: transaction)
            // What it rests on is looked at before anything moves.
            guard let found = try await AssessmentService.inputs(of: owned, from: transaction) else {
                throw ServiceFailure.notFound
            }
            let scorecard = found.map { AssessmentService.assessment($0).withoutNotes }
            let decision = Decision(
                id: store.newID(),
                opportunity: params.opportunity,
                kind: params.kind,
                reasons: params.reasons,
                stage: row.stage,
                basis: try Self.basis(found, scorecard),
                decidedAt: store.now()
            )
            if let next = params.kind.leadsTo, next.stage != row.stage {
                try await StageMove(row, owner: candidate.id).move(to: next.stage, next.reason, in: transaction)
            }
            try await transaction.execute(.createDecision, Self.row(decision, scorecard, owner: candidate.id))
            return DecisionView(decision: decision, scorecard: scorecard)
        }
    }

    func reverse(
        _ params: Decisions.Reverse.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> DecisionView {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Decisions.Reverse.self, params, by: candidate) { transaction in
            let opportunity = OwnedID(candidate.id, try await transaction.found(.lockedOpportunityOfDecision, id))
            let (row, stored) = try await transaction.run(
                .one(.opportunityForUpdate, opportunity),
                .one(.decision, id)
            )
            guard stored.decision.kind != .reversal else {
                throw ServiceFailure.invalidState("What takes a decision back is not taken back; decide anew.")
            }
            guard stored.decision.reversedBy == nil else {
                throw ServiceFailure.invalidState("This decision was taken back before.")
            }
            try await requireRoom(opportunity, in: transaction)
            let decision = Decision(
                id: store.newID(),
                opportunity: opportunity.id,
                kind: .reversal,
                reasons: params.reason,
                stage: row.stage,
                reverses: params.id,
                decidedAt: store.now()
            )
            // A job that was accepted stays so; one that the decision closed is where it was before.
            if row.stage == .closed, row.mergedInto == nil, let left = stored.decision.kind.leadsTo,
                left.reason != nil, left.reason == row.closedReason
            {
                try await StageMove(row, owner: candidate.id).move(to: stored.decision.stage, nil, in: transaction)
            }
            try await transaction.execute(.createDecision, Self.row(decision, nil, owner: candidate.id))
            return DecisionView(decision: decision)
        }
    }

    func start(_ params: Decisions.Start.Params, by candidate: Candidate) async throws(ServiceFailure) -> JobStart {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Decisions.Start.self, params, by: candidate) { transaction in
            _ = try await transaction.found(.lockedOpportunityOfDecision, id)
            let (stored, current, checks) = try await transaction.run(
                .one(.decision, id),
                .first(.jobStart, id),
                .all(.realityChecks, id)
            )
            guard stored.decision.kind == .accept, stored.decision.stands else {
                throw ServiceFailure.invalidState("Only a job that was accepted has a first day.")
            }
            guard params.revision == current?.revision ?? 0 else {
                throw ServiceFailure.stale(current: current?.revision ?? 0)
            }
            guard checks.isEmpty else {
                throw ServiceFailure.invalidState("It was looked at by this first day already; it stays.")
            }
            let start = JobStart(decision: params.id, startsOn: params.startsOn, revision: params.revision)
            let saved = try await transaction.execute(.saveJobStart, (owner: candidate.id, start: start))
            // A first one was written beside this one.
            guard saved == 1 else { throw ServiceFailure.stale(current: 1) }
            return try await transaction.one(.jobStart, id)
        }
    }

    private func requireRoom(_ opportunity: OwnedID<Opportunity>, in transaction: Transaction) async throws {
        guard try await transaction.one(.countDecisions, opportunity) < Self.maximumPerOpportunity else {
            throw ServiceFailure.limitReached(
                "There may be at most \(Self.maximumPerOpportunity) decisions about an opportunity."
            )
        }
    }

    /// Refuses a decision that does not fit where the opportunity stands; what stands against accepting is said by name.
    private static func check(
        _ kind: Decision.Kind,
        of row: Opportunity,
        _ owned: OwnedID<Opportunity>,
        in transaction: Transaction
    ) async throws {
        guard row.stage != .closed else {
            throw ServiceFailure.invalidState("This opportunity is closed; reopen it before anything is decided.")
        }
        switch kind {
        case .accept:
            guard row.stage.hasOffer else {
                throw ServiceFailure.invalidState("Without an offer there is nothing to accept.")
            }
            guard try await transaction.first(.standingAcceptance, owned) == nil else {
                throw ServiceFailure.invalidState("This job was accepted before.")
            }
            // Moving to the stage accepted looks at the must-haves by itself.
            if row.stage == .accepted { try await AcceptanceCheck.check(owned, in: transaction) }
        case .decline:
            guard row.stage == .offer else {
                throw ServiceFailure.invalidState(
                    "Without an offer that is open there is nothing to decline; withdraw."
                )
            }
        case .withdraw, .wait, .reversal:
            guard row.stage != .accepted else {
                throw ServiceFailure.invalidState("This job was accepted; nothing is left to decide.")
            }
        }
    }

    private static func basis(
        _ inputs: AssessmentInputs?,
        _ scorecard: Assessment?
    ) throws(ServiceFailure) -> DecisionBasis? {
        guard let inputs, let scorecard else { return nil }
        guard let hash = scorecard.inputsHash else { throw .unexpected("an assessment without a hash") }
        return DecisionBasis(
            prioritySet: inputs.prioritySet.id,
            prioritySetVersion: inputs.prioritySet.version,
            inputsHash: hash,
            methodVersion: scorecard.methodVersion
        )
    }

    private static func row(
        _ decision: Decision,
        _ scorecard: Assessment?,
        owner: ID<Account>
    ) throws(ServiceFailure) -> NewDecision {
        do {
            return NewDecision(
                owner: owner,
                decision: decision,
                scorecard: try scorecard.map { try JSONEncoding.encode($0) }
            )
        } catch {
            throw .unexpected("a scorecard cannot be encoded: \(error)")
        }
    }

    /// The scorecard of the day as it was kept.
    static func scorecard(_ stored: StoredDecision) throws(ServiceFailure) -> Assessment? {
        guard let bytes = stored.scorecard else { return nil }
        do {
            let document = try JSONDocument(parsing: bytes)
            return try JSONDecoding.decode(Assessment.self, from: document.root, at: "scorecard")
        } catch {
            throw .unexpected("a kept scorecard cannot be read: \(error)")
        }
    }
}

extension RealityCheck {
    /// A stored check with what belongs to it.
    init(_ row: RealityCheckRow, ratings: [RealityRating], findings: [RealityFinding]) {
        self.init(
            id: row.id,
            opportunity: row.opportunity,
            decision: row.decision,
            day: row.day,
            ratings: ratings,
            note: row.note,
            sources: SourceTruth.all(findings),
            checkedAt: row.checkedAt
        )
    }
}
