import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What passes between a candidate and a coach, taken out, brought in and erased (R19, R24).
@Suite struct DeskArchiveTests {
    /// A desk with something of everything: talk, notes, prompts, and two second opinions, one shown and one still blind.
    private struct Papers {
        let desk: DeskScene
        let blind: Opinion

        init(in service: TestService) async throws {
            desk = try await DeskScene(in: service)
            try await desk.say("zq-from-kim", by: desk.kim, about: desk.job)
            try await desk.say("zq-from-anna", by: desk.anna)
            // Read with a share, and without one.
            _ = try await desk.read(by: desk.kim, about: desk.job)
            _ = try await desk.read(by: desk.kim)
            try await desk.say("zq-kim-alone", by: desk.kim, .coachOnly)
            _ = try await desk.prompt("zq-open-prompt")
            let done = try await desk.prompt("zq-done-prompt", about: desk.job)
            _ = try await desk.anna.call(Prompts.Answer.self, .init(id: done.id, outcome: .done))
            let shown = try await desk.ask()
            try await desk.rate(shown, [4, 3], by: desk.anna, note: "zq-shown-anna")
            try await desk.rate(shown, [2, 3], by: desk.kim, note: "zq-shown-kim")
            try await desk.seal(shown, by: desk.anna)
            try await desk.seal(shown, by: desk.kim)
            blind = try await desk.ask()
            try await desk.rate(blind, [5, 5], by: desk.anna, note: "zq-blind-anna")
            try await desk.rate(blind, [1, 2], by: desk.kim, note: "zq-blind-kim")
            try await desk.seal(blind, by: desk.kim)
        }
    }

