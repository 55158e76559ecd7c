import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What a subscriber lays over questions.
struct OverlayServiceTests {
    @Test func `own wording, notes, links, place and hiding are laid over a question and read back`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let priority = try await scene.priority()
            let saved = try await scene.overlay(
                "last-week",
                ownText: .set(try Line("Wohin gingen die Stunden — 先週?")),
                notes: .set(try Prose("Ask Mara first.\nThen Pat.")),
                hidden: true,
                priorities: [priority],
                position: .set(2)
            )
            #expect(saved.library == scene.library.id)
            #expect(saved.baseRevision == 1)
            #expect(saved.state == .clean)
            #expect(saved.revision == 1)
            #expect(try await scene.overlays() == [saved])
            let found = try #require(try await scene.question("last-week"))
            #expect(found.text == "Wohin gingen die Stunden — 先週?")
            #expect(found.libraryText == "Where did the hours of last week go?")
            #expect(found.privateNotes?.text == "Ask Mara first.\nThen Pat.")
            #expect(found.priorities == [priority])
            #expect(found.hidden)
            #expect(found.revision == 1)

            let cleared = try await scene.overlay(
                "last-week",
                ownText: .clear,
                notes: .clear,
                hidden: false,
                position: .clear
            )
            #expect(cleared.ownText == nil)
            #expect(cleared.privateNotes == nil)
            #expect(cleared.position == nil)
            #expect(cleared.priorities == [priority])
            #expect(cleared.revision == 2)
            #expect(try await scene.question("last-week")?.libraryText == nil)
        }
    }

    @Test func `a stale revision is refused with the current one, also before the first time`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            var params = Overlays.Save.Params(
                subscription: scene.subscription.id,
                questionKey: try Slug("last-week"),
                revision: 1,
                hidden: true
            )
            let early = try await rpcError { _ = try await scene.anna.call(Overlays.Save.self, params) }
            #expect(early.data?.kind == "stale_revision")
            #expect(early.data?.extra["current"]?.text == "0")
            params.revision = 0
            params.idempotencyKey = .make()
            let saved = try await scene.anna.call(Overlays.Save.self, params)
            #expect(try await scene.anna.call(Overlays.Save.self, params) == saved)
            var other = params
            other.hidden = false
            await expectFailure(.keyReused) { _ = try await scene.anna.call(Overlays.Save.self, other) }
            other.idempotencyKey = nil
            let late = try await rpcError { _ = try await scene.anna.call(Overlays.Save.self, other) }
            #expect(late.data?.extra["current"]?.text == "1")
            #expect(try await service.database.sql("SELECT count(*) FROM tw.overlay") == [["1"]])
        }
    }

    @Test func `there is nothing to lay over what is missing or somebody else's`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let bea = try await service.signUp("bea", roles: [.candidate])
            let foreign = try await scene.priority(of: bea)
            func params(_ subscription: ID<Subscription>, _ key: String) throws -> Overlays.Save.Params {
                .init(subscription: subscription, questionKey: try Slug(key), revision: 0, hidden: true)
            }
            let mine = scene.subscription.id
            let missing = try await bea.refusal(Overlays.Save.self, try params(.make(), "last-week"))
            #expect(try await bea.refusal(Overlays.Save.self, try params(mine, "last-week")) == missing)
            #expect(
                try await bea.refusal(Overlays.List.self, .init(subscription: mine))
                    == bea.refusal(Overlays.List.self, .init(subscription: .make()))
            )
            await expectFailure(.notFound) {
                _ = try await scene.anna.call(Overlays.Save.self, try params(mine, "no-such-question"))
            }
            await expectFailure(.notFound) { try await scene.overlay("last-week", priorities: [foreign]) }
            await expectFailure(.notFound) { try await scene.overlay("last-week", priorities: [.make()]) }
            #expect(try await scene.overlays().isEmpty)
            #expect(try await scene.overlays(by: bea).isEmpty)
        }
    }

    @Test func `places, states and links are looked at`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let priority = try await scene.priority()
            await expectInvalid("params.position") { try await scene.overlay("last-week", position: .set(-1)) }
            await expectInvalid("params.position") { try await scene.overlay("last-week", position: .set(1_000_001)) }
            for state in [Overlay.State.conflict, .orphaned, .dormant] {
                await expectInvalid("params.state") { try await scene.overlay("last-week", state: state) }
            }
            await expectInvalid("params.priorities") {
                try await scene.overlay("last-week", priorities: [priority, priority])
            }
            await expectInvalid("params.priorities") {
                try await scene.overlay("last-week", priorities: (0..<51).map { _ in .make() })
            }
            await expectFailure(.forbidden) {
                _ = try await scene.coach.call(Overlays.List.self, .init())
            }
        }
    }

    @Test func `a dormant question is chosen by a word, or by a wording of one's own`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service, questions: [.sample()])
            try await scene.publish([.sample(), .second, .third])
            try await scene.upgrade()
            #expect(try await scene.overlay(of: "predecessor").state == .dormant)
            #expect(try await scene.question("predecessor")?.state == .dormant)
            try await scene.overlay("predecessor", notes: .set(try Prose("Hm.")))
            #expect(try await scene.overlay(of: "predecessor").state == .dormant)
            #expect(try await scene.overlay("predecessor", state: .clean).state == .clean)
            #expect(try await scene.overlay("predecessor", state: .clean).state == .clean)
            #expect(try await scene.overlay("first-review", ownText: .set(try Line("By what?"))).state == .clean)
            #expect(try await scene.questions(.init(state: .dormant)).isEmpty)
        }
    }

    @Test func `a conflict is settled by keeping, taking or a new wording`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let keys = ["last-week", "predecessor", "first-review"]
            for key in keys { try await scene.overlay(key, ownText: .set(try Line("Mine on \(key)?"))) }
            try await scene.publish([
                .sample().worded("What filled last week, hour by hour?"), .second.worded("What became of them?"),
                .third.worded("How will I be measured in the end?"),
            ])
            try await scene.upgrade()
            #expect(Set(try await scene.overlays().map(\.state)) == [.conflict])
            // Notes alone settle nothing.
            #expect(try await scene.overlay("last-week", notes: .set(try Prose("Later."))).state == .conflict)
            let kept = try await scene.overlay("last-week", state: .clean)
            #expect(kept.state == .clean)
            #expect(kept.ownText?.text == "Mine on last-week?")
            #expect(kept.baseRevision == 2)
            let taken = try await scene.overlay("predecessor", ownText: .clear)
            #expect(taken.state == .clean)
            #expect(try await scene.question("predecessor")?.text == "What became of them?")
            let edited = try await scene.overlay("first-review", ownText: .set(try Line("A third way?")))
            #expect(edited.state == .clean)
            #expect(edited.baseRevision == 2)
        }
    }

    @Test func `a kept copy stays one, and takes notes and wording`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            try await scene.overlay("predecessor", notes: .set(try Prose("Their best question.")))
            try await scene.publish([.sample(), .third])
            try await scene.upgrade()
            await expectFailure(.invalidState) { try await scene.overlay("predecessor", state: .clean) }
            let edited = try await scene.overlay("predecessor", ownText: .set(try Line("Who was here before?")))
            #expect(edited.state == .orphaned)
            let found = try #require(try await scene.question("predecessor"))
            #expect(found.text == "Who was here before?")
            #expect(found.libraryText == "Who held this job before, and what became of them?")
            #expect(found.source?.version == 1)
            #expect(found.state == .orphaned)
            #expect(found.topic == "The job itself")
            #expect(found.general)
            #expect(found.hints?.followUps == ["How was the week before?"])
        }
    }

    @Test func `overlays come in pages by subscription and key, of one subscription or state if wanted`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let other = try await scene.coach.publishLibrary(.sample(slug: "next"))
            let second = try await scene.anna.call(Subscriptions.Create.self, .init(library: other.id))
            for key in ["predecessor", "last-week", "first-review"] { try await scene.overlay(key, hidden: true) }
            _ = try await scene.anna.call(
                Overlays.Save.self,
                .init(subscription: second.id, questionKey: try Slug("last-week"), revision: 0, hidden: true)
            )
            var keys: [String] = []
            var cursor: String?
            repeat {
                let page = try await scene.anna.call(Overlays.List.self, .init(limit: 2, cursor: cursor))
                keys += page.items.map { "\($0.subscription == second.id ? "2" : "1") \($0.questionKey.text)" }
                cursor = page.nextCursor
            } while cursor != nil
            #expect(keys == ["1 first-review", "1 last-week", "1 predecessor", "2 last-week"])
            let first = try await scene.anna.call(Overlays.List.self, .init(subscription: second.id))
            #expect(first.items.map(\.subscription) == [second.id])
            #expect(try await scene.anna.call(Overlays.List.self, .init(state: .conflict)).items.isEmpty)
            let page = try await scene.anna.call(Overlays.List.self, .init(limit: 2))
            await expectInvalid("params.cursor") {
                _ = try await scene.anna.call(
                    Overlays.List.self,
                    .init(state: .clean, limit: 2, cursor: page.nextCursor)
                )
            }
        }
    }
}
