import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct LibraryReadingTests {
    @Test func `only public libraries with a version are discovered`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let shown = try await coach.publishLibrary()
            for visibility in Library.Visibility.allCases where visibility != .public {
                _ = try await coach.publishLibrary(.sample(slug: "\(visibility)"), visibility: visibility)
            }
            _ = try await coach.createLibrary(.sample(slug: "draft"))
            let old = try await coach.publishLibrary(.sample(slug: "old"))
            try await service.database.sql("UPDATE tw.library SET status = 'deprecated' WHERE id = '\(old.id)'")
            let yanked = try await coach.publishLibrary(.sample(slug: "yanked"))
            try await service.database.sql(
                "UPDATE tw.library_version SET yanked_at = now() WHERE library_id = '\(yanked.id)'"
            )
            for reader in [anna, coach] {
                let found = try await reader.call(Libraries.Discover.self, .init())
                #expect(found.items == [shown])
                #expect(found.nextCursor == nil)
            }
            #expect(shown.ownerName.text == "Kim")
        }
    }

    @Test(
        arguments: [
            ("TALKS", ["first"]), ("talks about", []), ("100%", ["percent"]), ("0%9", []), ("snake_case", ["percent"]),
            ("snakeXcase", []), ("c:\\dir", ["percent"]), ("gespräch", ["umlaut"]), ("ask", ["first", "umlaut"]),
        ]
    )
    func `a text is found in title or summary, literally and in capitals or not`(
        text: String,
        slugs: [String]
    ) async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            _ = try await coach.publishLibrary(.sample(slug: "umlaut", title: "Gespräche"))
            _ = try await coach.publishLibrary(
                .sample(slug: "percent", title: "100% remote", summary: "snake_case in C:\\dir")
            )
            _ = try await coach.publishLibrary(.sample(slug: "first", title: "First talks", summary: "To ASK early"))
            let found = try await anna.call(Libraries.Discover.self, .init(text: try Line(text)))
            #expect(found.items.map(\.slug.text) == slugs)
        }
    }

    @Test func `discovered libraries come in pages of one search`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            for number in 1...3 {
                _ = try await coach.publishLibrary(.sample(slug: "library-\(number)", title: "Talks \(number)"))
            }
            let text = try Line("talks")
            let first = try await anna.call(Libraries.Discover.self, .init(text: text, limit: 2))
            #expect(first.items.map(\.slug.text) == ["library-3", "library-2"])
            let rest = try await anna.call(
                Libraries.Discover.self,
                .init(text: text, limit: 2, cursor: first.nextCursor)
            )
            #expect(rest.items.map(\.slug.text) == ["library-1"])
            #expect(rest.nextCursor == nil)
            await expectInvalid("params.cursor") {
                _ = try await anna.call(Libraries.Discover.self, .init(limit: 2, cursor: first.nextCursor))
            }
        }
    }

    @Test func `what is not open to the reader looks like a library that is not there`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let hidden = [
                try await coach.createLibrary(.sample(slug: "draft")),
                try await coach.publishLibrary(.sample(slug: "private"), visibility: .private),
                try await coach.publishLibrary(.sample(slug: "clients"), visibility: .clients),
            ]
            let readers = [
                try await service.signUp("anna", roles: [.candidate]), try await service.signUp("lee", roles: [.coach]),
                try await service.signUp("sam", roles: [.candidate, .coach]),
            ]
            let missing = ID<Library>.make()
            for reader in readers {
                for library in hidden {
                    #expect(
                        try await reader.refusal(Libraries.Get.self, .init(id: library.id))
                            == reader.refusal(Libraries.Get.self, .init(id: missing))
                    )
                    #expect(
                        try await reader.refusal(Libraries.ListVersions.self, .init(library: library.id))
                            == reader.refusal(Libraries.ListVersions.self, .init(library: missing))
                    )
                    #expect(
                        try await reader.refusal(Libraries.GetVersion.self, .init(library: library.id, number: 1))
                            == reader.refusal(Libraries.GetVersion.self, .init(library: missing, number: 1))
                    )
                }
                await expectFailure(.notFound) { _ = try await reader.call(Libraries.Get.self, .init(id: missing)) }
            }
            for library in hidden {
                #expect(try await coach.call(Libraries.Get.self, .init(id: library.id)) == library)
            }
        }
    }

    @Test func `an unlisted library is open to everybody who has its id`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary(visibility: .unlisted)
            let readers = [
                try await service.signUp("anna", roles: [.candidate]), try await service.signUp("lee", roles: [.coach]),
            ]
            for reader in readers {
                #expect(try await reader.call(Libraries.Get.self, .init(id: library.id)) == library)
                let version = try await reader.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
                #expect(version.document == .sample())
                await expectFailure(.notFound) {
                    _ = try await reader.call(Libraries.GetVersion.self, .init(library: library.id, number: 2))
                }
                #expect(try await reader.call(Libraries.Discover.self, .init()).items.isEmpty)
            }
        }
    }

    @Test func `a library for clients is open to those who have an active relationship with its coach`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let client = try await service.signUp("anna", roles: [.candidate])
            let stranger = try await service.signUp("bea", roles: [.candidate])
            let library = try await coach.publishLibrary(visibility: .clients)
            try await service.connect(client, to: coach)
            #expect(try await client.call(Libraries.Get.self, .init(id: library.id)) == library)
            let versions = try await client.call(Libraries.ListVersions.self, .init(library: library.id))
            #expect(versions.items.map(\.number) == [1])
            _ = try await client.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
            #expect(try await client.call(Libraries.Discover.self, .init()).items.isEmpty)
            await expectFailure(.notFound) { _ = try await stranger.call(Libraries.Get.self, .init(id: library.id)) }

            try await service.database.sql("UPDATE tw.relationship SET status = 'ended'")
            await expectFailure(.notFound) { _ = try await client.call(Libraries.Get.self, .init(id: library.id)) }
            await expectFailure(.notFound) {
                _ = try await client.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
            }
        }
    }

    @Test func `somebody who is both reads the own libraries and those open to the candidate`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let both = try await service.signUp("sam", roles: [.candidate, .coach])
            let own = try await both.createLibrary(visibility: .private)
            let foreign = try await coach.publishLibrary(visibility: .clients)
            try await service.connect(both, to: coach)
            #expect(try await both.call(Libraries.Get.self, .init(id: own.id)) == own)
            #expect(try await both.call(Libraries.ListVersions.self, .init(library: own.id)).items.isEmpty)
            #expect(try await both.call(Libraries.Get.self, .init(id: foreign.id)) == foreign)
            let version = try await both.call(Libraries.GetVersion.self, .init(library: foreign.id, number: 1))
            #expect(version.document == .sample())
            #expect(try await both.call(Libraries.ListVersions.self, .init(library: foreign.id)).items.count == 1)
        }
    }

    @Test func `a yanked version is read by its owner and by those who are pinned to it`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let pinned = try await service.signUp("anna", roles: [.candidate])
            let both = try await service.signUp("sam", roles: [.candidate, .coach])
            let others = [
                try await service.signUp("bea", roles: [.candidate]), try await service.signUp("lee", roles: [.coach]),
            ]
            let library = try await coach.publishLibrary()
            for reader in [pinned, both] {
                _ = try await reader.call(Subscriptions.Create.self, .init(library: library.id))
            }
            try await coach.publish(.sample(title: "Two"), of: library.id)
            try await service.database.sql("UPDATE tw.library_version SET yanked_at = now() WHERE number = 1")
            let first = Libraries.GetVersion.Params(library: library.id, number: 1)
            for reader in [coach, pinned, both] {
                #expect(try await reader.call(Libraries.GetVersion.self, first).document == .sample())
                let versions = try await reader.call(Libraries.ListVersions.self, .init(library: library.id))
                #expect(versions.items.map(\.number) == [2, 1])
            }
            for reader in others {
                await expectFailure(.notFound) { _ = try await reader.call(Libraries.GetVersion.self, first) }
                let versions = try await reader.call(Libraries.ListVersions.self, .init(library: library.id))
                #expect(versions.items.map(\.number) == [2])
            }
        }
    }

    @Test func `nobody reads a library without signing in`() async throws {
        try await TestService.with { service in
            let stranger = service.connect()
            try await stranger.hello()
            await expectFailure(.unauthenticated) { _ = try await stranger.call(Libraries.Discover.self, .init()) }
            await expectFailure(.unauthenticated) {
                _ = try await stranger.call(Libraries.Get.self, .init(id: .make()))
            }
        }
    }
}

extension TestService {
    /// Makes a candidate an active client of a coach.
    func connect(_ candidate: TestClient, to coach: TestClient) async throws {
        try await database.sql(
            """
            INSERT INTO tw.relationship (owner_id, id, coach_id, status)
            VALUES ('\(try candidate.account.id)', gen_random_uuid(), '\(try coach.account.id)', 'active')
            """
        )
    }
}
