import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Questions of libraries in plans.
struct PlanSourceTests {
    /// A candidate who follows a library of two questions, with an interview.
    private struct Following {
        let scene: InterviewScene
        let coach: TestClient
        let library: Library
        let subscription: Subscription
        let interview: Interview

        init(_ service: TestService, visibility: Library.Visibility = .public) async throws {
            scene = try await InterviewScene(service)
            coach = try await service.signUp("kim", roles: [.coach])
            library = try await coach.publishLibrary(.sample(questions: [.sample(), .second]), visibility: visibility)
            subscription = try await scene.candidate.call(Subscriptions.Create.self, .init(library: library.id))
            interview = try await scene.interview()
        }

        func source(_ key: String, version: Int = 1) throws -> QuestionSource {
            QuestionSource(library: library.id, version: version, questionKey: try Slug(key))
        }
    }

    @Test func `wording, minutes and hints come from the library`() async throws {
        try await TestService.with { service in
            let following = try await Following(service)
            let plan = try await following.scene.save(
                [
                    .init(source: try following.source("last-week")),
                    .init(
                        source: try following.source("predecessor"),
                        text: try Line("Who was it before?"),
                        minutes: 2
                    ),
                    .init(source: try following.source("last-week"), targetRole: .peer),
                ],
                of: following.interview
            )
            #expect(plan.items.map(\.origin) == [.library, .library, .library])
            #expect(
                plan.items.map(\.text.text) == [
                    "Where did the hours of last week go?", "Who was it before?",
                    "Where did the hours of last week go?",
                ]
            )
            #expect(plan.items.map(\.minutes) == [5, 2, 5])
            #expect(plan.items[0].source == (try following.source("last-week")))
            #expect(
                plan.items[0].hints
                    == QuestionHints(
                        purpose: "Adverts list duties, not hours.",
                        followUps: ["How was the week before?"],
                        listenFor: ["Named tasks with rough hours"],
                        warningSigns: ["Nobody can say"]
                    )
            )
            #expect(try await following.scene.plan(of: following.interview) == plan)
        }
    }

    @Test func `an item keeps wording and hints when the library moves on and is left`() async throws {
        try await TestService.with { service in
            let following = try await Following(service)
            let first = try await following.scene.save(
                [.init(source: try following.source("last-week"))],
                of: following.interview
            )
            try await following.coach.publish(
                .sample(questions: [.sample(text: "What did Monday look like?"), .second]),
                of: following.library.id
            )
            _ = try await following.scene.candidate.call(
                Subscriptions.Cancel.self,
                .init(id: following.subscription.id, revision: following.subscription.revision)
            )
            let entry = Plans.Save.Entry(
                id: first.items[0].id,
                source: try following.source("last-week"),
                mustAsk: true
            )
            let second = try await following.scene.save([entry], of: following.interview, revision: 1)
            #expect(second.items[0].text == first.items[0].text)
            #expect(second.items[0].hints == first.items[0].hints)
            #expect(second.items[0].minutes == first.items[0].minutes)
            let third = try await following.scene.save(
                [.init(id: first.items[0].id)],
                of: following.interview,
                revision: 2
            )
            #expect(third.items[0].source == first.items[0].source)
            #expect(third.items[0].origin == .library)
            // A new item needs a library that one follows.
            await expectFailure(.notFound) {
                _ = try await following.scene.save(
                    [.init(source: try following.source("last-week"))],
                    of: following.interview,
                    revision: 3
                )
            }
        }
    }

    @Test func `another version brings its own wording and hints into a stored item`() async throws {
        try await TestService.with { service in
            let following = try await Following(service)
            let first = try await following.scene.save(
                [.init(source: try following.source("last-week"))],
                of: following.interview
            )
            try await following.coach.publish(
                .sample(questions: [.sample(text: "What did Monday look like?"), .second]),
                of: following.library.id
            )
            let second = try await following.scene.save(
                [.init(id: first.items[0].id, source: try following.source("last-week", version: 2))],
                of: following.interview,
                revision: 1
            )
            #expect(second.items[0].id == first.items[0].id)
            #expect(second.items[0].text.text == "What did Monday look like?")
            #expect(second.items[0].source?.version == 2)
        }
    }

    @Test func `questions that are not there, not followed or not for the candidate are not found`() async throws {
        try await TestService.with { service in
            let following = try await Following(service)
            let unfollowed = try await following.coach.publishLibrary(
                .sample(slug: "other-talks", title: "Other talks")
            )
            let hidden = try await following.coach.publishLibrary(
                .sample(slug: "hidden-talks", title: "Hidden talks"),
                visibility: .private
            )
            let sources = [
                try following.source("no-such-key"),
                try following.source("last-week", version: 2),
                try following.source("last-week", version: 0),
                try following.source("last-week", version: .max),
                QuestionSource(library: unfollowed.id, version: 1, questionKey: try Slug("last-week")),
                QuestionSource(library: hidden.id, version: 1, questionKey: try Slug("last-week")),
                QuestionSource(library: unknown(), version: 1, questionKey: try Slug("last-week")),
            ]
            for source in sources {
                await expectFailure(.notFound) {
                    _ = try await following.scene.save(
                        [.init(source: source, text: try Line("In my words?"))],
                        of: following.interview
                    )
                }
            }
        }
    }
}
