import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate who follows a library of two questions about training, which matters most, in a search with two priorities.
struct PlanScene {
    let scene: InterviewScene
    let service: TestService
    let library: Library
    let subscription: Subscription
    /// Training with weight 3, pace with weight 1.
    let prioritySet: PrioritySet
    let interview: Interview

    var candidate: TestClient { scene.candidate }
    var training: ID<Priority> { prioritySet.priorities[0].key }
    var pace: ID<Priority> { prioritySet.priorities[1].key }

    init(_ service: TestService, name: String = "anna", coach: String = "kim") async throws {
        self.service = service
        scene = try await InterviewScene(service, name: name)
        let coach = try await service.signUp(coach, roles: [.coach])
        library = try await coach.publishLibrary(.sample(questions: [.sample(), .second]))
        subscription = try await scene.candidate.call(Subscriptions.Create.self, .init(library: library.id))
        let draft = try await scene.candidate.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: scene.jobSearch.id,
                weightMode: .exact,
                priorities: [
                    .init(dimension: "training", weight: 3),
                    .init(title: try Title("Pace"), direction: .more, weight: 1),
                ]
            )
        )
        prioritySet = try await scene.candidate.call(
            PrioritySets.Activate.self,
            .init(id: draft.id, revision: draft.revision)
        )
        _ = try await scene.candidate.call(
            Opportunities.Update.self,
            .init(id: scene.opportunity.id, revision: 1, futureSupervisor: .set(scene.manager.id))
        )
        interview = try await scene.interview(
            interviewers: [.init(person: scene.manager.id), .init(person: scene.peer.id)]
        )
    }

    func source(_ key: String = "last-week") throws -> QuestionSource {
        QuestionSource(library: library.id, version: 1, questionKey: try Slug(key))
    }

    func belief(about key: ID<Priority>? = nil, _ statement: String = "Known for its training") async throws -> Belief {
        try await candidate.call(
            Beliefs.Create.self,
            .init(
                opportunity: scene.opportunity.id,
                priority: key ?? training,
                statement: try Line(statement),
                scope: .job,
                expected: 4
            )
        )
    }

    func own(
        _ text: String = "Who taught the last newcomer?",
        priorities: [ID<Priority>] = []
    ) async throws -> OwnQuestion {
        try await candidate.call(
            OwnQuestions.Create.self,
            .init(
                text: try Line(text),
                hints: QuestionHints(purpose: "Mine", followUps: ["And how?"]),
                audience: [.peer],
                minutes: 7,
                priorities: priorities
            )
        )
    }

    /// Lays something of the candidate's own over a question of the library.
    func lay(_ columns: String, over key: String = "last-week") async throws {
        try await service.database.sql(
            """
            INSERT INTO tw.overlay (owner_id, subscription_id, question_key, base_revision)
            VALUES ('\(try candidate.account.id)', '\(subscription.id)', '\(key)', 1) ON CONFLICT DO NOTHING;
            UPDATE tw.overlay SET \(columns) WHERE subscription_id = '\(subscription.id)' AND question_key = '\(key)'
            """
        )
    }

    func suggest(_ interview: Interview? = nil, minutes: Int? = nil) async throws -> PlanSuggestion {
        try await candidate.call(
            Plans.Suggest.self,
            .init(interview: (interview ?? self.interview).id, minutes: minutes)
        )
    }

    func coverage() async throws -> Coverage {
        try await candidate.call(Coverages.Get.self, .init(id: scene.opportunity.id))
    }

    /// An earlier interview that was closed with a must-ask put off.
    func leftOver(_ text: String = "Left over?") async throws -> (Interview, PlanItem) {
        let earlier = try await scene.interview(title: "Before")
        let plan = try await scene.save(
            [.init(text: try Line(text), targetPerson: scene.peer.id, mustAsk: true, minutes: 4, priorities: [pace])],
            of: earlier
        )
        try await service.database.sql(
            """
            UPDATE tw.plan_item SET state = 'deferred', hints = '{"followUps": ["Really?"]}'
            WHERE id = '\(plan.items[0].id)'
            """
        )
        _ = try await scene.advance(earlier, to: .inProgress, .held, .closed)
        return (earlier, plan.items[0])
    }
}
