import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What was asked of whom.
struct CoverageService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Coverages.Get.self, by: get)
    }

    /// One round trip.
    func get(_ params: Coverages.Get.Params, by candidate: Candidate) async throws(ServiceFailure) -> Coverage {
        let owned = OwnedID(candidate.id, params.id)
        let (opportunity, set, priorities, asked, planned, questions, ahead, leftOver) = try await store.read(
            by: candidate,
            .first(.opportunity, owned),
            .first(.prioritySetOfOpportunity, owned),
            .all(.prioritiesOfOpportunity, owned),
            .all(.askedQuestions, owned),
            .all(.questionsToCome, owned),
            .all(.askableQuestions, AskableFilter(owner: candidate.id)),
            .all(.interviewsAhead, owned),
            .all(.unaskedMustAsks, owned)
        )
        guard let opportunity else { throw .notFound }
        let inputs = CoverageInputs(
            opportunity: params.id,
            futureSupervisor: opportunity.futureSupervisor,
            prioritySet: set?.with(priorities),
            asked: asked,
            planned: planned,
            questions: questions,
            ahead: ahead,
            openMustAsks: leftOver.map(\.mustAsk),
            now: store.now()
        )
        return Coverage.computed(from: inputs)
    }
}
