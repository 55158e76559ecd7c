import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct DashboardServiceTests {
    private func dashboard(_ scene: InterviewScene) async throws -> Dashboard {
        try await scene.candidate.call(Dashboards.Get.self)
    }

    private func start(hours: Int) -> String {
        (Timestamp.now() + .seconds(hours * 3600)).text
    }

    private func opportunity(_ scene: InterviewScene, _ stage: Opportunity.Stage) async throws -> Opportunity {
        try await scene.candidate.call(
            Opportunities.Advance.self,
            .init(
                id: scene.opportunity.id,
                revision: scene.opportunity.revision,
                stage: stage,
                closedReason: stage == .closed ? .withdrawn : nil
            )
        )
    }

    @Test func `with nothing to do it is empty`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let empty = try await dashboard(scene)
            #expect(empty.unprepared == TopOf(items: [], total: 0))
            #expect(empty.coming == TopOf(items: [], total: 0))
            #expect(empty.toClose == TopOf(items: [], total: 0))
            #expect(empty.openMustAsks == TopOf(items: [], total: 0))
            #expect(empty.unchecked == TopOf(items: [], total: 0))
            #expect(empty.contradictions == TopOf(items: [], total: 0))
            #expect(empty.due == TopOf(items: [], total: 0))
            #expect(empty.dueSoon == TopOf(items: [], total: 0))
            #expect(empty.promisesToCheck == TopOf(items: [], total: 0))
            #expect(empty.offerDeadlines == TopOf(items: [], total: 0))
            #expect(empty.realityDue == TopOf(items: [], total: 0))
            #expect(empty.unaskable == TopOf(items: [], total: 0))
            #expect(empty.upgrades == TopOf(items: [], total: 0))
            #expect(empty.conflicts == 0)
            #expect(empty.dormant == 0)
        }
    }

    @Test func `interviews within 48 hours without a plan are unprepared, those of a week are coming`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let bare = try await scene.interview(title: "Bare", start: start(hours: 47))
            let ready = try await scene.interview(title: "Ready", start: start(hours: 20))
            _ = try await scene.save([try .own(), try .own("Two?")], of: ready)
            let dropped = try await scene.interview(title: "All dropped", start: start(hours: 40))
            var entry = try Plans.Save.Entry.own()
            entry.dropReason = try Line("No")
            _ = try await scene.save([entry], of: dropped)
            let later = try await scene.interview(title: "Later", start: start(hours: 49))
            _ = try await scene.interview(title: "Next month", start: start(hours: 24 * 30))
            _ = try await scene.interview(title: "Undated", start: nil)
            let off = try await scene.interview(title: "Off", start: start(hours: 30))
            _ = try await scene.advance(off, to: .cancelled)
            let found = try await dashboard(scene)
            #expect(found.unprepared.items.map(\.id) == [dropped.id, bare.id])
            #expect(found.unprepared.total == 2)
            #expect(found.coming.items.map(\.id) == [ready.id, dropped.id, bare.id, later.id])
            #expect(found.coming.items.map(\.planned) == [2, 0, 0, 0])
            #expect(found.coming.items.first?.organisation == scene.organisation.name)
            _ = try await opportunity(scene, .closed)
            let closed = try await dashboard(scene)
            #expect(closed.unprepared.total == 0)
            #expect(closed.coming.total == 0)
        }
    }

    @Test func `what is over waits for its debrief, and its must-asks for a place`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let forgotten = try await scene.interview(title: "Forgotten", start: start(hours: -3))
            _ = try await scene.interview(title: "Running", start: start(hours: 0), end: start(hours: 1))
            let held = try await scene.interview(title: "Held", start: start(hours: -30))
            let plan = try await scene.save(
                [try .own("One?", mustAsk: true), try .own("Two?", mustAsk: true), try .own("Three?")],
                of: held
            )
            let over = try await scene.advance(held, to: .inProgress, .held)
            var found = try await dashboard(scene)
            #expect(found.toClose.items.map(\.id) == [held.id, forgotten.id])
            #expect(found.toClose.items.map(\.needFate) == [2, 0])
            #expect(found.toClose.items.map(\.state) == [.held, .scheduled])
            #expect(found.openMustAsks.items.map(\.text.text) == ["One?", "Two?"])
            #expect(found.openMustAsks.items.map(\.interviewState) == [.held, .held])
            try await service.database.sql(
                "UPDATE tw.interview SET state = 'cancelled' WHERE id <> '\(held.id)'"
            )
            _ = try await scene.candidate.call(
                Interviews.Close.self,
                .init(
                    id: held.id,
                    revision: over.revision,
                    fates: [
                        .init(item: plan.items[0].id, fate: .carryOver),
                        .init(item: plan.items[1].id, fate: .askByMail, dueOn: try Day("2026-01-01")),
                    ]
                )
            )
            found = try await dashboard(scene)
            #expect(found.toClose.total == 0)
            #expect(found.openMustAsks.items.map(\.text.text) == ["One?"])
            #expect(found.openMustAsks.items.map(\.interviewState) == [.closed])
            #expect(found.due.items.map(\.text.text) == ["Two?"])
            // With a next interview it has a place.
            _ = try await scene.interview(title: "Next", start: start(hours: 100))
            #expect(try await dashboard(scene).openMustAsks.total == 0)
        }
    }

    @Test func `follow-ups are due by the day in the account's zone`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let today = try await dashboard(scene).today
            #expect(today == LocalDateTime(.now(), in: try TimeZoneName("Europe/Berlin")).day)
            var texts: [Int?: String] = [:]
            for days in [-400, -1, 0, 1, 7, 8, nil] {
                let text = days.map { "in \($0)" } ?? "some day"
                texts[days] = text
                _ = try await scene.candidate.call(
                    FollowUps.Create.self,
                    .init(
                        opportunity: scene.opportunity.id,
                        owedBy: days == 0 ? .employer : .candidate,
                        text: try Line(text),
                        dueOn: days.map { Day(daysSince1970: today.daysSince1970 + $0) }
                    )
                )
            }
            let found = try await dashboard(scene)
            #expect(found.due.items.map(\.text.text) == ["in -400", "in -1", "in 0"])
            #expect(found.due.items.map(\.owedBy) == [.candidate, .candidate, .employer])
            #expect(found.dueSoon.items.map(\.text.text) == ["in 1", "in 7"])
            let done = try #require(found.due.items.first).id
            _ = try await scene.candidate.call(FollowUps.Update.self, .init(id: done, revision: 1, state: .done))
            #expect(try await dashboard(scene).due.total == 2)
        }
    }

    @Test func `promises are to be checked and deadlines near once there is an offer`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let promise = try await scene.candidate.call(
                Promises.Create.self,
                .init(opportunity: scene.opportunity.id, text: try Line("Training"), promisedOn: try Day("2026-05-04"))
            )
            #expect(try await dashboard(scene).promisesToCheck.total == 0)
            let offered = try await opportunity(scene, .offer)
            let deadline = Timestamp.now() + .seconds(13 * 86_400)
            _ = try await scene.candidate.call(
                Opportunities.Update.self,
                .init(id: offered.id, revision: offered.revision, offerDeadline: .set(deadline))
            )
            var found = try await dashboard(scene)
            #expect(found.promisesToCheck.items.map(\.id) == [promise.id])
            #expect(found.offerDeadlines.items.map(\.opportunity) == [scene.opportunity.id])
            #expect(found.offerDeadlines.items.map(\.deadline) == [deadline])
            _ = try await scene.candidate.call(
                Promises.Update.self,
                .init(id: promise.id, revision: 1, state: .missing)
            )
            try await service.database.sql("UPDATE tw.opportunity SET offer_deadline = now() + interval '15 days'")
            found = try await dashboard(scene)
            #expect(found.promisesToCheck.total == 0)
            #expect(found.offerDeadlines.total == 0)
        }
    }

    @Test func `beliefs that nothing settled are counted, the oldest first`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let key = try await scene.priorities(["Training"])[0]
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                INSERT INTO tw.belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected, state)
                SELECT o.owner_id, ('00000000-0000-7000-8000-0000000000' || n)::uuid, o.id, '\(key)', 'belief ' || n, 'job', 4,
                    CASE n % 3 WHEN 0 THEN 'confirmed' WHEN 1 THEN 'planned' ELSE 'unverified' END
                FROM tw.opportunity o, generate_series(10, 51) n
                """
            )
            let found = try await dashboard(scene).unchecked
            #expect(found.total == 28)
            #expect(found.items.count == Dashboard.maximumEntries)
            #expect(found.items.prefix(3).map(\.statement.text) == ["belief 10", "belief 11", "belief 13"])
            #expect(found.items.prefix(2).map(\.state) == [.planned, .unverified])
        }
    }

    @Test func `a priority is reported until a question, a plan, research or evidence is about it`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let titles = ["Bare", "Planned", "Own", "Own dimension", "Laid over", "Researched", "Rated", "Followed"]
            let draft = try await scene.candidate.call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: scene.jobSearch.id,
                    weightMode: .exact,
                    priorities: try titles.enumerated().map { index, title in
                        .init(
                            dimension: title == "Followed"
                                ? "content_of_work" : title == "Own dimension" ? "training" : nil,
                            title: try Title(title),
                            direction: .more,
                            weight: Double(20 - index)
                        )
                    }
                )
            )
            #expect(try await dashboard(scene).unaskable.total == 0)
            _ = try await scene.candidate.call(
                PrioritySets.Activate.self,
                .init(id: draft.id, revision: draft.revision)
            )
            func reported() async throws -> [String] { try await dashboard(scene).unaskable.items.map(\.title.text) }
            #expect(try await reported() == titles)
            let keys = draft.priorities.map(\.key)
            let interview = try await scene.interview()
            var entry = try Plans.Save.Entry.own()
            entry.priorities = [keys[1]]
            _ = try await scene.save([entry], of: interview)
            try await service.database.sql(
                """
                INSERT INTO tw.own_question (owner_id, id, text, priorities)
                SELECT id, gen_random_uuid(), 'x', '{\(keys[2])}' FROM tw.account;
                INSERT INTO tw.own_question (owner_id, id, text, dimensions)
                SELECT id, gen_random_uuid(), 'x', '{training}' FROM tw.account;
                INSERT INTO tw.own_question (owner_id, id, text, priorities, archived)
                SELECT id, gen_random_uuid(), 'x', '{\(keys[0])}', true FROM tw.account;
                INSERT INTO tw.research_note (owner_id, id, organisation_id, source, source_class, found_on, body, priorities)
                SELECT owner_id, gen_random_uuid(), id, 'x', 'published', '2026-05-01', 'x', '{\(keys[5])}' FROM tw.organisation;
                INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity,
                    rating, strength)
                SELECT owner_id, gen_random_uuid(), id, '\(keys[6])', 'job', 'research', 'published', 'general', 3, 0.2
                FROM tw.opportunity
                """
            )
            #expect(try await reported() == ["Bare", "Laid over", "Followed"])
            _ = try await Scene.coach("kim", in: service)
            let library = try #require(try await scene.candidate.call(Libraries.Discover.self, .init()).items.first)
            let followed = try await scene.candidate.call(Subscriptions.Create.self, .init(library: library.id))
            #expect(try await reported() == ["Bare", "Laid over"])
            try await service.database.sql(
                """
                INSERT INTO tw.overlay (owner_id, subscription_id, question_key, base_revision, priorities)
                SELECT owner_id, id, 'typical-week', 1, '{\(keys[4])}' FROM tw.subscription WHERE id = '\(followed.id)'
                """
            )
            #expect(try await reported() == ["Bare"])
            // A hidden question is asked of nobody.
            try await service.database.sql("UPDATE tw.overlay SET hidden = true")
            #expect(try await reported() == ["Bare", "Laid over", "Followed"])
        }
    }

    @Test func `newer versions, conflicts and what waits to be chosen are told`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            _ = try await Scene.coach("kim", in: service)
            let library = try #require(try await scene.candidate.call(Libraries.Discover.self, .init()).items.first)
            let followed = try await scene.candidate.call(Subscriptions.Create.self, .init(library: library.id))
            #expect(try await dashboard(scene).upgrades.total == 0)
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.library SET latest_version = 2;
                INSERT INTO tw.overlay (owner_id, subscription_id, question_key, base_revision, own_text, state, hidden)
                SELECT s.owner_id, s.id, k.key, 1, CASE k.state WHEN 'dormant' THEN NULL ELSE 'x' END, k.state, k.hidden
                FROM tw.subscription s, (VALUES ('a1', 'conflict', false), ('a2', 'dormant', false), ('a3', 'dormant', false),
                    ('a4', 'clean', false), ('a5', 'conflict', true)) AS k (key, state, hidden)
                """
            )
            let found = try await dashboard(scene)
            #expect(
                found.upgrades.items == [
                    WaitingUpgrade(
                        subscription: followed.id,
                        library: library.id,
                        title: library.title,
                        pinned: 1,
                        latest: 2
                    )
                ]
            )
            #expect(found.conflicts == 1)
            #expect(found.dormant == 2)
        }
    }

    @Test func `the dashboard of one person shows nothing of another`() async throws {
        try await TestService.with { service in
            let anna = try await InterviewScene(service)
            let ben = try await InterviewScene(service, name: "ben")
            _ = try await anna.interview(start: start(hours: 5))
            _ = try await anna.priorities(["Training"])
            _ = try await anna.candidate.call(
                FollowUps.Create.self,
                .init(
                    opportunity: anna.opportunity.id,
                    owedBy: .candidate,
                    text: try Line("x"),
                    dueOn: try Day("2026-01-01")
                )
            )
            let hers = try await dashboard(anna)
            #expect(hers.coming.total == 1)
            #expect(hers.unaskable.total == 1)
            #expect(hers.due.total == 1)
            let his = try await dashboard(ben)
            #expect(his.coming.total == 0)
            #expect(his.unprepared.total == 0)
            #expect(his.unaskable.total == 0)
            #expect(his.due.total == 0)
            let coach = try await service.signUp("kim", roles: [.coach])
            await expectFailure(.forbidden) { _ = try await coach.call(Dashboards.Get.self) }
        }
    }
}
