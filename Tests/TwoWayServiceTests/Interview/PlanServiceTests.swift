import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct PlanServiceTests {
    @Test func `an interview without a plan has an empty one at revision 0`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plan = try await scene.plan(of: interview)
            #expect(plan == Plan(interview: interview.id, items: [], minutes: 0, revision: 0))
        }
    }

    @Test func `a plan is saved whole, in its order, and read back the same`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let keys = try await scene.priorities(["Training", "Pace"])
            let saved = try await scene.save(
                [
                    .init(
                        text: try Line("Wer hat das früher gemacht? 面談"),
                        targetPerson: scene.manager.id,
                        mustAsk: true,
                        minutes: 7,
                        priorities: keys
                    ),
                    .init(text: try Line("And who helps?"), targetRole: .peer, priorities: [keys[1]]),
                    try .own("Why?"),
                ],
                of: interview
            )
            #expect(saved.revision == 1)
            #expect(saved.updatedAt != nil)
            #expect(saved.minutes == 13)
            #expect(saved.items.map(\.text.text) == ["Wer hat das früher gemacht? 面談", "And who helps?", "Why?"])
            #expect(saved.items.map(\.origin) == [.own, .own, .own])
            #expect(saved.items.map(\.state) == [.planned, .planned, .planned])
            #expect(saved.items.map(\.mustAsk) == [true, false, false])
            #expect(saved.items.map(\.priorities) == [keys, [keys[1]], []])
            #expect(saved.items[0].targetPerson == scene.manager.id)
            #expect(saved.items[1].targetRole == .peer)
            #expect(saved.items.allSatisfy { $0.hints == nil && $0.source == nil })
            #expect(try await scene.plan(of: interview) == saved)
        }
    }

    @Test func `saving again reorders, edits, adds and removes`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let first = try await scene.save([try .own("A?"), try .own("B?"), try .own("C?")], of: interview)
            var edited = Plans.Save.Entry(first.items[2])
            edited.text = try Line("C, really?")
            edited.minutes = 9
            let second = try await scene.save(
                [edited, try .own("D?"), .init(first.items[0])],
                of: interview,
                revision: 1
            )
            #expect(second.revision == 2)
            #expect(second.items.map(\.text.text) == ["C, really?", "D?", "A?"])
            #expect(second.items[0].id == first.items[2].id)
            #expect(second.items[2].id == first.items[0].id)
            #expect(second.minutes == 9 + 3 + 3)
            let emptied = try await scene.save([], of: interview, revision: 2)
            #expect(emptied.items.isEmpty)
            #expect(emptied.revision == 3)
        }
    }

    @Test func `a saved item keeps its wording and minutes when an edit leaves them out`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let first = try await scene.save([try .own("A?", minutes: 8)], of: interview)
            let second = try await scene.save([.init(id: first.items[0].id, mustAsk: true)], of: interview, revision: 1)
            #expect(second.items[0].text.text == "A?")
            #expect(second.items[0].minutes == 8)
            #expect(second.items[0].mustAsk)
        }
    }

    @Test func `a stale revision is refused with the current one, also for the first plan`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            await expectFailure(.staleRevision) { _ = try await scene.save([], of: interview, revision: 1) }
            _ = try await scene.save([try .own("A?")], of: interview)
            let error = try await rpcError { _ = try await scene.save([], of: interview, revision: 0) }
            #expect(error.data?.kind == "stale_revision")
            let current = try #require(error.data?.extra["current"])
            #expect(try JSONDecoding.decode(Int.self, from: current.parsed()) == 1)
            #expect(try await scene.plan(of: interview).items.count == 1)
        }
    }

    @Test func `items that were asked stay, in their place and in state asked`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let first = try await scene.save([try .own("A?"), try .own("B?"), try .own("C?")], of: interview)
            try await scene.record([try .asked(scene.manager, item: first.items[1])], in: interview)
            let second = try await scene.save(
                [.init(first.items[2]), .init(first.items[0])],
                of: interview,
                revision: 1
            )
            #expect(second.items.map(\.text.text) == ["C?", "B?", "A?"])
            #expect(second.items.map(\.state) == [.planned, .asked, .planned])
            let third = try await scene.save([], of: interview, revision: 2)
            #expect(third.items.map(\.text.text) == ["B?"])
            // Editing it does not make it unasked.
            var edited = Plans.Save.Entry(third.items[0])
            edited.text = try Line("B, again?")
            let fourth = try await scene.save([edited], of: interview, revision: 3)
            #expect(fourth.items.map(\.state) == [.asked])
            #expect(try await scene.askings(of: interview).map(\.text.text) == ["B?"])
        }
    }

    @Test func `a reason drops an item, leaving it out plans it again, and asked items are not dropped`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let reason = try Line("On their web site")
            let first = try await scene.save([.init(text: try Line("A?"), dropReason: reason)], of: interview)
            #expect(first.items[0].state == .dropped)
            #expect(first.items[0].dropReason == reason)
            var entry = Plans.Save.Entry(first.items[0])
            #expect(try await scene.save([entry], of: interview, revision: 1).items[0].state == .dropped)
            entry.dropReason = nil
            let third = try await scene.save([entry], of: interview, revision: 2)
            #expect(third.items[0].state == .planned)
            #expect(third.items[0].dropReason == nil)
            try await scene.record([try .asked(scene.manager, item: third.items[0])], in: interview)
            entry.dropReason = reason
            await expectFailure(.invalidState) { _ = try await scene.save([entry], of: interview, revision: 3) }
        }
    }

    @Test func `what is deferred stays so, and what was moved cannot be dropped`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plan = try await scene.save([try .own("A?"), try .own("B?")], of: interview)
            try await service.database.sql(
                """
                UPDATE tw.plan_item SET state = 'deferred' WHERE id = '\(plan.items[0].id)';
                UPDATE tw.plan_item SET state = 'moved' WHERE id = '\(plan.items[1].id)'
                """
            )
            var entries = plan.items.map { Plans.Save.Entry($0) }
            let again = try await scene.save(entries, of: interview, revision: 1)
            #expect(again.items.map(\.state) == [.deferred, .moved])
            entries[0].dropReason = try Line("Not so important")
            #expect(try await scene.save(entries, of: interview, revision: 2).items[0].state == .dropped)
            entries[1].dropReason = try Line("Neither")
            await expectFailure(.invalidState) { _ = try await scene.save(entries, of: interview, revision: 3) }
        }
    }

    @Test func `wrong parameters of an item are named by their path`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let keys = try await scene.priorities(["Training"])
            let saved = try await scene.save([try .own("A?")], of: interview)
            let id = saved.items[0].id
            func save(_ items: [Plans.Save.Entry]) async throws {
                _ = try await scene.save(items, of: interview, revision: 1)
            }
            await expectInvalid("params.items[1].text") { try await save([try .own(), .init(minutes: 2)]) }
            await expectInvalid("params.items[0].minutes") { try await save([try .own(minutes: 0)]) }
            await expectInvalid("params.items[0].minutes") { try await save([try .own(minutes: 61)]) }
            await expectInvalid("params.items[1].id") { try await save([.init(id: id), .init(id: id)]) }
            await expectInvalid("params.items[0].priorities[1]") {
                try await save([.init(text: try Line("B?"), priorities: [keys[0], unknown()])])
            }
            await expectInvalid("params.items[0].priorities[1]") {
                try await save([.init(text: try Line("B?"), priorities: [keys[0], keys[0]])])
            }
            await expectInvalid("params.items[0].priorities") {
                try await save([.init(text: try Line("B?"), priorities: (0...50).map { _ in unknown() })])
            }
            await expectInvalid("params.items") { try await save(try (0...100).map { _ in try .own() }) }
            #expect(try await scene.plan(of: interview) == saved)
        }
    }

    @Test func `a hundred items are a plan, and asked ones count among them`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let full = try await scene.save(try (1...100).map { try .own("Question \($0)?") }, of: interview)
            #expect(full.items.map(\.text.text) == (1...100).map { "Question \($0)?" })
            try await scene.record([try .asked(scene.manager, item: full.items[0])], in: interview)
            await expectInvalid("params.items") {
                _ = try await scene.save(try (1...100).map { _ in try .own() }, of: interview, revision: 1)
            }
        }
    }

    @Test func `keys of the draft count too, and a key that an item has may stay when the set moves on`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let old = try await scene.priorities(["Training"])
            let first = try await scene.save([.init(text: try Line("A?"), priorities: old)], of: interview)
            let draft = try await scene.priorities(["Pace"], activate: false)
            let second = try await scene.save(
                [.init(first.items[0]), .init(text: try Line("B?"), priorities: draft)],
                of: interview,
                revision: 1
            )
            #expect(second.items.map(\.priorities) == [old, draft])
            let set = try await scene.candidate.call(
                PrioritySets.Get.self,
                .init(jobSearch: scene.jobSearch.id, draft: true)
            )
            _ = try await scene.candidate.call(PrioritySets.Activate.self, .init(id: set.id, revision: set.revision))
            let third = try await scene.save(second.items.map { .init($0) }, of: interview, revision: 2)
            #expect(third.items.map(\.priorities) == [old, draft])
            await expectInvalid("params.items[0].priorities[0]") {
                _ = try await scene.save([.init(text: try Line("C?"), priorities: old)], of: interview, revision: 3)
            }
        }
    }

    @Test func `items, people and interviews of others are not found`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let other = try await InterviewScene(service, name: "ben")
            let interview = try await scene.interview()
            let elsewhere = try await scene.interview()
            let mine = try await scene.save([try .own("A?")], of: elsewhere)
            let theirs = try await other.save([try .own("A?")], of: try await other.interview())
            for id in [mine.items[0].id, theirs.items[0].id, unknown()] {
                await expectFailure(.notFound) { _ = try await scene.save([.init(id: id)], of: interview) }
            }
            for person in [other.peer.id, unknown()] {
                await expectFailure(.notFound) {
                    _ = try await scene.save([.init(text: try Line("B?"), targetPerson: person)], of: interview)
                }
            }
            #expect(try await scene.plan(of: interview).revision == 0)
        }
    }

    @Test func `a retried save with the same key writes once`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let params = Plans.Save.Params(
                interview: interview.id,
                revision: 0,
                items: [try .own("A?")],
                idempotencyKey: unknown()
            )
            let first = try await scene.candidate.call(Plans.Save.self, params)
            #expect(try await scene.candidate.call(Plans.Save.self, params) == first)
            #expect(try await scene.plan(of: interview) == first)
            var others = params
            others.items = []
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(Plans.Save.self, others) }
        }
    }
}
