import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What a saved set holds beside weights: ranks, certainty, own anchors and trade-offs.
@Suite struct PrioritySavingTests {
    @Test func `what is saved is what is read: points, anchors, trade-offs, in their order`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let keys = (0..<3).map { _ in ID<Priority>.make() }
            let anchors = try (1...5).map { try Line("Stufe \($0) \u{1F3E0} '\"{},NULL\\") }
            let tradeOffs = [
                TradeOff(give: keys[2], gain: keys[0], limit: 2.5, note: try Prose("Only\nfor a while")),
                TradeOff(give: keys[1], gain: keys[2], limit: 4),
            ]
            let saved = try await scene.save(
                [
                    .init(key: keys[0], dimension: "pay", weight: 50, anchors: anchors),
                    .init(key: keys[1], dimension: "overtime", weight: 30),
                    .init(
                        key: keys[2],
                        title: try Title("A short way"),
                        direction: .more,
                        weight: 20,
                        anchors: anchors
                    ),
                ],
                mode: .points,
                certainty: .fairly,
                tradeOffs: tradeOffs
            )
            #expect(saved.priorities.map(\.key) == keys)
            #expect(saved.priorities.map(\.anchors) == [anchors, nil, anchors])
            #expect(saved.tradeOffs == tradeOffs)
            #expect(saved.certainty == .fairly)
            #expect(try await scene.version(1) == saved)
            let active = try await scene.activate(saved)
            #expect(active.tradeOffs == tradeOffs && active.certainty == .fairly)
            #expect(try await scene.current() == active)

