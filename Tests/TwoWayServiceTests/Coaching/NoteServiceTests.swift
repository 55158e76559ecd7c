import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct NoteServiceTests {
    @Test func `both write in a thread about a job and in one about none, and say when they reword`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let hers = try await desk.say("Is Tuesday too early?", by: desk.anna, about: desk.job)
            try await desk.say("It is not.", by: desk.kim, about: desk.job)
            try await desk.say("Thanks for taking me.", by: desk.anna)
            #expect(hers.author == .candidate && hers.editedAt == nil)
            for client in [desk.anna, desk.kim] {
                let about = try await desk.read(by: client, about: desk.job)
                #expect(about == ["It is not.", "Is Tuesday too early?"])
                #expect(try await desk.read(by: client) == ["Thanks for taking me."])
            }
            let text = try Prose("Is Wednesday too early?")
            let edited = try await desk.anna.call(
                Notes.Update.self,
                .init(id: hers.id, revision: 1, text: text)
            )
            #expect(edited.text == text && edited.revision == 2 && edited.editedAt != nil)
            await expectFailure(.staleRevision) {
                _ = try await desk.anna.call(Notes.Update.self, .init(id: hers.id, revision: 1, text: text))
            }
            await expectFailure(.invalidState) {
                _ = try await desk.kim.call(Notes.Update.self, .init(id: hers.id, revision: 2, text: text))
            }
            await expectFailure(.invalidState) {
                _ = try await desk.kim.call(Notes.Delete.self, .init(id: hers.id, revision: 2))
            }
            await expectFailure(.staleRevision) {
                _ = try await desk.anna.call(Notes.Delete.self, .init(id: hers.id, revision: 1))
            }
            _ = try await desk.anna.call(Notes.Delete.self, .init(id: hers.id, revision: 2))
            #expect(try await desk.read(by: desk.kim, about: desk.job) == ["It is not."])
        }
    }

    @Test func `a thread goes on from page to page`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            for number in 1...5 { try await desk.say("\(number)", by: number % 2 == 0 ? desk.kim : desk.anna) }
            var params = Notes.List.Params(relationship: desk.relationship.id, limit: 2)
            var texts: [String] = []
            repeat {
                let page = try await desk.kim.call(Notes.List.self, params)
                texts += page.items.map(\.text.text)
                params.cursor = page.nextCursor
            } while params.cursor != nil
            #expect(texts == ["5", "4", "3", "2", "1"])
        }
    }

    @Test func `R1 what is not shared is not there for the coach, and the candidate learns what is missing`()
        async throws
    {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            try await desk.say("Before.", by: desk.anna, about: desk.job)
            try await desk.revoke()
            for call in [desk.job, ID<Opportunity>.make()] {
                await expectFailure(.notFound) { try await desk.say("?", by: desk.kim, about: call) }
                await expectFailure(.notFound) { _ = try await desk.read(by: desk.kim, about: call) }
                await expectFailure(.notFound) { try await desk.say("?", by: desk.kim, .coachOnly, about: call) }
                await expectFailure(.notFound) { _ = try await desk.prompt("?", about: call) }
            }
            await expectFailure(.invalidState) { try await desk.say("?", by: desk.anna, about: desk.job) }
            await expectFailure(.notFound) { try await desk.say("?", by: desk.anna, about: .make()) }
            #expect(try await desk.read(by: desk.anna, about: desk.job) == ["Before."])
            // Another coach's share opens nothing either.
            let lee = try await Scene.coach("lee", in: service)
            let other = try await desk.scene.relationship(with: lee)
            _ = try await desk.scene.share(.opportunity, [.overview], in: other)
            await expectFailure(.notFound) { _ = try await desk.read(by: desk.kim, about: desk.job) }
            let params = Notes.List.Params(relationship: other.id, opportunity: desk.job)
            #expect(try await lee.call(Notes.List.self, params).items == [])
        }
    }

    @Test func `R17 a coach who reads what the candidate wrote leaves one receipt`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            #expect(try await desk.read(by: desk.kim, about: desk.job) == [])
            try await desk.say("Mine.", by: desk.kim, about: desk.job)
            _ = try await desk.read(by: desk.kim, about: desk.job)
            #expect(try await desk.receipts() == [])
            try await desk.say("Hers.", by: desk.anna, about: desk.job)
            _ = try await desk.read(by: desk.kim, about: desk.job)
            try await desk.say("Hers.", by: desk.anna)
            _ = try await desk.read(by: desk.kim)
            _ = try await desk.read(by: desk.anna)
            let receipts = try await desk.receipts()
            #expect(receipts.map(\.method) == ["note.list", "note.list"])
            #expect(receipts.map(\.opportunity) == [nil, desk.job])
            #expect(receipts.map(\.share) == [nil, desk.assessment.id])
        }
    }

    @Test func `R18 when it ends the candidate keeps all, and the coach the own notes only`() async throws {
        for byCoach in [true, false] {
            try await TestService.with { service in
                let desk = try await DeskScene(in: service)
                try await desk.say("Hers.", by: desk.anna, about: desk.job)
                let kims = try await desk.say("Kim's.", by: desk.kim, about: desk.job)
                let own = try await desk.say("Undersells herself.", by: desk.kim, .coachOnly)
                try await desk.end(by: byCoach ? desk.kim : desk.anna)
                #expect(try await desk.read(by: desk.anna, about: desk.job) == ["Kim's.", "Hers."])
                await expectFailure(.invalidState) { _ = try await desk.read(by: desk.kim, about: desk.job) }
                await expectFailure(.invalidState) { _ = try await desk.read(by: desk.kim) }
                await expectFailure(.notFound) {
                    _ = try await desk.kim.call(Notes.Delete.self, .init(id: kims.id, revision: 1))
                }
                for client in [desk.anna, desk.kim] {
                    await expectFailure(.invalidState) { try await desk.say("?", by: client) }
                }
                #expect(try await desk.read(by: desk.kim, .coachOnly) == ["Undersells herself."])
                _ = try await desk.kim.call(
                    Notes.Update.self,
                    .init(id: own.id, revision: 1, text: try Prose("Did well."))
                )
                try await desk.say("Write in May.", by: desk.kim, .coachOnly)
                #expect(try await desk.read(by: desk.kim, .coachOnly) == ["Write in May.", "Did well."])
                _ = try await desk.kim.call(Notes.Delete.self, .init(id: own.id, revision: 2))
                #expect(try await desk.read(by: desk.kim, .coachOnly) == ["Write in May."])
            }
        }
    }

    @Test func `a paused relationship carries nothing and keeps everything`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            try await desk.say("Hers.", by: desk.anna)
            try await service.database.sql("UPDATE tw.relationship SET status = 'paused', coach_paused_at = now()")
            for client in [desk.anna, desk.kim] {
                await expectFailure(.invalidState) { try await desk.say("?", by: client) }
            }
            await expectFailure(.invalidState) { _ = try await desk.read(by: desk.kim) }
            #expect(try await desk.read(by: desk.anna) == ["Hers."])
            #expect(try await desk.clients().map(\.status) == [.paused])
            #expect(try await desk.clients().allSatisfy(\.attention.isEmpty))
            try await service.database.sql("UPDATE tw.relationship SET status = 'active', coach_paused_at = NULL")
            #expect(try await desk.read(by: desk.kim) == ["Hers."])
        }
    }

    @Test func `R22 a comment that is sent again is written once`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let params = Notes.Create.Params(
                relationship: desk.relationship.id,
                visibility: .shared,
                text: try Prose("Once."),
                idempotencyKey: .make()
            )
            let first = try await desk.kim.call(Notes.Create.self, params)
            #expect(try await desk.kim.call(Notes.Create.self, params) == first)
            #expect(try await desk.read(by: desk.anna) == ["Once."])
            var other = params
            other.text = try Prose("Twice.")
            await expectFailure(.keyReused) { _ = try await desk.kim.call(Notes.Create.self, other) }
        }
    }

    @Test func `there is an end to what a coach keeps and to a thread`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let (anna, kim) = (try desk.anna.account.id, try desk.kim.account.id)
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                INSERT INTO tw.coach_note (owner_id, id, candidate_id, relationship_id, text)
                SELECT '\(kim)', gen_random_uuid(), '\(anna)', '\(desk.relationship.id)', 'x' FROM generate_series(1, 5000);
                INSERT INTO tw.comment (owner_id, id, relationship_id, coach_id, author, text)
                SELECT '\(anna)', gen_random_uuid(), '\(desk.relationship.id)', '\(kim)', 'coach', 'x' FROM generate_series(1, 5000)
                """
            )
            await expectFailure(.limitReached) { try await desk.say("?", by: desk.kim, .coachOnly) }
            for client in [desk.anna, desk.kim] {
                await expectFailure(.limitReached) { try await desk.say("?", by: client) }
            }
            #expect(try await desk.desk().comments.total == 5000)
        }
    }
}
