import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// The candidate's own scorecards, from draft to superseded (R16).
struct AssessmentVersionService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Assessments.Save.self, by: save)
        router.serve(Assessments.Finalise.self, by: finalise)
        router.serve(Assessments.History.self, by: history)
        router.serve(Assessments.Version.self, by: version)
    }

    func save(
        _ params: Assessments.Save.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> AssessmentVersion {
        try await store.write(Assessments.Save.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.opportunity)
            let newest = try await held(owned, in: transaction)
            let draft = newest.flatMap { $0.state == .draft ? $0 : nil }
            guard params.revision == draft?.revision ?? 0 else {
                throw ServiceFailure.stale(current: draft?.revision ?? 0)
            }
            var edited = draft ?? next(after: newest, of: params.opportunity)
            edited.givesWhatIWant = params.givesWhatIWant ?? edited.givesWhatIWant
            edited.canSucceed = params.canSucceed ?? edited.canSucceed
            edited.note = params.note.applied(to: edited.note)
            if draft != nil {
                return try await transaction.one(.updateAssessmentDraft, (candidate.id, edited)).assessment
            }
            guard edited.version <= AssessmentVersion.maximumPerOpportunity else {
                throw ServiceFailure.limitReached(
                    "An opportunity may have at most \(AssessmentVersion.maximumPerOpportunity) assessments."
                )
            }
            return try await transaction.one(.createAssessment, (candidate.id, edited)).assessment
        }
    }

    func finalise(
        _ params: Assessments.Finalise.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> AssessmentVersion {
        try await store.write(Assessments.Finalise.self, params, by: candidate) { transaction in
            let owned = OwnedID(candidate.id, params.opportunity)
            guard let draft = try await held(owned, in: transaction), draft.state == .draft else {
                throw ServiceFailure.invalidState("There is no draft to make final: save one first.")
            }
            try draft.require(params.revision)
            guard let inputs = try await AssessmentService.inputs(of: owned, from: transaction) ?? nil else {
                throw AssessmentService.withoutPriorities
            }
            let scorecard = AssessmentService.assessment(inputs).withoutNotes
            let change = FinalScorecard(
                owner: candidate.id,
                id: draft.id,
                scorecard: try JSONEncoding.encode(scorecard),
                inputsHash: scorecard.inputsHash ?? "",
                methodVersion: scorecard.methodVersion
            )
            let (_, row) = try await transaction.run(
                .execute(.supersedeAssessment, owned),
                .one(.finaliseAssessment, change)
            )
            return try row.whole()
        }
    }

    func history(
        _ params: Assessments.History.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<AssessmentSummary> {
        let request = try PageRequest(Assessments.History.self, params)
        let owned = OwnedID(candidate.id, params.opportunity)
        let page = AssessmentHistoryPage(opportunity: owned, before: try request.beforeNumber, rows: request.rows)
        let (search, versions) = try await store.read(
            by: candidate,
            .first(.jobSearchOfOpportunity, owned),
            .all(.assessmentHistory, page)
        )
        guard search != nil else { throw .notFound }
        return request.page(versions, number: \.version)
    }

    func version(
        _ params: Assessments.Version.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> AssessmentVersion {
        // What does not fit the column is not there either.
        guard (1...AssessmentVersion.maximumPerOpportunity).contains(params.version) else { throw .notFound }
        let place = (opportunity: OwnedID(candidate.id, params.opportunity), version: params.version)
        let found = try await store.read(by: candidate, .first(.assessmentVersion, place))
        guard let row = found else { throw .notFound }
        return try row.whole()
    }

    /// The newest version under the lock of its opportunity, so that of two who save the second sees the first one's.
    private func held(
        _ opportunity: OwnedID<Opportunity>,
        in transaction: Transaction
    ) async throws -> AssessmentVersion? {
        let (held, newest) = try await transaction.run(
            .first(.heldOpportunity, OpportunityPlace(opportunity)),
            .first(.newestAssessment, opportunity)
        )
        guard held != nil else { throw ServiceFailure.notFound }
        return newest?.assessment
    }

    /// A new draft, which begins with what the last one said.
    private func next(after last: AssessmentVersion?, of opportunity: ID<Opportunity>) -> AssessmentVersion {
        AssessmentVersion(
            id: store.newID(),
            opportunity: opportunity,
            version: (last?.version ?? 0) + 1,
            state: .draft,
            givesWhatIWant: last?.givesWhatIWant ?? .open,
            canSucceed: last?.canSucceed ?? .open,
            note: last?.note,
            revision: 1,
            updatedAt: store.now()
        )
    }
}

extension AssessmentVersionRow {
    /// With the scorecard that was frozen.
    fileprivate func whole() throws(ServiceFailure) -> AssessmentVersion {
        guard let scorecard else { return assessment }
        do {
            let text = try JSONDocument(parsing: scorecard)
            var whole = assessment
            whole.scorecard = try JSONDecoding.decode(Assessment.self, from: text.root, at: "scorecard")
            return whole
        } catch {
            throw .unexpected("a stored scorecard cannot be read: \(error)")
        }
    }
}
