import Testing
import TwoWayTestSupport

/// A migrated database with a few people in it, and a way to act as any of them.
///
/// Anna and Bert are candidates, Clio is candidate and coach, Sue is a suspended candidate. Anna shares with Kim, whose
/// libraries she follows. The other coaches have nothing from her: Nora never had, Otto's relationship is paused, Rita's
/// has ended, Vera's share is revoked, Exa's has run out and Fred's is yet to begin.
struct SchemaWorld {
    let database: TestDatabase

    static func with(_ body: (SchemaWorld) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            _ = try await database.sql(people)
            _ = try await database.sql(possessions)
            _ = try await database.sql(sharing)
            try await body(SchemaWorld(database: database))
        }
    }

    /// Who a statement runs as: a role, and the name of a session.
    struct Actor: CustomStringConvertible, Sendable {
        let role: String
        let session: String?

        static func candidate(_ session: String?) -> Actor { Actor(role: "tw_candidate", session: session) }
        static func coach(_ session: String?) -> Actor { Actor(role: "tw_coach", session: session) }
        static let auth = Actor(role: "tw_auth", session: nil)
        static let admin = Actor(role: "tw_admin", session: nil)
        static let app = Actor(role: "tw_app", session: nil)
        static let superuser = Actor(role: "none", session: nil)

        var description: String { "\(role) \(session ?? "without a session")" }
    }

    /// Runs statements and undoes them; answers the number of rows of the last one, or the SQLSTATE of the error.
    func attempt(_ actor: Actor, _ sql: String) async throws -> String {
        let session = actor.session.map { "'\($0)'" } ?? "NULL"
        return try await value("SELECT probe.attempt('\(actor.role)', \(session), $probe$\(sql)$probe$)")
    }

    /// Expects an outcome of `attempt`.
    func expect(
        _ outcome: String,
        _ actor: Actor,
        _ sql: String,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let actual = try await attempt(actor, sql)
        #expect(actual == outcome, "\(actor): \(sql)", sourceLocation: place)
    }

    /// The first column of the last row, as superuser.
    func value(_ sql: String) async throws -> String {
        try await database.sql(sql).last?.first?.flatMap { $0 } ?? ""
    }

    /// The first column of all rows, as superuser.
    func column(_ sql: String) async throws -> [String] {
        try await database.sql(sql).map { $0.first?.flatMap { $0 } ?? "" }
    }

    static let people = """
        CREATE SCHEMA probe;
        GRANT USAGE ON SCHEMA probe TO PUBLIC;
        -- Readable ids: the same name is always the same id.
        CREATE FUNCTION probe.id(name text) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.md5(name)::uuid';
        CREATE FUNCTION probe.attempt(role text, session text, statements text) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
            affected bigint;
        BEGIN
            PERFORM set_config('search_path', 'tw', true), set_config('role', role, true), set_config('app.token',
                coalesce(encode(sha256(convert_to(session, 'UTF8')), 'hex'), ''), true);
            EXECUTE statements;
            GET DIAGNOSTICS affected = ROW_COUNT;
            SET CONSTRAINTS ALL IMMEDIATE;
            RAISE EXCEPTION '%', affected USING ERRCODE = 'UNDO0';
        EXCEPTION
            WHEN SQLSTATE 'UNDO0' THEN RETURN SQLERRM;
            -- Without USAGE on a schema its tables are not even found.
            WHEN undefined_table THEN RETURN CASE WHEN has_schema_privilege(role, 'tw', 'USAGE') THEN SQLSTATE ELSE '42501' END;
            WHEN OTHERS THEN RETURN SQLSTATE;
        END $$;

        INSERT INTO tw.account (id, email, display_name, password_hash, status)
        SELECT probe.id(name), name || '@example.org', initcap(name), 'hash', CASE name WHEN 'sue' THEN 'suspended' ELSE 'active' END
        FROM unnest('{anna,bert,clio,sue,kim,nora,otto,rita,vera,exa,fred}'::text[]) name;
        INSERT INTO tw.account_role (account_id, role)
        SELECT probe.id(name), 'candidate' FROM unnest('{anna,bert,clio,sue}'::text[]) name
        UNION ALL SELECT probe.id(name), 'coach' FROM unnest('{clio,kim,nora,otto,rita,vera,exa,fred}'::text[]) name;
        INSERT INTO tw.session (id, account_id, token_sha256, expires_at)
        SELECT probe.id(name || ' session'), probe.id(name), sha256(convert_to(name, 'UTF8')), now() + interval '1 day'
        FROM unnest('{anna,bert,clio,sue,kim,nora,otto,rita,vera,exa,fred}'::text[]) name;
        INSERT INTO tw.session (id, account_id, token_sha256, created_at, last_used_at, expires_at, revoked_at)
        SELECT gen_random_uuid(), probe.id(left(name, strpos(name, ' ') - 1)), sha256(convert_to(name, 'UTF8')), now() - interval '2 days',
            CASE WHEN name LIKE '% idle' THEN now() - interval '12 hours 1 second' ELSE now() END,
            CASE WHEN name LIKE '% expired' THEN now() - interval '1 second' ELSE now() + interval '1 day' END,
            CASE WHEN name LIKE '% revoked' THEN now() END
        FROM unnest('{anna revoked,anna expired,anna idle,kim revoked,kim expired,kim idle}'::text[]) name;
        INSERT INTO tw.invitation (id, purpose, code_sha256, roles, expires_at)
        VALUES (probe.id('invitation'), 'invitation', sha256('code'), '{candidate}', now() + interval '1 day');
        """
}
