import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Looking for single questions in libraries.
struct QuestionSearchTests {
    @Test func `a found question says where it stands and all that helps to judge it`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let found = try await anna.call(Libraries.Search.self, .init()).items
            let question = LibraryDocument.Question.sample()
            #expect(
                found == [
                    FoundQuestion(
                        library: library.id,
                        libraryTitle: library.title,
                        ownerName: library.ownerName,
                        version: 1,
                        questionKey: try Slug(question.key),
                        topic: "The job itself",
                        general: true,
                        text: question.text,
                        purpose: question.purpose,
                        followUps: question.followUps,
                        listenFor: question.listenFor,
                        warningSigns: question.warningSigns,
                        kind: question.kind,
                        subject: question.subject,
                        horizon: question.horizon,
                        audience: question.audience,
                        minutes: question.minutes,
                        dimensions: question.dimensions
                    )
                ]
            )
        }
    }

    @Test(
        arguments: [
            ("HOURS week", ["last-week"]), ("hour", ["last-week"]), ("ours", []), ("job", ["last-week", "umlaut"]),
            ("adverts duties", ["last-week"]), ("GESPRÄCH", ["umlaut"]), ("gespra\u{308}che", ["umlaut"]),
            ("job gespräche hours", []), ("%", []), ("___", []), ("ho_rs", []), ("z%", []), ("\\", []),
            ("' OR 1=1", []),
            ("日本語", ["umlaut"]), ("100", ["umlaut"]),
        ]
    )
    func `all the words are found, or words that begin with them, in capitals or not`(
        text: String,
        keys: [String]
    ) async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let other = LibraryDocument.Question.sample(key: "umlaut", text: "Wie laufen Gespräche, 100% 日本語?")
            _ = try await coach.publishLibrary(.sample(questions: [.sample(), other.with(purpose: "x")]))
            let found = try await anna.call(Libraries.Search.self, .init(text: try Line(text)))
            #expect(found.items.map(\.questionKey.text) == keys)
        }
    }

    @Test func `dimension, audience, kind and library narrow a search together`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            var peers = LibraryDocument.Question.second
            peers.audience = [.peer]
            peers.kind = .predecessor
            peers.dimensions = ["growth", "supervision_style"]
            let first = try await coach.publishLibrary(.sample(questions: [.sample(), peers, .third]))
            let second = try await coach.publishLibrary(.sample(slug: "other", questions: [.sample()]))
            func keys(_ params: Libraries.Search.Params) async throws -> [String] {
                try await anna.call(Libraries.Search.self, params).items.map(\.questionKey.text)
            }
            #expect(try await keys(.init()) == ["last-week", "last-week", "predecessor", "first-review"])
            #expect(try await keys(.init(dimension: "supervision_style")) == ["predecessor"])
            #expect(try await keys(.init(dimension: "no such % dimension")) == [])
            #expect(try await keys(.init(audience: .hiringManager)) == ["last-week", "last-week", "first-review"])
            #expect(try await keys(.init(kind: .predecessor)) == ["predecessor"])
            #expect(try await keys(.init(library: second.id)) == ["last-week"])
            #expect(
                try await keys(.init(audience: .peer, library: first.id)) == [
                    "last-week", "predecessor", "first-review",
                ]
            )
            let narrow = Libraries.Search.Params(
                text: try Line("before"),
                dimension: "growth",
                audience: .peer,
                kind: .predecessor,
                library: first.id
            )
            #expect(try await keys(narrow) == ["predecessor"])
            await expectFailure(.notFound) { _ = try await keys(.init(library: .make())) }
        }
    }

    @Test func `only the newest version that was not taken back is searched`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(.sample(questions: [.sample(), .second]))
            try await coach.publish(.sample(questions: [.second, .third]), of: library.id)
            func found() async throws -> [String] {
                try await anna.call(Libraries.Search.self, .init()).items.map { "\($0.version) \($0.questionKey)" }
            }
            #expect(try await found() == ["2 predecessor", "2 first-review"])
            #expect(try await anna.call(Libraries.Search.self, .init(text: try Line("week"))).items.isEmpty)
            try await coach.yank(library.id, 2)
            #expect(try await found() == ["1 last-week", "1 predecessor"])
            #expect(try await anna.call(Libraries.Search.self, .init(text: try Line("week"))).items.count == 1)
            try await coach.yank(library.id, 1)
            #expect(try await found() == [])
        }
    }

    @Test func `what is not open to somebody is not found, and nobody learns that it is there`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let client = try await service.signUp("anna", roles: [.candidate])
            let stranger = try await service.signUp("bea", roles: [.candidate])
            let colleague = try await service.signUp("lee", roles: [.coach])
            try await service.connect(client, to: coach)
            var ids: [Library.Visibility: ID<Library>] = [:]
            for visibility in Library.Visibility.allCases {
                ids[visibility] = try await coach.publishLibrary(
                    .sample(slug: "\(visibility)", title: "\(visibility)"),
                    visibility: visibility
                ).id
            }
            _ = try await coach.createLibrary(.sample(slug: "draft", title: "draft"))
            for text in [nil, try Line("hours")] {
                func titles(_ reader: TestClient, _ library: ID<Library>? = nil) async throws -> [String] {
                    try await reader.call(Libraries.Search.self, .init(text: text, library: library)).items
                        .map(\.libraryTitle.text)
                }
                #expect(try await titles(stranger) == ["public"])
                #expect(try await titles(colleague) == ["public"])
                #expect(try await titles(client) == ["public", "clients"])
                #expect(try await titles(coach) == ["public", "unlisted", "clients", "private"])
                // An unlisted library is open to whoever has its id.
                #expect(try await titles(stranger, ids[.unlisted]) == ["unlisted"])
                #expect(try await titles(client, ids[.clients]) == ["clients"])
            }
            let closed = try #require(ids[.private])
            #expect(
                try await stranger.refusal(Libraries.Search.self, .init(library: closed))
                    == stranger.refusal(Libraries.Search.self, .init(library: .make()))
            )
        }
    }

    @Test func `followers find the questions of what they follow as long as they may read that version`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(visibility: .unlisted)
            #expect(try await anna.call(Libraries.Search.self, .init()).items.isEmpty)
            _ = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            #expect(try await anna.call(Libraries.Search.self, .init()).items.count == 1)
            let current = try await coach.call(Libraries.Get.self, .init(id: library.id))
            _ = try await coach.call(
                Libraries.Update.self,
                .init(id: library.id, revision: current.revision, visibility: .private)
            )
            // Closed, but pinned to the newest version.
            #expect(try await anna.call(Libraries.Search.self, .init()).items.map(\.version) == [1])
            #expect(try await anna.call(Libraries.Search.self, .init(text: try Line("hours"))).items.count == 1)
            try await coach.publish(.sample(title: "Two", questions: [.second]), of: library.id)
            #expect(try await anna.call(Libraries.Search.self, .init()).items.isEmpty)
            #expect(try await anna.call(Libraries.Search.self, .init(text: try Line("before"))).items.isEmpty)
        }
    }

    @Test func `somebody who is both finds the own ones and those open to the candidate, each once`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let both = try await service.signUp("sam", roles: [.candidate, .coach])
            try await service.connect(both, to: coach)
            _ = try await both.publishLibrary(.sample(title: "own"), visibility: .private)
            _ = try await coach.publishLibrary(.sample(title: "clients"), visibility: .clients)
            _ = try await coach.publishLibrary(.sample(slug: "open", title: "open"))
            let all = try await both.call(Libraries.Search.self, .init()).items.map(\.libraryTitle.text)
            #expect(all == ["open", "clients", "own"])
            var paged: [String] = []
            var cursor: String?
            repeat {
                let page = try await both.call(Libraries.Search.self, .init(limit: 1, cursor: cursor))
                paged += page.items.map(\.libraryTitle.text)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(paged == all)
        }
    }

    @Test func `words that stand in more than a thousand questions are found like rare ones`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            for slug in ["older", "newer"] {
                let questions = (1...600).map { number in
                    LibraryDocument.Question.sample(
                        key: "q-\(number)",
                        text: "What of x\(number)y and \(slug)\(number)?"
                    )
                }
                _ = try await coach.publishLibrary(.sample(slug: slug, questions: questions))
            }
            func keys(_ text: String, _ params: Libraries.Search.Params = .init()) async throws -> [String] {
                var params = params
                params.text = try Line(text)
                return try await anna.call(Libraries.Search.self, params).items.map(\.questionKey.text)
            }
            #expect(try await keys("what", .init(limit: 3)) == ["q-1", "q-2", "q-3"])
            #expect(try await keys("what x600y") == ["q-600", "q-600"])
            #expect(try await keys("WHAT of older7", .init(limit: 2)) == ["q-7", "q-70"])
            #expect(try await keys("what zebra") == [])
            #expect(try await keys("what", .init(kind: .opinion)) == [])
            let page = try await anna.call(Libraries.Search.self, .init(text: try Line("what"), limit: 200))
            let next = try await keys("what", .init(limit: 200, cursor: page.nextCursor))
            #expect(page.items.last?.questionKey.text == "q-200")
            #expect(next.first == "q-201")
        }
    }

    @Test func `pages follow each other without a gap, in the order of the libraries`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            for number in 1...3 {
                let slug = "library-\(number)"
                _ = try await coach.publishLibrary(
                    .sample(slug: slug, title: slug, questions: [.sample(), .second, .third])
                )
            }
            for text in [nil, try Line("job")] {
                let all = try await anna.call(Libraries.Search.self, .init(text: text)).items
                #expect(all.count == 9)
                #expect(all.first?.libraryTitle.text == "library-3")
                #expect(all.prefix(3).map(\.questionKey.text) == ["last-week", "predecessor", "first-review"])
                for limit in [1, 2, 4, 9] {
                    var paged: [FoundQuestion] = []
                    var cursor: String?
                    repeat {
                        let params = Libraries.Search.Params(text: text, limit: limit, cursor: cursor)
                        let page = try await anna.call(Libraries.Search.self, params)
                        #expect(page.items.count <= limit)
                        paged += page.items
                        cursor = page.nextCursor
                    } while cursor != nil
                    #expect(paged == all, "pages of \(limit)")
                }
            }
            let cursor = try await anna.call(Libraries.Search.self, .init(limit: 1)).nextCursor
            await expectInvalid("params.cursor") {
                _ = try await anna.call(Libraries.Search.self, .init(kind: .example, limit: 1, cursor: cursor))
            }
            await expectInvalid("params.limit") { _ = try await anna.call(Libraries.Search.self, .init(limit: 0)) }
        }
    }
}

extension LibraryDocument.Question {
    fileprivate func with(purpose: String) -> Self {
        var question = self
        question.purpose = purpose
        return question
    }
}
