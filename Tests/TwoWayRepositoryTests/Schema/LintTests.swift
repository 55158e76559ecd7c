import Testing
import TwoWayRepository
import TwoWayTestSupport

/// What the schema as a whole must never contain, read from the system catalogue.
@Suite struct LintTests {
    @Test func `the schema has no finding`() async throws {
        try await TestDatabase.with { database in
            for lint in SchemaLint.all {
                let findings = try await database.sql(lint.query).map { $0.compactMap { $0 }.joined(separator: " ") }
                #expect(findings.isEmpty, "\(lint.subject): \(findings)")
            }
        }
    }

    @Test func `every lint finds what is wrong on purpose`() async throws {
        try await SchemaWorld.with { world in
            for lint in SchemaLint.all {
                let outcome = try await world.attempt(.superuser, "\(lint.mistake);\n\(lint.query)")
                #expect(outcome == "1", "\(lint.subject)")
            }
        }
    }

    @Test func `the application can make nothing in the schemas`() async throws {
        try await TestDatabase.with { database in
            let rights = try await database.sql(
                """
                SELECT r.rolname FROM pg_roles r
                WHERE r.rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin', 'tw_backup')
                    AND (has_database_privilege(r.rolname, current_database(), 'CREATE')
                        OR has_schema_privilege(r.rolname, 'tw', 'CREATE') OR has_schema_privilege(r.rolname, 'sec', 'CREATE')
                        OR has_schema_privilege(r.rolname, 'public', 'CREATE'))
                """
            )
            #expect(rights.isEmpty)
        }
    }
}

/// A query for offenders, and a change that adds exactly one.
struct SchemaLint: Sendable {
    let subject: String
    let query: String
    let mistake: String

    private init(_ subject: String, _ query: String, mistake: String) {
        self.subject = subject
        self.query = query
        self.mistake = mistake
    }

    static let all = rowSecurity + functions + privileges + owners

    private static let rowSecurity = [
        SchemaLint(
            "tables without row-level security, enabled and forced",
            """
            SELECT relname FROM pg_class WHERE relnamespace = 'tw'::regnamespace AND relkind IN ('r', 'p')
                AND NOT (relrowsecurity AND relforcerowsecurity)
            """,
            mistake: "ALTER TABLE tw.person NO FORCE ROW LEVEL SECURITY"
        ),
        SchemaLint(
            "tables that no policy opens to anybody",
            """
            SELECT relname FROM pg_class c WHERE relnamespace = 'tw'::regnamespace AND relkind IN ('r', 'p')
                AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
            """,
            mistake: "DROP POLICY own ON tw.story"
        ),
        SchemaLint(
            "policies for everybody",
            "SELECT polrelid::regclass, polname FROM pg_policy WHERE 0 = ANY (polroles)",
            mistake: "CREATE POLICY open ON tw.plan USING (owner_id IS NULL)"
        ),
        SchemaLint(
            "policies that call a function for every row",
            """
            SELECT polrelid::regclass, polname FROM pg_policy,
                regexp_replace(coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), ''),
                    'SELECT sec\\.\\w+\\(', '', 'g') bare
            WHERE bare ~ 'sec\\.' AND NOT (polrelid = 'tw.relationship'::regclass AND polname = 'inviting')
            """,
            mistake: "CREATE POLICY slow ON tw.plan TO tw_coach USING (owner_id = sec.uid())"
        ),
        SchemaLint(
            "views that look with the rights of their owner",
            """
            SELECT relname FROM pg_class WHERE relnamespace IN ('tw'::regnamespace, 'sec'::regnamespace) AND relkind IN ('v', 'm')
                AND NOT coalesce(reloptions, '{}') && '{security_invoker=true,security_invoker=on}'
            """,
            mistake: "CREATE VIEW tw.everything AS SELECT id FROM tw.opportunity"
        ),
    ]

