import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ClientServiceTests {
    @Test func `the client with whom something happened last comes first, from page to page`() async throws {
        try await TestService.with { service in
            let kim = try await Scene.coach("kim", in: service)
            var candidates: [(client: TestClient, relationship: Relationship)] = []
            for name in ["anna", "ben", "cleo"] {
                let client = try await service.signUp(name, roles: [.candidate])
                let asked = try await client.call(Relationships.Invite.self, .init(coach: try kim.account.id))
                candidates.append((client, asked))
            }
            for (_, relationship) in candidates.dropLast() {
                _ = try await kim.call(Relationships.Accept.self, .init(id: relationship.id))
            }
            _ = try await candidates[0].client.call(
                Notes.Create.self,
                .init(relationship: candidates[0].relationship.id, visibility: .shared, text: try Prose("Hello."))
            )
            var params = PageParams(limit: 1)
            var found: [Client] = []
            repeat {
                let page = try await kim.call(Clients.List.self, params)
                found += page.items
                params.cursor = page.nextCursor
            } while params.cursor != nil
            #expect(found.map(\.name.text) == ["Anna", "Ben", "Cleo"])
            #expect(found.map(\.status) == [.active, .active, .invited])
            #expect(found.map(\.attention.commentsUnread) == [1, 0, 0])
            _ = try await kim.call(Relationships.End.self, .init(id: candidates[0].relationship.id))
            #expect(try await kim.call(Clients.List.self, .init()).items.map(\.name.text) == ["Ben", "Cleo"])
            await expectInvalid("params.cursor") {
                _ = try await kim.call(Clients.List.self, PageParams(cursor: "bm90aGluZw"))
            }
        }
    }

    @Test func `comments and replies are new until each side says that they were read`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let first = try await desk.say("One.", by: desk.anna, about: desk.job)
            try await desk.say("Two.", by: desk.anna)
            try await desk.say("Answer.", by: desk.kim)
            var attention = try #require(try await desk.clients().first).attention
            #expect(attention.commentsUnread == 2 && attention.unreadAbout == [desk.job])
            #expect(try await desk.desk().comments.items.map(\.relationship) == [desk.relationship.id])

            let seen = Notes.Seen.Params(relationship: desk.relationship.id, until: first.createdAt)
            _ = try await desk.kim.call(Notes.Seen.self, seen)
            attention = try #require(try await desk.clients().first).attention
            #expect(attention.commentsUnread == 1 && attention.unreadAbout == [])
            _ = try await desk.kim.call(Notes.Seen.self, .init(relationship: desk.relationship.id))
            // A mark never moves back.
            _ = try await desk.kim.call(Notes.Seen.self, seen)
            #expect(try await desk.clients().allSatisfy(\.attention.isEmpty))
            #expect(try await desk.desk().comments.total == 1)
            _ = try await desk.anna.call(Notes.Seen.self, .init(relationship: desk.relationship.id))
            #expect(try await desk.desk().comments.total == 0)
        }
    }

    @Test func `what is not shared any more is in no count`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            try await desk.say("Hers.", by: desk.anna, about: desk.job)
            _ = try await desk.prompt("Think.", about: desk.job, dueOn: try Day("2026-01-09"))
            let done = try await desk.prompt("Think.", about: desk.job)
            _ = try await desk.anna.call(Prompts.Answer.self, .init(id: done.id, outcome: .done))
            _ = try await desk.ask()
            _ = try await desk.scene.share(
                .opportunity,
                [.timeline],
                in: desk.relationship,
                until: Timestamp.now() + .seconds(3600)
            )
            let before = try #require(try await desk.clients().first).attention
            #expect(
                before
                    == ClientAttention(
                        promptsOverdue: 1,
                        promptsClosed: 1,
                        commentsUnread: 1,
                        unreadAbout: [desk.job],
                        opinionsDue: 1,
                        sharesEnding: 1
                    )
            )
            for share in try await desk.anna.call(Shares.List.self, .init()).items {
                _ = try await desk.anna.call(Shares.Revoke.self, .init(id: share.id))
            }
            #expect(try await desk.clients().allSatisfy(\.attention.isEmpty))
        }
    }
}
