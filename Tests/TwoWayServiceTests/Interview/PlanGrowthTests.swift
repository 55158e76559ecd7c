import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What a plan holds beside questions of libraries: own ones, beliefs to settle, carried ones, talking points.
struct PlanGrowthTests {
    // Wording and links.

    @Test func `a question comes in one's own wording, linked to what it finds out about`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            try await world.lay("own_text = 'Where did last week go?', priorities = '{\(world.pace)}'")
            let plan = try await world.scene.save(
                [
                    .init(source: try world.source()),
                    .init(source: try world.source("predecessor")),
                    .init(source: try world.source(), text: try Line("Mine?"), priorities: []),
                ],
                of: world.interview
            )
            #expect(plan.items[0].text.text == "Where did last week go?")
            #expect(plan.items[0].priorities == [world.training, world.pace])
            #expect(plan.items[1].priorities == [world.training])
            #expect(plan.items[2].text.text == "Mine?")
            #expect(plan.items[2].priorities == [])
        }
    }

    @Test func `what was planned keeps its wording when one's own changes`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let first = try await world.scene.save([.init(source: try world.source())], of: world.interview)
            try await world.lay("own_text = 'Another wording?'")
            let second = try await world.scene.save(
                [.init(id: first.items[0].id, source: try world.source())],
                of: world.interview,
                revision: 1
            )
            #expect(second.items[0].text == first.items[0].text)
        }
    }

    @Test func `a dormant question is refused until it is chosen, and a planned one may stay`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let planned = try await world.scene.save([.init(source: try world.source())], of: world.interview)
            try await world.lay("state = 'dormant'")
            try await world.lay("state = 'dormant'", over: "predecessor")
            let error = try await rpcError {
                _ = try await world.scene.save(
                    [.init(planned.items[0]), .init(source: try world.source("predecessor"))],
                    of: world.interview,
                    revision: 1
                )
            }
            #expect(error.data?.kind == "invalid_state")
            let reason = try #require(error.data?.reason)
            #expect(reason.contains("predecessor is new with an upgrade; choose it"))
            let kept = try await world.scene.save([.init(planned.items[0])], of: world.interview, revision: 1)
            #expect(kept.items.count == 1)
            try await world.lay("state = 'clean'", over: "predecessor")
            let both = try await world.scene.save(
                [.init(kept.items[0]), .init(source: try world.source("predecessor"))],
                of: world.interview,
                revision: 2
            )
            #expect(both.items.count == 2)
        }
    }

    @Test func `a copy that the library has no more can be planned`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            try await world.lay(
                """
                state = 'orphaned', copy = '{"version": 1, "topic": "Gone", "question": {"text": "Once more?", "minutes": 8,
                    "dimensions": ["training"], "followUps": ["Then?"]}}'
                """,
                over: "gone-question"
            )
            let plan = try await world.scene.save(
                [.init(source: try world.source("gone-question"))],
                of: world.interview
            )
            #expect(plan.items[0].text.text == "Once more?")
            #expect(plan.items[0].minutes == 8)
            #expect(plan.items[0].hints?.followUps == ["Then?"])
            #expect(plan.items[0].priorities == [world.training])
        }
    }

    // Questions of one's own.

    @Test func `a question of one's own brings wording, minutes, hints and links`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let own = try await world.own(priorities: [world.pace])
            let plan = try await world.scene.save([.init(ownQuestion: own.id)], of: world.interview)
            let item = plan.items[0]
            #expect(item.ownQuestion == own.id)
            #expect(item.origin == .own)
            #expect(item.text == own.text)
            #expect(item.minutes == 7)
            #expect(item.hints == own.hints)
            #expect(item.priorities == [world.pace])
            #expect(try await world.scene.plan(of: world.interview) == plan)
            // It stays the item's without being named again, and archived, too.
            _ = try await world.candidate.call(
                OwnQuestions.Update.self,
                .init(id: own.id, revision: own.revision, archived: true)
            )
            let again = try await world.scene.save([.init(id: item.id)], of: world.interview, revision: 1)
            #expect(again.items[0].ownQuestion == own.id)
            await expectFailure(.invalidState) {
                _ = try await world.scene.save([.init(ownQuestion: own.id)], of: world.interview, revision: 2)
            }
            // Another question takes its place.
            let other = try await world.scene.save(
                [.init(id: item.id, source: try world.source())],
                of: world.interview,
                revision: 2
            )
            #expect(other.items[0].ownQuestion == nil)
            #expect(other.items[0].origin == .library)
        }
    }

    @Test func `a question is of a library or one's own, and of nobody else`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let own = try await world.own()
            let foreign = try await PlanScene(service, name: "ben", coach: "kay").own()
            await expectInvalid("params.items[0].ownQuestion") {
                _ = try await world.scene.save(
                    [.init(source: try world.source(), ownQuestion: own.id)],
                    of: world.interview
                )
            }
            for id in [foreign.id, unknown()] {
                await expectFailure(.notFound) {
                    _ = try await world.scene.save([.init(ownQuestion: id)], of: world.interview)
                }
            }
        }
    }

    // Beliefs.

    @Test func `a plan that is to settle a belief makes it planned, and back when it does not`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let belief = try await world.belief()
            func state() async throws -> Belief.State {
                try await world.candidate.call(Beliefs.Get.self, .init(id: belief.id)).belief.state
            }
            #expect(try await state() == .unverified)
            let plan = try await world.scene.save(
                [.init(source: try world.source(), belief: belief.id)],
                of: world.interview
            )
            #expect(plan.items[0].origin == .belief)
            #expect(plan.items[0].belief == belief.id)
            #expect(try await state() == .planned)
            let kept = try await world.scene.save([.init(plan.items[0])], of: world.interview, revision: 1)
            #expect(kept.items[0].belief == belief.id)
            // Absent means none, as with all that an item names.
            let freed = try await world.scene.save([.init(id: plan.items[0].id)], of: world.interview, revision: 2)
            #expect(freed.items[0].belief == nil)
            #expect(freed.items[0].origin == .library)
            #expect(try await state() == .unverified)
            _ = try await world.scene.save(
                [.init(belief: belief.id, text: try Line("How is it?"))],
                of: world.interview,
                revision: 3
            )
            #expect(try await state() == .planned)
            _ = try await world.scene.save([], of: world.interview, revision: 4)
            #expect(try await state() == .unverified)
        }
    }

    @Test func `an item for a belief is about its priority`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let belief = try await world.belief(about: world.pace)
            let plan = try await world.scene.save(
                [.init(belief: belief.id, text: try Line("How fast?"))],
                of: world.interview
            )
            #expect(plan.items[0].priorities == [world.pace])
        }
    }

    @Test func `beliefs of others, of another opportunity and dismissed ones are refused`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let foreign = try await PlanScene(service, name: "ben", coach: "kay").belief()
            let opportunity = try await world.candidate.call(
                Opportunities.Create.self,
                .init(
                    jobSearch: world.scene.jobSearch.id,
                    organisation: world.scene.organisation.id,
                    title: try Title("Another job")
                )
            )
            let elsewhere = try await world.candidate.call(
                Beliefs.Create.self,
                .init(
                    opportunity: opportunity.id,
                    priority: world.training,
                    statement: try Line("Elsewhere"),
                    scope: .job,
                    expected: 3
                )
            )
            for id in [foreign.id, elsewhere.id, unknown()] {
                await expectFailure(.notFound) {
                    _ = try await world.scene.save(
                        [.init(belief: id, text: try Line("A?"))],
                        of: world.interview
                    )
                }
            }
            let belief = try await world.belief()
            _ = try await world.candidate.call(
                Beliefs.Dismiss.self,
                .init(id: belief.id, revision: belief.revision, reason: try Line("Never mind"))
            )
            await expectFailure(.invalidState) {
                _ = try await world.scene.save([.init(belief: belief.id, text: try Line("A?"))], of: world.interview)
            }
        }
    }

    // Carried over.

    @Test func `a question that was put off is carried over with all it had, and once only`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let (earlier, left) = try await world.leftOver()
            let plan = try await world.scene.save([.init(carriedFrom: left.id)], of: world.interview)
            let item = plan.items[0]
            #expect(item.origin == .carried)
            #expect(item.carriedFrom == left.id)
            #expect(item.text == left.text)
            #expect(item.targetPerson == world.scene.peer.id)
            #expect(item.mustAsk)
            #expect(item.minutes == 4)
            #expect(item.priorities == [world.pace])
            #expect(item.hints?.followUps == ["Really?"])
            #expect(try await world.scene.plan(of: earlier).items[0].state == .moved)
            // Again, without the id of the new item: it is the same one (R11).
            let again = try await world.scene.save(
                [.init(carriedFrom: left.id, minutes: 6)],
                of: world.interview,
                revision: 1
            )
            #expect(again.items.map(\.id) == [item.id])
            #expect(again.items[0].minutes == 6)
            #expect(again.items[0].text == item.text)
            await expectInvalid("params.items[1].carriedFrom") {
                _ = try await world.scene.save(
                    [.init(id: item.id), .init(carriedFrom: left.id)],
                    of: world.interview,
                    revision: 2
                )
            }
            // It cannot go into a third plan as well.
            let third = try await world.scene.interview(title: "Third")
            await expectFailure(.invalidState) {
                _ = try await world.scene.save([.init(carriedFrom: left.id)], of: third)
            }
        }
    }

    @Test func `what a carried question is given goes before what it had`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let (_, left) = try await world.leftOver()
            let plan = try await world.scene.save(
                [
                    .init(
                        carriedFrom: left.id,
                        text: try Line("Shorter?"),
                        targetRole: .hiringManager,
                        mustAsk: false,
                        minutes: 1,
                        priorities: [world.training]
                    )
                ],
                of: world.interview
            )
            let item = plan.items[0]
            #expect(item.text.text == "Shorter?")
            #expect(item.targetPerson == nil)
            #expect(item.targetRole == .hiringManager)
            #expect(!item.mustAsk)
            #expect(item.minutes == 1)
            #expect(item.priorities == [world.training])
        }
    }

    @Test func `only what was not asked in an interview of the opportunity is carried over`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let ahead = try await world.scene.interview(title: "Ahead")
            let items = try await world.scene.save([try .own("A?"), try .own("B?")], of: ahead).items
            func carry(_ id: ID<PlanItem>) async throws {
                _ = try await world.scene.save([.init(carriedFrom: id)], of: world.interview)
            }
            await expectFailure(.invalidState) { try await carry(items[0].id) }
            try await world.scene.record([try .asked(world.scene.manager, item: items[0])], in: ahead)
            await expectFailure(.invalidState) { try await carry(items[0].id) }
            // B was planned and left when the interview was held.
            _ = try await world.scene.advance(ahead, to: .held)
            try await carry(items[1].id)
            let foreign = try await PlanScene(service, name: "ben", coach: "kay").leftOver().1
            let here = try await world.scene.plan(of: world.interview).items[0]
            for id in [foreign.id, here.id, unknown()] {
                await expectFailure(.notFound) {
                    _ = try await world.scene.save([.init(carriedFrom: id)], of: world.interview, revision: 1)
                }
            }
            await expectInvalid("params.items[0].carriedFrom") {
                _ = try await world.scene.save(
                    [.init(id: here.id, carriedFrom: items[0].id)],
                    of: world.interview,
                    revision: 1
                )
            }
            await expectInvalid("params.items[1].carriedFrom") {
                _ = try await world.scene.save(
                    [.init(carriedFrom: items[0].id), .init(carriedFrom: items[0].id)],
                    of: world.interview,
                    revision: 1
                )
            }
        }
    }

    @Test func `the schema, too, keeps beliefs and carried items inside their opportunity`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let (_, left) = try await world.leftOver()
            let belief = try await world.belief()
            let job = try await world.candidate.call(
                Opportunities.Create.self,
                .init(
                    jobSearch: world.scene.jobSearch.id,
                    organisation: world.scene.organisation.id,
                    title: try Title("Another job")
                )
            )
            let elsewhere = try await world.candidate.call(
                Interviews.Create.self,
                .init(opportunity: job.id, title: try Title("Elsewhere"), format: .phone)
            )
            let there = try await world.scene.save([try .own()], of: elsewhere).items[0]
            let here = try await world.scene.save([try .own()], of: world.interview).items[0]
            for column in ["belief_id = '\(belief.id)'", "carried_from = '\(left.id)'"] {
                await #expect(throws: (any Error).self) {
                    try await service.database.sql("UPDATE tw.plan_item SET \(column) WHERE id = '\(there.id)'")
                }
                try await service.database.sql("UPDATE tw.plan_item SET \(column) WHERE id = '\(here.id)'")
            }
        }
    }

    // Talking points.

    @Test func `talking points are saved whole, stay when absent, and go when empty`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let account = try world.candidate.account.id
            let story: ID<Story> = unknown()
            try await service.database.sql(
                "INSERT INTO tw.story (owner_id, id, title) VALUES ('\(account)', '\(story)', 'Lisbon')"
            )
            func save(_ points: [TalkingPoint]?, _ revision: Revision) async throws -> Plan {
                try await world.candidate.call(
                    Plans.Save.self,
                    .init(interview: world.interview.id, revision: revision, items: [], talkingPoints: points)
                )
            }
            let points = [
                TalkingPoint(text: try Line("Der Umzug nach Lissabon 面談"), story: story),
                TalkingPoint(text: try Line("Two languages")),
            ]
            #expect(try await save(points, 0).talkingPoints == points)
            #expect(try await save(nil, 1).talkingPoints == points)
            #expect(try await world.scene.plan(of: world.interview).talkingPoints == points)
            #expect(try await save(points.reversed(), 2).talkingPoints == points.reversed())
            let many = try (1...50).map { TalkingPoint(text: try Line("Point \($0)")) }
            #expect(try await save(many, 3).talkingPoints == many)
            await expectInvalid("params.talkingPoints") { _ = try await save(many + points, 4) }
            #expect(try await save([], 4).talkingPoints == [])
            await expectFailure(.notFound) {
                _ = try await save([TalkingPoint(text: try Line("A"), story: unknown())], 5)
            }
        }
    }

    @Test func `a keyed save repeated answers the same and writes once`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let (_, left) = try await world.leftOver()
            let belief = try await world.belief()
            var params = Plans.Save.Params(
                interview: world.interview.id,
                revision: 0,
                items: [.init(carriedFrom: left.id), .init(source: try world.source(), belief: belief.id)],
                talkingPoints: [TalkingPoint(text: try Line("One"))],
                idempotencyKey: unknown()
            )
            let first = try await world.candidate.call(Plans.Save.self, params)
            #expect(try await world.candidate.call(Plans.Save.self, params) == first)
            #expect(try await world.scene.plan(of: world.interview) == first)
            params.talkingPoints = []
            await expectFailure(.keyReused) { _ = try await world.candidate.call(Plans.Save.self, params) }
        }
    }

    // What is worth a second look.

    @Test func `the minutes are those of what is planned or asked`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let plan = try await world.scene.save(
                [
                    try .own("A?", minutes: 4),
                    .init(text: try Line("B?"), minutes: 50, dropReason: try Line("Known")),
                ],
                of: world.interview
            )
            #expect(plan.minutes == 4)
        }
    }

    @Test func `a plan tells what is worth a second look, and is saved all the same`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let stranger = try await world.candidate.person("Not there", .executive)
            let plan = try await world.scene.save(
                [
                    .init(text: try Line("A?"), targetPerson: stranger.id, mustAsk: true, minutes: 20),
                    .init(text: try Line("B?"), targetRole: .executive),
                ],
                of: world.interview
            )
            #expect(
                plan.findings.map(\.path) == [
                    "minutes", "minutes", "items[0].targetPerson", "items[1].targetRole", "priorities[0]",
                    "priorities[1]",
                ]
            )
            #expect(plan.findings.allSatisfy { $0.severity == .warning })
            #expect(plan.findings[0].message == "The questions take 23 minutes, 8 more than the 15 there are.")
            #expect(try await world.scene.plan(of: world.interview).findings == plan.findings)
        }
    }

    @Test func `an empty plan is told two days ahead, and a covered priority needs no item`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let people: [Interviews.Participant] = [
                .init(person: world.scene.manager.id), .init(person: world.scene.peer.id),
            ]
            let near = try await world.candidate.call(
                Interviews.Create.self,
                .init(
                    opportunity: world.scene.opportunity.id,
                    title: try Title("Soon"),
                    format: .video,
                    scheduledStart: Timestamp.now() + .seconds(3600),
                    interviewers: people
                )
            )
            #expect(
                try await world.scene.plan(of: near).findings.map(\.path) == [
                    "items", "priorities[0]", "priorities[1]",
                ]
            )
            let plan = try await world.scene.save(
                [.init(source: try world.source(), targetPerson: world.scene.manager.id)],
                of: world.interview
            )
            let item = plan.items[0]
            try await world.scene.record(
                [try .asked(world.scene.manager, item: item), try .asked(world.scene.peer, item: item)],
                in: world.interview
            )
            #expect(try await world.scene.plan(of: near).findings.map(\.path) == ["items", "priorities[1]"])
        }
    }
}
