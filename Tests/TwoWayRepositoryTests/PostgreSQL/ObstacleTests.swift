import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Transactions that look for an obstacle with their first statements, and end with a statement beside the commit.
@Suite struct ObstacleTests {
    private struct ChangeOfMind: Error {}

    private func add(
        _ id: Int,
        unless obstacle: Int,
        _ database: Database,
        then finish: Thing? = nil,
        failing: Bool = false
    ) async throws -> TransactionOutcome<Thing, Int> {
        try await database.transaction(unless: .thing, obstacle, as: .someCandidate, retry: .never) { tx in
            try await tx.execute(.addThing, Thing(id: id, title: "new"))
            if failing { throw ChangeOfMind() }
            if let finish { try await tx.finish(with: .addThing, finish) }
            return id
        }
    }

    private func ids(_ database: Database) async throws -> [Int] {
        try await database.all(.things, (), as: .someCandidate).map(\.id)
    }

    @Test func `without the obstacle all is done, in two round trips`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            guard case .done(2) = try await add(2, unless: 1, database, then: Thing(id: 3, title: "end")) else {
                Issue.record("there was no obstacle")
                return
            }
            #expect(database.metrics.completed == 2)
            #expect(try await ids(database) == [2, 3])
        }
    }

    @Test func `with it nothing is done, whatever the rest returns, throws or meets`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            try await database.execute(.addThing, Thing(id: 1, title: "old"), as: .someCandidate)
            for failing in [false, true] {
                guard case .obstructed(let met) = try await add(2, unless: 1, database, failing: failing) else {
                    Issue.record("the obstacle was not met")
                    return
                }
                #expect(met == Thing(id: 1, title: "old"))
            }
            let swallowed = try await database.transaction(unless: .thing, 1, as: .someCandidate, retry: .ifSafe) {
                tx in
                _ = try? await tx.execute(.addThing, Thing(id: 4, title: "new"))
                return 4
            }
            guard case .obstructed = swallowed else {
                Issue.record("swallowing the error went on")
                return
            }
            #expect(try await ids(database) == [1])
            // Its connection serves the next one.
            guard case .done = try await add(5, unless: 9, database) else {
                Issue.record("there was no obstacle")
                return
            }
        }
    }

    @Test func `a statement that fails beside the commit takes everything back`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.transactionConnections = 1 }
            try await database.execute(.addThing, Thing(id: 1, title: "old"), as: .someCandidate)
            await #expect(throws: StorageError.constraint(name: "thing_pkey", sqlState: "23505")) {
                _ = try await add(2, unless: 9, database, then: Thing(id: 1, title: "again"))
            }
            #expect(try await ids(database) == [1])
            guard case .done = try await add(2, unless: 9, database, then: Thing(id: 3, title: "end")) else {
                Issue.record("there was no obstacle")
                return
            }
            #expect(try await ids(database) == [1, 2, 3])
        }
    }

    @Test func `an end without a beginning is carried out too, and nothing follows an end`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.transactionConnections = 1 }
            try await database.transaction(as: .someCandidate) { tx in
                try await tx.finish(with: .addThing, Thing(id: 1, title: "only"))
                await #expect(throws: StorageError.mistake("a transaction was used after its end")) {
                    try await tx.all(.things)
                }
            }
            // What is thrown behind an end neither takes it back nor gives the connection back a second time.
            await #expect(throws: ChangeOfMind.self) {
                try await database.transaction(as: .someCandidate) { tx in
                    try await tx.finish(with: .addThing, Thing(id: 2, title: "ended"))
                    throw ChangeOfMind()
                }
            }
            #expect(try await ids(database) == [1, 2])
        }
    }

    @Test func `writes of many at once are committed together, and the guilty ones fail alone`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.deadline = .seconds(60) }
            try await database.execute(.addThing, Thing(id: 1, title: "old"), as: .someCandidate)
            let refused = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...40 {
                    group.addTask {
                        do {
                            // Every fourth one meets the thing that is there.
                            let last = Thing(id: number.isMultiple(of: 4) ? 1 : 1000 + number, title: "end")
                            _ = try await add(100 + number, unless: 99, database, then: last)
                            return 0
                        } catch StorageError.constraint {
                            return 1
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(refused == 10)
            let expected = (1...40).filter { !$0.isMultiple(of: 4) }
            #expect(try await ids(database) == [1] + expected.map { 100 + $0 } + expected.map { 1000 + $0 })
        }
    }
}
