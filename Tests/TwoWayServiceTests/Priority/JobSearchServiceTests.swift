import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct JobSearchServiceTests {
    @Test func `a job search is renamed, closed and reopened`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let renamed = try await scene.update("N\u{00E4}chste Stelle", revision: 1)
            #expect(renamed.title.text == "N\u{00E4}chste Stelle")
            #expect(renamed.state == .active && renamed.revision == 2 && renamed.id == scene.search.id)
            let closed = try await scene.update(nil, .closed, revision: 2)
            #expect(closed.state == .closed && closed.title == renamed.title)
            #expect(try await scene.update(nil, .closed, revision: 3).state == .closed)
            let reopened = try await scene.update("Again", .active, revision: 4)
            #expect(reopened.state == .active && reopened.revision == 5)
            let listed = try await scene.candidate.call(JobSearches.List.self, .init())
            #expect(listed.items == [reopened])
        }
    }

    @Test func `a stale revision is refused with the current one (R23), a keyed retry answers the same (R22)`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let params = JobSearches.Update.Params(
                id: scene.search.id,
                revision: 1,
                state: .closed,
                idempotencyKey: .make()
            )
            let closed = try await scene.candidate.call(JobSearches.Update.self, params)
            #expect(try await scene.candidate.call(JobSearches.Update.self, params) == closed)
            await expectFailure(.staleRevision) { _ = try await scene.update("Late", revision: 1) }
            await expectFailure(.staleRevision) { _ = try await scene.update("Early", revision: 3) }
        }
    }

    @Test func `a closed job search takes no new opportunities and no new priorities`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let set = try await scene.counting()
            var job = try await scene.opportunity()
            let draft = try await scene.save([.init(dimension: "pay", weight: 1)])
            _ = try await scene.update(nil, .closed, revision: 1)
            await expectFailure(.invalidState) { _ = try await scene.opportunity("Late") }
            await expectFailure(.invalidState) {
                _ = try await scene.save([.init(dimension: "pay", weight: 2)], revision: draft.revision)
            }
            await expectFailure(.invalidState) { _ = try await scene.activate(draft) }
            // What is under way goes on to its end, and everything can be read.
            job = try await scene.advance(job, to: .interviewing)
            #expect(try await scene.current() == set)
            #expect(try await scene.version(2) == draft)
            job = try await scene.advance(job, to: .offer)
            #expect(try await scene.current().state == .frozen)

            _ = try await scene.update(nil, .active, revision: 2)
            _ = try await scene.opportunity("In time")
            _ = try await scene.activate(draft, reason: "Open again")
        }
    }
}
