import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct SubscriptionServiceTests {
    @Test func `a subscription is pinned to the newest version`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            try await coach.publish(.sample(title: "Two"), of: library.id)
            let made = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            #expect(made.library == library.id)
            #expect(made.title.text == "Two")
            #expect(made.pinnedVersion == 2)
            #expect(made.latestVersion == 2)
            #expect(made.policy == .manual)
            #expect(made.state == .active)
            #expect(!made.shareStatistics)
            #expect(made.revision == 1)
            #expect(try await anna.call(Subscriptions.List.self, .init()).items == [made])

            try await coach.publish(.sample(title: "Three"), of: library.id)
            let listed = try #require(try await anna.call(Subscriptions.List.self, .init()).items.first)
            #expect(listed.pinnedVersion == 2)
            #expect(listed.latestVersion == 3)
            #expect(listed.title.text == "Three")
        }
    }

    @Test func `policy and statistics are kept as chosen`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(visibility: .unlisted)
            let made = try await anna.call(
                Subscriptions.Create.self,
                .init(library: library.id, policy: .minor, shareStatistics: true)
            )
            #expect(made.policy == .minor)
            #expect(made.shareStatistics)
        }
    }

    @Test func `one follows a library once at a time`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let bea = try await service.signUp("bea", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let params = Subscriptions.Create.Params(library: library.id)
            let first = try await anna.call(Subscriptions.Create.self, params)
            let error = try await rpcError { _ = try await anna.call(Subscriptions.Create.self, params) }
            #expect(error.data?.kind == "already_exists")
            #expect(error.data?.path == "params.library")
            try await service.database.sql("UPDATE tw.subscription SET state = 'paused'")
            await expectFailure(.alreadyExists) { _ = try await anna.call(Subscriptions.Create.self, params) }
            _ = try await bea.call(Subscriptions.Create.self, params)

            let cancelled = try await anna.call(Subscriptions.Cancel.self, .init(id: first.id, revision: 1))
            #expect(cancelled.state == .cancelled)
            let second = try await anna.call(Subscriptions.Create.self, params)
            #expect(second.id != first.id)
            #expect(try await anna.call(Subscriptions.List.self, .init()).items == [second])
        }
    }

    @Test func `what is not published for the candidate looks like a library that is not there`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let old = try await coach.publishLibrary(.sample(slug: "old"))
            try await service.database.sql("UPDATE tw.library SET status = 'deprecated' WHERE id = '\(old.id)'")
            let refused = [
                old.id, try await coach.createLibrary(.sample(slug: "draft")).id,
                try await coach.publishLibrary(.sample(slug: "private"), visibility: .private).id,
                try await coach.publishLibrary(.sample(slug: "clients"), visibility: .clients).id,
            ]
            let missing = try await anna.refusal(Subscriptions.Create.self, .init(library: .make()))
            for library in refused {
                #expect(try await anna.refusal(Subscriptions.Create.self, .init(library: library)) == missing)
                await expectFailure(.notFound) {
                    _ = try await anna.call(Subscriptions.Create.self, .init(library: library))
                }
            }
        }
    }

    @Test func `a client subscribes to a library for clients and keeps it when the relationship ends`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(visibility: .clients)
            try await service.connect(anna, to: coach)
            let made = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            try await service.database.sql("UPDATE tw.relationship SET status = 'ended'")
            try await coach.publish(.sample(title: "Two"), of: library.id)
            #expect(try await anna.call(Libraries.Get.self, .init(id: library.id)).title.text == "Two")
            let pinned = try await anna.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
            #expect(pinned.document == .sample())
            await expectFailure(.notFound) {
                _ = try await anna.call(Libraries.GetVersion.self, .init(library: library.id, number: 2))
            }
            let versions = try await anna.call(Libraries.ListVersions.self, .init(library: library.id))
            #expect(versions.items.map(\.number) == [1])

            _ = try await anna.call(Subscriptions.Cancel.self, .init(id: made.id, revision: 1))
            await expectFailure(.notFound) { _ = try await anna.call(Libraries.Get.self, .init(id: library.id)) }
        }
    }

    @Test func `a subscription is cancelled once`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let made = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            let error = try await rpcError {
                _ = try await anna.call(Subscriptions.Cancel.self, .init(id: made.id, revision: 4))
            }
            #expect(error.data?.kind == "stale_revision")
            #expect(error.data?.extra["current"]?.text == "1")

            var params = Subscriptions.Cancel.Params(id: made.id, revision: 1, idempotencyKey: IdempotencyKey.make())
            let cancelled = try await anna.call(Subscriptions.Cancel.self, params)
            #expect(cancelled.state == .cancelled)
            #expect(cancelled.revision == 2)
            #expect(try await anna.call(Subscriptions.Cancel.self, params) == cancelled)
            params.revision = 2
            await expectFailure(.keyReused) { _ = try await anna.call(Subscriptions.Cancel.self, params) }
            params.idempotencyKey = nil
            await expectFailure(.invalidState) { _ = try await anna.call(Subscriptions.Cancel.self, params) }
            #expect(try await anna.call(Subscriptions.List.self, .init()).items.isEmpty)
        }
    }

    @Test func `a paused subscription is cancelled as well`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let made = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            try await service.database.sql("UPDATE tw.subscription SET state = 'paused'")
            #expect(try await anna.call(Subscriptions.List.self, .init()).items.map(\.state) == [.paused])
            let cancelled = try await anna.call(Subscriptions.Cancel.self, .init(id: made.id, revision: 1))
            #expect(cancelled.state == .cancelled)
        }
    }

    @Test func `the subscription of somebody else looks like one that is not there`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let bea = try await service.signUp("bea", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let made = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            #expect(
                try await bea.refusal(Subscriptions.Cancel.self, .init(id: made.id, revision: 1))
                    == bea.refusal(Subscriptions.Cancel.self, .init(id: .make(), revision: 1))
            )
            await expectFailure(.notFound) {
                _ = try await bea.call(Subscriptions.Cancel.self, .init(id: made.id, revision: 1))
            }
            #expect(try await bea.call(Subscriptions.List.self, .init()).items.isEmpty)
            #expect(try await anna.call(Subscriptions.List.self, .init()).items == [made])
        }
    }

    @Test func `a repeated create answers the first response and stores one subscription`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let params = Subscriptions.Create.Params(library: library.id, idempotencyKey: IdempotencyKey.make())
            let first = try await anna.call(Subscriptions.Create.self, params)
            #expect(try await anna.call(Subscriptions.Create.self, params) == first)
            #expect(try await service.database.sql("SELECT count(*) FROM tw.subscription") == [["1"]])
        }
    }

    @Test func `one follows at most a hundred libraries`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary()
            let next = try await coach.publishLibrary(.sample(slug: "next"))
            // The trigger that looks for the pinned version would stop subscriptions to nothing.
            try await service.database.sql(
                """
                ALTER TABLE tw.subscription DISABLE TRIGGER pinned_to_a_version;
                INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version)
                SELECT '\(try anna.account.id)', gen_random_uuid(), '\(library.owner)', gen_random_uuid(), 1
                FROM generate_series(1, 99);
                ALTER TABLE tw.subscription ENABLE TRIGGER pinned_to_a_version;
                """
            )
            _ = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            await expectFailure(.limitReached) {
                _ = try await anna.call(Subscriptions.Create.self, .init(library: next.id))
            }
        }
    }

    @Test func `subscriptions come in pages, newest first`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            for number in 1...3 {
                let library = try await coach.publishLibrary(.sample(slug: "library-\(number)", title: "\(number)"))
                _ = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            }
            let first = try await anna.call(Subscriptions.List.self, .init(limit: 2))
            #expect(first.items.map(\.title.text) == ["3", "2"])
            let rest = try await anna.call(Subscriptions.List.self, .init(limit: 2, cursor: first.nextCursor))
            #expect(rest.items.map(\.title.text) == ["1"])
            #expect(rest.nextCursor == nil)
            let libraries = try await anna.call(Libraries.Discover.self, .init(limit: 2))
            await expectInvalid("params.cursor") {
                _ = try await anna.call(Subscriptions.List.self, .init(cursor: libraries.nextCursor))
            }
        }
    }

    @Test func `following is for candidates`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary()
            await expectFailure(.forbidden) {
                _ = try await coach.call(Subscriptions.Create.self, .init(library: library.id))
            }
            await expectFailure(.forbidden) { _ = try await coach.call(Subscriptions.List.self, .init()) }
        }
    }
}
