import TwoWayRepository
import TwoWayTestSupport

/// A table with the column that says whose a row is.
struct WorldTable: Sendable {
    let name: String
    /// SQL, NULL where rows are nobody's.
    let owner: String
    /// What can be written back; the others the database works out.
    let columns: String

    static func all(in database: TestDatabase) async throws -> [WorldTable] {
        let rows = try await database.sql(
            """
            SELECT c.relname, coalesce((
                SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND c.relname <> 'invitation'
                    AND a.attname = CASE c.relname WHEN 'account' THEN 'id' WHEN 'audit_event' THEN 'actor'
                        WHEN 'account_role' THEN 'account_id' WHEN 'session' THEN 'account_id' ELSE 'owner_id' END
            ), 'NULL'), (SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '')
            FROM pg_class c WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' ORDER BY 1
            """
        )
        return try rows.map { row in
            WorldTable(name: try row[0].known, owner: try row[1].known, columns: try row[2].known)
        }
    }
}

/// The rows of one owner in one table.
struct WorldPart: Hashable, Sendable, CustomStringConvertible {
    let table: String
    /// An account, or nothing.
    let owner: String

    var description: String { "\(table) of \(owner.isEmpty ? "nobody" : owner)" }

    /// Whether it is what somebody was told, which says only that something happened.
    var tells: Bool { ["event", "event_log", "event_announcement"].contains(table) }
}

/// What all rows of the world are, as checksums.
struct WorldState: Sendable {
    private let sums: [WorldPart: String]

    fileprivate init(_ tables: [WorldTable], in session: borrowing SerialSession) throws {
        let queries = tables.map { table in
            """
            SELECT '\(table.name)', \(table.owner)::text,
                md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) FROM tw.\(table.name) t GROUP BY 2
            """
        }
        var sums: [WorldPart: String] = [:]
        for row in try session.execute(queries.joined(separator: " UNION ALL ")) {
            sums[WorldPart(table: try row[0].known, owner: row[1] ?? "")] = try row[2].known
        }
        self.sums = sums
    }

    /// The state now, with a copy of all rows to go back to.
    static func keep(_ tables: [WorldTable], in database: TestDatabase) async throws -> WorldState {
        let copies = tables.map { "CREATE TABLE kept.\($0.name) AS TABLE tw.\($0.name);" }
        return try await SerialSession.run(database.superuser) { session in
            try session.execute("CREATE SCHEMA kept; \(copies.joined())")
            return try WorldState(tables, in: session)
        }
    }

    /// What differs.
    fileprivate func changes(since earlier: WorldState) -> Set<WorldPart> {
        Set(sums.keys).union(earlier.sums.keys).filter { sums[$0] != earlier.sums[$0] }
    }
}

/// What the calls since the last look have left behind.
struct WorldChanges: Sendable {
    let parts: Set<WorldPart>
    /// The new receipts: reader, method, and what was read.
    let receipts: [[String?]]
}

extension AuthorisationWorld {
    /// Puts everything back to how it was when the world was ready, and answers what was different.
    func undoChanges() async throws -> WorldChanges {
        try await SerialSession.run(service.database.superuser) { [tables, baseline] session in
            let parts = try WorldState(tables, in: session).changes(since: baseline)
            guard !parts.isEmpty else { return WorldChanges(parts: [], receipts: []) }
            let receipts = try session.execute(
                """
                SELECT reader_id, method, coalesce(opportunity_id, job_search_id, comparison_id) FROM tw.receipt r
                WHERE NOT EXISTS (SELECT FROM kept.receipt k WHERE k.id = r.id)
                """
            )
            // As a replica, so that neither triggers nor foreign keys have a say in it.
            let changed = Set(parts.map(\.table))
            let steps = tables.filter { changed.contains($0.name) }.map { table in
                """
                DELETE FROM tw.\(table.name);
                INSERT INTO tw.\(table.name) (\(table.columns)) OVERRIDING SYSTEM VALUE
                SELECT \(table.columns) FROM kept.\(table.name);
                """
            }
            try session.execute("SET session_replication_role = replica; \(steps.joined())")
            return WorldChanges(parts: parts, receipts: receipts)
        }
    }
}
