import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Standing, yanking and copies of libraries.
struct LibraryDeskTests {
    // MARK: Standing

    @Test func `a library goes through its life step by step`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            #expect(library.status == .published)
            let deprecated = try await coach.move(library, to: .deprecated)
            #expect(deprecated.status == .deprecated)
            #expect(deprecated.revision == library.revision + 1)
            #expect(deprecated.visibility == .public)
            let back = try await coach.move(deprecated, to: .published)
            #expect(back.status == .published)
            let again = try await coach.move(back, to: .deprecated)
            let gone = try await coach.move(again, to: .withdrawn)
            #expect(gone.status == .withdrawn)
            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)) == gone)
        }
    }

    @Test func `a step that its life does not have is refused, and changes nothing`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            for status in Library.Status.allCases {
                let slug = "library-\(status.rawValue)"
                let library =
                    status == .draft
                    ? try await coach.createLibrary(.sample(slug: slug))
                    : try await coach.publishLibrary(.sample(slug: slug))
                if status == .deprecated || status == .withdrawn {
                    _ = try await coach.move(library, to: .deprecated)
                }
                if status == .withdrawn {
                    try await service.database.sql("UPDATE tw.library SET status = 'withdrawn' WHERE slug = '\(slug)'")
                }
                let before = try await coach.call(Libraries.Get.self, .init(id: library.id))
                for next in Library.Status.allCases where next != status {
                    // A draft becomes published by publishing it, which looks at what is written in it.
                    guard status == .draft || !status.mayBecome(next) else { continue }
                    await expectFailure(.invalidState) { _ = try await coach.move(before, to: next) }
                }
                #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)) == before)
            }
        }
    }

    @Test func `a library is withdrawn only when nobody actively follows it`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let subscription = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            let deprecated = try await coach.move(library, to: .deprecated)
            await expectFailure(.invalidState) { _ = try await coach.move(deprecated, to: .withdrawn) }
            try await service.database.sql("UPDATE tw.subscription SET state = 'paused'")
            let gone = try await coach.move(deprecated, to: .withdrawn)
            #expect(gone.status == .withdrawn)
            // Whoever had paused goes on reading, but is not active again.
            let first = Libraries.GetVersion.Params(library: library.id, number: 1)
            #expect(try await anna.call(Libraries.GetVersion.self, first).document == .sample())
            await #expect(throws: (any Error).self) {
                try await service.database.sql("UPDATE tw.subscription SET state = 'active'")
            }
            _ = try await anna.call(
                Subscriptions.Cancel.self,
                .init(id: subscription.id, revision: subscription.revision)
            )
            await expectFailure(.notFound) { _ = try await anna.call(Libraries.GetVersion.self, first) }
        }
    }

    @Test func `nobody starts to follow a library that is not published any more`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let deprecated = try await coach.move(try await coach.publishLibrary(), to: .deprecated)
            await expectFailure(.notFound) {
                _ = try await anna.call(Subscriptions.Create.self, .init(library: deprecated.id))
            }
            #expect(try await anna.call(Libraries.Discover.self, .init()).items.isEmpty)
            let gone = try await coach.move(deprecated, to: .withdrawn)
            await expectFailure(.notFound) { _ = try await anna.call(Libraries.Get.self, .init(id: gone.id)) }
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: gone.id))
            await expectFailure(.invalidState) { try await coach.publish(gone.id, revision: draft.revision) }
        }
    }

    @Test func `a library that goes private stays readable for those who follow it, at their version`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let follower = try await service.signUp("anna", roles: [.candidate])
            let stranger = try await service.signUp("bea", roles: [.candidate])
            let library = try await coach.publishLibrary()
            _ = try await follower.call(Subscriptions.Create.self, .init(library: library.id))
            try await coach.publish(.sample(title: "Two"), of: library.id)
            let current = try await coach.call(Libraries.Get.self, .init(id: library.id))
            let closed = try await coach.call(
                Libraries.Update.self,
                .init(id: library.id, revision: current.revision, visibility: .private)
            )
            #expect(closed.visibility == .private)
            #expect(closed.status == .published)
            #expect(try await follower.call(Libraries.Get.self, .init(id: library.id)) == closed)
            let versions = try await follower.call(Libraries.ListVersions.self, .init(library: library.id))
            #expect(versions.items.map(\.number) == [1])
            let version = try await follower.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
            #expect(version.document == .sample())
            await expectFailure(.notFound) {
                _ = try await follower.call(Libraries.GetVersion.self, .init(library: library.id, number: 2))
            }
            let missing = ID<Library>.make()
            #expect(
                try await stranger.refusal(Libraries.Get.self, .init(id: library.id))
                    == stranger.refusal(Libraries.Get.self, .init(id: missing))
            )
            let open = try await coach.call(
                Libraries.Update.self,
                .init(id: library.id, revision: closed.revision, visibility: .unlisted, status: .deprecated)
            )
            #expect(open.visibility == .unlisted)
            #expect(open.status == .deprecated)
            #expect(try await stranger.call(Libraries.Get.self, .init(id: library.id)) == open)
        }
    }

    @Test func `an update of a library needs its current revision, its owner and a change`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            await expectFailure(.staleRevision) {
                _ = try await coach.call(
                    Libraries.Update.self,
                    .init(id: library.id, revision: library.revision - 1, visibility: .private)
                )
            }
            await expectInvalid("params") {
                _ = try await coach.call(Libraries.Update.self, .init(id: library.id, revision: library.revision))
            }
            let params = Libraries.Update.Params(id: library.id, revision: library.revision, status: .deprecated)
            var missing = params
            missing.id = .make()
            #expect(
                try await other.refusal(Libraries.Update.self, params)
                    == other.refusal(Libraries.Update.self, missing)
            )
            await expectFailure(.notFound) { _ = try await other.call(Libraries.Update.self, params) }
            await expectFailure(.forbidden) { _ = try await anna.call(Libraries.Update.self, params) }
            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)) == library)
        }
    }

    @Test func `a repeated update answers the first response`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            var params = Libraries.Update.Params(
                id: library.id,
                revision: library.revision,
                status: .deprecated,
                idempotencyKey: .make()
            )
            let first = try await coach.call(Libraries.Update.self, params)
            #expect(try await coach.call(Libraries.Update.self, params) == first)
            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)).revision == first.revision)
            params.visibility = .private
            await expectFailure(.keyReused) { _ = try await coach.call(Libraries.Update.self, params) }
        }
    }

    // MARK: Yanking

    @Test func `a version taken back says when and why, and the newest version falls back`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let follower = try await service.signUp("anna", roles: [.candidate])
            let late = try await service.signUp("bea", roles: [.candidate])
            let library = try await coach.publishLibrary()
            try await coach.publish(.sample(title: "Two"), of: library.id)
            _ = try await follower.call(Subscriptions.Create.self, .init(library: library.id))
            let reason = try Line("A wrong word in „Gespräche“.")
            let yanked = try await coach.call(
                Libraries.Yank.self,
                .init(library: library.id, number: 2, reason: reason)
            )
            #expect(yanked.number == 2)
            #expect(yanked.yankReason == reason)
            #expect(yanked.yankedAt != nil)
            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)).latestVersion == 1)

            // R2: whoever is pinned to it goes on reading it, and reads why.
            let pinned = try await follower.call(Libraries.GetVersion.self, .init(library: library.id, number: 2))
            #expect(pinned.document == .sample(title: "Two"))
            #expect(pinned.yankReason == reason)
            #expect(pinned.yankedAt == yanked.yankedAt)
            let listed = try await follower.call(Libraries.ListVersions.self, .init(library: library.id))
            #expect(listed.items.map(\.yankReason) == [reason, nil])
            await expectFailure(.notFound) {
                _ = try await late.call(Libraries.GetVersion.self, .init(library: library.id, number: 2))
            }
            let made = try await late.call(Subscriptions.Create.self, .init(library: library.id))
            #expect(made.pinnedVersion == 1)
            // A correction is a new version, whose number was never used.
            #expect(try await coach.publish(.sample(title: "Three"), of: library.id).number == 3)
        }
    }

    @Test func `a library without any version left is not followed`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            try await coach.yank(library.id, 1)
            #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)).latestVersion == nil)
            await expectFailure(.notFound) {
                _ = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            }
            #expect(try await anna.call(Libraries.Discover.self, .init()).items.isEmpty)
            #expect(try await anna.call(Libraries.Search.self, .init()).items.isEmpty)
        }
    }

    @Test func `the database itself lets nobody start with a version taken back`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            try await coach.yank(library.id, 1)
            await #expect(throws: (any Error).self) {
                try await service.database.sql(
                    """
                    INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version)
                    VALUES ('\(try anna.account.id)', gen_random_uuid(), '\(library.owner)', '\(library.id)', 1)
                    """
                )
            }
        }
    }

    @Test func `a version is taken back once, by its owner`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let reason = try Line("Wrong.")
            var params = Libraries.Yank.Params(library: library.id, number: 1, reason: reason, idempotencyKey: .make())
            let foreign = Libraries.Yank.Params(library: library.id, number: 1, reason: reason)
            #expect(
                try await other.refusal(Libraries.Yank.self, foreign)
                    == other.refusal(Libraries.Yank.self, .init(library: .make(), number: 1, reason: reason))
            )
            await expectFailure(.notFound) { _ = try await other.call(Libraries.Yank.self, foreign) }
            await expectFailure(.forbidden) { _ = try await anna.call(Libraries.Yank.self, foreign) }
            await expectFailure(.notFound) {
                _ = try await coach.call(Libraries.Yank.self, .init(library: library.id, number: 2, reason: reason))
            }
            let first = try await coach.call(Libraries.Yank.self, params)
            #expect(try await coach.call(Libraries.Yank.self, params) == first)
            params.reason = try Line("Another reason.")
            await expectFailure(.keyReused) { _ = try await coach.call(Libraries.Yank.self, params) }
            await expectFailure(.invalidState) { _ = try await coach.call(Libraries.Yank.self, foreign) }
        }
    }

    // MARK: Copies

    @Test func `a copy starts as a draft that equals the version, with credit that outlives the original`() async throws
    {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let library = try await coach.publishLibrary(.sample(title: "Gespräche"))
            let copy = try await other.fork(library.id, 1, slug: "my-talks")
            let credit = "\u{201C}Gespräche\u{201D} by Kim, version 1, CC-BY-4.0"
            #expect(copy.forkedFrom == Library.Origin(library: library.id, version: 1, credit: try Line(credit)))
            #expect(copy.slug.text == "my-talks")
            #expect(copy.status == .draft)
            #expect(copy.visibility == .private)
            #expect(copy.latestVersion == nil)
            #expect(copy.owner == (try other.account.id))
            let draft = try await other.call(Libraries.GetDraft.self, .init(library: copy.id))
            #expect(draft.document == .sample(slug: "my-talks", title: "Gespräche"))
            try await other.publish(copy.id, revision: draft.revision)

            let before = try await coach.call(Libraries.Get.self, .init(id: library.id))
            _ = try await coach.call(
                Libraries.Update.self,
                .init(id: library.id, revision: before.revision, visibility: .private)
            )
            _ = try await service.database.sql("DELETE FROM tw.account WHERE id = '\(library.owner)'")
            let kept = try await other.call(Libraries.Get.self, .init(id: copy.id))
            #expect(kept.forkedFrom == copy.forkedFrom)
            #expect(kept.status == .published)
        }
    }

    @Test func `a copy may have another title, and names the whole chain of its origins`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            var document = LibraryDocument.sample(title: "First")
            document.licence = nil
            let library = try await coach.publishLibrary(document)
            let copy = try await other.call(
                Libraries.Fork.self,
                .init(
                    library: library.id,
                    number: 1,
                    slug: try Slug("second"),
                    title: try Title("Second"),
                    visibility: .public
                )
            )
            #expect(copy.title.text == "Second")
            #expect(copy.visibility == .public)
            let draft = try await other.call(Libraries.GetDraft.self, .init(library: copy.id))
            try await other.publish(copy.id, revision: draft.revision)
            let third = try await coach.fork(copy.id, 1, slug: "third")
            #expect(
                third.forkedFrom?.credit.text
                    == "\u{201C}Second\u{201D} by Lee, version 1, no licence named; "
                    + "after \u{201C}First\u{201D} by Kim, version 1, no licence named"
            )
        }
    }

    @Test func `one copies what is open to every coach and what is one's own, and nothing else`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let both = try await service.signUp("sam", roles: [.candidate, .coach])
            try await service.connect(both, to: coach)
            let draft = try await coach.createLibrary(.sample(slug: "draft"))
            let closed = try await coach.publishLibrary(.sample(slug: "closed"), visibility: .private)
            let clients = try await coach.publishLibrary(.sample(slug: "clients"), visibility: .clients)
            let unlisted = try await coach.publishLibrary(.sample(slug: "unlisted"), visibility: .unlisted)
            let missing = try await other.refusal(
                Libraries.Fork.self,
                .init(library: .make(), number: 1, slug: try Slug("copy"), visibility: .private)
            )
            for library in [draft, closed, clients] {
                for reader in [other, both] {
                    let params = Libraries.Fork.Params(
                        library: library.id,
                        number: 1,
                        slug: try Slug("copy"),
                        visibility: .private
                    )
                    #expect(try await reader.refusal(Libraries.Fork.self, params) == missing)
                    await expectFailure(.notFound) { _ = try await reader.call(Libraries.Fork.self, params) }
                }
            }
            _ = try await other.fork(unlisted.id, 1, slug: "copy")
            _ = try await coach.fork(closed.id, 1, slug: "copy-of-mine")
            await expectFailure(.notFound) { _ = try await coach.fork(closed.id, 2, slug: "copy-of-next") }
            await expectFailure(.alreadyExists) { _ = try await coach.fork(closed.id, 1, slug: "closed") }
            let anna = try await service.signUp("anna", roles: [.candidate])
            await expectFailure(.forbidden) { _ = try await anna.fork(unlisted.id, 1, slug: "copy") }
        }
    }

    @Test func `a version taken back is copied by nobody`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let library = try await coach.publishLibrary()
            try await coach.yank(library.id, 1)
            await expectFailure(.invalidState) { _ = try await coach.fork(library.id, 1, slug: "copy") }
            await expectFailure(.notFound) { _ = try await other.fork(library.id, 1, slug: "copy") }
        }
    }

    @Test func `a repeated copy is one library, and the limit of libraries holds for copies`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            var params = Libraries.Fork.Params(
                library: library.id,
                number: 1,
                slug: try Slug("copy"),
                visibility: .private,
                idempotencyKey: .make()
            )
            let first = try await coach.call(Libraries.Fork.self, params)
            #expect(try await coach.call(Libraries.Fork.self, params) == first)
            #expect(try await coach.call(Libraries.List.self, .init()).items.count == 2)
            params.visibility = .public
            await expectFailure(.keyReused) { _ = try await coach.call(Libraries.Fork.self, params) }
            try await service.database.sql(
                """
                INSERT INTO tw.library (owner_id, id, slug, title, language, visibility)
                SELECT '\(library.owner)', gen_random_uuid(), 'more-' || n, 'More', 'en', 'private'
                FROM generate_series(1, 48) n
                """
            )
            await expectFailure(.limitReached) { _ = try await coach.fork(library.id, 1, slug: "one-too-many") }
        }
    }

    // MARK: Differences

    @Test func `the difference of two versions is what has to change to turn one into the other`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(.sample(questions: [.sample(), .second]))
            var changed = LibraryDocument.Question.sample()
            changed.minutes = 7
            let second = LibraryDocument.sample(title: "Two", questions: [changed, .third])
            try await coach.publish(second, of: library.id)
            let diff = try await anna.call(Libraries.Diff.self, .init(library: library.id, from: 1, to: 2))
            #expect(diff.front == [.init(field: .title, before: ["First talks"], after: ["Two"])])
            #expect(diff.addedQuestions == [.init(topic: "the-job", question: .third)])
            #expect(diff.removedQuestions == [.init(topic: "the-job", question: .second)])
            #expect(
                diff.changedQuestions == [
                    .init(
                        key: changed.key,
                        text: changed.text,
                        fields: [.init(field: .minutes, before: ["5"], after: ["7"])]
                    )
                ]
            )
            let same = try await anna.call(Libraries.Diff.self, .init(library: library.id, from: 2, to: 2))
            #expect(same.isEmpty)
        }
    }

    @Test func `without a second version it is one's own draft that is compared`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let other = try await service.signUp("lee", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            #expect(try await coach.call(Libraries.Diff.self, .init(library: library.id, from: 1)).isEmpty)
            let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
            _ = try await coach.call(
                Libraries.SaveDraft.self,
                .init(library: library.id, document: .sample(title: "Next"), revision: draft.revision)
            )
            let diff = try await coach.call(Libraries.Diff.self, .init(library: library.id, from: 1))
            #expect(diff.front.map(\.after) == [["Next"]])
            for reader in [other, anna] {
                await expectFailure(.notFound) {
                    _ = try await reader.call(Libraries.Diff.self, .init(library: library.id, from: 1))
                }
            }
            await expectFailure(.notFound) {
                _ = try await coach.call(Libraries.Diff.self, .init(library: library.id, from: 1, to: 2))
            }
        }
    }

    @Test func `what one may not read is not compared either`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let closed = try await coach.publishLibrary(.sample(slug: "closed"), visibility: .private)
            #expect(
                try await anna.refusal(Libraries.Diff.self, .init(library: closed.id, from: 1, to: 1))
                    == anna.refusal(Libraries.Diff.self, .init(library: .make(), from: 1, to: 1))
            )
            let open = try await coach.publishLibrary()
            _ = try await anna.call(Subscriptions.Create.self, .init(library: open.id))
            try await coach.publish(.sample(title: "Two"), of: open.id)
            try await coach.yank(open.id, 1)
            // Pinned to the version that was taken back, one still sees what the next one changes.
            let diff = try await anna.call(Libraries.Diff.self, .init(library: open.id, from: 1, to: 2))
            #expect(diff.front.map(\.field) == [.title])
        }
    }
}

extension TestClient {
    func move(_ library: Library, to status: Library.Status) async throws -> Library {
        try await call(Libraries.Update.self, .init(id: library.id, revision: library.revision, status: status))
    }

    @discardableResult
    func yank(_ library: ID<Library>, _ number: Int) async throws -> LibraryVersionSummary {
        try await call(Libraries.Yank.self, .init(library: library, number: number, reason: try Line("Wrong.")))
    }

    func fork(_ library: ID<Library>, _ number: Int, slug: String) async throws -> Library {
        try await call(
            Libraries.Fork.self,
            .init(library: library, number: number, slug: try Slug(slug), visibility: .private)
        )
    }
}