    private static let functions = [
        SchemaLint(
            "functions that everybody may call",
            """
            SELECT oid::regprocedure FROM pg_proc WHERE pronamespace IN ('tw'::regnamespace, 'sec'::regnamespace)
                AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0))
            """,
            mistake: "GRANT EXECUTE ON FUNCTION sec.me() TO PUBLIC"
        ),
        SchemaLint(
            "functions with the rights of their owner outside sec, or of another owner in it",
            """
            SELECT oid::regprocedure FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
                AND (pronamespace <> 'sec'::regnamespace OR proowner NOT IN ('tw_definer'::regrole, 'tw_archivist'::regrole))
            """,
            mistake: "ALTER FUNCTION tw.account_exists(uuid) SECURITY DEFINER"
        ),
        SchemaLint(
            "functions in sec whose names an asker's search_path could lead astray",
            """
            SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'sec'::regnamespace
                AND NOT coalesce(array_to_string(proconfig, ' '), '') ~ '^search_path=pg_catalog, tw, pg_temp'
                AND (replace(prosrc, 'ERRCODE = ', '') ~ '\\s(=|<>|<|>|<=|>=|-|&&)\\s' OR prosrc ~ '[^.](now|array_agg|current_setting|length)\\(')
            """,
            mistake: "ALTER FUNCTION sec.take(bytea, double precision, double precision) RESET ALL"
        ),
        SchemaLint(
            "functions with another search path than statements have, which makes PostgreSQL plan anew",
            """
            SELECT oid::regprocedure FROM pg_proc WHERE pronamespace IN ('tw'::regnamespace, 'sec'::regnamespace)
                AND array_to_string(proconfig, ' ') LIKE '%search_path=%'
                AND 'search_path=\(DatabaseConfiguration(conninfo: "").searchPath)' <> ALL (proconfig)
            """,
            mistake: "ALTER FUNCTION tw.note_priorities() SET search_path = pg_catalog, pg_temp"
        ),
    ]

    private static let privileges = [
        SchemaLint(
            "rights that no application role needs",
            """
            SELECT relname, grantee::regrole FROM pg_class, aclexplode(relacl) WHERE relnamespace = 'tw'::regnamespace
                AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER') AND grantee <> relowner
            """,
            mistake: "GRANT TRUNCATE ON tw.plan TO tw_candidate"
        ),
        SchemaLint(
            "tables opened to everybody, to the login or to whoever has not signed in",
            """
            SELECT relname, grantee FROM pg_class, aclexplode(relacl) WHERE relnamespace IN ('tw'::regnamespace, 'sec'::regnamespace)
                AND grantee IN (0, 'tw_app'::regrole, 'tw_auth'::regrole)
            """,
            mistake: "GRANT SELECT ON tw.session TO tw_auth"
        ),
        SchemaLint(
            "columns that would move a row to another owner",
            """
            SELECT attrelid::regclass, grantee::regrole FROM pg_attribute, aclexplode(attacl)
            WHERE attname IN ('owner_id', 'id', 'account_id', 'coach_id') AND privilege_type = 'UPDATE'
            """,
            mistake: "GRANT UPDATE (owner_id) ON tw.plan TO tw_candidate"
        ),
        SchemaLint(
            "whole rows that may be edited",
            """
            SELECT relname, grantee::regrole FROM pg_class, aclexplode(relacl) WHERE relnamespace = 'tw'::regnamespace
                AND privilege_type = 'UPDATE' AND grantee IN ('tw_candidate'::regrole, 'tw_coach'::regrole, 'tw_admin'::regrole)
            """,
            mistake: "GRANT UPDATE ON tw.plan TO tw_candidate"
        ),
        SchemaLint(
            "application roles that no policy binds",
            """
            SELECT rolname FROM pg_roles WHERE (rolbypassrls OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)
                AND rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin', 'tw_owner')
            UNION ALL
            SELECT m.rolname || ' in ' || r.rolname FROM pg_auth_members JOIN pg_roles m ON m.oid = member JOIN pg_roles r ON r.oid = roleid
            WHERE m.rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin', 'tw_backup')
                AND NOT (m.rolname = 'tw_app' AND r.rolname IN ('tw_auth', 'tw_candidate', 'tw_coach'))
            UNION ALL
            SELECT relname FROM pg_class WHERE relnamespace = 'tw'::regnamespace AND relkind = 'r' AND relowner <> 'tw_owner'::regrole
            """,
            mistake: "ALTER TABLE tw.plan OWNER TO tw_app"
        ),
        SchemaLint(
            "contents that the management command could read",
            """
            SELECT relname FROM pg_class c WHERE relnamespace = 'tw'::regnamespace AND relkind = 'r'
                AND has_any_column_privilege('tw_admin', c.oid, 'SELECT')
                AND relname NOT IN ('account', 'account_role', 'session', 'invitation', 'library', 'subscription', 'audit_event',
                    'audit_seal', 'statistics_month')
            UNION ALL
            SELECT 'secrets of ' || relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE relnamespace = 'tw'::regnamespace AND attname IN ('password_hash', 'token_sha256', 'code_sha256')
                AND (has_column_privilege('tw_admin', c.oid, attnum, 'SELECT')
                    OR has_column_privilege('tw_candidate', c.oid, attnum, 'SELECT')
                    OR has_column_privilege('tw_coach', c.oid, attnum, 'SELECT'))
            """,
            mistake: "GRANT SELECT (body) ON tw.answer TO tw_admin"
        ),
    ]

