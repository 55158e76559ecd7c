import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Contradictions and the questions that are to clear them up.
@Suite struct ContradictionPlanTests {
    /// Manager and peer disagree about training; the next interview is to clear it up.
    private struct World {
        let plan: PlanScene
        let next: Interview
        let contradiction: Contradiction

        var client: TestClient { plan.candidate }

        init(_ service: TestService) async throws {
            plan = try await PlanScene(service)
            for (person, rating) in [(plan.scene.manager, 5), (plan.scene.peer, 2)] {
                let asking = try Capture.Record.Entry.asked(person, text: "How was it?", answer: "So")
                try await plan.scene.record([asking], in: plan.interview)
                _ = try await plan.candidate.call(
                    EvidenceRatings.Rate.self,
                    .init(
                        opportunity: plan.scene.opportunity.id,
                        priority: plan.training,
                        scope: .job,
                        rating: rating,
                        origin: .answer,
                        answer: asking.answer?.id
                    )
                )
            }
            next = try await plan.scene.interview(
                title: "Next",
                interviewers: [.init(person: plan.scene.manager.id), .init(person: plan.scene.peer.id)]
            )
            let found = try await plan.candidate.call(Contradictions.List.self, .init()).items
            contradiction = try #require(found.first)
        }

        func state() async throws -> Contradiction.State {
            try await client.call(Contradictions.Get.self, .init(id: contradiction.id)).state
        }

        func save(_ items: [Plans.Save.Entry], revision: Int, of interview: Interview? = nil) async throws -> Plan {
            try await client.call(
                Plans.Save.self,
                .init(interview: (interview ?? next).id, revision: revision, items: items)
            )
        }

        /// A new question about it.
        func entry(_ text: String = "How is it day by day?") throws -> Plans.Save.Entry {
            .init(contradiction: contradiction.id, text: try Line(text))
        }
    }

    @Test func `the next meeting gets a question about it that names nobody, and whom to ask`() async throws {
        try await TestService.with { service in
            let world = try await World(service)
            let items = try await world.plan.suggest(world.next).items
            let item = try #require(items.first { $0.contradiction != nil })
            #expect(item.origin == .contradiction && item.contradiction == world.contradiction.id)
            #expect(item.person == world.plan.scene.manager.id)
            #expect(item.doubts.first?.kind == .contradiction)
            for name in [world.plan.scene.manager.name, world.plan.scene.peer.name] {
                #expect(!item.text.text.contains(name.text) && !item.reason.contains(name.text))
            }
        }
    }

    @Test func `without a question of a library it is worded as one, and taken over it is queued`() async throws {
        try await TestService.with { service in
            let world = try await World(service)
            _ = try await world.client.call(
                Subscriptions.Cancel.self,
                .init(id: world.plan.subscription.id, revision: 1)
            )
            let item = try #require(try await world.plan.suggest(world.next).items.first)
            #expect(item.text.text.hasPrefix("I want to be sure that I understand"))
            let plan = try await world.save(
                [.init(contradiction: item.contradiction, suggested: true, text: item.text)],
                revision: 0
            )
            #expect(plan.items.map(\.origin) == [.contradiction])
            #expect(plan.items.map(\.contradiction) == [world.contradiction.id])
            #expect(plan.items[0].priorities == [world.plan.training])
            #expect(try await world.state() == .queued)
            // What is queued is not suggested again, and does not count half as much again.
            let later = try await world.plan.suggest(world.next).items
            #expect(later.allSatisfy { $0.contradiction == nil && !$0.doubts.map(\.kind).contains(.contradiction) })
            #expect(try await world.client.call(Dashboards.Get.self).contradictions.total == 0)
        }
    }

    @Test func `it is queued while it stands in a plan, and open when it leaves`() async throws {
        try await TestService.with { service in
            let world = try await World(service)
            var plan = try await world.save([try world.entry()], revision: 0)
            #expect(try await world.state() == .queued)
            let kept = try #require(plan.items.first)
            var entry = Plans.Save.Entry(id: kept.id, contradiction: world.contradiction.id)
            entry.dropReason = try Line("No time")
            plan = try await world.save([entry], revision: plan.revision)
            #expect(plan.items.map(\.state) == [.dropped])
            #expect(try await world.state() == .open)
            plan = try await world.save(
                [.init(id: kept.id, contradiction: world.contradiction.id)],
                revision: plan.revision
            )
            #expect(try await world.state() == .queued)
            // Saved without it, the question stays and the contradiction leaves.
            plan = try await world.save([.init(id: kept.id)], revision: plan.revision)
            #expect(plan.items.map(\.origin) == [.own])
            #expect(try await world.state() == .open)
            plan = try await world.save(
                [.init(id: kept.id, contradiction: world.contradiction.id)],
                revision: plan.revision
            )
            plan = try await world.save([], revision: plan.revision)
            #expect(try await world.state() == .open)
        }
    }

    @Test func `an interview that is cancelled gives it back, asking it does not`() async throws {
        try await TestService.with { service in
            let world = try await World(service)
            let plan = try await world.save([try world.entry()], revision: 0)
            let off = try await world.plan.scene.advance(world.next, to: .cancelled)
            #expect(try await world.state() == .open)
            _ = try await world.plan.scene.advance(off, to: .scheduled)
            #expect(try await world.state() == .queued)
            let asking = try Capture.Record.Entry.asked(
                world.plan.scene.manager,
                item: plan.items[0],
                outcome: .declined
            )
            try await world.plan.scene.record([asking], in: world.next)
            #expect(try await world.state() == .queued)
            _ = try await world.client.call(
                Contradictions.Dismiss.self,
                .init(id: world.contradiction.id, reason: try Prose("Enough."))
            )
            #expect(try await world.state() == .dismissed)
            // The plan may still be saved as it is, but nothing new is planned for it.
            let current = try await world.client.call(Plans.Get.self, .init(interview: world.next.id))
            let entries = current.items.map { Plans.Save.Entry(id: $0.id, contradiction: $0.contradiction) }
            let saved = try await world.save(entries, revision: current.revision)
            #expect(saved.items.map(\.contradiction) == [world.contradiction.id])
            let more = try world.entry("And now?")
            await expectFailure(.invalidState) {
                _ = try await world.save(entries + [more], revision: saved.revision)
            }
        }
    }

    @Test func `a must-ask about it that was put off is carried over with it`() async throws {
        try await TestService.with { service in
            let world = try await World(service)
            var entry = try world.entry()
            entry.mustAsk = true
            let plan = try await world.save([entry], revision: 0)
            let held = try await world.plan.scene.advance(world.next, to: .inProgress, .held)
            let third = try await world.plan.scene.interview(title: "Third")
            _ = try await world.client.call(
                Interviews.Close.self,
                .init(
                    id: held.id,
                    revision: held.revision,
                    fates: [.init(item: plan.items[0].id, fate: .carryOver, to: third.id)]
                )
            )
            let carried = try await world.client.call(Plans.Get.self, .init(interview: third.id)).items
            #expect(carried.map(\.contradiction) == [world.contradiction.id])
            #expect(carried.map(\.origin) == [.carried])
            #expect(try await world.state() == .queued)
        }
    }

    @Test func `a belief and a contradiction are not planned in one question`() async throws {
        try await TestService.with { service in
            let world = try await World(service)
            let belief = try await world.plan.belief()
            var entry = try world.entry()
            entry.belief = belief.id
            let both = entry
            await expectInvalid("params.items[0].contradiction") { _ = try await world.save([both], revision: 0) }
        }
    }
}
