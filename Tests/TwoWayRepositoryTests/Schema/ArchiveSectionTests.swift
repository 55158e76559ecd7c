import Testing
import TwoWayRepository
import TwoWayTestSupport

/// What becomes of each table in an archive and in an erasure, against the catalogue.
///
/// A new table fails here until its migration says what becomes of it: `SELECT tw.declare_section('name', position, 'kept')`,
/// or `'shown'`, `'derived'` or `'left_out'` with the reason.
@Suite struct ArchiveSectionTests {
    private func findings(_ query: String) async throws -> [String] {
        try await TestDatabase.with { database in
            try await database.sql(query).map { $0.compactMap { $0 }.joined(separator: " ") }
        }
    }

    @Test func `every table says what becomes of it, and nothing else is said`() async throws {
        let open = try await findings(
            """
            SELECT coalesce(c.relname, s.name) FROM (SELECT relname FROM pg_class WHERE relnamespace = 'tw'::regnamespace
                AND relkind IN ('r', 'p')) c FULL JOIN tw.archive_section s ON s.name = c.relname
            WHERE c.relname IS NULL OR s.name IS NULL
            """
        )
        #expect(open == [])
    }

    @Test func `whose a row is, and what never leaves or comes late, are columns`() async throws {
        let wrong = try await findings(
            """
            SELECT s.name, c FROM tw.archive_section s, unnest(s.hidden || s.late || s.owner_column) c
            WHERE c IS NOT NULL AND NOT EXISTS (SELECT FROM pg_attribute a
                WHERE a.attrelid = ('tw.' || quote_ident(s.name))::regclass AND a.attname = c AND NOT a.attisdropped)
            UNION ALL
            SELECT s.name, 'has an owner' FROM tw.archive_section s JOIN pg_attribute a
                ON a.attrelid = ('tw.' || quote_ident(s.name))::regclass AND a.attname = 'owner_id'
            WHERE s.owner_column IS DISTINCT FROM 'owner_id'
            UNION ALL
            SELECT s.name, a.attname || ' is a secret' FROM tw.archive_section s JOIN pg_attribute a
                ON a.attrelid = ('tw.' || quote_ident(s.name))::regclass
                AND a.attname IN ('password_hash', 'token_sha256', 'code_sha256', 'sealed_seed')
            WHERE s.treatment <> 'left_out' AND a.attname <> ALL (s.hidden)
            """
        )
        #expect(wrong == [])
    }

    @Test func `what is referred to comes before what refers to it`() async throws {
        let wrong = try await findings(
            """
            SELECT k.conname FROM pg_constraint k
            JOIN tw.archive_section child ON ('tw.' || quote_ident(child.name))::regclass = k.conrelid
            JOIN tw.archive_section parent ON ('tw.' || quote_ident(parent.name))::regclass = k.confrelid
            WHERE k.contype = 'f' AND child.treatment = 'kept' AND parent.name NOT IN ('account', 'dimension')
                AND (parent.treatment <> 'kept' OR parent.position > child.position)
                AND NOT EXISTS (SELECT FROM unnest(k.conkey) c JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c
                    WHERE a.attname = ANY (child.late))
            """
        )
        #expect(wrong == [])
    }

    @Test func `the archivist hears no trigger of a person's tables but those that are named`() async throws {
        let heard = try await findings(
            """
            SELECT s.name, t.tgname FROM tw.archive_section s
            JOIN pg_trigger t ON t.tgrelid = ('tw.' || quote_ident(s.name))::regclass AND NOT t.tgisinternal
            WHERE s.owner_column = 'owner_id' AND s.treatment <> 'left_out'
                AND pg_get_triggerdef(t.oid) NOT LIKE '%CURRENT_USER <> ''tw_archivist''%'
            ORDER BY 1, 2
            """
        )
        #expect(heard == ["library lists_questions", "suggestion forgets_fate"])
    }

    @Test func `nobody can become the archivist`() async throws {
        let members = try await findings(
            """
            SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid
            WHERE r.rolname = 'tw_archivist' AND m.rolname <> 'tw_migrator'
            UNION ALL SELECT rolname FROM pg_roles WHERE rolname = 'tw_archivist' AND rolcanlogin
            """
        )
        #expect(members == [])
        try await SchemaWorld.with { world in
            // As the application logs in, whatever role it has taken.
            for role in ["tw_candidate", "tw_app"] {
                let refused = try await SerialSession.run(world.database.app) { session in
                    do {
                        try session.execute("SET ROLE \(role == "tw_app" ? "none" : role)")
                        try session.execute("SET ROLE tw_archivist")
                        return "taken"
                    } catch let error as SerialSessionError {
                        return error.sqlState
                    }
                }
                #expect(refused == "42501", "\(role)")
            }
        }
    }

    @Test func `the rights of the archivist are those of the sections`() async throws {
        let wrong = try await findings(
            """
            SELECT s.name, p.privilege FROM tw.archive_section s, (VALUES ('SELECT', '{kept,shown,derived}'::text[]),
                ('INSERT', '{kept,derived}'), ('DELETE', '{kept,shown,derived}')) p (privilege, treatments)
            WHERE s.owner_column = 'owner_id' AND s.name NOT IN ('export_piece', 'import_piece', 'idempotency', 'erasure', 'event')
                AND has_table_privilege('tw_archivist', ('tw.' || quote_ident(s.name))::regclass, p.privilege)
                    <> (s.treatment = ANY (p.treatments))
            """
        )
        #expect(wrong == [])
    }
}
