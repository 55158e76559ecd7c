import Synchronization
import Testing
import TwoWayTestSupport

@testable import TwoWayRepository

@Suite struct NotificationListenerTests {
    private final class Heard: Sendable {
        private let payloads = Mutex<[String]>([])

        var all: [String] { payloads.withLock { $0 } }
        func take(_ payload: String) { payloads.withLock { $0.append(payload) } }
    }

    private func withListener(
        on database: TestDatabase,
        _ body: (NotificationListener, Heard) async throws -> Void
    ) async throws {
        let heard = Heard()
        let listener = NotificationListener(
            DatabaseConfiguration(conninfo: database.app),
            channel: "tw_event",
            logger: TestCluster.logger,
            onNotification: heard.take
        )
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(listener, heard))
        } catch {
            result = .failure(error)
        }
        await listener.close()
        try result.get()
    }

    @Test func `what is notified is heard in order, each once a transaction`() async throws {
        try await TestDatabase.with(migrated: false) { database in
            try await withListener(on: database) { listener, heard in
                try await eventually { listener.isListening }
                try await database.sql("NOTIFY tw_event, 'one'; NOTIFY tw_other, 'nothing'")
                try await database.sql("BEGIN; NOTIFY tw_event, 'two'; NOTIFY tw_event, 'two'; COMMIT")
                try await database.sql("NOTIFY tw_event, 'three'")
                try await database.sql("BEGIN; NOTIFY tw_event, 'never'; ROLLBACK; NOTIFY tw_event, 'four'")
                try await eventually { heard.all.count == 4 }
                #expect(heard.all == ["one", "two", "three", "four"])
            }
        }
    }

    @Test func `a lost connection is made again`() async throws {
        try await TestDatabase.with(migrated: false) { database in
            try await withListener(on: database) { listener, heard in
                let backend = """
                    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'
                    """
                var former = ""
                for round in 1...3 {
                    try await eventually {
                        let now = try await database.sql(backend).first?[0]
                        defer { former = now ?? former }
                        return now != nil && now != former
                    }
                    try await eventually { listener.isListening }
                    try await database.sql("NOTIFY tw_event, '\(round)'")
                    try await eventually { heard.all.count == round }
                    try await database.sql("SELECT pg_terminate_backend(\(former))")
                }
                #expect(heard.all == ["1", "2", "3"])
            }
        }
    }

    @Test func `a listener that finds no database closes all the same`() async throws {
        let listener = NotificationListener(
            DatabaseConfiguration(conninfo: "host=/nowhere dbname=none user=nobody"),
            channel: "tw_event",
            logger: TestCluster.logger,
            onNotification: { _ in }
        )
        #expect(!listener.isListening)
        await listener.close()
        await listener.close()
    }
}
