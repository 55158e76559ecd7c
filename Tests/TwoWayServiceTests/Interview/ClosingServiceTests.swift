import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct ClosingServiceTests {
    /// Held, with two must-asks and a question besides, none of them asked.
    private func held(_ scene: InterviewScene, title: String = "First talk") async throws -> (Interview, Plan) {
        let interview = try await scene.interview(title: title)
        let plan = try await scene.save(
            [try .own("One?", mustAsk: true, minutes: 4), try .own("Two?", mustAsk: true), try .own("Three?")],
            of: interview
        )
        return (try await scene.advance(interview, to: .inProgress, .held), plan)
    }

    private func close(
        _ scene: InterviewScene,
        _ interview: Interview,
        _ fates: [Interviews.Close.Fate]
    ) async throws -> ClosedInterview {
        try await scene.candidate.call(
            Interviews.Close.self,
            .init(id: interview.id, revision: interview.revision, fates: fates)
        )
    }

    @Test func `a debrief shows what was not asked, what needs a fate, and where it can go`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            try await scene.record([try .asked(scene.manager, item: plan.items[0])], in: interview)
            var debrief = try await scene.candidate.call(Interviews.GetDebrief.self, .init(id: interview.id))
            #expect(debrief.interview == interview)
            #expect(debrief.unasked.map(\.text.text) == ["Two?", "Three?"])
            #expect(debrief.needFate == [plan.items[1].id])
            #expect(debrief.askings == 1)
            #expect(debrief.next == nil)
            let undated = try await scene.interview(title: "Some day", start: nil)
            debrief = try await scene.candidate.call(Interviews.GetDebrief.self, .init(id: interview.id))
            #expect(debrief.next == undated)
            // What has a day comes before what has none, and the sooner before the later.
            _ = try await scene.interview(title: "Late", start: "2026-06-20T07:30:00Z")
            let soon = try await scene.interview(title: "Soon", start: "2026-06-10T07:30:00Z")
            debrief = try await scene.candidate.call(Interviews.GetDebrief.self, .init(id: interview.id))
            #expect(debrief.next == soon)
        }
    }

    @Test func `each must-ask is carried over, dropped with a reason, or asked by mail`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(title: "First talk")
            var carried = try Plans.Save.Entry.own("One? 👋", mustAsk: true, minutes: 7)
            carried.targetPerson = scene.manager.id
            carried.priorities = try await scene.priorities(["Training"])
            var mailed = try Plans.Save.Entry.own("Three?", mustAsk: true)
            mailed.targetPerson = scene.peer.id
            let plan = try await scene.save(
                [carried, try .own("Two?", mustAsk: true), mailed, try .own("Four?")],
                of: interview
            )
            let held = try await scene.advance(interview, to: .inProgress, .held)
            let next = try await scene.interview(title: "Second talk", start: "2026-06-10T07:30:00Z")
            _ = try await scene.save([try .own("There already?")], of: next)
            let closed = try await close(
                scene,
                held,
                [
                    .init(item: plan.items[0].id, fate: .carryOver),
                    .init(item: plan.items[1].id, fate: .drop, reason: try Line("On their site")),
                    .init(item: plan.items[2].id, fate: .askByMail, dueOn: try Day("2026-06-01")),
                ]
            )
            #expect(closed.interview.state == .closed)
            #expect(closed.interview.revision == held.revision + 1)
            let old = try await scene.plan(of: interview)
            #expect(old.items.map(\.state) == [.moved, .dropped, .moved, .deferred])
            #expect(old.items[1].dropReason?.text == "On their site")
            #expect(closed.waiting == [plan.items[3].id])
            let new = try await scene.plan(of: next)
            #expect(new.revision == 2)
            #expect(new.items.map(\.text.text) == ["There already?", "One? 👋"])
            let item = try #require(new.items.last)
            #expect(closed.carried == [item.id])
            #expect(item.origin == .carried)
            #expect(item.state == .planned)
            #expect(item.mustAsk)
            #expect(item.minutes == 7)
            #expect(item.targetPerson == scene.manager.id)
            #expect(item.priorities == carried.priorities)
            #expect(item.carriedFrom == plan.items[0].id)
            #expect(closed.followUps.count == 1)
            let mail = try #require(closed.followUps.first)
            #expect(mail.item == plan.items[2].id)
            #expect(mail.owedBy == .candidate)
            #expect(mail.state == .open)
            #expect(mail.text.text == "Three?")
            #expect(mail.person == scene.peer.id)
            #expect(mail.interview == interview.id)
            #expect(mail.opportunity == scene.opportunity.id)
            #expect(mail.dueOn?.text == "2026-06-01")
            let listed = try await scene.candidate.call(FollowUps.List.self, .init()).items
            #expect(listed == closed.followUps)
        }
    }

    @Test func `a question whose copy leaves the next plan, or whose letter is dropped, waits again`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            let next = try await scene.interview(title: "Second talk", start: "2026-06-10T07:30:00Z")
            let closed = try await close(
                scene,
                interview,
                [
                    .init(item: plan.items[0].id, fate: .carryOver),
                    .init(item: plan.items[1].id, fate: .askByMail, dueOn: try Day("2026-06-01")),
                ]
            )
            func states() async throws -> [PlanItem.State] {
                try await scene.candidate.call(Plans.Get.self, .init(interview: interview.id)).items.map(\.state)
            }
            #expect(try await states() == [.moved, .moved, .deferred])
            let carried = try await scene.candidate.call(Plans.Get.self, .init(interview: next.id))
            _ = try await scene.candidate.call(
                Plans.Save.self,
                .init(interview: next.id, revision: carried.revision, items: [])
            )
            #expect(try await states() == [.deferred, .moved, .deferred])
            let letter = try #require(closed.followUps.first)
            _ = try await scene.candidate.call(
                FollowUps.Update.self,
                .init(id: letter.id, revision: letter.revision, state: .dropped)
            )
            #expect(try await states() == [.deferred, .deferred, .deferred])
            // Both go into the plan of the next interview that is made.
            let third = try await scene.interview(title: "Third talk", start: "2026-06-20T07:30:00Z")
            let items = try await scene.candidate.call(Plans.Get.self, .init(interview: third.id)).items
            #expect(items.map(\.text.text) == ["One?", "Two?"])
        }
    }

    @Test func `a must-ask without a fate keeps the interview open, and nothing is written`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            let other = try await scene.interview(title: "Second talk")
            do {
                _ = try await close(scene, interview, [.init(item: plan.items[0].id, fate: .carryOver)])
                Issue.record("closed without a fate")
            } catch let error as RPCError {
                #expect(error.data?.kind == FailureKind.checkFailed.kind)
                #expect(try findings(of: error).map(\.path) == ["plan.items[1]"])
            }
            #expect(try await scene.plan(of: interview).items == plan.items)
            #expect(try await scene.plan(of: other).items.isEmpty)
            #expect(try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id)) == interview)
        }
    }

    @Test func `wrong fates are named by their path`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            let one = plan.items[0].id
            let two = plan.items[1].id
            let reason = try Line("No.")
            let cases: [(String, [Interviews.Close.Fate])] = [
                ("params.fates[0].reason", [.init(item: one, fate: .drop)]),
                ("params.fates[0].reason", [.init(item: one, fate: .carryOver, reason: reason)]),
                ("params.fates[1].reason", [.init(item: one, fate: .carryOver), .init(item: two, fate: .drop)]),
                ("params.fates[0].to", [.init(item: one, fate: .drop, reason: reason, to: interview.id)]),
                ("params.fates[0].dueOn", [.init(item: one, fate: .carryOver, dueOn: try Day("2026-06-01"))]),
                ("params.fates[1].item", [.init(item: one, fate: .carryOver), .init(item: one, fate: .carryOver)]),
                // Not to itself.
                ("params.fates[0].to", [.init(item: one, fate: .carryOver, to: interview.id)]),
                ("params.fates", (0...100).map { _ in .init(item: unknown(), fate: .carryOver) }),
            ]
            for (path, fates) in cases {
                await expectInvalid(path) { _ = try await close(scene, interview, fates) }
            }
            try await scene.record([try .asked(scene.manager, item: plan.items[0])], in: interview)
            await expectInvalid("params.fates[0].item") {
                _ = try await close(scene, interview, [.init(item: one, fate: .drop, reason: reason)])
            }
            await expectFailure(.notFound) {
                _ = try await close(scene, interview, [.init(item: unknown(), fate: .carryOver)])
            }
        }
    }

    @Test func `an item goes to the interview that is named, if that is still to come and of the same job`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            _ = try await scene.interview(title: "Sooner", start: "2026-06-10T07:30:00Z")
            let later = try await scene.interview(title: "Later", start: "2026-06-20T07:30:00Z")
            let cancelled = try await scene.advance(try await scene.interview(title: "Off"), to: .cancelled)
            let elsewhere = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(
                    jobSearch: scene.jobSearch.id,
                    organisation: scene.organisation.id,
                    title: try Title("Another job")
                )
            )
            let foreign = try await scene.candidate.call(
                Interviews.Create.self,
                .init(opportunity: elsewhere.id, title: try Title("Talk"), format: .phone)
            )
            func fates(_ target: ID<Interview>) -> [Interviews.Close.Fate] {
                plan.items.prefix(2).map { .init(item: $0.id, fate: .carryOver, to: target) }
            }
            for target in [cancelled.id, foreign.id] {
                await expectInvalid("params.fates[0].to") { _ = try await close(scene, interview, fates(target)) }
            }
            let stranger = try await InterviewScene(service, name: "ben")
            let theirs = try await stranger.interview()
            for target in [theirs.id, unknown()] {
                await expectFailure(.notFound) { _ = try await close(scene, interview, fates(target)) }
            }
            _ = try await close(scene, interview, fates(later.id))
            #expect(try await scene.plan(of: later).items.map(\.text.text) == ["One?", "Two?"])
            #expect(try await stranger.plan(of: theirs).items.isEmpty)
        }
    }

    @Test func `what has no next interview yet waits for it, also what was no must-ask but wanted`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(title: "First talk")
            let plan = try await scene.save(
                [try .own("Must?", mustAsk: true), try .own("Wanted?"), try .own("Never mind?")],
                of: interview
            )
            let held = try await scene.advance(interview, to: .inProgress, .held)
            let closed = try await close(
                scene,
                held,
                [
                    .init(item: plan.items[0].id, fate: .carryOver), .init(item: plan.items[1].id, fate: .carryOver),
                ]
            )
            #expect(closed.carried.isEmpty)
            #expect(closed.waiting == plan.items.map(\.id))
            #expect(try await scene.plan(of: interview).items.map(\.state) == [.deferred, .deferred, .deferred])
            // Another job of the same search is not the place.
            let elsewhere = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(
                    jobSearch: scene.jobSearch.id,
                    organisation: scene.organisation.id,
                    title: try Title("Another job")
                )
            )
            let other = try await scene.candidate.call(
                Interviews.Create.self,
                .init(opportunity: elsewhere.id, title: try Title("Talk"), format: .phone)
            )
            #expect(try await scene.plan(of: other).items.isEmpty)
            let next = try await scene.interview(title: "Second talk")
            let items = try await scene.plan(of: next).items
            #expect(items.map(\.text.text) == ["Must?", "Wanted?"])
            #expect(items.map(\.origin) == [.carried, .carried])
            #expect(items.map(\.mustAsk) == [true, false])
            #expect(try await scene.plan(of: interview).items.map(\.state) == [.moved, .moved, .deferred])
            // Once is enough (R11).
            let third = try await scene.interview(title: "Third talk")
            #expect(try await scene.plan(of: third).items.isEmpty)
            #expect(try await scene.plan(of: third).revision == 0)
        }
    }

    @Test func `must-asks of an interview to which nobody came go on to the next one`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(title: "First talk")
            _ = try await scene.save([try .own("Must?", mustAsk: true), try .own("Other?")], of: interview)
            _ = try await scene.advance(interview, to: .noShow)
            let next = try await scene.interview(title: "Second try")
            #expect(try await scene.plan(of: next).items.map(\.text.text) == ["Must?"])
            #expect(try await scene.plan(of: interview).items.map(\.state) == [.moved, .planned])
        }
    }

    @Test func `a question is carried on through several interviews, once each`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            var (interview, plan) = try await held(scene)
            for round in 2...4 {
                let next = try await scene.interview(title: "Talk \(round)")
                let fates = plan.items.filter(\.mustAsk).map { Interviews.Close.Fate(item: $0.id, fate: .carryOver) }
                #expect(try await close(scene, interview, fates).carried.count == 2)
                plan = try await scene.plan(of: next)
                #expect(plan.items.map(\.text.text) == ["One?", "Two?"])
                interview = try await scene.advance(next, to: .inProgress, .held)
            }
            let twice = try await service.database.sql(
                "SELECT count(*) FROM tw.plan_item GROUP BY carried_from, interview_id HAVING count(*) > 1 AND carried_from IS NOT NULL"
            )
            #expect(twice.isEmpty)
        }
    }

    @Test(arguments: Interview.State.allCases)
    func `only an interview that was held is closed`(_ state: Interview.State) async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            try await service.database.sql(
                """
                ALTER TABLE tw.interview DISABLE TRIGGER ALL;
                UPDATE tw.interview SET state = '\(state.rawValue)' WHERE id = '\(interview.id)';
                ALTER TABLE tw.interview ENABLE TRIGGER ALL
                """
            )
            if state == .held {
                #expect(try await close(scene, interview, []).interview.state == .closed)
            } else {
                await expectFailure(.invalidState) { _ = try await close(scene, interview, []) }
            }
        }
    }

    @Test func `closing by advance puts off what was no must-ask`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            _ = try await scene.save([try .own("Asked?"), try .own("Not asked?")], of: interview)
            let first = try await scene.plan(of: interview).items[0]
            try await scene.record([try .asked(scene.manager, item: first)], in: interview)
            _ = try await scene.advance(interview, to: .held, .closed)
            #expect(try await scene.plan(of: interview).items.map(\.state) == [.asked, .deferred])
        }
    }

    @Test func `a stale revision, a repeated key and somebody else's interview`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            let next = try await scene.interview(title: "Second talk")
            let fates = plan.items.prefix(2).map { Interviews.Close.Fate(item: $0.id, fate: .carryOver) }
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(
                    Interviews.Close.self,
                    .init(id: interview.id, revision: interview.revision - 1, fates: fates)
                )
            }
            let params = Interviews.Close.Params(
                id: interview.id,
                revision: interview.revision,
                fates: fates,
                idempotencyKey: .make()
            )
            let first = try await scene.candidate.call(Interviews.Close.self, params)
            #expect(try await scene.candidate.call(Interviews.Close.self, params) == first)
            #expect(try await scene.plan(of: next).items.count == 2)
            var others = params
            others.fates = nil
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(Interviews.Close.self, others) }
            let stranger = try await InterviewScene(service, name: "ben")
            for method in 0...1 {
                func refusal(_ id: ID<Interview>) async throws -> String {
                    method == 0
                        ? try await stranger.candidate.refusal(Interviews.GetDebrief.self, .init(id: id))
                        : try await stranger.candidate.refusal(Interviews.Close.self, .init(id: id, revision: 1))
                }
                #expect(try await refusal(interview.id) == refusal(unknown()))
            }
        }
    }

    @Test func `a plan that is full takes no more`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (interview, plan) = try await held(scene)
            let next = try await scene.interview(title: "Second talk")
            let full = try await scene.save(try (1...99).map { try .own("Question \($0)?") }, of: next)
            let fates = plan.items.prefix(2).map { Interviews.Close.Fate(item: $0.id, fate: .carryOver) }
            await expectFailure(.limitReached) { _ = try await close(scene, interview, fates) }
            #expect(try await scene.plan(of: next).items == full.items)
            #expect(try await scene.plan(of: interview).items == plan.items)
        }
    }
}
