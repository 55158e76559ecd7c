import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct IdempotencyTests {
    private func line(_ title: String, key: IdempotencyKey) -> String {
        #"{"jsonrpc":"2.0","method":"jobSearch.create","params":{"title":"\#(title)","idempotencyKey":"\#(key)"},"id":1}"#
    }

    @Test func `a repeated call gets the first response byte for byte and writes nothing (R22)`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let key: IdempotencyKey = .make()
            let first = await anna.send(line("Next job", key: key))
            #expect(first?.contains("result") == true)
            #expect(await anna.send(line("Next job", key: key)) == first)
            #expect(try await anna.call(JobSearches.List.self, .init()).items.count == 1)
        }
    }

    @Test func `the same key with other parameters or for another method is refused`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let key: IdempotencyKey = .make()
            _ = await anna.send(line("Next job", key: key))
            #expect(await anna.send(line("Other job", key: key))?.contains("key_reused") == true)
            await expectFailure(.keyReused) {
                _ = try await anna.call(
                    Organisations.Create.self,
                    .init(name: try Title("Acme"), idempotencyKey: key)
                )
            }
            #expect(try await anna.call(Organisations.List.self, .init()).items == [])
        }
    }

    @Test func `a key belongs to its account`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            let key: IdempotencyKey = .make()
            _ = await anna.send(line("Next job", key: key))
            #expect(await ben.send(line("Another job", key: key))?.contains("result") == true)
        }
    }

    @Test func `the same call many times at once is one row and one answer`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let key: IdempotencyKey = .make()
            let line = line("Next job", key: key)
            let answers = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<12 { group.addTask { await anna.send(line) } }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(answers.count == 1)
            #expect(answers.first??.contains("result") == true)
            #expect(try await anna.call(JobSearches.List.self, .init()).items.count == 1)
        }
    }

    @Test func `a refused call leaves its key free`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let key: IdempotencyKey = .make()
            var edit = Organisations.Update.Params(id: scene.organisation.id, revision: 7, name: try Title("New"))
            edit.idempotencyKey = key
            await expectFailure(.staleRevision) { _ = try await scene.candidate.call(Organisations.Update.self, edit) }
            edit.revision = 1
            #expect(try await scene.candidate.call(Organisations.Update.self, edit).name.text == "New")
        }
    }

    @Test func `of 10,000 kept responses each is given again, and no more is written until one goes`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            let (early, late) = (IdempotencyKey.make(), IdempotencyKey.make())
            let first = await anna.send(line("Next job", key: early))
            try await service.database.sql(
                """
                INSERT INTO tw.idempotency (owner_id, key, method, params_sha256, response)
                SELECT '\(try anna.account.id)', gen_random_uuid(), 'x', sha256('x'), 'x' FROM generate_series(1, 9999)
                """
            )
            #expect(await anna.send(line("Too much", key: late))?.contains("limit_reached") == true)
            #expect(await anna.send(line("Next job", key: early)) == first)
            #expect(await ben.send(line("A job", key: late))?.contains("result") == true)
            #expect(try await anna.call(JobSearches.List.self, .init()).items.map(\.title.text) == ["Next job"])
            // As the sweep does it, the oldest first.
            try await service.database.sql("DELETE FROM tw.idempotency WHERE key = '\(early)'")
            #expect(await anna.send(line("One more", key: late))?.contains("result") == true)
        }
    }
}
