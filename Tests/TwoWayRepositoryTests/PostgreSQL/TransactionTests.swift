import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Interactive transactions: all or nothing, on a connection of their own.
@Suite struct TransactionTests {
    private struct ChangeOfMind: Error {}

    @Test func `what returns is committed, what throws is not`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open { $0.transactionConnections = 1 }
            let count = try await database.transaction(as: .someCandidate) { tx in
                try await tx.execute(.addThing, Thing(id: 1, title: "one"))
                #expect(try await tx.one(.identity).role == "tw_candidate")
                return try await tx.all(.things).count
            }
            #expect(count == 1)
            await #expect(throws: ChangeOfMind.self) {
                try await database.transaction(as: .someCandidate) { tx in
                    try await tx.execute(.addThing, Thing(id: 2, title: "two"))
                    throw ChangeOfMind()
                }
            }
            #expect(try await database.all(.things, (), as: .someCandidate).map(\.id) == [1])
            #expect(database.metrics.connectionsMade == 2)
        }
    }

    @Test func `nothing runs after a failed statement, and swallowing the error does not commit`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            let duplicate = StorageError.constraint(name: "thing_pkey", sqlState: "23505")
            var met: [StorageError] = []
            let outcome: StorageError?
            do {
                try await database.transaction(as: .someCandidate) { tx async throws in
                    try await tx.execute(.addThing, Thing(id: 1, title: "one"))
                    for id in 1...2 {
                        do throws(StorageError) {
                            try await tx.execute(.addThing, Thing(id: id, title: "another"))
                        } catch {
                            met.append(error)
                        }
                    }
                }
                outcome = nil
            } catch {
                outcome = error as? StorageError
            }
            #expect(met == [duplicate, duplicate])
            #expect(outcome == duplicate)
            #expect(try await database.all(.things, (), as: .someCandidate).isEmpty)
        }
    }

    @Test func `a constraint that is checked at the commit fails the commit`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            await #expect(throws: StorageError.constraint(name: "thing_parent", sqlState: "23503")) {
                try await database.transaction(as: .someCandidate) { tx in
                    try await tx.execute(.addChild, (id: 2, parent: 99))
                }
            }
            try await database.transaction(as: .someCandidate) { tx in
                try await tx.execute(.addChild, (id: 2, parent: 3))
                try await tx.execute(.addThing, Thing(id: 3, title: "parent"))
            }
            #expect(try await database.all(.things, (), as: .someCandidate).count == 2)
        }
    }

    @Test func `an empty transaction asks the server nothing`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            try await database.transaction(as: .someCandidate) { _ in }
            #expect(database.metrics.completed == 0)
        }
    }

    @Test func `a transaction is of no use after its end`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            let escaped = try await database.transaction(as: .someCandidate) { tx in
                _ = try await tx.all(.things)
                return tx
            }
            await #expect(throws: StorageError.mistake("a transaction was used after its end")) {
                try await escaped.all(.things)
            }
        }
    }

    @Test func `more transactions than connections wait for each other`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open {
                $0.transactionConnections = 2
                $0.deadline = .seconds(60)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...40 {
                    group.addTask {
                        try await database.transaction(as: .someCandidate) { tx in
                            try await tx.execute(.addThing, Thing(id: number, title: "\(number)"))
                            #expect(try await tx.one(.thing, number).title == "\(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.all(.things, (), as: .someCandidate).count == 40)
            #expect(database.metrics.connectionsMade <= 3)
        }
    }

    @Test func `statements sent side by side in a transaction each get their own rows`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            try await database.transaction(as: .someCandidate) { tx in
                async let five = tx.one(.tenDividedBy, 2)
                async let two = tx.one(.tenDividedBy, 5)
                let (identity, ten) = try await tx.run(.one(.identity), .one(.tenDividedBy, 1))
                #expect(try await five == 5)
                #expect(try await two == 2)
                #expect(ten == 10)
                #expect(identity.role == "tw_candidate")
            }
        }
    }

    @Test func `a serialization failure is run again if that is safe`() async throws {
        try await TestDatabase.withThings { test async throws in
            let database = test.open()
            try await database.execute(.addThing, Thing(id: 1, title: "0"), as: .someCandidate)
            // Each attempt reads first; the other change comes in between, once only.
            for (policy, expected) in [(RetryPolicy.ifSafe, "second"), (.never, "first")] {
                try await database.execute(.rename, Thing(id: 1, title: "0"), as: .someCandidate)
                var attempts = 0
                let outcome: Result<Void, any Error>
                do {
                    try await database.transaction(as: .someCandidate, isolation: .repeatableRead, retry: policy) {
                        tx in
                        attempts += 1
                        _ = try await tx.one(.thing, 1)
                        if attempts == 1 {
                            try await database.execute(.rename, Thing(id: 1, title: "first"), as: .someCandidate)
                        }
                        try await tx.execute(.rename, Thing(id: 1, title: "second"))
                    }
                    outcome = .success(())
                } catch {
                    outcome = .failure(error)
                }
                #expect(try await database.one(.thing, 1, as: .someCandidate).title == expected)
                switch policy {
                case .ifSafe:
                    try outcome.get()
                    #expect(attempts == 2)
                case .never:
                    #expect(throws: StorageError.conflict) { try outcome.get() }
                    #expect(attempts == 1)
                }
            }
        }
    }
}

extension Statement<Thing, Void> {
    fileprivate static let rename = Statement(
        name: "rename",
        sql: "UPDATE thing SET title = $2 WHERE id = $1",
        bind: { [.int($0.id), .text($0.title)] }
    )
}
