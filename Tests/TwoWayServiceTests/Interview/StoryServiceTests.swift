import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct StoryServiceTests {
    @Test func `a story is written, edited, listed and deleted`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let made = try await anna.call(
                Stories.Create.self,
                .init(
                    title: try Title("Die große Migration 🚚"),
                    situation: try Prose("Two systems.\nNo tests."),
                    action: try Prose("Wrote them.")
                )
            )
            #expect(made.title.text == "Die große Migration 🚚")
            #expect(made.task == nil)
            #expect(made.revision == 1)
            let edited = try await anna.call(
                Stories.Update.self,
                .init(id: made.id, revision: 1, situation: .clear, result: .set(try Prose("It ran.")))
            )
            #expect(edited.situation == nil)
            #expect(edited.action == made.action)
            #expect(edited.result?.text == "It ran.")
            #expect(edited.revision == 2)
            await expectFailure(.staleRevision) {
                _ = try await anna.call(Stories.Update.self, .init(id: made.id, revision: 1, task: .clear))
            }
            let second = try await anna.call(Stories.Create.self, .init(title: try Title("Second")))
            let page = try await anna.call(Stories.List.self, .init(limit: 1))
            #expect(page.items == [second])
            let rest = try await anna.call(Stories.List.self, .init(limit: 1, cursor: page.nextCursor))
            #expect(rest.items == [edited])
            #expect(rest.nextCursor == nil)
            await expectFailure(.staleRevision) {
                _ = try await anna.call(Stories.Delete.self, .init(id: made.id, revision: 1))
            }
            _ = try await anna.call(Stories.Delete.self, .init(id: made.id, revision: 2))
            #expect(try await anna.call(Stories.List.self, .init()).items == [second])
        }
    }

    @Test func `a talking point outlives its story`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            _ = try await scene.save([try .own()], of: interview)
            let story = try await scene.candidate.call(Stories.Create.self, .init(title: try Title("Migration")))
            try await service.database.sql(
                """
                INSERT INTO tw.talking_point (owner_id, interview_id, position, text, story_id)
                SELECT owner_id, interview_id, 0, 'Tests', '\(story.id)' FROM tw.plan
                """
            )
            _ = try await scene.candidate.call(Stories.Delete.self, .init(id: story.id, revision: 1))
            #expect(try await service.database.sql("SELECT text, story_id FROM tw.talking_point") == [["Tests", nil]])
        }
    }

    @Test func `stories are one's own, kept once for a key, and limited`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            let params = Stories.Create.Params(title: try Title("Mine"), idempotencyKey: .make())
            let mine = try await anna.call(Stories.Create.self, params)
            #expect(try await anna.call(Stories.Create.self, params) == mine)
            #expect(try await ben.call(Stories.List.self, .init()).items.isEmpty)
            func refusals(_ id: ID<Story>) async throws -> [String] {
                [
                    try await ben.refusal(Stories.Update.self, .init(id: id, revision: 1)),
                    try await ben.refusal(Stories.Delete.self, .init(id: id, revision: 1)),
                ]
            }
            #expect(try await refusals(mine.id) == refusals(unknown()))
            try await service.database.sql(
                """
                INSERT INTO tw.story (owner_id, id, title)
                SELECT '\(try anna.account.id)', gen_random_uuid(), 'x' FROM generate_series(1, 199)
                """
            )
            await expectFailure(.limitReached) {
                _ = try await anna.call(Stories.Create.self, .init(title: try Title("One too many")))
            }
        }
    }
}
