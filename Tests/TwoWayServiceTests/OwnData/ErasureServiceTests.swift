import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayService
import TwoWayTestSupport

@Suite struct ErasureServiceTests {
    @Test func `an erasure is ordered with the password, is shown, and can be taken back until the day`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let anna = scene.candidate
            await expectFailure(.invalidState) { _ = try await anna.call(OwnData.CancelErasure.self) }
            await expectFailure(.invalidCredentials) {
                _ = try await anna.call(OwnData.Erase.self, .init(password: "quite another password"))
            }
            #expect(try await anna.call(Accounts.Me.self).erasureDue == nil)
            let ordered = try await anna.call(OwnData.Erase.self, .init(password: TestService.password))
            let days = Timestamp.now().microseconds.distance(to: ordered.due.microseconds) / 86_400_000_000
            #expect((13...14).contains(days))
            #expect(try await anna.call(Accounts.Me.self).erasureDue == ordered.due)
            // Ordered again it stays at the first day.
            #expect(try await anna.call(OwnData.Erase.self, .init(password: TestService.password)) == ordered)
            let other = service.connect()
            try await other.hello()
            let login = Sessions.Login.Params(
                email: try EmailAddress("anna@example.org"),
                password: TestService.password
            )
            let signedIn = try await other.call(Sessions.Login.self, login)
            #expect(signedIn.account.erasureDue == ordered.due)
            #expect(try await anna.hello(token: signedIn.token).account?.erasureDue == ordered.due)
            // Until then everything works as before.
            #expect(try await service.eraseDue() == 0)
            _ = try await other.call(Organisations.Create.self, .init(name: try Title("Quay")))
            _ = try await other.call(OwnData.CancelErasure.self)
            #expect(try await other.call(Accounts.Me.self).erasureDue == nil)
            try await anna.makeErasureDue(in: service)
            #expect(try await service.eraseDue() == 0)
        }
    }

    @Test func `with the first bite the sessions are over, and with the last one the account is gone`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let coach = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: coach)
            _ = try await scene.share(.opportunity, [.overview], in: relationship)
            let ben = try await Scene("ben", in: service)
            _ = try await scene.candidate.call(OwnData.Erase.self, .init(password: TestService.password))
            try await scene.candidate.makeErasureDue(in: service)
            let database = service.database.open()
            #expect(try await database.one(.eraseDue, 3, as: .auth()) == 3)
            await expectFailure(.unauthenticated) { _ = try await scene.candidate.call(Accounts.Me.self) }
            let other = service.connect()
            try await other.hello()
            let login = Sessions.Login.Params(
                email: try EmailAddress("anna@example.org"),
                password: TestService.password
            )
            await expectFailure(.invalidCredentials) { _ = try await other.call(Sessions.Login.self, login) }
            var bites = 0
            while try await database.one(.eraseDue, 3, as: .auth()) > 0 { bites += 1 }
            #expect(bites > 2)
            #expect(try await coach.call(Relationships.List.self, .init()).items.isEmpty)
            #expect(try await ben.assessment().opportunity == ben.opportunity.id)
            let events = try await service.database.sql(
                "SELECT event, subject FROM tw.audit_event WHERE event = 'account.erased'"
            )
            #expect(events == [["account.erased", try scene.candidate.account.id.description]])
        }
    }

    @Test func `after an erasure a backup holds no word of the person`() async throws {
        try await AuthorisationWorld.with { world in
            let service = world.service
            let mal = try world.clients[.mal].known
            let anna = try world.clients[.anna].known
            let marked = try await mark(try world.accounts[.anna].known.id, in: service.database)
            #expect(marked.count > 50, "\(marked)")
            _ = try await anna.exportText()
            for client in [anna, mal] {
                _ = try await client.call(OwnData.Erase.self, .init(password: TestService.password))
                try await client.makeErasureDue(in: service)
            }
            try await service.database.sql("DROP SCHEMA kept CASCADE")
            #expect(try service.database.dump().contains("zqmark"))
            #expect(try await service.eraseDue() > 200)
            try await service.database.sql("VACUUM FULL")
            let rest = try service.database.dump().lowercased()
            #expect(rest.contains("zq-ben"))
            for word in ["zqmark", "zq-anna", "annabelle", "zq-mal-public", "mallorca"] {
                let lines = rest.split(separator: "\n").filter { $0.contains(word) }.map { $0.prefix(300) }
                #expect(lines.isEmpty, "\(word): \(lines.prefix(5))")
            }
            let id = try world.accounts[.anna].known.id.description
            let traces = rest.split(separator: "\n").filter { $0.contains(id) }
            #expect(traces.allSatisfy { $0.contains("tw.audit_event") }, "\(traces.prefix(3))")
        }
    }

    /// Puts a word of its own into every text that somebody owns, wherever the schema lets one; answers where.
    private func mark(_ account: ID<Account>, in database: TestDatabase) async throws -> [String] {
        let columns = try await database.sql(
            """
            SELECT s.name, s.owner_column, a.attname, a.atttypid::regtype
            FROM tw.archive_section s JOIN pg_attribute a ON a.attrelid = ('tw.' || quote_ident(s.name))::regclass
                AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
            WHERE s.owner_column IS NOT NULL AND a.attname <> ALL (s.hidden) ORDER BY s.position
            """
        )
        var marked: [String] = []
        for column in columns {
            let (table, owner, name, type) = (
                try column[0].known, try column[1].known, try column[2].known, try column[3].known
            )
            let word = "zqmark \(table) \(name)"
            let value =
                switch type {
                case "text": "'\(word)'"
                case "text[]": "array_fill('\(word)'::text, ARRAY[greatest(1, cardinality(\(name)))])"
                default:
                    "CASE jsonb_typeof(\(name)) WHEN 'object' THEN \(name) || '{\"mark\": \"\(word)\"}' "
                        + "ELSE \(name) || '[\"\(word)\"]' END"
                }
            let rows = try? await database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.\(table == "overlay" ? "\"overlay\"" : table) SET \(name) = \(value)
                WHERE \(owner) = '\(account)' AND \(name) IS NOT NULL RETURNING 1
                """
            )
            if let rows, !rows.isEmpty { marked.append("\(table).\(name)") }
        }
        return marked
    }

    @Test func `when a coach is erased, followers keep what they planned or laid over, without the coach's name`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            let fork = try await service.signUp("forker", roles: [.coach])
            _ = try await fork.call(
                Libraries.Fork.self,
                .init(library: scene.library.id, number: 1, slug: try Slug("mine-now"), visibility: .private)
            )
            try await scene.overlay("last-week", ownText: .set(try Line("Where did last week go?")))
            let question = try #require(try await scene.question("last-week"))
            let scenes = try await InterviewScene(service, name: "ben")
            let follower = scenes.candidate
            _ = try await follower.call(Subscriptions.Create.self, .init(library: scene.library.id))
            let source = QuestionSource(library: scene.library.id, version: 1, questionKey: try Slug("predecessor"))
            let interview = try await scenes.interview()
            let plan = try await scenes.save([.init(source: source)], of: interview)
            _ = try await scene.coach.call(OwnData.Erase.self, .init(password: TestService.password))
            try await scene.coach.makeErasureDue(in: service)
            #expect(try await service.eraseDue() > 5)

            let kept = try #require(try await scene.question("last-week"))
            #expect(kept.text == question.text)
            #expect(kept.libraryText == question.libraryText)
            #expect(kept.state == .orphaned)
            // What nobody planned and nobody wrote over went with the library.
            #expect(try await scene.question("predecessor") == nil)
            let planned = try await follower.call(Questions.Search.self, .init()).items
            #expect(planned.map { $0.source?.questionKey.text } == ["predecessor"])
            #expect(try await follower.call(Plans.Get.self, .init(interview: interview.id)).items == plan.items)
            let rest = try service.database.dump()
            #expect(!rest.contains("kim@example.org"))
            #expect(!rest.contains("Kim"))
            #expect(rest.contains("by a former author, version 1"))
        }
    }
}
