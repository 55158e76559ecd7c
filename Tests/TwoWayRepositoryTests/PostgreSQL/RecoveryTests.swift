import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Connections end while something is on its way.
@Suite struct RecoveryTests {
    @Test func `a read is run again on a new connection, with its statement prepared again`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            #expect(try await database.one(.tenDividedBy, 5, as: .admin) == 2)
            #expect(try await database.one(.endingOnce, (), as: .admin, retry: .ifSafe) == 2)
            #expect(try await database.one(.tenDividedBy, 5, as: .admin) == 2)
            #expect(database.metrics.connectionsMade == 2)
            #expect(database.metrics.connectionsLost == 1)
        }
    }

    @Test func `a write without a key has an unknown outcome`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            await #expect(throws: StorageError.unavailable(outcomeUnknown: true)) {
                try await database.one(.addThingAndEnd, Thing(id: 1, title: "one"), as: .admin)
            }
            #expect(try await database.all(.things, (), as: .admin).isEmpty)
        }
    }

    @Test func `those behind the guilty one in the pipeline are run again too`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            try await database.ping()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await database.one(.endingOnce, (), as: .admin, retry: .ifSafe) }
                }
                let numbers = try await group.reduce(into: Set<Int>()) { $0.insert($1) }
                #expect(numbers.count == 50)
                #expect(!numbers.contains(1))
            }
        }
    }

    @Test func `a connection that ends while idle is replaced without anybody noticing`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            let old = try await database.one(.backEnd, (), as: .admin)
            try await test.sql("SELECT pg_terminate_backend(\(old), 10000)")
            while database.metrics.openConnections > 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await database.one(.backEnd, (), as: .admin) != old)
        }
    }

    @Test func `a transaction that loses its connection was not committed and runs again if that is safe`() async throws
    {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            await #expect(throws: StorageError.unavailable(outcomeUnknown: false)) {
                try await database.transaction(as: .admin) { tx in
                    _ = try await tx.one(.addThingAndEnd, Thing(id: 1, title: "one"))
                }
            }
            var attempts = 0
            try await database.transaction(as: .admin, retry: .ifSafe) { tx in
                attempts += 1
                try await tx.execute(.addThing, Thing(id: 1, title: "one"))
                _ = try await tx.one(.endingOnce)
            }
            #expect(attempts == 2)
            #expect(try await database.all(.things, (), as: .admin).count == 1)
        }
    }

    @Test func `a connection lost between two statements is noticed at the next one`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            await #expect(throws: StorageError.unavailable(outcomeUnknown: false)) {
                try await database.transaction(as: .admin) { tx in
                    let pid = try await tx.one(.backEnd)
                    try await test.sql("SELECT pg_terminate_backend(\(pid), 10000)")
                    while database.metrics.openConnections > 0 { try await Task.sleep(for: .milliseconds(5)) }
                    // Nothing more but the commit, which cannot have been sent.
                }
            }
        }
    }

    @Test func `a commit that no standby acknowledged has an unknown outcome`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            let pid = try await database.one(.backEnd, (), as: .admin)
            // Only commits that ask for it wait for the standby, which there is none of.
            try await test.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            try await test.sql("SELECT pg_reload_conf()")
            // The checkpointer reads the setting at its leisure: until then commits do not wait.
            var write: Task<Void, any Error>
            var id = 0
            repeat {
                id += 1
                let thing = Thing(id: id, title: "\(id)")
                write = Task {
                    try await database.run(.one(.commitSynchronously), .execute(.addThing, thing), as: .admin)
                }
            } while try await isCommitted(thing: id, by: pid, test)
            try await test.sql("SELECT pg_cancel_backend(\(pid))")
            await #expect(throws: StorageError.unavailable(outcomeUnknown: true)) { try await write.value }
            try await test.sql("ALTER SYSTEM RESET synchronous_standby_names")
            try await test.sql("SELECT pg_reload_conf()")
            #expect(try await database.all(.things, (), as: .admin).count == id)
        }
    }

    /// Waits until a thing can be seen, or its commit waits for a standby.
    private func isCommitted(thing id: Int, by pid: Int, _ test: TestDatabase) async throws -> Bool {
        let waiting = "SELECT FROM pg_stat_activity WHERE pid = \(pid) AND wait_event = 'SyncRep'"
        while true {
            if try await !test.sql("SELECT FROM tw.thing WHERE id = \(id)").isEmpty { return true }
            if try await !test.sql(waiting).isEmpty { return false }
        }
    }
}

extension Statement<Void, String> {
    fileprivate static let commitSynchronously = Statement(
        name: "commit_synchronously",
        sql: "SELECT set_config('synchronous_commit', 'on', true)"
    ) { row throws(RowError) in
        try row.text()
    }
}