    @Test
    func `a candidate's archive holds what both wrote, and of the coach neither notes nor a sheet that is still blind`()
        async throws
    {
        try await TestService.with { service in
            let papers = try await Papers(in: service)
            let text = try await papers.desk.anna.exportText()
            for word in [
                "from-kim", "from-anna", "open-prompt", "done-prompt", "shown-anna", "shown-kim", "blind-anna",
            ] {
                #expect(text.contains("zq-\(word)"), "\(word)")
            }
            for word in ["kim-alone", "blind-kim"] { #expect(!text.contains("zq-\(word)"), "\(word)") }
            let archive = try TestArchive(text)
            #expect(archive["opinion_sheet"].count == 3 && archive["opinion_rating"].count == 6)
            let own = try await papers.desk.anna.importText(text)
            #expect(own.written == 0 && own.leftOut == 0)

            let ofKim = try await papers.desk.kim.exportText()
            #expect(ofKim.contains("zq-kim-alone"))
            for word in ["from-anna", "blind-anna", "shown-anna"] { #expect(!ofKim.contains("zq-\(word)"), "\(word)") }
        }
    }

    /// What is put into a file may not find out what the other side has sealed.
    @Test func `a guess at a blind sheet gets the same answer, right or wrong`() async throws {
        try await TestService.with { service in
            let papers = try await Papers(in: service)
            let archive = try TestArchive(try await papers.desk.anna.exportText())
            let rows = try await service.database.sql(
                """
                SELECT (to_jsonb(r) - 'owner_id')::text FROM tw.opinion_rating r
                WHERE r.opinion_id = '\(papers.blind.id)' AND r.side = 'coach' ORDER BY r.priority_key
                """
            )
            let right = try rows.map { try $0[0].known }
            let wrong = right.map { $0.replacing(#""rating": 1"#, with: #""rating": 3"#) }
            #expect(wrong != right)
            for guess in [right, wrong] {
                var forged = archive
                forged["opinion_rating"] = (archive["opinion_rating"] + guess).sorted()
                let text = try await forged.text(in: service.database)
                await expectFailure(.invalidState) { try await papers.desk.anna.importText(text) }
            }
        }
    }

    @Test func `on another server talk comes in as it was, and nobody waits for anything any more`() async throws {
        let text = try await TestService.with { service in
            try await Papers(in: service).desk.anna.exportText()
        }
        try await TestService.with { service in
            let before = try TestArchive(text)
            let carol = try await service.signUp("carol", roles: [.candidate])
            let outcome = try await carol.importText(text)
            #expect(outcome.leftOut == 0)
            let after = try await carol.exportArchive()
            for table in ["comment", "opinion_sheet", "opinion_rating", "receipt"] {
                #expect(after[table] == before[table] && !after[table].isEmpty, "\(table)")
            }
            // Consent stays where it was given.
            for table in ["relationship", "share"] { #expect(after[table].count == before[table].count, "\(table)") }
            #expect(after["relationship"].allSatisfy { $0.contains(#""status": "ended""#) })
            #expect(after["share"].allSatisfy { !$0.contains(#""revoked_at": null"#) })
            let prompts = try await carol.call(Prompts.List.self, .init(role: .candidate)).items
            #expect(Set(prompts.map(\.state)) == [.withdrawn, .done])
            let opinions = try await carol.call(Opinions.List.self, .init(role: .candidate)).items
            #expect(Set(opinions.map(\.state)) == [.cancelled, .revealed])
            #expect(try await carol.importText(text).written == 0)
        }
    }

    @Test func `a coach goes on with the candidate, whoever else brings the same relationship in`() async throws {
        try await TestService.with { service in
            let papers = try await Papers(in: service)
            let carol = try await service.signUp("carol", roles: [.candidate])
            let outcome = try await carol.importText(try await papers.desk.anna.exportText())
            #expect(outcome.leftOut > 10 && outcome.written > 5)
            #expect(try await carol.exportArchive()["relationship"].isEmpty)
            #expect(try await papers.desk.clients().map(\.relationship) == [papers.desk.relationship.id])
            #expect(try await papers.desk.read(by: papers.desk.kim).contains("zq-from-anna"))
            try await papers.desk.say("Still here.", by: papers.desk.kim)
        }
    }

    @Test func `notes for oneself come in on another server`() async throws {
        let text = try await TestService.with { service in
            try await Papers(in: service).desk.kim.exportText()
        }
        try await TestService.with { service in
            let kim = try await service.signUp("kim", roles: [.coach])
            try await kim.importText(text)
            let before = try TestArchive(text)["coach_note"]
            #expect(before.count == 1)
            #expect(try await kim.exportArchive()["coach_note"] == before)
        }
    }

    @Test func `what is sealed without being rated, or shown without being sealed, is not brought in`() async throws {
        let (unrated, unsealed) = try await TestService.with { service in
            let archive = try TestArchive(try await Papers(in: service).desk.anna.exportText())
            var unrated = archive
            let shown = archive["opinion_rating"].filter { $0.contains(#""side": "coach""#) }
            unrated["opinion_rating"] = archive["opinion_rating"].filter { $0 != shown.last }
            var unsealed = archive
            unsealed["opinion_sheet"] = archive["opinion_sheet"].map { row in
                guard row.contains(#""side": "coach""#), let from = row.range(of: #""sealed_at": ""#),
                    let end = row[from.upperBound...].firstIndex(of: "\"")
                else { return row }
                return row.replacingCharacters(in: from.lowerBound...end, with: #""sealed_at": null"#)
            }
            return (try await unrated.text(in: service.database), try await unsealed.text(in: service.database))
        }
        try await TestService.with { service in
            let carol = try await service.signUp("carol", roles: [.candidate])
            await expectInvalid("archive.opinion_rating") { try await carol.importText(unrated) }
            await expectInvalid("archive.opinion") { try await carol.importText(unsealed) }
            #expect(try await carol.exportArchive().returning.isEmpty)
        }
    }

    @Test func `when a candidate is erased, the coach is told, and keeps no note about the person`() async throws {
        try await TestService.with { service in
            let papers = try await Papers(in: service)
            let anna = papers.desk.anna
            try await anna.erase(in: service)
            let left = try await service.database.sql(
                "SELECT (SELECT count(*) FROM tw.coach_note), (SELECT count(*) FROM tw.read_mark)"
            )
            #expect(left == [["0", "0"]])
            let told = try await papers.desk.kim.call(Events.List.self, .init()).items
            #expect(told.map(\.kind).contains(.relationshipEnded))
            let rest = try service.database.dump()
            for word in ["zq-", "anna@example.org"] { #expect(!rest.contains(word), "\(word)") }
            let id = try anna.account.id.description
            let traces = rest.split(separator: "\n").filter { $0.contains(id) && !$0.contains("tw.audit_event") }
            #expect(traces.isEmpty, "\(traces.prefix(3))")
        }
    }

    @Test func `when a coach is erased, what was written to the candidate stays, and a blind sheet goes unseen`()
        async throws
    {
        try await TestService.with { service in
            let papers = try await Papers(in: service)
            try await papers.desk.kim.erase(in: service)
            let rest = try service.database.dump()
            for word in ["zq-blind-kim", "zq-kim-alone", "kim@example.org"] { #expect(!rest.contains(word), "\(word)") }
            #expect(try await papers.desk.read(by: papers.desk.anna, about: papers.desk.job) == ["zq-from-kim"])
            let opinions = try await papers.desk.anna.call(Opinions.List.self, .init(role: .candidate)).items
            #expect(Set(opinions.map(\.state)) == [.cancelled, .revealed])
            let told = try await papers.desk.anna.call(Events.List.self, .init()).items
            #expect(told.map(\.kind).contains(.relationshipEnded))
        }
    }
}
