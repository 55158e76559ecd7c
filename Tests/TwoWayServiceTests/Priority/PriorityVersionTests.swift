import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Versions of a set: read one by one and as a list, and compared.
@Suite struct PriorityVersionTests {
    @Test func `every version can be read, the draft among them`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let first = try await scene.counting()
            let second = try await scene.counting(2)
            let draft = try await scene.save([.init(dimension: "growth", weight: 1)])
            var superseded = first
            (superseded.state, superseded.revision) = (.superseded, first.revision + 1)
            superseded.updatedAt = try await scene.version(1).updatedAt
            #expect(try await scene.version(1) == superseded)
            #expect(try await scene.version(2) == second)
            #expect(try await scene.version(3) == draft)
            for missing in [0, -1, 4, .max, .min] {
                await expectFailure(.notFound) { _ = try await scene.version(missing) }
            }
            await expectInvalid("params.version") {
                _ = try await scene.candidate.call(
                    PrioritySets.Get.self,
                    .init(jobSearch: scene.search.id, draft: true, version: 1)
                )
            }
        }
    }

    @Test func `the list tells of each version what it is, newest first, page by page`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let first = try await scene.counting()
            try await scene.advance(try await scene.opportunity(), to: .offer)
            _ = try await scene.counting(2, reason: "Why")
            let keys = first.priorities.map(\.key)
            _ = try await scene.save(
                [
                    .init(key: keys[0], dimension: "training", weight: 1, mustHave: true, threshold: 3),
                    .init(key: keys[1], dimension: "pay", weight: 1), .init(dimension: "growth", weight: 1),
                ],
                mode: .points,
                certainty: .sure,
                tradeOffs: [.init(give: keys[1], gain: keys[0], limit: 2)]
            )
            func list(_ limit: Int? = nil, _ cursor: String? = nil) async throws -> Page<PrioritySetSummary> {
                try await scene.candidate.call(
                    PrioritySets.List.self,
                    .init(jobSearch: scene.search.id, limit: limit, cursor: cursor)
                )
            }
            let all = try await list().items
            #expect(all.map(\.version) == [3, 2, 1])
            #expect(all.map(\.state) == [.draft, .active, .superseded])
            #expect(all.map(\.weightMode) == [.points, .exact, .exact])
            #expect(all.map(\.priorities) == [3, 2, 2])
            #expect(all.map(\.mustHaves) == [1, 0, 0])
            #expect(all.map(\.tradeOffs) == [1, 0, 0])
            #expect(all.map { $0.changeReason?.text } == [nil, "Why", nil])
            #expect(all.map { $0.freezeCause?.text } == [nil, nil, "First offer: Engineer"])
            #expect(all[2].id == first.id && all[2].jobSearch == scene.search.id)
            #expect(all.allSatisfy { $0.createdAt <= $0.updatedAt })

            let page = try await list(2)
            #expect(page.items == Array(all.prefix(2)))
            #expect(page.nextCursor != nil)
            let rest = try await list(2, page.nextCursor)
            #expect(rest.items == [all[2]] && rest.nextCursor == nil)
            let other = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Other")))
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(
                    PrioritySets.List.self,
                    .init(jobSearch: other.id, cursor: page.nextCursor)
                )
            }
            await expectInvalid("params.limit") { _ = try await list(0) }
            await expectInvalid("params.limit") { _ = try await list(201) }
            let none = try await scene.candidate.call(PrioritySets.List.self, .init(jobSearch: other.id))
            #expect(none.items.isEmpty)
        }
    }

    @Test func `drift is told from what an offer froze to what counts`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            func drift(_ from: Int? = nil, _ to: Int? = nil) async throws -> PriorityDrift {
                try await scene.candidate.call(
                    PrioritySets.Drift.self,
                    .init(jobSearch: scene.search.id, from: from, to: to)
                )
            }
            await expectFailure(.invalidState) { _ = try await drift() }
            let first = try await scene.counting()
            await expectFailure(.invalidState) { _ = try await drift() }
            #expect(try await drift(1).drift == 0)
            try await scene.advance(try await scene.opportunity(), to: .offer)
            #expect(try await drift().drift == 0)
            _ = try await scene.counting(3, reason: "More of it")
            let moved = try await drift()
            #expect(moved.fromVersion == 1 && moved.toVersion == 2)
            #expect(abs(moved.drift - 0.25) < 1e-12)
            #expect(moved.priorities.map(\.key) == first.priorities.map(\.key))
            #expect(moved.priorities.map(\.kind) == [.reweighted, .reweighted])
            // The frozen one stays the start, also when it is superseded, and a draft can be looked at beforehand.
            _ = try await scene.save([.init(dimension: "growth", weight: 1)])
            #expect(try await drift(nil, 3).drift == 1)
            #expect(try await drift(2, 3).fromVersion == 2)
            for (from, to) in [(9, 1), (1, 9), (0, 1), (Int.max, 1)] {
                await expectFailure(.notFound) { _ = try await drift(from, to) }
            }
        }
    }

    @Test func `of somebody else's versions nothing is told, as of none`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let set = try await scene.counting()
            let ben = try await service.signUp("ben", roles: [.candidate])
            for search in [scene.search.id, .make()] {
                await expectFailure(.notFound) {
                    _ = try await ben.call(PrioritySets.Get.self, .init(jobSearch: search, version: 1))
                }
                await expectFailure(.notFound) {
                    _ = try await ben.call(PrioritySets.List.self, .init(jobSearch: search))
                }
                await expectFailure(.notFound) {
                    _ = try await ben.call(PrioritySets.Drift.self, .init(jobSearch: search, from: 1, to: 1))
                }
                await expectFailure(.notFound) {
                    _ = try await ben.call(PrioritySets.Outlook.self, .init(jobSearch: search))
                }
                await expectFailure(.notFound) {
                    _ = try await ben.call(JobSearches.Update.self, .init(id: search, revision: 1, state: .closed))
                }
            }
            for id in [set.id, .make()] {
                await expectFailure(.notFound) {
                    _ = try await ben.call(PrioritySets.Activate.self, .init(id: id, revision: set.revision))
                }
            }
        }
    }
}
