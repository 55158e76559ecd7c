import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct PagingTests {
    @Test func `a page has from 1 to 200 items`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            for limit in [0, -1, 201, Int.max] {
                await expectInvalid("params.limit") {
                    _ = try await anna.call(JobSearches.List.self, .init(limit: limit))
                }
            }
            _ = try await anna.call(JobSearches.List.self, .init(limit: 200))
        }
    }

    @Test func `a cursor belongs to its list and its filter`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let page = try await scene.candidate.call(People.List.self, .init(limit: 1))
            let cursor = try #require(page.nextCursor)
            #expect(try await scene.candidate.call(People.List.self, .init(limit: 2, cursor: cursor)).items.count == 1)
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(Organisations.List.self, .init(cursor: cursor))
            }
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(
                    People.List.self,
                    .init(organisation: scene.organisation.id, cursor: cursor)
                )
            }
            for text in ["", "x", "!!!!", String(repeating: "A", count: 4000), cursor + "A", "ü"] {
                await expectInvalid("params.cursor") {
                    _ = try await scene.candidate.call(People.List.self, .init(cursor: text))
                }
            }
        }
    }

    @Test func `somebody else's cursor opens nothing`() async throws {
        try await TestService.with { service in
            let anna = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            let cursor = try #require(try await anna.candidate.call(People.List.self, .init(limit: 1)).nextCursor)
            let page = try await ben.candidate.call(People.List.self, .init(cursor: cursor))
            #expect(page.items.allSatisfy { $0.organisation == ben.organisation.id })
        }
    }
}
