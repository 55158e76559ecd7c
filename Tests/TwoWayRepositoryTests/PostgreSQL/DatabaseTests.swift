import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Single round trips of many clients on few connections.
@Suite struct DatabaseTests {
    @Test func `many clients at once each get their own rows`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 2 }
            let things = (1...500).map { Thing(id: $0, title: "thing \($0)") }
            try await database.run(things.map { .execute(.addThing, $0) }, as: .someCandidate)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for thing in things {
                    group.addTask {
                        let context = thing.id.isMultiple(of: 2) ? DatabaseContext.someCandidate : .someCoach
                        return try await database.one(.thing, thing.id, as: context) == thing
                    }
                }
                for try await isSame in group { #expect(isSame) }
            }
            #expect(database.metrics.openConnections <= 2)
            #expect(database.metrics.completed == 501)
            #expect(database.metrics.inFlight == 0)
        }
    }

    @Test func `work that comes from many threads, at rest or in a rush, is answered`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { ($0.sharedConnections, $0.transactionConnections) = (2, 2) }
            let things = (1...16).map { Thing(id: $0, title: "thing \($0)") }
            try await database.run(things.map { .execute(.addThing, $0) }, as: .someCandidate)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for thing in things {
                    group.addTask {
                        for turn in 0..<60 {
                            if turn % 15 == thing.id - 1 { try await Task.sleep(for: .milliseconds(5 * turn)) }
                            #expect(try await database.one(.thing, thing.id, as: .someCandidate) == thing)
                            guard turn.isMultiple(of: 4) else { continue }
                            let again = try await database.transaction(as: .someCoach) { tx in
                                try await tx.one(.thing, thing.id)
                            }
                            #expect(again == thing)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(database.metrics.failed == 0)
            #expect(database.metrics.inFlight == 0)
        }
    }

    @Test func `an error hits the guilty one only`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            let outcomes = await withTaskGroup(of: (Int, Int?).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let divisor = number.isMultiple(of: 3) ? 0 : 1
                        return (number, try? await database.one(.tenDividedBy, divisor, as: .someCandidate))
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for number in 0..<200 {
                #expect(outcomes[number] == (number.isMultiple(of: 3) ? nil : 10))
            }
        }
    }

    @Test func `role and token end with their transaction`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            let candidate = Identity(role: "tw_candidate", token: String(repeating: "ab", count: 32))
            #expect(try await database.one(.identity, (), as: .someCandidate) == candidate)
            #expect(try await database.one(.identity, (), as: .admin) == Identity(role: "tw_app", token: ""))
            // After an error, too, and with the next one already in the pipeline.
            async let failing = try? database.one(.tenDividedBy, 0, as: .someCoach)
            async let next = database.one(.identity, (), as: .admin)
            #expect(await failing == nil)
            #expect(try await next == Identity(role: "tw_app", token: ""))
            #expect(try await database.one(.identity, (), as: .auth()).role == "tw_auth")
        }
    }

    @Test func `a role that may not is denied`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            await #expect(throws: StorageError.denied) {
                try await database.execute(.addThing, Thing(id: 1, title: "no"), as: .someCoach)
            }
            #expect(try await database.all(.things, (), as: .someCoach).isEmpty)
        }
    }

    @Test func `constraints are told by name, at the statement and at the commit`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            let one = Thing(id: 1, title: "one")
            #expect(try await database.execute(.addThing, one, as: .someCandidate) == 1)
            await #expect(throws: StorageError.constraint(name: "thing_pkey", sqlState: "23505")) {
                try await database.execute(.addThing, one, as: .someCandidate)
            }
            await #expect(throws: StorageError.constraint(name: "thing_id_positive", sqlState: "23514")) {
                try await database.execute(.addThing, Thing(id: -1, title: ""), as: .someCandidate)
            }
            await #expect(throws: StorageError.constraint(name: "thing_parent", sqlState: "23503")) {
                try await database.execute(.addChild, (id: 2, parent: 99), as: .someCandidate)
            }
            #expect(try await database.all(.things, (), as: .someCandidate) == [one])
        }
    }

    @Test func `several queries in one round trip are one transaction`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            let (added, things, pid) = try await database.run(
                .execute(.addThing, Thing(id: 1, title: "one")),
                .all(.things),
                .one(.backEnd),
                as: .someCandidate
            )
            #expect(added == 1)
            #expect(things.map(\.id) == [1])
            #expect(pid > 0)
            await #expect(throws: StorageError.constraint(name: "thing_pkey", sqlState: "23505")) {
                _ = try await database.run(
                    .execute(.addThing, Thing(id: 2, title: "two")),
                    .execute(.addThing, Thing(id: 1, title: "again")),
                    as: .someCandidate
                )
            }
            #expect(try await database.all(.things, (), as: .someCandidate).map(\.id) == [1])
        }
    }

    @Test func `the wrong number of rows, the wrong decoding and wrong SQL are mistakes`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            #expect(try await database.first(.thing, 1, as: .someCandidate) == nil)
            await #expect(throws: StorageError.mistake("statement thing: 0 rows instead of one")) {
                try await database.one(.thing, 1, as: .someCandidate)
            }
            let undecodable = StorageError.mistake(
                "statement wrong_column: column 0: expected text, found 4 bytes of type 23"
            )
            await #expect(throws: undecodable) { try await database.one(.wrongColumn, (), as: .admin) }
            do {
                try await database.execute(.wrongSQL, (), as: .admin)
                Issue.record("wrong SQL ran")
            } catch StorageError.mistake(let text) {
                #expect(text.contains("wrong_sql") && text.contains("42P01"))
            } catch {
                Issue.record("\(error)")
            }
            await #expect(throws: StorageError.self) { try await database.one(.changing, false, as: .admin) }
        }
    }

    @Test func `a function's own errors come through`() async throws {
        try await TestDatabase.withThings { test async throws in
            try await test.sql(
                """
                CREATE FUNCTION tw.refuse() RETURNS int LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = 'TW042'; END $$
                """
            )
            await #expect(throws: StorageError.raised(sqlState: "TW042", message: "not now")) {
                try await test.open().one(.refusing, (), as: .someCandidate)
            }
        }
    }

    @Test func `a statement whose result changes shape is prepared again`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            try await database.execute(.addThing, Thing(id: 1, title: "one"), as: .someCandidate)
            #expect(try await database.all(.wholeThing, (), as: .someCandidate) == [1])
            try await test.sql("ALTER TABLE tw.thing ADD COLUMN colour text")
            #expect(try await database.all(.wholeThing, (), as: .someCandidate) == [1])
        }
    }

    @Test func `a statement that is gone is prepared again`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            #expect(try await database.one(.tenDividedBy, 5, as: .admin) == 2)
            try await database.execute(.forgetPrepared, (), as: .admin)
            let results = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await database.one(.tenDividedBy, 5, as: .admin) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results == [Int](repeating: 2, count: 20))
        }
    }

    @Test func `a closed database refuses`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            try await database.ping()
            await database.close()
            #expect(database.metrics.openConnections == 0)
            let sessions = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tw_app'"
            while try await !test.sql(sessions).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            await #expect(throws: StorageError.unavailable(outcomeUnknown: false)) { try await database.ping() }
            await database.close()
        }
    }
}

extension Statement<Void, String> {
    fileprivate static let wrongColumn = Statement(name: "wrong_column", sql: "SELECT 1::int4") {
        row throws(RowError) in
        try row.text()
    }
}

extension Statement<Void, Void> {
    fileprivate static let wrongSQL = Statement(name: "wrong_sql", sql: "SELECT no_such_column FROM no_such_table")
    fileprivate static let forgetPrepared = Statement(name: "forget_prepared", sql: "DEALLOCATE ALL")
}

extension Statement<Void, Int> {
    fileprivate static let wholeThing = Statement(name: "whole_thing", sql: "SELECT * FROM thing") {
        row throws(RowError) in
        try row.int()
    }
    fileprivate static let refusing = Statement(name: "refusing", sql: "SELECT refuse()") { row throws(RowError) in
        try row.int()
    }
}

extension Statement<Bool, Int> {
    /// Breaks the rule that the types of parameters are always the same.
    fileprivate static let changing = Statement(
        name: "changing",
        sql: "SELECT $1::int8",
        bind: { [$0 ? .int(1) : .text("no number")] },
        decode: { row throws(RowError) in try row.int() }
    )
}
