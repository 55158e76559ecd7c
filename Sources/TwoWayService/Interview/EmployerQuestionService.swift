import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What the employer asked; `capture.record` writes it.
struct EmployerQuestionService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Capture.ListEmployerQuestions.self, by: list)
        router.serve(Capture.RemoveEmployerQuestions.self, by: remove)
    }

    func list(
        _ params: Capture.ListEmployerQuestions.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<EmployerQuestion> {
        let request = try PageRequest(Capture.ListEmployerQuestions.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let (state, questions) = try await store.read(
            by: candidate,
            .first(.interviewState, OwnedID(candidate.id, params.interview)),
            .all(.employerQuestions, (interview: params.interview, page: page))
        )
        guard state != nil else { throw .notFound }
        return request.page(questions) { $0.id.rawValue }
    }

    func remove(
        _ params: Capture.RemoveEmployerQuestions.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Done {
        let questions = Array(Set(params.employerQuestions))
        guard (1...CaptureService.maximumPerCall).contains(params.employerQuestions.count) else {
            throw .invalid(
                path: "params.employerQuestions",
                reason: "must have from 1 to \(CaptureService.maximumPerCall) ids"
            )
        }
        return try await store.write(Capture.RemoveEmployerQuestions.self, params, by: candidate) { transaction in
            let removed = try await transaction.execute(
                .removeEmployerQuestions,
                (owner: candidate.id, questions: questions)
            )
            guard removed == questions.count else { throw ServiceFailure.notFound }
            return Done()
        }
    }
}
