import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ComparisonServiceTests {
    @Test func `a comparison is kept as it was made, listed, and deleted`() async throws {
        try await ComparisonScene.with { scene in
            try await scene.rate(scene.first, scene.supervision, 0.6, 0.8)
            try await scene.rate(scene.second, scene.supervision, 0.9, 0.9)
            let made = try await scene.compare(title: try Title("Before the second round"))
            #expect(made.state == .current && made.frozen == nil)
            #expect(made.result.opportunities.map(\.opportunity) == [scene.second, scene.first])
            #expect(made.result.opportunities.map(\.organisation.text) == ["Harbour", "Acme anna"])
            #expect(made.result.draws == 10_000 && made.result.methodVersion == "1")
            #expect(made.result.priorities.map(\.weight) == [0.75, 0.25])
            // Harbour is 0.675 + 0.25u, and Acme 0.45 + 0.15v + 0.25w.
            let chance = try #require(made.result.opportunities[0].firstChance)
            #expect(chance > 0.85 && chance < 1)
            #expect(try await scene.get(made) == made)

            let listed = try await scene.list()
            #expect(listed.map(\.id) == [made.id])
            #expect(listed[0].headline == made.result.headline && listed[0].opportunities == 2)
            #expect(listed[0].title?.text == "Before the second round" && listed[0].version == 1)
            _ = try await scene.candidate.call(Comparisons.Delete.self, .init(id: made.id))
            await expectFailure(.notFound) { _ = try await scene.get(made) }
            #expect(try await scene.list().isEmpty)
        }
    }

    @Test func `the same inputs give the same result, byte for byte, and another seed another one (R15)`() async throws
    {
        try await ComparisonScene.with { scene in
            try await scene.rate(scene.first, scene.supervision, 0.4, 0.8)
            let first = try await scene.compare()
            let again = try await scene.compare([scene.second, scene.first])
            #expect(try JSONEncoding.encode(first.result) == JSONEncoding.encode(again.result))
            let other = try await scene.compare(seed: 5)
            #expect(other.result.seed == 5 && other.result.inputsHash == first.result.inputsHash)
            #expect(other.result.opportunities != first.result.opportunities)
            #expect(try await scene.compare(seed: first.result.seed).result == first.result)
            // What was stored reads as it was answered.
            #expect(try JSONEncoding.encode(try await scene.get(first)) == JSONEncoding.encode(first))
        }
    }

    @Test func `any changed input marks a comparison stale (R15)`() async throws {
        try await ComparisonScene.with { scene in
            func expectStale(_ change: String, _ body: () async throws -> Void) async throws {
                let made = try await scene.compare()
                #expect(try await scene.get(made).state == .current, "before: \(change)")
                try await body()
                #expect(try await scene.get(made).state == .stale, "\(change)")
                #expect(try await scene.get(made).result == made.result)
            }
            var evidence: Evidence?
            try await expectStale("evidence") { evidence = try await scene.hear(scene.first, scene.training, 4) }
            try await expectStale("retired evidence") {
                _ = try await scene.candidate.call(EvidenceRatings.Retire.self, .init(id: try #require(evidence).id))
            }
            try await expectStale("a rating") { try await scene.rate(scene.second, scene.training, 0.1, 0.2) }
            try await expectStale("another rating") {
                try await scene.rate(scene.second, scene.training, 0.1, 0.3, revision: 1)
            }
            try await expectStale("another set") { _ = try await scene.changeMind() }
            let double = try await scene.scene.another("Engineer again")
            try await expectStale("a merge") {
                _ = try await scene.candidate.call(
                    Opportunities.Merge.self,
                    .init(from: double.id, into: scene.first, revision: 1, fromRevision: 1)
                )
            }
        }
    }

    @Test func `what bears on no number leaves a comparison current`() async throws {
        try await ComparisonScene.with { scene in
            let third = try await scene.scene.another("Third")
            let made = try await scene.compare([scene.first, scene.second])
            try await scene.hear(third.id, scene.training, 4)
            _ = try await scene.candidate.call(
                Opportunities.Advance.self,
                .init(id: scene.first, revision: 1, stage: .offer)
            )
            #expect(try await scene.get(made).state == .current)
        }
    }

    @Test func `after a change of what an offer froze a comparison shows both (DOMAIN 5.10)`() async throws {
        try await ComparisonScene.with { scene in
            try await scene.rate(scene.first, scene.supervision, 0.9, 0.9)
            try await scene.rate(scene.first, scene.training, 0.2, 0.2)
            try await scene.rate(scene.second, scene.supervision, 0.6, 0.6)
            try await scene.rate(scene.second, scene.training, 0.8, 0.8)
            _ = try await scene.candidate.call(
                Opportunities.Advance.self,
                .init(id: scene.second, revision: 1, stage: .offer)
            )
            #expect(try await scene.compare().frozen == nil)
            let changed = try await scene.changeMind(reason: try Line("I want to learn."))
            let made = try await scene.compare()
            #expect(made.result.prioritySet == changed.id && made.result.version == 2)
            #expect(made.result.opportunities.first?.opportunity == scene.second)
            let frozen = try #require(made.frozen)
            #expect(frozen.result.prioritySet == scene.scene.set.id && frozen.result.version == 1)
            #expect(frozen.result.opportunities.first?.opportunity == scene.first)
            #expect(frozen.result.seed == made.result.seed)
            #expect(abs(frozen.drift.drift - 0.75) < 1e-12)
            #expect(try await scene.get(made) == made)
        }
    }

    @Test func `a failed must-have excludes unless waived, and the waiver shows (R14)`() async throws {
        try await ComparisonScene.with { scene in
            try await scene.rate(scene.first, scene.supervision, 0, 0.1)
            let excluded = try await scene.compare()
            #expect(excluded.result.opportunities.map(\.standing) == [.provisional, .excluded])
            #expect(excluded.result.opportunities[1].failed == [scene.supervision])
            let waiver = try await scene.candidate.call(
                Waivers.Grant.self,
                .init(opportunity: scene.first, priority: scene.supervision, reason: try Line("It is near."))
            )
            #expect(try await scene.get(excluded).state == .stale)
            let waived = try await scene.compare()
            let first = try #require(waived.result.opportunities.first { $0.opportunity == scene.first })
            #expect(first.standing == .ranked && first.ranking != nil)
            #expect(first.waived.map(\.reason?.text) == ["It is near."])
            #expect(waived.result.inputsHash != excluded.result.inputsHash)
            _ = try await scene.candidate.call(Waivers.Revoke.self, .init(id: waiver.id))
            #expect(try await scene.get(waived).state == .stale)
            #expect(try await scene.compare().result == excluded.result)
        }
    }

    @Test func `a repeated call returns the first response, also when nothing could be compared any more (R22)`()
        async throws
    {
        try await ComparisonScene.with { scene in
            let key = IdempotencyKey.make()
            let made = try await scene.compare(key: key)
            for id in [scene.first, scene.second] {
                _ = try await scene.candidate.call(
                    Opportunities.Advance.self,
                    .init(id: id, revision: 1, stage: .closed, closedReason: .withdrawn)
                )
            }
            await expectFailure(.invalidState) { _ = try await scene.compare() }
            #expect(try await scene.compare(key: key) == made)
            #expect(try await scene.list().count == 1)
        }
    }

    @Test func `what cannot be compared is refused`() async throws {
        try await ComparisonScene.with { scene in
            await expectInvalid("params.opportunities") { _ = try await scene.compare([scene.first]) }
            await expectInvalid("params.opportunities") { _ = try await scene.compare([scene.first, scene.first]) }
            await expectInvalid("params.opportunities") { _ = try await scene.compare((0..<51).map { _ in .make() }) }
            await expectInvalid("params.seed") { _ = try await scene.compare(seed: -1) }
            await expectInvalid("params.seed") { _ = try await scene.compare(seed: 1 << 53) }
            await expectFailure(.notFound) { _ = try await scene.compare([scene.first, .make()]) }
            let search = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Later")))
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Comparisons.Create.self, .init(jobSearch: search.id))
            }
            for title in ["One", "Two"] {
                _ = try await scene.candidate.call(
                    Opportunities.Create.self,
                    .init(
                        jobSearch: search.id,
                        organisation: scene.scene.organisation.id,
                        title: try Title(title)
                    )
                )
            }
            // There is no set that counts.
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Comparisons.Create.self, .init(jobSearch: search.id))
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Comparisons.Create.self, .init(jobSearch: .make()))
            }
        }
    }

    @Test func `a candidate may keep 200 comparisons`() async throws {
        try await ComparisonScene.with { scene in
            try await scene.service.database.sql(
                """
                INSERT INTO tw.comparison (owner_id, id, job_search_id, priority_set_id, seed, method_version, inputs_hash,
                    headline, document)
                SELECT '\(scene.candidate.account.id)', gen_random_uuid(), '\(scene.scene.search.id)', '\(scene.scene.set.id)', 1,
                    '1', repeat('a', 64), 'x', '{}'
                FROM generate_series(1, 199)
                """
            )
            let last = try await scene.compare()
            await expectFailure(.limitReached) { _ = try await scene.compare() }
            _ = try await scene.candidate.call(Comparisons.Delete.self, .init(id: last.id))
            _ = try await scene.compare()
        }
    }
}
