import Crypto
import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// The scorecard of an employer, computed from what is known now.
struct AssessmentService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Assessments.Get.self, by: get)
        router.serve(Assessments.Rate.self, by: rate)
        router.serve(Assessments.Explain.self, by: explain)
    }

    /// Owner and coach read the same way; the mask decides what comes back.
    func get(_ params: Assessments.Get.Params, by member: Member) async throws(ServiceFailure) -> Assessment {
        if let candidate = member.asCandidate {
            let own = try await asking { () async throws in
                let owned = OwnedID(candidate.id, params.opportunity)
                return try await Self.current(owned, from: store.session(of: candidate))
            }
            if let own { return own }
        }
        let thing = SharedThing.assessment(params.opportunity)
        return try await Viewing(store: store).read(Assessments.Get.self, thing, by: member) { transaction, rights in
            let owned = OwnedID(rights.owner, params.opportunity)
            return try await Self.current(owned, from: transaction)?
                .visible(to: .coach(rights.fields, subject: .assessment))
        } kept: { document in
            var assessment = document.content.assessment
            assessment?.snapshotAt = document.takenAt
            return assessment
        }
    }

    /// The scorecard as of now; nil without such an opportunity.
    static func current(
        _ owned: OwnedID<Opportunity>,
        from runner: any StatementRunner
    ) async throws -> Assessment? {
        guard let found = try await inputs(of: owned, from: runner) else { return nil }
        guard let inputs = found else { throw withoutPriorities }
        return assessment(inputs)
    }

    func rate(
        _ params: Assessments.Rate.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PriorityAssessment {
        if case .set(let interval) = params.interval, !interval.isProper {
            throw .invalid(path: "params.interval", reason: "must have 0 <= lo <= hi <= 1")
        }
        return try await store.write(Assessments.Rate.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.opportunity)
            let place = RatedPriority(owner: candidate.id, opportunity: params.opportunity, priority: params.priority)
            let search = try await transaction.first(.jobSearchOfOpportunity, owned)
            guard search != nil else { throw ServiceFailure.notFound }
            let current = try await transaction.first(.ownRatingForUpdate, place)
            guard params.revision == current?.revision ?? 0 else {
                throw ServiceFailure.stale(current: current?.revision ?? 0)
            }
            if let interval = params.interval.applied(to: current?.interval) {
                let note = params.note.applied(to: current?.note)
                let change = OwnRatingChange(place: place, interval: interval, note: note, revision: params.revision)
                let saved = try await transaction.execute(.saveOwnRating, change)
                // A first rating was written beside this one.
                guard saved == 1 else { throw ServiceFailure.stale(current: 1) }
            } else if case .set = params.note {
                throw ServiceFailure.invalid(path: "params.interval", reason: "is needed with a note")
            } else {
                try await transaction.execute(.removeOwnRating, place)
            }
            guard let inputs = try await Self.inputs(of: owned, from: transaction) ?? nil,
                let rated = Self.assessment(inputs).priorities.first(where: { $0.key == params.priority })
            else {
                throw ServiceFailure.invalid(path: "params.priority", reason: "is not in the set that counts")
            }
            return rated
        }
    }

    func explain(
        _ params: Assessments.Explain.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PriorityExplanation {
        try await store.look(by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.opportunity)
            guard let found = try await Self.inputs(of: owned, from: transaction) else {
                throw ServiceFailure.notFound
            }
            guard let inputs = found else { throw Self.withoutPriorities }
            guard let explanation = PriorityExplanation(of: params.priority, in: inputs) else {
                throw ServiceFailure.invalid(path: "params.priority", reason: "is not in the set that counts")
            }
            return explanation
        }
    }

    static let withoutPriorities = ServiceFailure.invalidState(
        "There is no set of priorities that counts yet: save one and activate it."
    )

    /// All that the assessment is computed from: nil without the opportunity, inner nil without a set that counts.
    static func inputs(
        of owned: OwnedID<Opportunity>,
        from runner: any StatementRunner
    ) async throws -> AssessmentInputs?? {
        let (search, set, priorities, evidence, own, waivers) = try await runner.run(
            .first(.jobSearchOfOpportunity, owned),
            .first(.prioritySetOfOpportunity, owned),
            .all(.prioritiesOfOpportunity, owned),
            .all(.liveEvidence, owned),
            .all(.ownRatings, owned),
            .all(.liveWaivers, owned)
        )
        guard search != nil else { return nil }
        guard let set else { return .some(nil) }
        return AssessmentInputs(
            opportunity: owned.id,
            prioritySet: set.with(priorities),
            evidence: evidence,
            own: Dictionary(own.map { ($0.priority, $0.own) }, uniquingKeysWith: { first, _ in first }),
            waivers: waivers
        )
    }

    /// The scorecard with the hash of its inputs.
    static func assessment(_ inputs: AssessmentInputs) -> Assessment {
        let hash = SHA256.hash(data: inputs.canonicalInputs())
        return Assessment.computed(from: inputs, inputsHash: hash.hexadecimal)
    }
}
