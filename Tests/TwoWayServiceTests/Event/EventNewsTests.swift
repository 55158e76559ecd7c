import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayService
import TwoWayTestSupport

/// News of libraries: one row for the publisher, one event for each follower.
@Suite struct EventNewsTests {
    /// Publishes another version of the library of `Scene.coach`.
    private func publish(_ coach: TestClient, _ summary: String) async throws -> ID<Library> {
        let library = try #require(try await coach.call(Libraries.List.self, .init()).items.first)
        let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
        var document = draft.document
        document.summary = summary
        let saved = try await coach.call(
            Libraries.SaveDraft.self,
            .init(library: library.id, document: document, revision: draft.revision)
        )
        _ = try await coach.call(
            Libraries.Publish.self,
            .init(library: library.id, revision: saved.revision, changeNotes: try Prose(summary))
        )
        return library.id
    }

    /// Makes accounts that follow a library, straight in the database.
    private func follow(_ library: ID<Library>, _ count: Int, in service: TestService) async throws {
        try await service.database.sql(
            """
            INSERT INTO tw.account (id, email, display_name, password_hash, status)
            SELECT md5('follower ' || n)::uuid, 'follower' || n || '@example.org', 'Follower', 'hash', 'active'
            FROM generate_series(1, \(count)) n;
            SET session_replication_role = replica;
            INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version)
            SELECT md5('follower ' || n)::uuid, gen_random_uuid(), l.owner_id, l.id, 1
            FROM generate_series(1, \(count)) n, tw.library l WHERE l.id = '\(library)'
            """
        )
    }

    /// How many followers were told how often.
    private func told(in service: TestService) async throws -> [[String?]] {
        try await service.database.sql(
            """
            SELECT events, count(*) FROM (SELECT owner_id, count(*) AS events FROM tw.event
                WHERE kind = 'library_published' GROUP BY 1) e GROUP BY 1 ORDER BY 1
            """
        )
    }

    @Test func `a new version is told to its followers, with its title, and not to who knows it`() async throws {
        try await TestService.with { service in
            try await service.delivering {
                let kim = try await Scene.coach("kim", in: service)
                let anna = try await service.signUp("anna", roles: [.candidate])
                let ben = try await service.signUp("ben", roles: [.candidate])
                let library = try #require(try await kim.call(Libraries.List.self, .init()).items.first).id
                _ = try await anna.call(Subscriptions.Create.self, .init(library: library))
                _ = try await anna.call(Events.Subscribe.self, .init())
                _ = try await publish(kim, "Second edition.")
                try await eventually { try anna.pushed.events.count == 1 }
                let event = try #require(try anna.pushed.events.first)
                #expect(event.kind == .libraryPublished && event.subject.id.rawValue == library.rawValue)
                #expect(event.title?.text == "Basics of kim" && event.otherName?.text == "Kim")
                _ = try await ben.call(Subscriptions.Create.self, .init(library: library))
                try await eventually { try await service.database.sql("SELECT FROM tw.event_announcement").isEmpty }
                #expect(try await ben.call(Events.List.self, .init()).items.isEmpty)
            }
        }
    }

    @Test func `publishing writes one row however many follow, and each is told once`() async throws {
        var limits = EventDesk.Limits()
        limits.bite = 30
        try await TestService.with(events: limits) { service in
            let kim = try await Scene.coach("kim", in: service)
            let library = try #require(try await kim.call(Libraries.List.self, .init()).items.first).id
            try await follow(library, 100, in: service)
            try await service.database.sql("DELETE FROM tw.event_announcement")
            _ = try await publish(kim, "Second edition.")
            _ = try await publish(kim, "Third edition.")
            #expect(try await told(in: service) == [])
            #expect(try await service.database.sql("SELECT FROM tw.event_announcement").count == 2)
            try await service.delivering {
                try await eventually { try await service.database.sql("SELECT FROM tw.event_announcement").isEmpty }
            }
            #expect(try await told(in: service) == [["2", "100"]])
        }
    }

    @Test func `a bite that comes to nothing is taken again, and nobody is told twice`() async throws {
        try await TestService.with { service in
            let kim = try await Scene.coach("kim", in: service)
            let library = try #require(try await kim.call(Libraries.List.self, .init()).items.first).id
            try await follow(library, 50, in: service)
            try await service.database.sql("DELETE FROM tw.event_announcement")
            _ = try await publish(kim, "Second edition.")
            for round in 1...10 {
                let isLost = round.isMultiple(of: 2)
                try await service.database.sql("BEGIN; SELECT sec.announce(10); \(isLost ? "ROLLBACK" : "COMMIT")")
            }
            #expect(try await told(in: service) == [["1", "50"]])
            // After the last follower there is nothing left of the news.
            let beside = try await service.database.sql("SELECT sec.announce(10), sec.announce(10)")
            #expect(beside == [["t", "f"]])
            #expect(try await service.database.sql("SELECT FROM tw.event_announcement").isEmpty)
        }
    }
}
