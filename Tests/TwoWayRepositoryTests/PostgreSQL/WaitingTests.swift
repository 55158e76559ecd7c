import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Deadlines, cancellation and limits, while something holds a lock that others want.
@Suite struct WaitingTests {
    /// Holds advisory lock 1 from outside while `body` runs.
    private func whileLocked(_ test: TestDatabase, _ body: () async throws -> Void) async throws {
        let (started, hasStarted) = AsyncStream<Void>.makeStream()
        let (finished, hasFinished) = AsyncStream<Void>.makeStream()
        let holder = test.open()
        let holding = Task {
            try await holder.transaction(as: .admin, within: .seconds(60)) { tx in
                _ = try await tx.one(.waitForLock, 1)
                hasStarted.finish()
                for await _ in finished {}
            }
        }
        for await _ in started {}
        do {
            try await body()
            hasFinished.finish()
        } catch {
            hasFinished.finish()
            throw error
        }
        try await holding.value
    }

    /// Waits until somebody is waiting for the lock.
    private func untilBlocked(_ test: TestDatabase, _ count: Int = 1) async throws {
        let query = """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        while try await test.sql(query).first?.first != "\(count)" { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func `a cancelled transaction ends at once and leaves its connection clean`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.transactionConnections = 1 }
            try await whileLocked(test) {
                let task = Task {
                    try await database.transaction(as: .someCandidate) { tx in
                        try await tx.execute(.addThing, Thing(id: 1, title: "never"))
                        return try await tx.one(.waitForLock, 1)
                    }
                }
                try await untilBlocked(test)
                task.cancel()
                await #expect(throws: StorageError.cancelled) { try await task.value }
            }
            let (identity, things) = try await database.transaction(as: .someCoach) { tx in
                try await tx.run(.one(.identity), .all(.things))
            }
            #expect(identity == Identity(role: "tw_coach", token: String(repeating: "01", count: 32)))
            #expect(things.isEmpty)
        }
    }

    @Test func `a round trip that was sent is not cancelled, one that waits is`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open {
                $0.sharedConnections = 1
                $0.pipelineDepth = 1
            }
            var sent: Task<Int, any Error>?
            try await whileLocked(test) {
                let first = Task { try await database.one(.waitForLock, 1, as: .someCandidate) }
                sent = first
                try await untilBlocked(test)
                let waiting = Task { try await database.one(.tenDividedBy, 1, as: .someCandidate) }
                while database.metrics.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
                waiting.cancel()
                first.cancel()
                await #expect(throws: StorageError.cancelled) { try await waiting.value }
            }
            #expect(try await sent?.value == 1)
        }
    }

    /// Long enough after the last work, nobody looks at deadlines until there is work again.
    @Test(arguments: [0, 200])
    func `a deadline that passes on the way leaves the outcome unknown`(millisecondsOfRest: Int) async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.sharedConnections = 1 }
            try await whileLocked(test) {
                try await database.ping()
                try await Task.sleep(for: .milliseconds(millisecondsOfRest))
                await #expect(throws: StorageError.deadline(outcomeUnknown: true)) {
                    try await database.one(.waitForLock, 1, as: .someCandidate, within: .milliseconds(100))
                }
                await #expect(throws: StorageError.deadline(outcomeUnknown: false)) {
                    try await database.transaction(as: .someCandidate, within: .milliseconds(200)) { tx in
                        try await tx.one(.waitForLock, 1)
                    }
                }
            }
            #expect(try await database.one(.tenDividedBy, 1, as: .someCandidate) == 10)
        }
    }

    @Test func `the server's own time-outs are told apart`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open {
                $0.lockTimeout = .milliseconds(50)
                $0.statementTimeout = .milliseconds(500)
            }
            try await whileLocked(test) {
                await #expect(throws: StorageError.conflict) {
                    try await database.one(.waitForLock, 1, as: .someCandidate)
                }
            }
            await #expect(throws: StorageError.deadline(outcomeUnknown: false)) {
                try await database.execute(.sleeping, (), as: .someCandidate)
            }
        }
    }

    @Test func `more waiting than the limit are turned away`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open {
                $0.sharedConnections = 1
                $0.pipelineDepth = 1
                $0.waitingLimit = 2
                $0.lockTimeout = .seconds(30)
                $0.statementTimeout = .seconds(30)
            }
            var outcomes: [Int?] = []
            try await whileLocked(test) {
                let blocker = Task { try await database.one(.waitForLock, 1, as: .someCandidate) }
                try await untilBlocked(test)
                outcomes = await withTaskGroup(of: Int?.self) { group in
                    for _ in 0..<10 {
                        group.addTask {
                            try? await database.one(.tenDividedBy, 1, as: .someCandidate, within: .seconds(1))
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(database.metrics.failed >= 8)
                blocker.cancel()
            }
            // Two waited until their deadline; the others were refused without waiting.
            #expect(outcomes == [Int?](repeating: nil, count: 10))
        }
    }

    @Test func `no connection by the deadline is unavailable, and nothing was changed`() async throws {
        let database = Database(
            DatabaseConfiguration(conninfo: "host=/tmp/twt-no-such-folder dbname=none"),
            logger: TestCluster.logger
        )
        await #expect(throws: StorageError.unavailable(outcomeUnknown: false)) {
            try await database.ping(within: .milliseconds(200))
        }
        await #expect(throws: StorageError.unavailable(outcomeUnknown: false)) {
            try await database.transaction(as: .admin, within: .milliseconds(200)) { tx in try await tx.one(.backEnd) }
        }
        #expect(database.metrics.connectionsLost > 0)
        await database.close()
    }
}

extension Statement<Void, Void> {
    fileprivate static let sleeping = Statement(name: "sleeping", sql: "SELECT pg_sleep(30)")
}
