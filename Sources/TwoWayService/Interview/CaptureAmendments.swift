import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Corrections of what was recorded.
///
/// At any time, also after the interview was closed: the record is the candidate's own. The wording is never corrected (R5),
/// and evidence is never edited: what no longer rests on what was said is retired (R12), and beliefs and
/// contradictions are settled anew.
struct CaptureAmendments: Sendable {
    /// The most askings that may ever be taken back from one interview.
    static let maximumRemoved = 500

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Capture.Amend.self, by: amend)
        router.serve(Capture.Remove.self, by: remove)
    }

    func amend(
        _ params: Capture.Amend.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Capture.Amend.Result {
        let id = OwnedID(candidate.id, params.asking)
        return try await store.write(Capture.Amend.self, params, by: candidate) { transaction in
            let (interview, current, resting) = try await transaction.run(
                .first(.lockedInterviewOfAsking, id),
                .first(.asking, id),
                .all(.evidenceOfAskings, (owner: candidate.id, askings: [params.asking]))
            )
            guard let interview, let current else { throw ServiceFailure.notFound }
            guard params.revision == current.revision else { throw ServiceFailure.stale(current: current.revision) }
            let amended = try current.amended(by: params, makeID: { store.newID() })
            guard amended != current else { return Capture.Amend.Result(asking: current, retired: []) }
            let change = (owner: candidate.id, asking: amended)
            if current.answer != nil, amended.answer == nil {
                try await transaction.execute(.deleteAnswer, id)
            }
            let (_, _, stored, retired) = try await transaction.run(
                .execute(.amendAsking, change),
                .execute(.putAnswer, change),
                .one(.asking, id),
                .all(.retiredAmong, (owner: candidate.id, evidence: resting.map(\.id)))
            )
            try await EvidenceUpkeep(store: store)
                .refresh(of: OwnedID(candidate.id, interview), in: transaction)
            return Capture.Amend.Result(asking: stored, retired: resting.filter { retired.contains($0.id) })
        }
    }

    func remove(
        _ params: Capture.Remove.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Capture.Remove.Result {
        guard (1...CaptureService.maximumPerCall).contains(params.askings.count) else {
            throw .invalid(
                path: "params.askings",
                reason: "must have from 1 to \(CaptureService.maximumPerCall) askings"
            )
        }
        let id = OwnedID(candidate.id, params.interview)
        let wanted = (interview: id, askings: params.askings)
        return try await store.write(Capture.Remove.self, params, by: candidate) { transaction in
            let (state, present, removedBefore, count, resting) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .all(.askingsAmong, wanted),
                .all(.removedAskingsAmong, wanted),
                .one(.removedAskingCount, id),
                .all(.evidenceOfAskings, (owner: candidate.id, askings: params.askings))
            )
            guard state != nil, Set(params.askings).isSubset(of: present + removedBefore) else {
                throw ServiceFailure.notFound
            }
            guard !present.isEmpty else { return Capture.Remove.Result(removed: 0, retired: []) }
            guard count + present.count <= Self.maximumRemoved else {
                throw ServiceFailure.limitReached(
                    "At most \(Self.maximumRemoved) askings may be taken back from one interview."
                )
            }
            let removed = try await transaction.all(.removeAskings, wanted)
            try await EvidenceUpkeep(store: store).refresh(of: id, in: transaction)
            return Capture.Remove.Result(removed: removed.count, retired: resting)
        }
    }
}

extension Asking {
    /// The asking with a correction applied; refuses an answer where there can be none (R10).
    fileprivate func amended(
        by params: Capture.Amend.Params,
        makeID: () -> ID<Answer>
    ) throws(ServiceFailure) -> Asking {
        var amended = self
        amended.outcome = params.outcome ?? outcome
        guard amended.outcome.allowsAnswer else {
            if case .set = params.answer {
                throw .invalid(path: "params.answer", reason: "is only for the outcomes answered, partial and evaded")
            }
            amended.answer = nil
            return amended
        }
        switch params.answer {
        case .unchanged: break
        case .clear: amended.answer = nil
        case .set(let change):
            if case .set(let value) = change.value { try CaptureService.check(value, at: "params.answer.value") }
            guard let body = change.body ?? answer?.body else {
                throw .invalid(path: "params.answer.body", reason: "is needed for a first answer")
            }
            guard let specificity = change.specificity ?? answer?.specificity else {
                throw .invalid(path: "params.answer.specificity", reason: "is needed for a first answer")
            }
            amended.answer = Answer(
                id: answer?.id ?? makeID(),
                body: body,
                specificity: specificity,
                captured: change.captured ?? answer?.captured ?? .after,
                value: change.value.applied(to: answer?.value)
            )
        }
        return amended
    }
}
