import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct PrioritySetServiceTests {
    private func search(_ candidate: TestClient) async throws -> JobSearch {
        try await candidate.call(JobSearches.Create.self, .init(title: try Title("Next job")))
    }

    @Test func `the catalogue has nineteen dimensions with five anchors each`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let dimensions = try await anna.call(Dimensions.List.self).items
            #expect(dimensions.count == 19)
            #expect(dimensions.allSatisfy { $0.anchors.count == 5 })
            #expect(
                Set(dimensions.filter(\.bossDependent).map(\.key))
                    == ["supervision_style", "feedback", "training", "growth", "overtime"]
            )
        }
    }

    @Test func `an entry takes title, direction and target from its dimension`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let search = try await search(anna)
            let set = try await anna.call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: search.id,
                    weightMode: .exact,
                    priorities: [
                        .init(dimension: "supervision_style", weight: 2), .init(dimension: "overtime", weight: 1),
                    ]
                )
            )
            #expect(set.state == .draft && set.version == 1 && set.revision == 1)
            #expect(set.priorities[0].direction == .target)
            #expect(set.priorities[0].target == 3)
            #expect(set.priorities[0].bossDependent)
            #expect(set.priorities[1].direction == .less)
            let read = try await anna.call(PrioritySets.Get.self, .init(jobSearch: search.id, draft: true))
            #expect(read == set)
            await expectFailure(.notFound) {
                _ = try await anna.call(PrioritySets.Get.self, .init(jobSearch: search.id))
            }
        }
    }

    @Test func `what does not fit is refused with its path`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let search = try await search(anna)
            func save(_ entries: [PrioritySets.Save.Entry]) async throws {
                _ = try await anna.call(
                    PrioritySets.Save.self,
                    .init(jobSearch: search.id, weightMode: .exact, priorities: entries)
                )
            }
            let good = PrioritySets.Save.Entry(dimension: "training", weight: 1)
            await expectInvalid("params.priorities[1].title") { try await save([good, .init(weight: 1)]) }
            await expectInvalid("params.priorities[0].direction") {
                try await save([.init(title: try Title("Own"), weight: 1)])
            }
            await expectInvalid("params.priorities[0].weight") {
                try await save([.init(dimension: "training", weight: -1)])
            }
            await expectInvalid("params.priorities[0].target") {
                try await save([.init(title: try Title("Own"), direction: .target, weight: 1)])
            }
            await expectInvalid("params.priorities[0].threshold") {
                try await save([.init(dimension: "training", weight: 1, mustHave: true)])
            }
            await expectInvalid("params.priorities[0].title") {
                try await save([.init(dimension: "no_such_dimension", weight: 1)])
            }
        }
    }

    @Test func `a set whose weights are all zero cannot be activated (R6)`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let search = try await search(anna)
            let draft = try await anna.call(
                PrioritySets.Save.self,
                .init(jobSearch: search.id, weightMode: .exact, priorities: [.init(dimension: "training", weight: 0)])
            )
            await expectFailure(.invalidState) {
                _ = try await anna.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
            }
        }
    }

    @Test func `activating supersedes the set before; keys stay over versions (R7)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let anna = scene.candidate
            #expect(scene.set.state == .active)
            let key = scene.set.priorities[0].key
            let draft = try await anna.call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: scene.search.id,
                    weightMode: .ordinal,
                    priorities: [.init(key: key, dimension: "supervision_style", direction: .more, weight: 1)]
                )
            )
            #expect(draft.version == 2 && draft.priorities[0].key == key)
            let active = try await anna.call(
                PrioritySets.Activate.self,
                .init(id: draft.id, revision: draft.revision)
            )
            #expect(try await anna.call(PrioritySets.Get.self, .init(jobSearch: scene.search.id)) == active)
            let states = try await service.database.sql("SELECT state FROM tw.priority_set ORDER BY version")
            #expect(states.map { $0[0] } == ["superseded", "active"])
            await expectFailure(.invalidState) {
                _ = try await anna.call(
                    PrioritySets.Activate.self,
                    .init(id: scene.set.id, revision: scene.set.revision + 1)
                )
            }
        }
    }

    @Test func `a stale revision is refused with the current one (R23)`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let search = try await search(anna)
            func save(_ revision: Revision?) async throws -> PrioritySet {
                try await anna.call(
                    PrioritySets.Save.self,
                    .init(
                        jobSearch: search.id,
                        revision: revision,
                        weightMode: .exact,
                        priorities: [.init(dimension: "training", weight: 1)]
                    )
                )
            }
            let first = try await save(nil)
            await expectFailure(.staleRevision) { _ = try await save(nil) }
            let second = try await save(first.revision)
            #expect(second.revision == 2 && second.id == first.id)
            await expectFailure(.staleRevision) { _ = try await save(first.revision) }
            await expectFailure(.staleRevision) {
                _ = try await anna.call(PrioritySets.Activate.self, .init(id: first.id, revision: first.revision))
            }
        }
    }

    @Test func `somebody else's job search is not found`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let ben = try await service.signUp("ben", roles: [.candidate])
            await expectFailure(.notFound) {
                _ = try await ben.call(PrioritySets.Get.self, .init(jobSearch: scene.search.id))
            }
            await expectFailure(.notFound) {
                _ = try await ben.call(
                    PrioritySets.Save.self,
                    .init(jobSearch: scene.search.id, weightMode: .exact, priorities: [])
                )
            }
        }
    }
}
