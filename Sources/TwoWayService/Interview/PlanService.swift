import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// The list for one interview, and the sheet to take along.
struct PlanService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Plans.Get.self, by: get)
        router.serve(Plans.Save.self, by: save)
        router.serve(Plans.RenderSheet.self, by: sheet)
    }

    func get(_ params: Plans.Get.Params, by candidate: Candidate) async throws(ServiceFailure) -> Plan {
        let id = OwnedID(candidate.id, params.interview)
        let (head, items) = try await store.read(by: candidate, .first(.planHead, id), .all(.planItems, id))
        guard let head else { throw .notFound }
        return Plan(interview: params.interview, head: head, items: items)
    }

    /// Two round trips beside the transaction's own: one reads all that the edit needs under the lock of the
    /// interview, one writes it and reads the plan back.
    func save(_ params: Plans.Save.Params, by candidate: Candidate) async throws(ServiceFailure) -> Plan {
        let request = try PlanRequest(params)
        let id = OwnedID(candidate.id, params.interview)
        return try await store.write(Plans.Save.self, params, by: candidate) { transaction in
            let (state, head, items, priorities, questions, people) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .first(.planHead, id),
                .all(.planItems, id),
                .all(.prioritiesForPlan, id),
                .all(.questionsForPlan, (owner: candidate.id, sources: request.sources)),
                .all(.peopleInUsualRole, (owner: candidate.id, people: request.people))
            )
            guard let state, let head else { throw ServiceFailure.notFound }
            guard head.revision == params.revision else { throw ServiceFailure.stale(current: head.revision) }
            guard !state.isFinal else {
                throw ServiceFailure.invalidState("The interview is over; its plan is not edited any more.")
            }
            let edit = try PlanEdit(
                request,
                basis: PlanBasis(items: items, questions: questions, people: people, priorities: priorities),
                makeID: { store.newID() }
            )
            let (_, _, _, _, newHead, newItems) = try await transaction.run(
                .execute(.touchPlan, id),
                .execute(.removeOtherPlanItems, (interview: id, kept: edit.kept)),
                .execute(.updatePlanItems, PlanItemRows(owner: candidate.id, interview: id.id, rows: edit.updated)),
                .execute(.addPlanItems, PlanItemRows(owner: candidate.id, interview: id.id, rows: edit.added)),
                .one(.planHead, id),
                .all(.planItems, id)
            )
            return Plan(interview: params.interview, head: newHead, items: newItems)
        }
    }

    func sheet(_ params: Plans.RenderSheet.Params, by candidate: Candidate) async throws(ServiceFailure) -> Sheet {
        let id = OwnedID(candidate.id, params.interview)
        let (interview, heading, items, people) = try await store.read(
            by: candidate,
            .first(.interview, id),
            .first(.sheetHeading, id),
            .all(.planItems, id),
            .all(.peopleToAsk, id)
        )
        guard let interview, let heading else { throw .notFound }
        let renderer = SheetRenderer(interview: interview, heading: heading, items: items, people: people)
        return Sheet(format: params.format, content: try renderer.render(as: params.format))
    }
}

extension Plan {
    fileprivate init(interview: ID<Interview>, head: PlanHead, items: [PlanItem]) {
        self.init(
            interview: interview,
            items: items,
            minutes: items.reduce(0) { $0 + $1.minutes },
            revision: head.revision,
            updatedAt: head.updatedAt
        )
    }
}
