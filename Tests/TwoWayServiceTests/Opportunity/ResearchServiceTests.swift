import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ResearchServiceTests {
    private static let today = Day(daysSince1970: Int(Timestamp.now().microseconds / 86_400_000_000))

    private func note(_ scene: Scene, _ body: String = "Half of the staff left.") throws -> Research.Create.Params {
        .init(
            organisation: scene.organisation.id,
            opportunity: scene.opportunity.id,
            source: try Title("Trade paper"),
            link: try Line("https://paper.example/1"),
            sourceClass: .published,
            foundOn: Self.today,
            body: try Prose(body),
            priorities: scene.set.priorities.map(\.key)
        )
    }

    @Test func `a note keeps its source, its day and what it is about`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let params = try note(scene, "Zwei Zeilen,\nmit Ümläuten und 🦉.")
            let created = try await scene.candidate.call(Research.Create.self, params)
            #expect(created.source == params.source && created.link == params.link && created.foundOn == Self.today)
            #expect(created.body == params.body && created.priorities == params.priorities && created.question == nil)
            #expect(created.opportunity == scene.opportunity.id && created.revision == 1)
            var edit = Research.Update.Params(id: created.id, revision: 1, opportunity: .clear, link: .clear)
            edit.sourceClass = .hearsay
            edit.foundOn = try Day("2025-12-24")
            edit.priorities = []
            let edited = try await scene.candidate.call(Research.Update.self, edit)
            #expect(edited.opportunity == nil && edited.link == nil && edited.priorities == [])
            #expect(edited.sourceClass == .hearsay && edited.foundOn.text == "2025-12-24")
            #expect(edited.body == created.body && edited.revision == 2)
            await expectFailure(.staleRevision) { _ = try await scene.candidate.call(Research.Update.self, edit) }
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(Research.Delete.self, .init(id: created.id, revision: 1))
            }
            _ = try await scene.candidate.call(Research.Delete.self, .init(id: created.id, revision: 2))
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Research.Delete.self, .init(id: created.id, revision: 2))
            }
        }
    }

    @Test func `what research rests on is one of four, and found by today`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            for source in SourceClass.allCases {
                var params = try note(scene)
                params.sourceClass = source
                if ResearchNote.sourceClasses.contains(source) {
                    #expect(try await scene.candidate.call(Research.Create.self, params).sourceClass == source)
                } else {
                    await expectInvalid("params.sourceClass") {
                        _ = try await scene.candidate.call(Research.Create.self, params)
                    }
                }
            }
            var params = try note(scene)
            params.foundOn = Day(daysSince1970: Self.today.daysSince1970 + 3)
            await expectInvalid("params.foundOn") { _ = try await scene.candidate.call(Research.Create.self, params) }
            params.foundOn = try Day("1969-07-20")
            #expect(try await scene.candidate.call(Research.Create.self, params).foundOn.text == "1969-07-20")
        }
    }

    @Test func `the job is one of that organisation, and the priorities are of any own set`() async throws {
        try await TestService.with { service in
            let anna = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            let other = try await anna.candidate.call(Organisations.Create.self, .init(name: try Title("Other")))
            var params = try note(anna)
            params.organisation = other.id
            await expectInvalid("params.opportunity") {
                _ = try await anna.candidate.call(Research.Create.self, params)
            }
            params = try note(anna)
            for opportunity in [ben.opportunity.id, .make()] {
                params.opportunity = opportunity
                await expectInvalid("params.opportunity") {
                    _ = try await anna.candidate.call(Research.Create.self, params)
                }
            }
            params = try note(anna)
            for organisation in [ben.organisation.id, .make()] {
                params.organisation = organisation
                params.opportunity = nil
                await expectFailure(.notFound) { _ = try await anna.candidate.call(Research.Create.self, params) }
            }
            params = try note(anna)
            for key in [ben.set.priorities[0].key, .make()] {
                params.priorities = [anna.set.priorities[0].key, key]
                await expectInvalid("params.priorities[1]") {
                    _ = try await anna.candidate.call(Research.Create.self, params)
                }
            }
            params.priorities = [anna.set.priorities[0].key, anna.set.priorities[0].key]
            await expectInvalid("params.priorities[1]") {
                _ = try await anna.candidate.call(Research.Create.self, params)
            }
            params.priorities = (0...50).map { _ in .make() }
            await expectInvalid("params.priorities") { _ = try await anna.candidate.call(Research.Create.self, params) }
            params.priorities = [anna.set.priorities[1].key]
            let created = try await anna.candidate.call(Research.Create.self, params)
            await expectInvalid("params.opportunity") {
                _ = try await anna.candidate.call(
                    Research.Update.self,
                    .init(id: created.id, revision: 1, organisation: other.id)
                )
            }
            let moved = try await anna.candidate.call(
                Research.Update.self,
                .init(id: created.id, revision: 1, organisation: other.id, opportunity: .clear)
            )
            #expect(moved.organisation == other.id && moved.opportunity == nil)
            for id in [created.id, ID<ResearchNote>.make()] {
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(Research.Update.self, .init(id: id, revision: 2))
                }
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(Research.Delete.self, .init(id: id, revision: 2))
                }
            }
        }
    }

    @Test func `a question of a library one follows is answered, dropped or sharpened`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            _ = try await Scene.coach("kim", in: service)
            let library = try #require(try await scene.candidate.call(Libraries.Discover.self, .init()).items.first)
            func create(_ question: AnsweredQuestion) async throws -> ResearchNote {
                var params = try note(scene)
                params.question = question
                return try await scene.candidate.call(Research.Create.self, params)
            }
            let key = try Slug("typical-week")
            let answered = AnsweredQuestion(library: library.id, questionKey: key, fate: .answered)
            await expectFailure(.notFound) { _ = try await create(answered) }
            let subscription = try await scene.candidate.call(
                Subscriptions.Create.self,
                .init(library: library.id)
            )
            let created = try await create(answered)
            #expect(created.question == answered)
            let sharper = try Line("Who in the team does the planning?")
            let sharpened = AnsweredQuestion(
                library: library.id,
                questionKey: key,
                fate: .sharpened,
                sharpenedText: sharper
            )
            #expect(try await create(sharpened).question == sharpened)
            #expect(
                try await create(.init(library: library.id, questionKey: key, fate: .dropped)).question?.fate
                    == .dropped
            )
            await expectFailure(.notFound) {
                _ = try await create(.init(library: library.id, questionKey: try Slug("no-such"), fate: .answered))
            }
            for (question, path) in [
                (AnsweredQuestion(fate: .answered), "params.question"),
                (.init(library: library.id, questionKey: key, own: .make(), fate: .answered), "params.question"),
                (.init(library: library.id, fate: .answered), "params.question.questionKey"),
                (.init(questionKey: key, own: .make(), fate: .answered), "params.question.questionKey"),
                (.init(library: library.id, questionKey: key, fate: .sharpened), "params.question.sharpenedText"),
                (
                    .init(library: library.id, questionKey: key, fate: .dropped, sharpenedText: sharper),
                    "params.question.sharpenedText"
                ),
            ] {
                await expectInvalid(path) { _ = try await create(question) }
            }
            // What is stored may stay when the library is no longer followed.
            _ = try await scene.candidate.call(
                Subscriptions.Cancel.self,
                .init(id: subscription.id, revision: subscription.revision)
            )
            let edited = try await scene.candidate.call(
                Research.Update.self,
                .init(id: created.id, revision: 1, question: .set(sharpened))
            )
            #expect(edited.question == sharpened)
            await expectFailure(.notFound) { _ = try await create(answered) }
        }
    }

    @Test func `a question of one's own is not somebody else's`() async throws {
        try await TestService.with { service in
            let anna = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            let own: ID<OwnQuestion> = .make()
            try await service.database.sql(
                "INSERT INTO tw.own_question (owner_id, id, text) VALUES ('\(try anna.candidate.account.id)', '\(own)', 'Why?')"
            )
            var params = try note(anna)
            params.question = .init(own: own, fate: .answered)
            #expect(try await anna.candidate.call(Research.Create.self, params).question?.own == own)
            for question in [own, .make()] {
                params = try note(ben)
                params.question = .init(own: question, fate: .answered)
                await expectFailure(.notFound) { _ = try await ben.candidate.call(Research.Create.self, params) }
            }
        }
    }

    @Test func `for an opportunity its own notes and those on its organisation at large, page by page`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let other = try await scene.another("Other job")
            let elsewhere = try await scene.candidate.call(Organisations.Create.self, .init(name: try Title("Else")))
            var made: [String: ID<ResearchNote>] = [:]
            for (name, organisation, opportunity) in [
                ("at large 1", scene.organisation.id, nil), ("own 1", scene.organisation.id, scene.opportunity.id),
                ("other", scene.organisation.id, other.id), ("own 2", scene.organisation.id, scene.opportunity.id),
                ("elsewhere", elsewhere.id, nil), ("at large 2", scene.organisation.id, nil),
            ] as [(String, ID<Organisation>, ID<Opportunity>?)] {
                var params = try note(scene, name)
                (params.organisation, params.opportunity) = (organisation, opportunity)
                made[name] = try await scene.candidate.call(Research.Create.self, params).id
            }
            func names(_ params: Research.List.Params) async throws -> [String] {
                var params = params
                var found: [String] = []
                repeat {
                    let page = try await scene.candidate.call(Research.List.self, params)
                    found += page.items.map(\.body.text)
                    params.cursor = page.nextCursor
                } while params.cursor != nil
                return found
            }
            for limit in [1, 2, 3, 50] {
                #expect(
                    try await names(.init(opportunity: scene.opportunity.id, limit: limit))
                        == ["at large 2", "own 2", "own 1", "at large 1"]
                )
                #expect(
                    try await names(.init(organisation: scene.organisation.id, limit: limit))
                        == ["at large 2", "own 2", "other", "own 1", "at large 1"]
                )
                #expect(try await names(.init(limit: limit)).count == 6)
            }
            await expectInvalid("params.organisation") {
                _ = try await names(.init(organisation: scene.organisation.id, opportunity: scene.opportunity.id))
            }
            let ben = try await Scene("ben", in: service)
            for opportunity in [scene.opportunity.id, .make()] {
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(Research.List.self, .init(opportunity: opportunity))
                }
            }
            for organisation in [scene.organisation.id, .make()] {
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(Research.List.self, .init(organisation: organisation))
                }
            }
            #expect(try await ben.candidate.call(Research.List.self, .init()).items == [])
        }
    }

    @Test func `a repeated call is one note, and there are so many and no more (R22)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            var params = try note(scene)
            params.idempotencyKey = .make()
            let first = try await scene.candidate.call(Research.Create.self, params)
            #expect(try await scene.candidate.call(Research.Create.self, params) == first)
            #expect(try await scene.candidate.call(Research.List.self, .init()).items == [first])
            params.link = nil
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(Research.Create.self, params) }
            try await service.database.sql(
                """
                INSERT INTO tw.research_note (owner_id, id, organisation_id, source, source_class, found_on, body)
                SELECT owner_id, gen_random_uuid(), organisation_id, source, source_class, found_on, body
                FROM tw.research_note, generate_series(1, 4999)
                """
            )
            params.idempotencyKey = nil
            await expectFailure(.limitReached) { _ = try await scene.candidate.call(Research.Create.self, params) }
        }
    }
}
