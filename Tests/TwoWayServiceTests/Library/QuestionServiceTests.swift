import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Everything a candidate can ask, and questions of one's own.
struct QuestionServiceTests {
    private func own(
        _ text: String,
        in scene: SubscriberScene,
        kind: QuestionKind? = nil,
        audience: [InterviewerRole]? = nil,
        dimensions: [String]? = nil,
        priorities: [ID<Priority>]? = nil
    ) async throws -> OwnQuestion {
        try await scene.anna.call(
            OwnQuestions.Create.self,
            .init(
                text: try Line(text),
                kind: kind,
                audience: audience,
                dimensions: dimensions,
                priorities: priorities
            )
        )
    }

    // MARK: Searching

    @Test func `questions of libraries come in the library's order, one's own last`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let mine = try await own("What would you change?", in: scene)
            let all = try await scene.questions()
            #expect(all.map { $0.source?.questionKey.text } == ["last-week", "predecessor", "first-review", nil])
            #expect(all.last?.own == mine.id)
            #expect(all.last?.revision == 1)
            let first = try #require(all.first)
            #expect(
                first.source
                    == QuestionSource(library: scene.library.id, version: 1, questionKey: try Slug("last-week"))
            )
            #expect(first.subscription == scene.subscription.id)
            #expect(first.text == "Where did the hours of last week go?")
            #expect(first.topic == "The job itself")
            #expect(first.general)
            #expect(
                first.hints
                    == QuestionHints(
                        purpose: "Adverts list duties, not hours.",
                        followUps: ["How was the week before?"],
                        listenFor: ["Named tasks with rough hours"],
                        warningSigns: ["Nobody can say"]
                    )
            )
            #expect(first.kind == .example)
            #expect(first.subject == .work)
            #expect(first.horizon == .firstThreeMonths)
            #expect(first.audience == [.hiringManager, .peer])
            #expect(first.minutes == 5)
            #expect(first.informativeness == 0.8)
            #expect(first.dimensions == ["training"])
            #expect(first.revision == 0)

            // A place of one's own goes before the library's order.
            try await scene.overlay("first-review", position: .set(0))
            #expect(
                try await scene.questions().map { $0.source?.questionKey.text }
                    == ["first-review", "last-week", "predecessor", nil]
            )
        }
    }

    @Test func `words are found in wording, purpose, topic and notes, whatever they are made of`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(
                service,
                questions: [
                    .sample(), .sample(key: "percent", text: "Is it 100% remote, or snake_case?"),
                    .sample(key: "umlaut", text: "Wer ÜBERNIMMT die Führung, und warum?"),
                ]
            )
            try await scene.overlay("last-week", ownText: .set(try Line("Own words?")), notes: .set(try Prose("zebra")))
            func keys(_ text: String) async throws -> [String] {
                try await scene.questions(.init(text: try Line(text))).compactMap { $0.source?.questionKey.text }
            }
            #expect(try await keys("own WORDS") == ["last-week"])
            #expect(try await keys("zebra") == ["last-week"])
            #expect(try await keys("hours week") == ["last-week"])
            #expect(try await keys("hours zebra nothing").isEmpty)
            #expect(try await keys("100%") == ["percent"])
            #expect(try await keys("%") == ["percent"])
            #expect(try await keys("e_c") == ["percent"])
            #expect(try await keys("_") == ["percent"])
            #expect(try await keys("\\").isEmpty)
            #expect(try await keys("'; DROP TABLE tw.overlay").isEmpty)
            #expect(try await keys("übernimmt") == ["umlaut"])
            #expect(try await keys("fu\u{308}hrung") == ["umlaut"])
            #expect(try await keys("job itself").count == 3)
            await expectInvalid("params.text") { _ = try await keys(String(repeating: "a ", count: 21)) }
        }
    }

    @Test func `every filter narrows`() async throws {
        try await TestService.with { service in
            var forTheTop = LibraryDocument.Question.second
            forTheTop.audience = [.executive]
            forTheTop.kind = .factual
            forTheTop.dimensions = ["feedback"]
            var forPeers = LibraryDocument.Question.third
            forPeers.audience = [.peer]
            forPeers.dimensions = nil
            let scene = try await SubscriberScene(service, questions: [.sample(), forTheTop, forPeers])
            let priority = try await scene.priority("feedback")
            let mine = try await own("And you?", in: scene, kind: .opinion, priorities: [priority])
            try await scene.overlay("first-review", priorities: [priority])
            try await scene.overlay("last-week", hidden: true)
            func names(_ params: Questions.Search.Params) async throws -> [String] {
                try await scene.questions(params).map { $0.source?.questionKey.text ?? "own" }
            }
            #expect(try await names(.init()) == ["predecessor", "first-review", "own"])
            #expect(try await names(.init(hidden: true)) == ["last-week", "predecessor", "first-review", "own"])
            #expect(try await names(.init(dimension: "training", hidden: true)) == ["last-week"])
            #expect(try await names(.init(dimension: "nonsense")).isEmpty)
            // Without an audience it is for anybody.
            #expect(try await names(.init(audience: .hr)) == ["own"])
            #expect(try await names(.init(audience: .executive)) == ["predecessor", "own"])
            #expect(
                try await names(.init(audience: .peer, hidden: true)) == ["last-week", "first-review", "own"]
            )
            #expect(try await names(.init(kind: .factual)) == ["predecessor"])
            #expect(try await names(.init(library: scene.library.id)) == ["predecessor", "first-review"])
            #expect(try await names(.init(library: .make())).isEmpty)
            #expect(try await names(.init(own: true)) == ["own"])
            #expect(try await names(.init(own: false)) == ["predecessor", "first-review"])
            // By link, or by the dimension of the priority.
            #expect(try await names(.init(priority: priority)) == ["predecessor", "first-review", "own"])
            #expect(try await names(.init(priority: .make())).isEmpty)
            #expect(try await names(.init(state: .clean)).count == 3)
            #expect(try await names(.init(state: .dormant)).isEmpty)
            _ = try await scene.anna.call(
                OwnQuestions.Update.self,
                .init(id: mine.id, revision: 1, archived: true)
            )
            #expect(try await names(.init(own: true)).isEmpty)
        }
    }

    @Test func `pages go on where the last one ended, and cursors belong to their filter`() async throws {
        try await TestService.with { service in
            let questions = (10...16).map {
                LibraryDocument.Question.sample(key: "key-\($0)", text: "Which of \($0 * 7)?")
            }
            let scene = try await SubscriberScene(service, questions: questions)
            _ = try await own("Mine?", in: scene)
            var seen: [String] = []
            var cursor: String?
            repeat {
                let page = try await scene.anna.call(Questions.Search.self, .init(limit: 3, cursor: cursor))
                #expect(page.items.count <= 3)
                seen += page.items.map { $0.source?.questionKey.text ?? "own" }
                cursor = page.nextCursor
            } while cursor != nil
            #expect(seen == questions.map(\.key) + ["own"])
            let page = try await scene.anna.call(Questions.Search.self, .init(limit: 3))
            await expectInvalid("params.cursor") {
                _ = try await scene.anna.call(Questions.Search.self, .init(kind: .opinion, cursor: page.nextCursor))
            }
        }
    }

    @Test func `nobody else's questions are among one's own`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let bea = try await service.signUp("bea", roles: [.candidate])
            _ = try await own("Mine alone?", in: scene)
            let priority = try await scene.priority()
            try await scene.overlay("last-week", ownText: .set(try Line("Anna's?")), priorities: [priority])
            _ = try await bea.call(Subscriptions.Create.self, .init(library: scene.library.id))
            let seen = try await scene.questions(by: bea)
            #expect(
                seen.map(\.text).sorted() == [
                    "By what will my work be judged after ninety days?", "Where did the hours of last week go?",
                    "Who held this job before, and what became of them?",
                ]
            )
            #expect(try await scene.questions(.init(priority: priority), by: bea).isEmpty)
            await expectFailure(.forbidden) { _ = try await scene.coach.call(Questions.Search.self, .init()) }
        }
    }

    // MARK: One's own

    @Test func `a question of one's own is written down, edited and archived`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let priority = try await scene.priority()
            let made = try await scene.anna.call(
                OwnQuestions.Create.self,
                .init(
                    text: try Line("  Was würdest du ändern? 🙂 "),
                    hints: QuestionHints(
                        purpose: "To see candour.",
                        followUps: ["Why?"],
                        listenFor: [],
                        warningSigns: nil
                    ),
                    kind: .opinion,
                    audience: [.peer],
                    minutes: 3,
                    informativeness: 0.4,
                    dimensions: ["training"],
                    priorities: [priority]
                )
            )
            #expect(made.text.text == "Was würdest du ändern? 🙂")
            #expect(made.hints == QuestionHints(purpose: "To see candour.", followUps: ["Why?"]))
            #expect(made.audience == [.peer])
            #expect(made.priorities == [priority])
            #expect(made.revision == 1)
            #expect(try await scene.anna.call(OwnQuestions.List.self, .init()).items == [made])

            let edited = try await scene.anna.call(
                OwnQuestions.Update.self,
                .init(
                    id: made.id,
                    revision: 1,
                    hints: .clear,
                    kind: .set(.factual),
                    audience: [],
                    minutes: .clear,
                    informativeness: .set(1),
                    priorities: []
                )
            )
            #expect(edited.text == made.text)
            #expect(edited.hints == nil)
            #expect(edited.kind == .factual)
            #expect(edited.minutes == nil)
            #expect(edited.informativeness == 1)
            #expect(edited.dimensions == ["training"])
            #expect(edited.priorities.isEmpty)
            #expect(edited.revision == 2)
            let archived = try await scene.anna.call(
                OwnQuestions.Update.self,
                .init(id: made.id, revision: 2, archived: true)
            )
            #expect(archived.archived)
            #expect(try await scene.anna.call(OwnQuestions.List.self, .init(archived: true)).items == [archived])
            #expect(try await scene.anna.call(OwnQuestions.List.self, .init(archived: false)).items.isEmpty)
        }
    }

    @Test func `members of one's own question are looked at`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let text = try Line("Why?")
            let long = String(repeating: "x", count: 1001)
            let mistakes: [(String, OwnQuestions.Create.Params)] = [
                ("params.minutes", .init(text: text, minutes: 0)), ("params.minutes", .init(text: text, minutes: 61)),
                ("params.informativeness", .init(text: text, informativeness: 1.5)),
                ("params.audience", .init(text: text, audience: [.peer, .peer])),
                ("params.dimensions", .init(text: text, dimensions: ["training", "training"])),
                ("params.dimensions[1]", .init(text: text, dimensions: ["training", "luck"])),
                ("params.priorities", .init(text: text, priorities: (0..<51).map { _ in .make() })),
                ("params.hints.purpose", .init(text: text, hints: .init(purpose: " "))),
                ("params.hints.followUps[1]", .init(text: text, hints: .init(followUps: ["a", long]))),
                (
                    "params.hints.listenFor",
                    .init(text: text, hints: .init(listenFor: Array(repeating: "a", count: 13)))
                ),
                ("params.hints.warningSigns[0]", .init(text: text, hints: .init(warningSigns: ["a\u{7}b"]))),
            ]
            for (path, params) in mistakes {
                await expectInvalid(path) { _ = try await scene.anna.call(OwnQuestions.Create.self, params) }
            }
            await expectFailure(.notFound) {
                _ = try await scene.anna.call(OwnQuestions.Create.self, .init(text: text, priorities: [.make()]))
            }
            #expect(try await scene.anna.call(OwnQuestions.List.self, .init()).items.isEmpty)
        }
    }

    @Test func `stale, foreign and repeated writes of one's own questions`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let bea = try await service.signUp("bea", roles: [.candidate])
            let params = OwnQuestions.Create.Params(text: try Line("Once?"), idempotencyKey: .make())
            let made = try await scene.anna.call(OwnQuestions.Create.self, params)
            #expect(try await scene.anna.call(OwnQuestions.Create.self, params) == made)
            #expect(try await service.database.sql("SELECT count(*) FROM tw.own_question") == [["1"]])
            let stale = try await rpcError {
                _ = try await scene.anna.call(OwnQuestions.Update.self, .init(id: made.id, revision: 9, archived: true))
            }
            #expect(stale.data?.kind == "stale_revision")
            #expect(stale.data?.extra["current"]?.text == "1")
            #expect(
                try await bea.refusal(OwnQuestions.Update.self, .init(id: made.id, revision: 1, archived: true))
                    == bea.refusal(OwnQuestions.Update.self, .init(id: .make(), revision: 1, archived: true))
            )
            #expect(try await bea.call(OwnQuestions.List.self, .init()).items.isEmpty)
        }
    }

    @Test func `there are at most a thousand questions of one's own`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            try await service.database.sql(
                """
                INSERT INTO tw.own_question (owner_id, id, text)
                SELECT '\(try scene.anna.account.id)', gen_random_uuid(), 'x' FROM generate_series(1, 999)
                """
            )
            _ = try await own("The last?", in: scene)
            await expectFailure(.limitReached) { _ = try await own("One more?", in: scene) }
        }
    }
}
