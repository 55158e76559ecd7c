import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Pausing, resuming and coming back.
struct SubscriptionLifeTests {
    private func update(
        _ scene: SubscriberScene,
        _ state: Subscription.State? = nil,
        policy: Subscription.Policy? = nil,
        shareStatistics: Bool? = nil
    ) async throws -> Subscription {
        let current = try await scene.current()
        return try await scene.anna.call(
            Subscriptions.Update.self,
            .init(
                id: current.id,
                revision: current.revision,
                policy: policy,
                shareStatistics: shareStatistics,
                state: state
            )
        )
    }

    @Test func `policy and statistics change, and stay when they are not named`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let first = try await update(scene, policy: .minor)
            #expect(first.policy == .minor)
            #expect(!first.shareStatistics)
            #expect(first.revision == 2)
            let second = try await update(scene, shareStatistics: true)
            #expect(second.policy == .minor)
            #expect(second.shareStatistics)
            #expect(try await scene.current() == second)
        }
    }

    @Test func `active and paused go to and fro, both end cancelled, and nothing comes back from there`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            #expect(try await update(scene, .paused).state == .paused)
            #expect(try await update(scene, .paused).state == .paused)
            #expect(try await update(scene, .active).state == .active)
            await expectInvalid("params.state") { _ = try await update(scene, .cancelled) }
            let paused = try await update(scene, .paused)
            let cancelled = try await scene.anna.call(
                Subscriptions.Cancel.self,
                .init(id: paused.id, revision: paused.revision)
            )
            for state in [Subscription.State.active, .paused] {
                await expectFailure(.invalidState) {
                    _ = try await scene.anna.call(
                        Subscriptions.Update.self,
                        .init(id: cancelled.id, revision: cancelled.revision, state: state)
                    )
                }
            }
        }
    }

    @Test func `a stale, repeated or foreign update is refused or answered as ever`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let bea = try await service.signUp("bea", roles: [.candidate])
            let id = scene.subscription.id
            let params = Subscriptions.Update.Params(id: id, revision: 1, state: .paused, idempotencyKey: .make())
            let saved = try await scene.anna.call(Subscriptions.Update.self, params)
            #expect(try await scene.anna.call(Subscriptions.Update.self, params) == saved)
            let stale = try await rpcError {
                _ = try await scene.anna.call(Subscriptions.Update.self, .init(id: id, revision: 1, state: .active))
            }
            #expect(stale.data?.extra["current"]?.text == "2")
            #expect(
                try await bea.refusal(Subscriptions.Update.self, .init(id: id, revision: 2, state: .active))
                    == bea.refusal(Subscriptions.Update.self, .init(id: .make(), revision: 2, state: .active))
            )
        }
    }

    @Test func `while paused questions can be asked, and no upgrade is taken`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service, policy: .all)
            try await scene.publish([.sample()])
            _ = try await update(scene, .paused)
            #expect(try await scene.questions().count == 3)
            let preview = try await scene.preview()
            await expectFailure(.invalidState) { _ = try await scene.anna.call(Upgrades.Apply.self, preview.params()) }
            #expect(try await scene.anna.call(Upgrades.Auto.self, .init()).runs.isEmpty)
            _ = try await update(scene, .active)
            #expect(try await scene.anna.call(Upgrades.Auto.self, .init()).runs.count == 1)
        }
    }

    @Test func `whoever follows a library again finds what was laid over its questions`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let priority = try await scene.priority()
            try await scene.overlay(
                "last-week",
                ownText: .set(try Line("Hours?")),
                notes: .set(try Prose("Mara knows.")),
                priorities: [priority]
            )
            try await scene.overlay("predecessor", notes: .set(try Prose("Do not forget.")))
            try await scene.overlay("first-review", hidden: true, position: .set(4))
            let before = try await scene.overlays()
            let cancelled = try await scene.anna.call(
                Subscriptions.Cancel.self,
                .init(id: scene.subscription.id, revision: 1)
            )
            // Nothing to ask any more, nothing lost, and nothing to change.
            #expect(try await scene.questions().isEmpty)
            #expect(try await scene.overlays() == before)
            await expectFailure(.invalidState) {
                _ = try await scene.anna.call(
                    Overlays.Save.self,
                    .init(subscription: cancelled.id, questionKey: try Slug("last-week"), revision: 1, hidden: true)
                )
            }
            await expectFailure(.notFound) {
                _ = try await scene.anna.call(Upgrades.Preview.self, .init(subscription: cancelled.id))
            }

            try await scene.publish([
                .sample().worded("What filled last week?"), .third, .sample(key: "new-one", text: "What is new?"),
            ])
            let again = try await scene.anna.call(Subscriptions.Create.self, .init(library: scene.library.id))
            #expect(again.pinnedVersion == 2)
            let carried = try await scene.anna.call(Overlays.List.self, .init(subscription: again.id)).items
            #expect(carried.map(\.questionKey.text) == ["first-review", "last-week", "predecessor"])
            #expect(carried.map(\.state) == [.clean, .conflict, .orphaned])
            #expect(carried.map(\.privateNotes?.text) == [nil, "Mara knows.", "Do not forget."])
            #expect(carried[0].hidden)
            #expect(carried[0].position == 4)
            #expect(carried[1].ownText?.text == "Hours?")
            #expect(carried[1].priorities == [priority])
            #expect(
                try await scene.question("predecessor")?.text == "Who held this job before, and what became of them?"
            )
            // What is new to the library is not dormant to somebody who starts anew.
            #expect(try await scene.question("new-one")?.state == .clean)

            // And a third time, with what was changed in between.
            try await scene.overlay("last-week", ownText: .set(try Line("Which hours?")))
            _ = try await scene.anna.call(Subscriptions.Cancel.self, .init(id: again.id, revision: again.revision))
            let third = try await scene.anna.call(Subscriptions.Create.self, .init(library: scene.library.id))
            let last = try await scene.anna.call(Overlays.List.self, .init(subscription: third.id)).items
            #expect(last.map(\.ownText?.text) == [nil, "Which hours?", nil])
            #expect(last.map(\.state) == [.clean, .clean, .orphaned])
        }
    }

    @Test func `a link to a priority that is gone does not hold up coming back`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let priority = try await scene.priority()
            try await scene.overlay("last-week", notes: .set(try Prose("x")), priorities: [priority])
            try await service.database.sql("DELETE FROM tw.priority")
            // Still there, and edited as ever.
            #expect(try await scene.overlay("last-week", notes: .set(try Prose("y"))).priorities == [priority])
            _ = try await scene.anna.call(Subscriptions.Cancel.self, .init(id: scene.subscription.id, revision: 1))
            let again = try await scene.anna.call(Subscriptions.Create.self, .init(library: scene.library.id))
            let carried = try await scene.anna.call(Overlays.List.self, .init(subscription: again.id)).items
            #expect(carried.map(\.privateNotes?.text) == ["y"])
            #expect(carried.map(\.priorities) == [[]])
        }
    }
}
