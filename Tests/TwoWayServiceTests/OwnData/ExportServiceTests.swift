import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ExportServiceTests {
    @Test func `an archive holds all of one's own, sessions and readers too, and nothing secret or of anybody else`()
        async throws
    {
        try await AuthorisationWorld.with { world in
            for player in [Player.anna, .kim, .mal] {
                let client = try world.clients[player].known
                let text = try await client.exportText()
                let archive = try TestArchive(text)
                let account = try world.accounts[player].known.id.description
                #expect(archive["account"].count == 1)
                #expect(!archive["session"].isEmpty)
                for secret in ["token_sha256", "password_hash", "argon2", "code_sha256", "sealed_seed"] {
                    #expect(!text.contains(secret), "\(player)")
                }
                // Every row of every table that is declared, and no other.
                let rows = try await world.service.database.sql(
                    """
                    SELECT name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM tw.%I t WHERE %I = %L AND %s',
                        name, owner_column, '\(account)', sec.own_rows(name)), false, true, '')))[1]::text
                    FROM tw.archive_section WHERE treatment IN ('kept', 'shown')
                    """
                )
                for row in rows {
                    let table = try row[0].known
                    #expect(archive[table].count == Int(try row[1].known), "\(player): \(table)")
                }
                let leaks = world.words.leaks(in: text, to: player)
                #expect(leaks.isEmpty, "\(player): \(leaks)")
            }
            #expect(try await world.clients[.anna].known.exportArchive()["receipt"].count > 0)
        }
    }

    @Test func `an archive is of one moment, and is read on from a cursor until another one is made`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let notes = String(repeating: "Long. ", count: 2700)
            for number in 1...60 {
                _ = try await anna.call(
                    Organisations.Create.self,
                    .init(name: try Title("Works \(number)"), notes: try Prose(notes))
                )
            }
            let first = try await anna.call(OwnData.Export.self, .init())
            let cursor = try #require(first.nextCursor)
            #expect(first.progress > 0 && first.progress < 1)
            _ = try await anna.call(Organisations.Create.self, .init(name: try Title("Too late")))
            var text = first.text
            var next: String? = cursor
            while let place = next {
                let part = try await anna.call(OwnData.Export.self, .init(cursor: place))
                text += part.text
                next = part.nextCursor
                if next == nil { #expect(part.progress == 1) }
            }
            #expect(try TestArchive(text)["organisation"].count == 60)
            #expect(!text.contains("Too late"))
            let ben = try await service.signUp("ben", roles: [.candidate])
            await expectInvalid("params.cursor") { _ = try await ben.call(OwnData.Export.self, .init(cursor: cursor)) }
            #expect(try await anna.exportArchive()["organisation"].count == 61)
            for stale in [cursor, "", "x.1", "\(cursor)0"] {
                await expectInvalid("params.cursor") {
                    _ = try await anna.call(OwnData.Export.self, .init(cursor: stale))
                }
            }
        }
    }
}
