import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct LibraryPublishingTests {
    @Test func `publishing freezes the draft as the first version`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            let summary = try await coach.publish(library.id, revision: 1)
            #expect(summary.number == 1)
            #expect(summary.changeNotes.text == "What is new.")

            let shown = try await coach.call(Libraries.Get.self, .init(id: library.id))
            #expect(shown.status == .published)
            #expect(shown.latestVersion == 1)
            let version = try await coach.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
            #expect(version.document == .sample())
            #expect(version.author.text == "Kim")
            #expect(version.contentHash == summary.contentHash)
            #expect(version.publishedAt == summary.publishedAt)
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
            #expect(draft.revision == 1)
        }
    }

    @Test func `the content hash is the SHA-256 of the canonical content`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let document = LibraryDocument.sample(title: "Gespräche", questions: [.sample(informativeness: 0.35)])
            let library = try await coach.createLibrary(document)
            let summary = try await coach.publish(library.id, revision: 1)
            let content = document.canonicalContent().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let hash = try await service.database.sql("SELECT encode(sha256('\\x\(content)'), 'hex')")
            #expect(hash == [[summary.contentHash]])
        }
    }

    @Test func `a published version never changes`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            let asked = Libraries.GetVersion.Params(library: library.id, number: 1)
            let first = try await coach.call(Libraries.GetVersion.self, asked)
            let changed = LibraryDocument.sample(title: "Changed", questions: [.sample(text: "Changed how?"), .second])
            let second = try await coach.publish(changed, of: library.id)
            #expect(second.number == 2)
            #expect(second.contentHash != first.contentHash)
            #expect(try await coach.call(Libraries.GetVersion.self, asked) == first)
            await #expect(throws: (any Error).self) {
                try await service.database.sql("UPDATE tw.library_version SET change_notes = 'other' WHERE number = 1")
            }
        }
    }

    @Test func `a draft with errors is not published and the findings come along`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            var document = LibraryDocument.sample()
            document.topics[0].questions[0].minutes = nil
            let library = try await coach.createLibrary(document)
            let error = try await rpcError { try await coach.publish(library.id, revision: 1) }
            #expect(error.data?.kind == "check_failed")
            #expect(try findings(of: error).map(\.path) == ["topics[0].questions[0].minutes"])
            let shown = try await coach.call(Libraries.Get.self, .init(id: library.id))
            #expect(shown.status == .draft)
            #expect(shown.latestVersion == nil)
        }
    }

    @Test func `warnings do not keep a draft from being published`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            var document = LibraryDocument.sample()
            document.topics[0].general = nil
            let found = try await coach.call(Libraries.Check.self, .init(document: document)).findings
            #expect(found.map(\.severity) == [.warning])
            #expect(try await coach.publishLibrary(document).latestVersion == 1)
        }
    }

    @Test func `a stale revision is refused with the current one`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            let error = try await rpcError { try await coach.publish(library.id, revision: 7) }
            #expect(error.data?.kind == "stale_revision")
            #expect(error.data?.extra["current"]?.text == "1")
        }
    }

    @Test func `a draft that did not change since the last version is not published again`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            await expectFailure(.invalidState) { try await coach.publish(library.id, revision: 1) }
            // Saved again, the draft has a new revision but no new content.
            await expectFailure(.invalidState) { try await coach.publish(.sample(), of: library.id) }
            #expect(try await coach.call(Libraries.ListVersions.self, .init(library: library.id)).items.count == 1)
        }
    }

    @Test func `the next version publishes a deprecated library again, but not a withdrawn one`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            try await service.database.sql("UPDATE tw.library SET status = 'deprecated'")
            try await coach.publish(.sample(questions: [.sample(), .second]), of: library.id)
            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)).status == .published)

            try await service.database.sql("UPDATE tw.library SET status = 'deprecated'")
            try await service.database.sql("UPDATE tw.library SET status = 'withdrawn'")
            await expectFailure(.invalidState) { try await coach.publish(.sample(), of: library.id) }
        }
    }

    @Test func `a question key that was given up never comes back`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary(.sample(questions: [.sample(), .second]))
            try await coach.publish(.sample(questions: [.second]), of: library.id)
            let third = LibraryDocument.sample(questions: [.second, .sample(text: "What is the plan for today?")])
            let error = try await rpcError { try await coach.publish(third, of: library.id) }
            #expect(error.data?.kind == "check_failed")
            let found = try findings(of: error)
            #expect(found.map(\.path) == ["topics[0].questions[1].key"])
            #expect(found.first?.message.contains("version 2") == true)
            // Nor does it come back with the wording it had.
            await expectFailure(.checkFailed) {
                try await coach.publish(.sample(questions: [.second, .sample()]), of: library.id)
            }
            // In a library of its own the key is a new one.
            _ = try await coach.publishLibrary(.sample(slug: "other"))
        }
    }

    @Test func `a question keeps its key through new wordings`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            try await coach.publish(.sample(questions: [.sample(text: "How did last week go?")]), of: library.id)
            let revisions = try await service.database.sql(
                "SELECT revision, since_version, content ->> 'text' FROM tw.question_revision ORDER BY revision"
            )
            #expect(
                revisions == [
                    ["1", "1", "Where did the hours of last week go?"], ["2", "2", "How did last week go?"],
                ]
            )
        }
    }

    @Test func `a slug that another library has taken meanwhile is a finding`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            _ = try await coach.call(
                Libraries.SaveDraft.self,
                .init(library: library.id, document: .sample(slug: "wanted"), revision: 1)
            )
            _ = try await coach.createLibrary(.sample(slug: "wanted"))
            let error = try await rpcError { try await coach.publish(library.id, revision: 2) }
            #expect(error.data?.kind == "check_failed")
            #expect(try findings(of: error).map(\.path) == ["slug"])
        }
    }

    @Test func `a repeated publish answers the first response and makes one version`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            var params = Libraries.Publish.Params(
                library: library.id,
                revision: 1,
                changeNotes: try Prose("First."),
                idempotencyKey: IdempotencyKey.make()
            )
            let first = try await coach.call(Libraries.Publish.self, params)
            #expect(try await coach.call(Libraries.Publish.self, params) == first)
            #expect(try await service.database.sql("SELECT count(*) FROM tw.library_version") == [["1"]])
            params.changeNotes = try Prose("Second.")
            await expectFailure(.keyReused) { _ = try await coach.call(Libraries.Publish.self, params) }
        }
    }

    @Test func `of two that publish the same draft at once one is refused`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.createLibrary()
            let again = service.connect()
            try await again.hello(token: try coach.token)
            async let one = rpcErrorKind { try await coach.publish(library.id, revision: 1) }
            async let two = rpcErrorKind { try await again.publish(library.id, revision: 1) }
            #expect(try await Set([one, two]) == ["", "invalid_state"])
            #expect(try await service.database.sql("SELECT count(*) FROM tw.library_version") == [["1"]])
        }
    }

    @Test func `the library of somebody else is published by nobody else`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let foreign = try await coach.createLibrary().id
            func params(_ id: ID<Library>) throws -> Libraries.Publish.Params {
                .init(library: id, revision: 1, changeNotes: try Prose("Mine."))
            }
            #expect(
                try await other.refusal(Libraries.Publish.self, params(foreign))
                    == other.refusal(Libraries.Publish.self, params(.make()))
            )
            await expectFailure(.notFound) { try await other.publish(foreign, revision: 1) }
        }
    }

    @Test func `versions come in pages, newest first`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            try await coach.publish(.sample(title: "Two"), of: library.id)
            try await coach.publish(.sample(title: "Three"), of: library.id)
            for reader in [coach, anna] {
                let first = try await reader.call(Libraries.ListVersions.self, .init(library: library.id, limit: 2))
                #expect(first.items.map(\.number) == [3, 2])
                let cursor = try #require(first.nextCursor)
                let rest = try await reader.call(
                    Libraries.ListVersions.self,
                    .init(library: library.id, limit: 2, cursor: cursor)
                )
                #expect(rest.items.map(\.number) == [1])
                #expect(rest.nextCursor == nil)
                await expectInvalid("params.cursor") {
                    _ = try await reader.call(Libraries.ListVersions.self, .init(library: .make(), cursor: cursor))
                }
            }
        }
    }

    @Test func `a library has at most five hundred versions`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            try await service.database.sql(
                """
                INSERT INTO tw.library_version
                    (owner_id, library_id, number, author, change_notes, document, content_hash)
                SELECT owner_id, library_id, n, author, change_notes, document, repeat('0', 64)
                FROM tw.library_version, generate_series(2, 500) n
                """
            )
            await expectFailure(.limitReached) { try await coach.publish(.sample(title: "More"), of: library.id) }
        }
    }
}

/// The kind of the error that a call fails with; empty when it goes well.
private func rpcErrorKind(_ body: () async throws -> LibraryVersionSummary) async throws -> String {
    do {
        _ = try await body()
        return ""
    } catch let error as RPCError {
        return error.data?.kind ?? "\(error)"
    }
}
