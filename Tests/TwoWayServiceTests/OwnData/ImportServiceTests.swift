import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// R24: what was taken out comes in as it was, and twice changes nothing.
@Suite struct ImportServiceTests {
    @Test func `all that a candidate owns comes in at another account as it was, but for what others were let see`()
        async throws
    {
        try await AuthorisationWorld.with { world in
            let anna = try world.clients[.anna].known
            let text = try await anna.exportText()
            let before = try TestArchive(text)
            let carol = try await world.service.signUp("carol", roles: [.candidate])
            let outcome = try await carol.importText(text, characters: 40_000)
            // Her relationships are hers here; what comes of them elsewhere is shown with the coach's desk.
            let between: Set = [
                "relationship", "share", "receipt", "comment", "prompt", "opinion", "opinion_sheet", "opinion_rating",
            ]
            let all = before.returning.values.reduce(0) { $0 + $1.count }
            #expect(outcome.leftOut == between.reduce(0) { $0 + before[$1].count } && outcome.leftOut > 5)
            #expect(outcome.written == all - outcome.leftOut)
            let after = try await carol.exportArchive()
            for (table, rows) in before.returning where !between.contains(table) {
                #expect(after[table] == rows, "\(table)")
            }
            #expect(Set(after.returning.keys) == Set(before.returning.keys).subtracting(between))
            #expect(before.returning.count > 35, "\(before.returning.keys.sorted())")

            let again = try await carol.importText(text)
            #expect(again == OwnData.Import.Outcome(written: 0, present: outcome.written, leftOut: outcome.leftOut))
            let same = try await carol.exportArchive()
            #expect(same.returning == after.returning)
            // And hers are as they were, also when she brings them in where they are.
            let own = try await anna.importText(text)
            #expect(own == OwnData.Import.Outcome(written: 0, present: all, leftOut: 0))
            #expect(try await anna.exportArchive().returning == before.returning)
        }
    }

    @Test func `what came in is worked with as if it had always been there`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            let answer = try await scene.answer(of: scene.manager, in: interview, .example)
            try await scene.rate(answer, 4, on: 0)
            let assessment = try await scene.assessment()
            let carol = try await service.signUp("carol", roles: [.candidate])
            try await carol.importText(try await scene.candidate.exportText())
            #expect(try await scene.assessment(by: carol) == assessment)
            let moved = try await carol.call(
                Opportunities.Advance.self,
                .init(id: scene.opportunity.id, revision: scene.opportunity.revision, stage: .applied)
            )
            #expect(moved.stage == .applied)
        }
    }

    @Test func `a coach's libraries come in on another server as they were, and are private`() async throws {
        let (text, document, drafts) = try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            try await scene.publish([.sample(), .third])
            try await scene.publish([.sample(text: "Who was here before me, and why did they go?"), .third])
            let text = try await scene.coach.exportText()
            let rows = try await service.database.sql(Self.derived)
            return (text, scene.library.id, rows)
        }
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let reader = try await service.signUp("anna", roles: [.candidate])
            let before = try TestArchive(text)
            try await coach.importText(text)
            let after = try await coach.exportArchive()
            #expect(after["library_version"] == before["library_version"])
            #expect(after["library_draft"] == before["library_draft"])
            #expect(after["library"].count == 1)
            #expect(after["library"][0].contains(#""visibility": "private""#))
            #expect(try await service.database.sql(Self.derived) == drafts)
            await expectFailure(.notFound) {
                _ = try await reader.call(Subscriptions.Create.self, .init(library: document))
            }
            #expect(try await coach.importText(text).written == 0)
            // An identity belongs to one owner (R3).
            let thief = try await service.signUp("thief", roles: [.coach])
            await expectInvalid("archive.line[5].library") { try await thief.importText(text) }
        }
    }

    /// What triggers made of the versions.
    private static let derived = """
        SELECT 'q', question_key, first_version::text, retired_version::text, NULL FROM tw.question
        UNION ALL SELECT 'r', question_key, revision::text, since_version::text, content::text FROM tw.question_revision
        UNION ALL SELECT 'l', countdown::text, topic, content::text, NULL FROM tw.listed_question
        UNION ALL SELECT 'w', countdown::text, word, NULL, NULL FROM tw.listed_word
        UNION ALL SELECT 'v', latest_version::text, status, NULL, NULL FROM tw.library
        ORDER BY 1, 2, 3, 4, 5
        """

    @Test func `an account that holds something else takes nothing in`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let text = try await scene.candidate.exportText()
            let ben = try await service.signUp("ben", roles: [.candidate])
            let kept = try await ben.call(Organisations.Create.self, .init(name: try Title("Quay")))
            await expectFailure(.invalidState) { try await ben.importText(text) }
            #expect(try await ben.exportArchive().returning.keys.sorted() == ["organisation"])
            #expect(try await ben.call(Organisations.List.self, .init()).items == [kept])
            // More than there was then is something else, too.
            _ = try await scene.candidate.call(Organisations.Create.self, .init(name: try Title("Quay")))
            await expectFailure(.invalidState) { try await scene.candidate.importText(text) }
        }
    }

    @Test func `a record that was changed is not brought in over the one that is there`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let text = try await scene.candidate.exportText()
            let changed = text.replacing("Acme anna", with: "Acme Anna")
            await expectInvalid("archive.line[9].table") { try await scene.candidate.importText(changed) }
            var archive = try TestArchive(text)
            archive["organisation"] = archive["organisation"].map { $0.replacing("Acme anna", with: "Acme Anna") }
            let forged = try await archive.text(in: service.database)
            await expectFailure(.alreadyExists) { try await scene.candidate.importText(forged) }
            #expect(try await scene.candidate.exportArchive().returning == TestArchive(text).returning)
        }
    }

    @Test func `pieces may come in any order and twice, and another archive takes their place`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let text = try await scene.candidate.exportText()
            let half = text.index(text.startIndex, offsetBy: text.count / 2)
            let (first, second) = (String(text[..<half]), String(text[half...]))
            let ben = try await service.signUp("ben", roles: [.candidate])
            let (one, two) = (ID<OwnData.Archive>.make(), ID<OwnData.Archive>.make())
            func put(_ archive: ID<OwnData.Archive>, _ piece: Int, _ text: String) async throws -> OwnData.Import.Result
            {
                try await ben.call(OwnData.Import.self, .init(archive: archive, piece: piece, pieces: 2, text: text))
            }
            #expect(try await put(one, 0, first) == .init(received: 1))
            #expect(try await put(two, 1, second) == .init(received: 1))
            #expect(try await put(two, 1, second) == .init(received: 1))
            let done = try await put(two, 0, first)
            #expect(done.received == 2)
            #expect(try #require(done.outcome).written > 5)
            // Nothing of it is left over.
            #expect(try await service.database.sql("SELECT 1 FROM tw.import_piece").isEmpty)
            await expectInvalid("params.piece") {
                _ = try await ben.call(OwnData.Import.self, .init(archive: one, piece: 2, pieces: 2, text: ""))
            }
            await expectInvalid("params.pieces") {
                _ = try await ben.call(OwnData.Import.self, .init(archive: one, piece: 0, pieces: 513, text: ""))
            }
            let key = IdempotencyKey.make()
            let params = OwnData.Import.Params(archive: one, piece: 0, pieces: 1, text: text, idempotencyKey: key)
            let answer = try await ben.call(OwnData.Import.self, params)
            #expect(answer.outcome?.written == 0)
            #expect(try await ben.call(OwnData.Import.self, params) == answer)
        }
    }
}
