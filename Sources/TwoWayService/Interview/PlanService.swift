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
        router.serve(Plans.Suggest.self, by: suggest)
        router.serve(Plans.RenderSheet.self, by: sheet)
    }

    func get(_ params: Plans.Get.Params, by member: Member) async throws(ServiceFailure) -> Reading<Plans.Get> {
        if let candidate = member.asCandidate,
            let plan = try await own(OwnedID(candidate.id, params.interview), by: candidate)
        {
            return .own(plan)
        }
        let thing = SharedThing.plan(of: params.interview)
        let shared = try await Viewing(store: store).read(Plans.Get.self, thing, by: member) { transaction, rights in
            let id = OwnedID(rights.owner, params.interview)
            let (items, points) = try await transaction.run(.all(.sharedPlanItems, id), .all(.talkingPoints, id))
            return Plan(interview: id.id, items: items, talkingPoints: points, minutes: 0, revision: 0)
                .maskedFor(fields: rights.fields)
        } kept: { document in
            var plan = document.content.plans?.first { $0.interview == params.interview }
            plan?.snapshotAt = document.takenAt
            return plan
        }
        return .shared(shared)
    }

    /// Two round trips: what the plan says, and what there is to say about it.
    private func own(_ id: OwnedID<Interview>, by candidate: Candidate) async throws(ServiceFailure) -> Plan? {
        let (interview, head, items, points) = try await store.read(
            by: candidate,
            .first(.interview, id),
            .first(.planHead, id),
            .all(.planItems, id),
            .all(.talkingPoints, id)
        )
        guard let interview, let head else { return nil }
        let opportunity = OwnedID(candidate.id, interview.opportunity)
        let (set, priorities, asked) = try await store.read(
            by: candidate,
            .first(.prioritySetOfOpportunity, opportunity),
            .all(.prioritiesOfOpportunity, opportunity),
            .all(.askedQuestions, opportunity)
        )
        let surroundings = PlanSurroundings(
            interview: interview,
            prioritySet: set?.with(priorities),
            asked: asked,
            now: store.now()
        )
        return surroundings.plan(head: head, items: items, talkingPoints: points)
    }

    /// Three round trips beside the transaction's own: one locks the interview, one reads all that the edit needs, one
    /// writes it and reads the plan back; and one or two more when the plan is to settle beliefs or to clear up contradictions.
    func save(_ params: Plans.Save.Params, by candidate: Candidate) async throws(ServiceFailure) -> Plan {
        let request = try PlanRequest(params)
        let id = OwnedID(candidate.id, params.interview)
        return try await store.write(Plans.Save.self, params, by: candidate) { transaction in
            let (state, interview, head) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .first(.interview, id),
                .first(.planHead, id)
            )
            guard let state, let interview, let head else { throw ServiceFailure.notFound }
            guard head.revision == params.revision else { throw ServiceFailure.stale(current: head.revision) }
            guard !state.isFinal else {
                throw ServiceFailure.invalidState("The interview is over; its plan is not edited any more.")
            }
            let (basis, surroundings) = try await read(request, of: interview, id, from: transaction)
            let edit = try PlanEdit(request, basis: basis, makeID: { store.newID() })
            let points = TalkingPointRows(interview: id, points: request.talkingPoints)
            let (_, _, _, _, _, _, _, newHead, newItems, newPoints) = try await transaction.run(
                .execute(.touchPlan, id),
                .execute(.removeOtherPlanItems, (interview: id, kept: edit.kept)),
                .execute(.updatePlanItems, PlanItemRows(owner: candidate.id, interview: id.id, rows: edit.updated)),
                .execute(.addPlanItems, PlanItemRows(owner: candidate.id, interview: id.id, rows: edit.added)),
                .execute(.moveCarriedItems, (owner: candidate.id, items: edit.carried)),
                .execute(.removeTalkingPoints, points),
                .execute(.addTalkingPoints, points),
                .one(.planHead, id),
                .all(.planItems, id),
                .all(.talkingPoints, id)
            )
            if (basis.items + newItems).contains(where: { $0.belief != nil || $0.contradiction != nil }) {
                try await EvidenceUpkeep(store: store)
                    .refresh(interview.opportunity, owner: candidate.id, in: transaction)
            }
            return surroundings.plan(head: newHead, items: newItems, talkingPoints: newPoints)
        }
    }

    /// All that an edit of a plan depends on, in one round trip.
    private func read(
        _ request: PlanRequest,
        of interview: Interview,
        _ id: OwnedID<Interview>,
        from transaction: Transaction
    ) async throws -> (PlanBasis, PlanSurroundings) {
        let opportunity = OwnedID(id.owner, interview.opportunity)
        let (items, keys, set, priorities, questions, own, beliefs, contradictions, others, people, asked) =
            try await transaction.run(
                .all(.planItems, id),
                .all(.prioritiesForPlan, id),
                .first(.prioritySetOfOpportunity, opportunity),
                .all(.prioritiesOfOpportunity, opportunity),
                .all(.questionsForPlan, (owner: id.owner, sources: request.sources)),
                .all(.ownQuestionsForPlan, (owner: id.owner, questions: request.ownQuestions)),
                .all(.beliefsForPlan, (interview: id, beliefs: request.beliefs)),
                .all(.contradictionsForPlan, (interview: id, contradictions: request.contradictions)),
                .all(.itemsToCarry, (interview: id, items: request.carried)),
                .all(.peopleInUsualRole, (owner: id.owner, people: request.people)),
                .all(.askedQuestions, opportunity)
            )
        let basis = PlanBasis(
            items: items,
            questions: questions,
            ownQuestions: own,
            beliefs: beliefs,
            contradictions: contradictions,
            others: others,
            people: people,
            keys: keys,
            priorities: priorities
        )
        let surroundings = PlanSurroundings(
            interview: interview,
            prioritySet: set?.with(priorities),
            asked: asked,
            now: store.now()
        )
        return (basis, surroundings)
    }

    /// Two round trips: the interview, and then everything at the opportunity that bears on what to ask.
    func suggest(
        _ params: Plans.Suggest.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PlanSuggestion {
        if let minutes = params.minutes, !(0...1440).contains(minutes) {
            throw .invalid(path: "params.minutes", reason: "must be from 0 to 1440")
        }
        let id = OwnedID(candidate.id, params.interview)
        let (interview, items) = try await store.read(by: candidate, .first(.interview, id), .all(.planItems, id))
        guard let interview else { throw .notFound }
        guard !interview.state.isFinal else {
            throw .invalidState("The interview is over; nothing is left to plan.")
        }
        let owned = OwnedID(candidate.id, interview.opportunity)
        let (
            opportunity, set, priorities, evidence, own, beliefs, contradictions, leftOver, research, asked, questions
        ) =
            try await store.read(
                by: candidate,
                .first(.opportunity, owned),
                .first(.prioritySetOfOpportunity, owned),
                .all(.prioritiesOfOpportunity, owned),
                .all(.liveEvidence, owned),
                .all(.ownRatings, owned),
                .all(.unverifiedBeliefs, owned),
                .all(.contradictionsOfOpportunity, ContradictionPage(openOf: owned)),
                .all(.unaskedMustAsks, owned),
                .all(.answeredQuestions, owned),
                .all(.askedQuestions, owned),
                .all(.askableQuestions, AskableFilter(owner: candidate.id))
            )
        let assessment = set.map { set in
            AssessmentInputs(
                opportunity: owned.id,
                prioritySet: set.with(priorities),
                evidence: evidence,
                own: Dictionary(own.map { ($0.priority, $0.own) }, uniquingKeysWith: { first, _ in first })
            )
        }
        let next = NextQuestions(
            interview: interview,
            futureSupervisor: opportunity?.futureSupervisor,
            assessment: assessment,
            beliefs: beliefs,
            contradictions: Contradiction.all(contradictions),
            questions: questions,
            plan: items,
            openMustAsks: leftOver.map(\.mustAsk),
            openItems: leftOver.map(\.item),
            research: research,
            asked: asked,
            minutes: params.minutes
        )
        return next.suggestion()
    }

    func sheet(_ params: Plans.RenderSheet.Params, by candidate: Candidate) async throws(ServiceFailure) -> Sheet {
        let id = OwnedID(candidate.id, params.interview)
        let (interview, heading, items, points, people) = try await store.read(
            by: candidate,
            .first(.interview, id),
            .first(.sheetHeading, id),
            .all(.planItems, id),
            .all(.talkingPoints, id),
            .all(.peopleToAsk, id)
        )
        guard let interview, let heading else { throw .notFound }
        let renderer = SheetRenderer(
            interview: interview,
            heading: heading,
            items: items,
            talkingPoints: points,
            people: people
        )
        return Sheet(format: params.format, content: try renderer.render(as: params.format))
    }
}

/// What a plan stands in: the interview, what matters, and what was asked already.
private struct PlanSurroundings {
    let interview: Interview
    let prioritySet: PrioritySet?
    let asked: [AskedQuestion]
    let now: Timestamp

    func plan(head: PlanHead, items: [PlanItem], talkingPoints: [TalkingPoint]) -> Plan {
        Plan(
            interview: interview.id,
            items: items,
            talkingPoints: talkingPoints,
            minutes: items.questionMinutes,
            findings: Plan.findings(
                items: items,
                of: interview,
                prioritySet: prioritySet,
                covered: covered,
                now: now
            ),
            revision: head.revision,
            updatedAt: head.updatedAt
        )
    }

    /// The priorities that the future supervisor answered and that were put to two people.
    private var covered: Set<ID<Priority>> {
        var people: [ID<Priority>: Set<ID<Person>>] = [:]
        var answered: Set<ID<Priority>> = []
        for question in asked {
            for key in question.priorities {
                people[key, default: []].insert(question.put.person)
                if question.put.futureSupervisor && question.put.outcome.isAnswer { answered.insert(key) }
            }
        }
        return answered.filter { (people[$0]?.count ?? 0) >= 2 }
    }
}