            // Saved whole: what is left out is gone, from the new version only.
            let next = try await scene.save([.init(key: keys[0], dimension: "pay", weight: 1)])
            #expect(next.tradeOffs == [] && next.certainty == nil && next.priorities[0].anchors == nil)
            #expect(try await scene.version(1).tradeOffs == tradeOffs)
        }
    }

    @Test func `in the mode ordinal ranks decide, and follow from weights where there are none`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let byWeight = try await scene.save(
                [
                    .init(dimension: "pay", weight: 1), .init(dimension: "growth", weight: 5),
                    .init(dimension: "training", weight: 5),
                ],
                mode: .ordinal
            )
            #expect(byWeight.priorities.map(\.rank) == [3, 1, 1])
            let keys = byWeight.priorities.map(\.key)
            let byRank = try await scene.save(
                [
                    .init(key: keys[0], dimension: "pay", rank: 1), .init(key: keys[1], dimension: "growth", rank: 2),
                    .init(key: keys[2], dimension: "training", weight: 9, rank: 2),
                ],
                mode: .ordinal,
                revision: byWeight.revision
            )
            #expect(byRank.priorities.map(\.rank) == [1, 2, 2])
            #expect(byRank.priorities.map(\.weight) == [3, 2, 9])
            let active = try await scene.activate(byRank)
            #expect(try await scene.current() == active)
            let job = try await scene.opportunity()
            let assessment = try await scene.candidate.call(Assessments.Get.self, .init(opportunity: job.id))
            let weights = assessment.priorities.compactMap(\.weight)
            for (weight, golden) in zip(weights, [11.0 / 18, 3.5 / 18, 3.5 / 18]) {
                #expect(abs(weight - golden) < 1e-12)
            }
        }
    }

    @Test func `another order of ranks is another input of the assessment`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let job = try await scene.opportunity()
            var seen: Set<String> = []
            for ranks in [[1, 2], [2, 1]] {
                let set = try await scene.save(
                    [
                        .init(dimension: "pay", weight: 1, rank: ranks[0]),
                        .init(dimension: "growth", weight: 1, rank: ranks[1]),
                    ],
                    mode: .ordinal
                )
                _ = try await scene.activate(set)
                let assessment = try await scene.candidate.call(Assessments.Get.self, .init(opportunity: job.id))
                #expect(assessment.priorities.compactMap(\.weight).map { $0 > 0.5 } == ranks.map { $0 == 1 })
                seen.insert(try #require(assessment.inputsHash))
            }
            #expect(seen.count == 2)
        }
    }

    @Test func `what does not fit is refused with its path, and nothing is saved`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let pay = PrioritySets.Save.Entry(dimension: "pay", weight: 1)
            await expectInvalid("params.certainty") { _ = try await scene.save([pay], mode: .points) }
            await expectInvalid("params.certainty") { _ = try await scene.save([pay], certainty: .sure) }
            await expectInvalid("params.priorities[0].weight") { _ = try await scene.save([.init(dimension: "pay")]) }
            await expectInvalid("params.priorities[1].weight") {
                _ = try await scene.save(
                    [.init(dimension: "pay", rank: 1), .init(dimension: "growth")],
                    mode: .ordinal
                )
            }
            await expectInvalid("params.priorities[1].rank") {
                _ = try await scene.save(
                    [.init(dimension: "pay", weight: 1, rank: 1), .init(dimension: "growth", weight: 1)],
                    mode: .ordinal
                )
            }
            for rank in [0, 2, .max, .min] {
                await expectInvalid("params.priorities[0].rank") {
                    _ = try await scene.save([.init(dimension: "pay", rank: rank)], mode: .ordinal)
                }
            }
            await expectInvalid("params.priorities[0].rank") {
                _ = try await scene.save([.init(dimension: "pay", weight: 1, rank: 1)])
            }
            await expectInvalid("params.priorities[0].anchors") {
                _ = try await scene.save([.init(dimension: "pay", weight: 1, anchors: [try Line("One")])])
            }
            await expectInvalid("params.priorities") {
                _ = try await scene.save(Array(repeating: pay, count: 61))
            }
            let key = ID<Priority>.make()
            let own = PrioritySets.Save.Entry(key: key, dimension: "growth", weight: 1)
            await expectInvalid("params.priorities[1].key") { _ = try await scene.save([own, own]) }
            await expectInvalid("params.tradeOffs[0].give") {
                _ = try await scene.save([own], tradeOffs: [.init(give: .make(), gain: key, limit: 3)])
            }
            await expectInvalid("params.tradeOffs[0].gain") {
                _ = try await scene.save([own], tradeOffs: [.init(give: key, gain: key, limit: 3)])
            }
            let rows = try await service.database.sql("SELECT count(*) FROM tw.priority_set")
            #expect(rows[0][0] == "0")
        }
    }

    @Test func `a client may make the key of a new priority, but not use one of another job search`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let key = ID<Priority>.make()
            _ = try await scene.activate(try await scene.save([.init(key: key, dimension: "pay", weight: 1)]))
            // Still its own in the next version, also when it was left out in between.
            _ = try await scene.activate(try await scene.save([.init(dimension: "growth", weight: 1)]))
            #expect(try await scene.save([.init(key: key, dimension: "pay", weight: 1)]).priorities[0].key == key)

            let other = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Other")))
            await expectInvalid("params.priorities[0].key") {
                _ = try await scene.candidate.call(
                    PrioritySets.Save.self,
                    .init(
                        jobSearch: other.id,
                        weightMode: .exact,
                        priorities: [.init(key: key, dimension: "pay", weight: 1)]
                    )
                )
            }
            // That somebody else has the same key nobody can tell: it says nothing of theirs.
            let ben = try await PriorityScene("ben", in: service)
            #expect(try await ben.save([.init(key: key, dimension: "pay", weight: 1)]).priorities[0].key == key)
        }
    }

    @Test func `a keyed save is carried out once (R22)`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let key = IdempotencyKey.make()
            let entries = [PrioritySets.Save.Entry(dimension: "pay", weight: 1)]
            let saved = try await scene.save(entries, key: key)
            #expect(try await scene.save(entries, key: key) == saved)
            await expectFailure(.keyReused) {
                _ = try await scene.save([.init(dimension: "pay", weight: 2)], key: key)
            }
            #expect(try await scene.version(1) == saved)
        }
    }

    @Test func `a job search has 200 versions at most`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let set = try await scene.counting()
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.priority_set SET version = 200 WHERE id = '\(set.id)'
                """
            )
            await expectFailure(.limitReached) { _ = try await scene.save([.init(dimension: "pay", weight: 1)]) }
        }
    }
}