    private static let owners = [
        SchemaLint(
            "tables of a person's data whose key does not start with the owner",
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'
            WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype = 'p' AND k.conkey[1] = a.attnum)
            """,
            mistake: """
                CREATE TABLE tw.wrong (id uuid PRIMARY KEY, owner_id uuid);
                ALTER TABLE tw.wrong OWNER TO tw_owner
                """
        ),
        SchemaLint(
            "links between two people's data",
            """
            SELECT k.conname FROM pg_constraint k
            JOIN pg_attribute o ON o.attrelid = k.conrelid AND o.attname = 'owner_id'
            LEFT JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attname = 'owner_id'
            WHERE k.contype = 'f' AND k.connamespace = 'tw'::regnamespace AND CASE
                WHEN p.attnum IS NOT NULL THEN k.conkey[1] <> o.attnum OR k.confkey[1] <> p.attnum
                WHEN k.confrelid = 'tw.account'::regclass THEN k.conkey <> ARRAY[o.attnum]
                ELSE k.confrelid <> 'tw.dimension'::regclass END
            """,
            mistake: "ALTER TABLE tw.relationship ADD CONSTRAINT wrong FOREIGN KEY (coach_id) REFERENCES tw.account"
        ),
        SchemaLint(
            "sequences of a person's data",
            """
            SELECT d.objid::regclass FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attname = 'owner_id'
            WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
            """,
            mistake: "ALTER TABLE tw.plan ADD counter bigint GENERATED ALWAYS AS IDENTITY"
        ),
        SchemaLint(
            "links without an index",
            """
            SELECT k.conname FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'tw'::regnamespace
                AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indpred IS NULL
                    AND k.conkey @> (i.indkey::int2[])[0:cardinality(k.conkey) - 1]
                    AND k.conkey <@ (i.indkey::int2[])[0:cardinality(k.conkey) - 1])
            """,
            mistake: "DROP INDEX tw.evidence_answer"
        ),
        SchemaLint(
            "edited rows without the time of the edit, and times without a zone",
            """
            SELECT attrelid::regclass, attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND c.relkind = 'r'
            WHERE relnamespace = 'tw'::regnamespace AND (
                attname = 'revision' AND relname <> 'question_revision' AND NOT EXISTS (SELECT FROM pg_attribute u
                    WHERE u.attrelid = a.attrelid AND u.attname = 'updated_at')
                OR atttypid = 'timestamp'::regtype AND attname <> 'local_start')
            """,
            mistake: "ALTER TABLE tw.plan ADD seen_at timestamp"
        ),
    ]
}
