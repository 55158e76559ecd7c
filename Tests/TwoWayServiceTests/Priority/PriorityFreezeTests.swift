import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// The way of a set from draft to superseded, and the freeze at the first offer (R7, DOMAIN 5.10).
@Suite struct PriorityFreezeTests {
    @Test func `the first offer freezes the set that counts, in the same call`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let active = try await scene.counting()
            var job = try await scene.opportunity("Engineer \u{1F680}")
            for stage in [Opportunity.Stage.applied, .interviewing] {
                job = try await scene.advance(job, to: stage)
                #expect(try await scene.current() == active)
            }
            try await scene.advance(job, to: .offer)
            let frozen = try await scene.current()
            #expect(frozen.state == .frozen)
            #expect(frozen.freezeCause?.text == "First offer: Engineer \u{1F680}")
            #expect(frozen.revision == active.revision + 1)
            #expect(frozen.priorities == active.priorities)
        }
    }

    @Test func `skipping forward to accepted freezes too, closing does not`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            _ = try await scene.counting()
            try await scene.advance(try await scene.opportunity("One"), to: .closed)
            #expect(try await scene.current().state == .active)
            try await scene.advance(try await scene.opportunity("Two"), to: .accepted)
            #expect(try await scene.current().freezeCause?.text == "First offer: Two")
        }
    }

    @Test func `a second offer, and one that was closed and is reopened, freeze nothing again`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            _ = try await scene.counting()
            var first = try await scene.advance(try await scene.opportunity("One"), to: .offer)
            let frozen = try await scene.current()
            try await scene.advance(try await scene.opportunity("Two"), to: .offer)
            #expect(try await scene.current() == frozen)
            let changed = try await scene.counting(3, reason: "Pay is enough everywhere")
            first = try await scene.advance(first, to: .closed)
            first = try await scene.advance(first, to: .offer)
            try await scene.advance(try await scene.opportunity("Three"), to: .accepted)
            #expect(try await scene.current() == changed)
            #expect(changed.state == .active)
        }
    }

    @Test func `an offer in another job search freezes nothing here`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let active = try await scene.counting()
            let other = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Other")))
            let organisation = try await scene.candidate.call(Organisations.Create.self, .init(name: try Title("Acme")))
            let job = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: other.id, organisation: organisation.id, title: try Title("Elsewhere"))
            )
            try await scene.advance(job, to: .offer)
            #expect(try await scene.current() == active)
        }
    }

    @Test func `a set that begins to count with an offer in hand is frozen at once`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let draft = try await scene.save([.init(dimension: "training", weight: 1)])
            let job = try await scene.advance(try await scene.opportunity("One"), to: .offer)
            #expect(job.stage == .offer)
            // A draft is nobody's promise: it stays one.
            let kept = try await scene.candidate.call(
                PrioritySets.Get.self,
                .init(jobSearch: scene.search.id, draft: true)
            )
            #expect(kept == draft)
            try await scene.advance(job, to: .closed)
            let frozen = try await scene.activate(draft)
            #expect(frozen.state == .frozen && frozen.freezeCause?.text == "First offer: One")
            #expect(try await scene.current() == frozen)
        }
    }

    @Test func `after the freeze a change needs a reason, makes a version, and keeps the frozen one`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let first = try await scene.counting()
            try await scene.advance(try await scene.opportunity(), to: .offer)
            let frozen = try await scene.current()
            let draft = try await scene.save([.init(key: first.priorities[0].key, dimension: "training", weight: 1)])
            await expectInvalid("params.changeReason") { _ = try await scene.activate(draft) }
            #expect(try await scene.current() == frozen)
            let second = try await scene.activate(draft, reason: "The offer taught me \u{00E4} thing")
            #expect(second.version == 2 && second.state == .active && second.freezeCause == nil)
            #expect(second.changeReason?.text == "The offer taught me \u{00E4} thing")
            let before = try await scene.version(1)
            #expect(before.state == .superseded && before.freezeCause == frozen.freezeCause)
            #expect(before.priorities == frozen.priorities)
            // Once frozen, every later change says why, also of a set that no offer froze.
            let third = try await scene.save([.init(dimension: "pay", weight: 1)])
            await expectInvalid("params.changeReason") { _ = try await scene.activate(third) }
            #expect(try await scene.activate(third, reason: "Again").version == 3)
        }
    }

    @Test func `before any offer a reason may be given, and need not`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            #expect(try await scene.counting().changeReason == nil)
            #expect(try await scene.counting(2, reason: "Second thoughts").changeReason?.text == "Second thoughts")
            #expect(try await scene.counting(3).changeReason == nil)
        }
    }

    @Test(arguments: [PrioritySet.State.active, .frozen, .superseded])
    func `only a draft becomes the set that counts`(state: PrioritySet.State) async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            var set = try await scene.counting()
            if state != .active { try await scene.advance(try await scene.opportunity(), to: .offer) }
            if state == .superseded { _ = try await scene.counting(2, reason: "Better so") }
            set = try await scene.version(1)
            #expect(set.state == state)
            let all = try await service.database.sql("SELECT state, revision FROM tw.priority_set ORDER BY version")
            await expectFailure(.invalidState) { _ = try await scene.activate(set, reason: "Back") }
            let after = try await service.database.sql("SELECT state, revision FROM tw.priority_set ORDER BY version")
            #expect(all == after)
        }
    }

    @Test func `a keyed retry of the offer and of the change answers the same and does nothing again (R22)`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            _ = try await scene.counting()
            let job = try await scene.opportunity()
            let offer = Opportunities.Advance.Params(
                id: job.id,
                revision: job.revision,
                stage: .offer,
                idempotencyKey: .make()
            )
            let once = try await scene.candidate.call(Opportunities.Advance.self, offer)
            let frozen = try await scene.current()
            #expect(try await scene.candidate.call(Opportunities.Advance.self, offer) == once)
            #expect(try await scene.current() == frozen)
            let draft = try await scene.save([.init(dimension: "pay", weight: 1)])
            let key = IdempotencyKey.make()
            let changed = try await scene.activate(draft, reason: "Why not", key: key)
            #expect(try await scene.activate(draft, reason: "Why not", key: key) == changed)
            await expectFailure(.keyReused) { _ = try await scene.activate(draft, reason: "Another", key: key) }
            #expect(try await scene.current() == changed)
        }
    }

    @Test func `an offer and a new set at the same time leave a frozen one`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            _ = try await scene.counting()
            let draft = try await scene.save([.init(dimension: "growth", weight: 1)])
            let job = try await scene.opportunity()
            async let offer = scene.advance(job, to: .offer)
            async let change = scene.activate(draft, reason: "Just in time")
            _ = try await (offer, change)
            let states = try await service.database.sql(
                "SELECT state, freeze_cause IS NOT NULL FROM tw.priority_set ORDER BY version"
            )
            // Whoever was first: exactly one set was frozen, and one counts.
            #expect(states.count { $0[1] == "t" } == 1)
            #expect(states.count { $0[0] == "active" || $0[0] == "frozen" } == 1)
        }
    }
}
