import TwoWayRepository
import TwoWayTestSupport

/// A small table of the engine's tests, which know nothing of the product's schema.
struct Thing: Hashable, Sendable {
    var id: Int
    var title: String
}

extension TestDatabase {
    /// Makes a database with the table `tw.thing`, which candidates and the login role may read and write, and coaches may read.
    static func withThings<Value>(_ body: (TestDatabase) async throws -> Value) async throws -> Value {
        try await TestDatabase.with(migrated: false) { test async throws in
            try await test.sql(
                """
                CREATE SCHEMA tw AUTHORIZATION tw_owner;
                GRANT USAGE ON SCHEMA tw TO tw_candidate, tw_coach, tw_app;
                SET ROLE tw_owner;
                CREATE TABLE tw.thing (
                    id int8 PRIMARY KEY CONSTRAINT thing_id_positive CHECK (id > 0),
                    title text NOT NULL,
                    parent_id int8 CONSTRAINT thing_parent REFERENCES tw.thing DEFERRABLE INITIALLY DEFERRED
                );
                CREATE SEQUENCE tw.attempt;
                GRANT SELECT, INSERT, UPDATE, DELETE ON tw.thing TO tw_candidate, tw_app;
                GRANT USAGE ON SEQUENCE tw.attempt TO tw_candidate, tw_app;
                GRANT SELECT ON tw.thing TO tw_coach;
                """
            )
            return try await body(test)
        }
    }
}

extension DatabaseContext {
    static let someCandidate = DatabaseContext.candidate(tokenHash: [UInt8](repeating: 0xab, count: 32))
    static let someCoach = DatabaseContext.coach(tokenHash: [UInt8](repeating: 0x01, count: 32))
}

extension Statement<Int, Thing> {
    static let thing = Statement(
        name: "thing",
        sql: "SELECT id, title FROM thing WHERE id = $1",
        bind: { [.int($0)] },
        decode: { row throws(RowError) in Thing(id: try row.int(), title: try row.text()) }
    )
}

extension Statement<Void, Thing> {
    static let things = Statement(name: "things", sql: "SELECT id, title FROM thing ORDER BY id") {
        row throws(RowError) in
        Thing(id: try row.int(), title: try row.text())
    }
}

extension Statement<Thing, Void> {
    static let addThing = Statement(
        name: "add_thing",
        sql: "INSERT INTO thing (id, title) VALUES ($1, $2)",
        bind: { [.int($0.id), .text($0.title)] }
    )
}

extension Statement where Input == (id: Int, parent: Int), Output == Void {
    static let addChild = Statement(
        name: "add_child",
        sql: "INSERT INTO thing (id, title, parent_id) VALUES ($1, 'child', $2)",
        bind: { [.int($0.id), .int($0.parent)] }
    )
}

extension Statement<Int, Int> {
    static let tenDividedBy = Statement(
        name: "ten_divided_by",
        sql: "SELECT 10 / $1",
        bind: { [.int($0)] },
        decode: { row throws(RowError) in try row.int() }
    )

    /// Waits for an advisory lock and keeps it until the end of the transaction.
    static let waitForLock = Statement(
        name: "wait_for_lock",
        sql: "SELECT $1::int8 FROM pg_advisory_xact_lock($1)",
        bind: { [.int($0)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement<Void, Int> {
    static let backEnd = Statement(name: "back_end", sql: "SELECT pg_backend_pid()") { row throws(RowError) in
        try row.int()
    }

    /// Ends its own connection the first time it runs in a database; only the login role may.
    static let endingOnce = Statement(
        name: "ending_once",
        sql: """
            SELECT attempt FROM (SELECT nextval('attempt') AS attempt) AS a
            WHERE CASE WHEN attempt > 1 THEN true
                WHEN pg_terminate_backend(pg_backend_pid()) THEN pg_sleep(5) IS NULL END
            """
    ) { row throws(RowError) in
        try row.int()
    }
}

extension Statement<Thing, Int> {
    /// Ends its own connection before its row can be committed; only the login role may.
    static let addThingAndEnd = Statement(
        name: "add_thing_and_end",
        sql: """
            WITH added AS (INSERT INTO thing (id, title) VALUES ($1, $2) RETURNING id)
            SELECT id FROM added WHERE CASE WHEN pg_terminate_backend(pg_backend_pid()) THEN pg_sleep(5) IS NULL END
            """,
        bind: { [.int($0.id), .text($0.title)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

/// Who a transaction is, as the server sees it.
struct Identity: Hashable, Sendable {
    var role: String
    var token: String?
}

extension Statement<Void, Identity> {
    static let identity = Statement(
        name: "identity",
        sql: "SELECT current_user, current_setting('app.token', true)"
    ) { row throws(RowError) in
        Identity(role: try row.text(), token: try row.optionalText())
    }
}
