import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What candidates propose to the owners of libraries.
struct SuggestionServiceTests {
    /// Kim with a public library of two questions, and Anna who follows it.
    private func scene(
        _ body: (_ service: TestService, _ coach: TestClient, _ anna: TestClient, _ library: Library) async throws ->
            Void
    ) async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(.sample(questions: [.sample(), .second]))
            _ = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            try await body(service, coach, anna, library)
        }
    }

    @Test func `a suggestion reaches the owner of the library, and the answer its writer`() async throws {
        try await scene { _, coach, anna, library in
            let text = try Line("Wohin gingen die Stunden der letzten Woche – wirklich?")
            let reason = try Prose("Shorter.\nAnd in German: „Gespräche“ 日本語")
            let made = try await anna.call(
                Suggestions.Create.self,
                .init(
                    library: library.id,
                    version: 1,
                    questionKey: try Slug("last-week"),
                    text: text,
                    reason: reason,
                    signed: true
                )
            )
            #expect(made.state == .open)
            #expect(made.signedAs?.text == "Anna")
            #expect(made.reason == reason)
            #expect(try await coach.call(Suggestions.List.self, .init()).items == [made])
            #expect(try await anna.call(Suggestions.List.self, .init()).items == [made])
            let reply = try Prose("Thank you!")
            let decided = try await coach.call(
                Suggestions.Decide.self,
                .init(id: made.id, fate: .accepted, reply: reply)
            )
            #expect(decided.state == .accepted)
            #expect(decided.reply == reply)
            #expect(decided.decidedAt != nil)
            #expect(try await coach.call(Suggestions.List.self, .init()).items == [decided])
            #expect(try await anna.call(Suggestions.List.self, .init()).items == [decided])
        }
    }

    @Test func `the owner does not learn who wrote a suggestion that is not signed`() async throws {
        try await scene { _, coach, anna, library in
            let made = try await anna.suggest(library.id, "Who decides?")
            #expect(made.signedAs == nil)
            let other = try await anna.call(
                Suggestions.Create.self,
                .init(library: library.id, version: 1, text: try Line("Who pays?"), signed: false)
            )
            let account = try anna.account
            for state in [Suggestion.State?.none, .open] {
                let line = try RPCCall.encode(
                    method: Suggestions.List.name,
                    params: Suggestions.List.Params(state: state),
                    id: RPCID(1)
                )
                let answer = try #require(await coach.send(String(decoding: line, as: UTF8.self)))
                #expect(answer.contains("Who decides?"))
                for secret in [account.id.description, "Anna", "anna@"] {
                    #expect(!answer.contains(secret))
                }
            }
            let refusals = [
                try await decided(made.id, .declined, by: coach), try await decided(other.id, .accepted, by: coach),
            ]
            for refusal in refusals { #expect(!refusal.contains(account.id.description) && !refusal.contains("nna")) }
        }
    }

    /// Decides twice, and answers what came of the second time.
    private func decided(
        _ id: ID<Suggestion>,
        _ fate: Suggestion.Decision,
        by coach: TestClient
    ) async throws -> String {
        _ = try await coach.call(Suggestions.Decide.self, .init(id: id, fate: fate))
        return try await coach.refusal(Suggestions.Decide.self, .init(id: id, fate: fate))
    }

    @Test func `one suggests to a library one follows, at the version one follows`() async throws {
        try await scene { service, coach, anna, library in
            let bea = try await service.signUp("bea", roles: [.candidate])
            let text = try Line("Who decides?")
            #expect(
                try await bea.refusal(
                    Suggestions.Create.self,
                    .init(library: library.id, version: 1, text: text)
                ) == bea.refusal(Suggestions.Create.self, .init(library: .make(), version: 1, text: text))
            )
            try await coach.publish(.sample(title: "Two"), of: library.id)
            await expectFailure(.notFound) {
                _ = try await anna.call(Suggestions.Create.self, .init(library: library.id, version: 2, text: text))
            }
            await expectInvalid("params.questionKey") {
                _ = try await anna.call(
                    Suggestions.Create.self,
                    .init(library: library.id, version: 1, questionKey: try Slug("first-review"), text: text)
                )
            }
            await expectFailure(.forbidden) {
                _ = try await coach.call(Suggestions.Create.self, .init(library: library.id, version: 1, text: text))
            }
            let followed = try await anna.call(Subscriptions.List.self, .init()).items[0]
            _ = try await anna.call(Subscriptions.Cancel.self, .init(id: followed.id, revision: followed.revision))
            await expectFailure(.notFound) { _ = try await anna.suggest(library.id, "Who decides?") }
        }
    }

    @Test func `an open suggestion is taken back once, and is out of the coach's sight`() async throws {
        try await scene { service, coach, anna, library in
            let bea = try await service.signUp("bea", roles: [.candidate])
            let made = try await anna.suggest(library.id, "Who decides?")
            #expect(
                try await bea.refusal(Suggestions.Withdraw.self, .init(id: made.id))
                    == bea.refusal(Suggestions.Withdraw.self, .init(id: .make()))
            )
            await expectFailure(.forbidden) {
                _ = try await coach.call(Suggestions.Withdraw.self, .init(id: made.id))
            }
            let params = Suggestions.Withdraw.Params(id: made.id, idempotencyKey: .make())
            let withdrawn = try await anna.call(Suggestions.Withdraw.self, params)
            #expect(withdrawn.state == .withdrawn)
            #expect(withdrawn.decidedAt != nil)
            #expect(try await anna.call(Suggestions.Withdraw.self, params) == withdrawn)
            await expectFailure(.invalidState) {
                _ = try await anna.call(Suggestions.Withdraw.self, .init(id: made.id))
            }
            #expect(try await coach.call(Suggestions.List.self, .init()).items.isEmpty)
            #expect(
                try await coach.refusal(Suggestions.Decide.self, .init(id: made.id, fate: .accepted))
                    == coach.refusal(Suggestions.Decide.self, .init(id: .make(), fate: .accepted))
            )
            #expect(try await anna.call(Suggestions.List.self, .init()).items == [withdrawn])
        }
    }

    @Test func `a suggestion is decided once, by the owner of the library`() async throws {
        try await scene { service, coach, anna, library in
            let lee = try await service.signUp("lee", roles: [.coach])
            let made = try await anna.suggest(library.id, "Who decides?")
            #expect(
                try await lee.refusal(Suggestions.Decide.self, .init(id: made.id, fate: .declined))
                    == lee.refusal(Suggestions.Decide.self, .init(id: .make(), fate: .declined))
            )
            await expectFailure(.forbidden) {
                _ = try await anna.call(Suggestions.Decide.self, .init(id: made.id, fate: .accepted))
            }
            #expect(try await lee.call(Suggestions.List.self, .init()).items.isEmpty)
            var params = Suggestions.Decide.Params(id: made.id, fate: .declined, idempotencyKey: .make())
            let decided = try await coach.call(Suggestions.Decide.self, params)
            #expect(decided.state == .declined)
            #expect(decided.reply == nil)
            #expect(try await coach.call(Suggestions.Decide.self, params) == decided)
            params.fate = .accepted
            await expectFailure(.keyReused) { _ = try await coach.call(Suggestions.Decide.self, params) }
            for fate in Suggestion.Decision.allCases {
                await expectFailure(.invalidState) {
                    _ = try await coach.call(Suggestions.Decide.self, .init(id: made.id, fate: fate))
                }
            }
            await expectFailure(.invalidState) {
                _ = try await anna.call(Suggestions.Withdraw.self, .init(id: made.id))
            }
        }
    }

    @Test func `a version that changes or removes the question overtakes what is open about it`() async throws {
        try await scene { _, coach, anna, library in
            let changed = try await anna.suggest(library.id, "A", key: "last-week")
            let kept = try await anna.suggest(library.id, "B", key: "predecessor")
            let new = try await anna.suggest(library.id, "C")
            let answered = try await anna.suggest(library.id, "D", key: "last-week")
            let withdrawn = try await anna.suggest(library.id, "E", key: "last-week")
            _ = try await coach.call(Suggestions.Decide.self, .init(id: answered.id, fate: .accepted))
            _ = try await anna.call(Suggestions.Withdraw.self, .init(id: withdrawn.id))
            func states() async throws -> [ID<Suggestion>: Suggestion.State] {
                let items = try await anna.call(Suggestions.List.self, .init()).items
                return Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0.state) })
            }
            // Another title changes no question.
            try await coach.publish(.sample(title: "Two", questions: [.sample(), .second]), of: library.id)
            #expect(try await states()[changed.id] == .open)
            let question = LibraryDocument.Question.sample(text: "Where did the hours go, really?")
            try await coach.publish(.sample(questions: [question, .second]), of: library.id)
            #expect(
                try await states() == [
                    changed.id: .superseded, kept.id: .open, new.id: .open, answered.id: .accepted,
                    withdrawn.id: .withdrawn,
                ]
            )
            await expectFailure(.invalidState) {
                _ = try await coach.call(Suggestions.Decide.self, .init(id: changed.id, fate: .accepted))
            }
            await expectFailure(.invalidState) {
                _ = try await anna.call(Suggestions.Withdraw.self, .init(id: changed.id))
            }
            try await coach.publish(.sample(questions: [question]), of: library.id)
            #expect(try await states()[kept.id] == .superseded)
            #expect(try await states()[new.id] == .open)
            let received = try await coach.call(Suggestions.List.self, .init(state: .superseded)).items
            #expect(received.map(\.id) == [kept.id, changed.id])
        }
    }

    @Test func `lists are narrowed by library and state, and come in pages`() async throws {
        try await scene { _, coach, anna, library in
            let other = try await coach.publishLibrary(.sample(slug: "other"))
            _ = try await anna.call(Subscriptions.Create.self, .init(library: other.id))
            let first = try await anna.suggest(library.id, "A")
            let second = try await anna.suggest(other.id, "B")
            let third = try await anna.suggest(library.id, "C")
            _ = try await coach.call(Suggestions.Decide.self, .init(id: first.id, fate: .declined))
            for client in [coach, anna] {
                func ids(_ params: Suggestions.List.Params) async throws -> [ID<Suggestion>] {
                    try await client.call(Suggestions.List.self, params).items.map(\.id)
                }
                #expect(try await ids(.init()) == [third.id, second.id, first.id])
                #expect(try await ids(.init(library: library.id)) == [third.id, first.id])
                #expect(try await ids(.init(library: .make())) == [])
                #expect(try await ids(.init(state: .open)) == [third.id, second.id])
                #expect(try await ids(.init(library: library.id, state: .declined)) == [first.id])
                #expect(try await ids(.init(state: .accepted)) == [])
                let page = try await client.call(Suggestions.List.self, .init(limit: 2))
                #expect(page.items.map(\.id) == [third.id, second.id])
                #expect(try await ids(.init(limit: 2, cursor: page.nextCursor)) == [first.id])
                await expectInvalid("params.cursor") { _ = try await ids(.init(state: .open, cursor: page.nextCursor)) }
            }
        }
    }

    @Test func `somebody who is both reads what was written and what was received apart`() async throws {
        try await scene { service, coach, anna, library in
            let sam = try await service.signUp("sam", roles: [.candidate, .coach])
            let own = try await sam.publishLibrary(.sample(slug: "own"))
            _ = try await sam.call(Subscriptions.Create.self, .init(library: library.id))
            _ = try await anna.call(Subscriptions.Create.self, .init(library: own.id))
            let written = try await sam.suggest(library.id, "A")
            let received = try await anna.suggest(own.id, "B")
            #expect(try await sam.call(Suggestions.List.self, .init()).items == [written])
            #expect(try await sam.call(Suggestions.List.self, .init(received: false)).items == [written])
            #expect(try await sam.call(Suggestions.List.self, .init(received: true)).items == [received])
            #expect(try await coach.call(Suggestions.List.self, .init(received: true)).items == [written])
            await expectFailure(.forbidden) {
                _ = try await coach.call(Suggestions.List.self, .init(received: false))
            }
            await expectFailure(.forbidden) { _ = try await anna.call(Suggestions.List.self, .init(received: true)) }
        }
    }

    @Test func `a candidate has at most 20 open suggestions for a library, and 200 in all`() async throws {
        try await scene { service, coach, anna, library in
            var last: Suggestion?
            for number in 1...20 { last = try await anna.suggest(library.id, "Question \(number)") }
            await expectFailure(.limitReached) { _ = try await anna.suggest(library.id, "One too many") }
            let id = try #require(last).id
            _ = try await coach.call(Suggestions.Decide.self, .init(id: id, fate: .declined))
            _ = try await anna.suggest(library.id, "Room again")

            let other = try await coach.publishLibrary(.sample(slug: "other"))
            _ = try await anna.call(Subscriptions.Create.self, .init(library: other.id))
            try await service.database.sql(
                """
                ALTER TABLE tw.suggestion DISABLE TRIGGER about_what_one_follows;
                INSERT INTO tw.suggestion (owner_id, id, library_owner_id, library_id, library_version, text)
                SELECT '\(try anna.account.id)', gen_random_uuid(), '\(library.owner)', gen_random_uuid(), 1, 'x'
                FROM generate_series(1, 179);
                ALTER TABLE tw.suggestion ENABLE TRIGGER about_what_one_follows;
                """
            )
            _ = try await anna.suggest(other.id, "The two hundredth")
            await expectFailure(.limitReached) { _ = try await anna.suggest(other.id, "One too many") }
        }
    }

    @Test func `a repeated suggestion is one`() async throws {
        try await scene { service, _, anna, library in
            var params = Suggestions.Create.Params(
                library: library.id,
                version: 1,
                text: try Line("Who decides?"),
                idempotencyKey: .make()
            )
            let first = try await anna.call(Suggestions.Create.self, params)
            #expect(try await anna.call(Suggestions.Create.self, params) == first)
            #expect(try await service.database.sql("SELECT count(*) FROM tw.suggestion") == [["1"]])
            params.signed = true
            await expectFailure(.keyReused) { _ = try await anna.call(Suggestions.Create.self, params) }
        }
    }

    @Test func `an erased candidate takes the suggestions along, an erased coach only the answers`() async throws {
        try await scene { service, coach, anna, library in
            let bea = try await service.signUp("bea", roles: [.candidate])
            _ = try await bea.call(Subscriptions.Create.self, .init(library: library.id))
            let one = try await anna.suggest(library.id, "A")
            let two = try await bea.suggest(library.id, "B")
            for id in [one.id, two.id] {
                _ = try await coach.call(Suggestions.Decide.self, .init(id: id, fate: .accepted))
            }
            try await service.database.sql("DELETE FROM tw.account WHERE id = '\(try anna.account.id)'")
            #expect(try await coach.call(Suggestions.List.self, .init()).items.map(\.id) == [two.id])
            #expect(try await service.database.sql("SELECT count(*) FROM tw.suggestion_fate") == [["1"]])
            try await service.database.sql("DELETE FROM tw.account WHERE id = '\(library.owner)'")
            let left = try await bea.call(Suggestions.List.self, .init()).items
            #expect(left.map(\.text.text) == ["B"])
            #expect(try await service.database.sql("SELECT count(*) FROM tw.suggestion_fate") == [["0"]])
            #expect(try await service.database.sql("SELECT count(*) FROM tw.listed_question") == [["0"]])
        }
    }
}

extension TestClient {
    func suggest(_ library: ID<Library>, _ text: String, key: String? = nil) async throws -> Suggestion {
        try await call(
            Suggestions.Create.self,
            .init(
                library: library,
                version: 1,
                questionKey: try key.map { key throws(TextRefusal) in try Slug(key) },
                text: try Line(text)
            )
        )
    }
}
