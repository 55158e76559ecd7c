import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct LibraryServiceTests {
    @Test func `a new library is a draft that shows what its document says of itself`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary(visibility: .unlisted)
            #expect(library.owner == (try coach.account.id))
            #expect(library.ownerName.text == "Kim")
            #expect(library.slug.text == "first-talks")
            #expect(library.title.text == "First talks")
            #expect(library.summary?.text == "What to ask early on.")
            #expect(library.language.text == "en")
            #expect(library.licence?.text == "CC-BY-4.0")
            #expect(library.visibility == .unlisted)
            #expect(library.status == .draft)
            #expect(library.latestVersion == nil)

            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)) == library)
            #expect(try await coach.call(Libraries.List.self, .init()).items == [library])
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
            #expect(draft.document == .sample())
            #expect(draft.revision == 1)
        }
    }

    @Test func `a draft comes back byte for byte as it was sent`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            var document = LibraryDocument.sample(
                title: "Gespräche \u{1F91D} e\u{301}",
                summary: "\u{e9} \"\\ /\n\ttwo"
            )
            document.topics[0].questions[0].informativeness = 0.1
            document.topics[0].questions[0].followUps = ["\u{1F468}\u{200D}\u{1F469}", "\u{2028}", "<&>", "  "]
            let library = try await coach.createLibrary(document)
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
            #expect(try JSONEncoding.encode(draft.document) == JSONEncoding.encode(document))
            #expect(Array(library.title.text.utf8) == Array(document.title.utf8))
        }
    }

    @Test func `an unfinished document is kept as a draft`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let question = LibraryDocument.Question(key: "", text: "", minutes: -3, informativeness: 7)
            var document = LibraryDocument.sample(summary: " ", questions: [question])
            document.licence = ""
            let library = try await coach.createLibrary(document)
            #expect(library.summary == nil)
            #expect(library.licence == nil)
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
            #expect(draft.document == document)
        }
    }

    @Test(arguments: ["slug", "title", "language", "summary", "licence"])
    func `the head of a document has to be right even in a draft`(member: String) async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            var document = LibraryDocument.sample(slug: "another")
            switch member {
            case "slug": document.slug = "No slug"
            case "title": document.title = " "
            case "language": document.language = "english"
            case "summary": document.summary = String(repeating: "x", count: 16_385)
            default: document.licence = String(repeating: "x", count: 201)
            }
            await expectInvalid("params.document.\(member)") { _ = try await coach.createLibrary(document) }
            await expectInvalid("params.document.\(member)") {
                _ = try await coach.call(
                    Libraries.SaveDraft.self,
                    .init(library: library.id, document: document, revision: 1)
                )
            }
            #expect(try await coach.call(Libraries.List.self, .init()).items.count == 1)
        }
    }

    @Test func `a document that is too long for the database is refused`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let long = LibraryDocument.Question(key: "long", text: String(repeating: "x", count: 1_000_000))
            await expectInvalid("params.document") {
                _ = try await coach.createLibrary(.sample(questions: [long]))
            }
            // Short as JSON text, but the database writes three hundred digits for each number.
            let small = LibraryDocument.Question(key: "", text: "", informativeness: 1e-300)
            let document = LibraryDocument.sample(questions: Array(repeating: small, count: 8000))
            await expectInvalid("params.document") { _ = try await coach.createLibrary(document) }
            #expect(try await coach.call(Libraries.List.self, .init()).items.isEmpty)
        }
    }

    @Test func `a slug is taken among the libraries of one coach only`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            _ = try await coach.createLibrary()
            let error = try await rpcError { _ = try await coach.createLibrary(.sample(title: "Second")) }
            #expect(error.data?.kind == "already_exists")
            #expect(error.data?.path == "params.document.slug")
            _ = try await other.createLibrary()
        }
    }

    @Test func `a repeated create answers the first response and stores one library`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            var params = Libraries.Create.Params(
                document: .sample(),
                visibility: .public,
                idempotencyKey: IdempotencyKey.make()
            )
            let first = try await coach.call(Libraries.Create.self, params)
            #expect(try await coach.call(Libraries.Create.self, params) == first)
            #expect(try await coach.call(Libraries.List.self, .init()).items == [first])
            params.visibility = .private
            await expectFailure(.keyReused) { _ = try await coach.call(Libraries.Create.self, params) }
        }
    }

    @Test func `a coach has at most fifty libraries`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            try await service.database.sql(
                """
                INSERT INTO tw.library (owner_id, id, slug, title, language, visibility)
                SELECT '\(try coach.account.id)', gen_random_uuid(), 'library-' || n, 'T', 'en', 'private'
                FROM generate_series(1, 49) n
                """
            )
            _ = try await coach.createLibrary()
            await expectFailure(.limitReached) { _ = try await coach.createLibrary(.sample(slug: "one-more")) }
        }
    }

    @Test func `a draft is saved at the revision it was read at`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            let document = LibraryDocument.sample(questions: [.sample(), .second])
            let params = Libraries.SaveDraft.Params(library: library.id, document: document, revision: 1)
            let saved = try await coach.call(Libraries.SaveDraft.self, params)
            #expect(saved.revision == 2)
            #expect(saved.document == document)
            #expect(try await coach.call(Libraries.GetDraft.self, .init(library: library.id)) == saved)

            let error = try await rpcError { _ = try await coach.call(Libraries.SaveDraft.self, params) }
            #expect(error.data?.kind == "stale_revision")
            #expect(error.data?.extra["current"]?.text == "2")
        }
    }

    @Test func `a repeated save answers the first response`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            let params = Libraries.SaveDraft.Params(
                library: library.id,
                document: .sample(title: "Changed"),
                revision: 1,
                idempotencyKey: IdempotencyKey.make()
            )
            let first = try await coach.call(Libraries.SaveDraft.self, params)
            #expect(try await coach.call(Libraries.SaveDraft.self, params) == first)
            #expect(try await coach.call(Libraries.GetDraft.self, .init(library: library.id)).revision == 2)
        }
    }

    @Test func `title and slug follow the draft until something is published`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            let before = LibraryDocument.sample(slug: "second", title: "Second", summary: nil)
            _ = try await coach.call(
                Libraries.SaveDraft.self,
                .init(library: library.id, document: before, revision: 1)
            )
            var shown = try await coach.call(Libraries.Get.self, .init(id: library.id))
            #expect(shown.slug.text == "second")
            #expect(shown.title.text == "Second")
            #expect(shown.summary == nil)

            try await coach.publish(library.id, revision: 2)
            let after = LibraryDocument.sample(slug: "third", title: "Third")
            _ = try await coach.call(Libraries.SaveDraft.self, .init(library: library.id, document: after, revision: 2))
            shown = try await coach.call(Libraries.Get.self, .init(id: library.id))
            #expect(shown.slug.text == "second")
            #expect(shown.title.text == "Second")

            try await coach.publish(library.id, revision: 3)
            shown = try await coach.call(Libraries.Get.self, .init(id: library.id))
            #expect(shown.slug.text == "third")
            #expect(shown.title.text == "Third")
            #expect(shown.summary?.text == "What to ask early on.")
        }
    }

    @Test(arguments: [false, true])
    func `a draft cannot take the slug of another library`(published: Bool) async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            _ = try await coach.createLibrary(.sample(slug: "taken"))
            let library = try await coach.createLibrary()
            if published { try await coach.publish(library.id, revision: 1) }
            let error = try await rpcError {
                _ = try await coach.call(
                    Libraries.SaveDraft.self,
                    .init(library: library.id, document: .sample(slug: "taken"), revision: 1)
                )
            }
            #expect(error.data?.kind == "already_exists")
            #expect(error.data?.path == "params.document.slug")
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
            #expect(draft.revision == 1)
            #expect(draft.document == .sample())
        }
    }

    @Test func `a draft of somebody else looks like one that is not there`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let foreign = try await coach.publishLibrary().id
            let missing = ID<Library>.make()
            #expect(
                try await other.refusal(Libraries.GetDraft.self, .init(library: foreign))
                    == other.refusal(Libraries.GetDraft.self, .init(library: missing))
            )
            func save(_ id: ID<Library>) -> Libraries.SaveDraft.Params {
                .init(library: id, document: .sample(title: "Mine now"), revision: 1)
            }
            #expect(
                try await other.refusal(Libraries.SaveDraft.self, save(foreign))
                    == other.refusal(Libraries.SaveDraft.self, save(missing))
            )
            await expectFailure(.notFound) { _ = try await other.call(Libraries.SaveDraft.self, save(foreign)) }
            #expect(try await coach.call(Libraries.GetDraft.self, .init(library: foreign)).revision == 1)
        }
    }

    @Test func `writing is for coaches`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            await expectFailure(.forbidden) { _ = try await anna.createLibrary() }
            await expectFailure(.forbidden) { _ = try await anna.call(Libraries.List.self, .init()) }
            await expectFailure(.forbidden) {
                _ = try await anna.call(Libraries.GetDraft.self, .init(library: .make()))
            }
            await expectFailure(.forbidden) { try await anna.publish(.make(), revision: 1) }
        }
    }

    @Test func `one's libraries come in pages, newest first`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            _ = try await other.publishLibrary()
            for number in 1...5 { _ = try await coach.createLibrary(.sample(slug: "library-\(number)")) }
            var slugs: [String] = []
            var cursor: String?
            repeat {
                let page = try await coach.call(Libraries.List.self, .init(limit: 2, cursor: cursor))
                slugs += page.items.map(\.slug.text)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(slugs == ["library-5", "library-4", "library-3", "library-2", "library-1"])

            let slug = try Slug("library-3")
            let found = try await coach.call(Libraries.List.self, .init(slug: slug))
            #expect(found.items.map(\.slug) == [slug])
            let first = try await coach.call(Libraries.List.self, .init(limit: 2))
            await expectInvalid("params.cursor") {
                _ = try await coach.call(Libraries.List.self, .init(slug: slug, cursor: first.nextCursor))
            }
            await expectInvalid("params.limit") { _ = try await coach.call(Libraries.List.self, .init(limit: 201)) }
        }
    }

    @Test func `a check names what is missing and stores nothing`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            var document = LibraryDocument.sample()
            #expect(try await anna.call(Libraries.Check.self, .init(document: document)).findings.isEmpty)
            document.topics[0].questions[0].purpose = nil
            document.topics[0].questions[0].dimensions = ["training", "astrology"]
            let findings = try await anna.call(Libraries.Check.self, .init(document: document)).findings
            #expect(findings.map(\.severity) == [.error, .error])
            #expect(
                findings.map(\.path) == ["topics[0].questions[0].purpose", "topics[0].questions[0].dimensions[1]"]
            )
            #expect(try await service.database.sql("SELECT count(*) FROM tw.library") == [["0"]])
        }
    }
}
