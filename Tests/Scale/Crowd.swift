import TwoWayModel
import TwoWaySite

/// Everybody else: copies of one candidate and of one coach, so that no table is the measured person's alone.
struct Crowd: Sendable {
    /// How many candidates have all that the one they are copies of has.
    var candidates = 50
    /// How many more have what there are only a few rows of, such as a job search and its priorities, and other coaches.
    var beginners = 2_000
    var coaches = 1_200
    /// How many of their libraries everybody may find.
    var publicLibraries = 200

    let site: Site
    let candidate: ID<Account>
    let coach: ID<Account>

    /// Copies rows table by table, as the superuser and without triggers; whatever the schema has grown is copied, too.
    func gather() async throws {
        try await site.sql(Crowd.copying)
        try await site.sql(
            """
            SET session_replication_role = replica;
            SELECT probe.copy_people('\(candidate)', 'candidate', 1, \(candidates + beginners));
            SELECT probe.copy_people('\(coach)', 'coach', 5001, \(5_000 + coaches));
            SELECT probe.copy_rows('\(candidate)', 1, \(candidates), 1000000, '{library_id,library_owner_id,coach_id}');
            SELECT probe.copy_rows('\(candidate)', \(candidates + 1), \(candidates + beginners), 20, '{library_id}');
            SELECT probe.copy_rows('\(coach)', 5001, \(5_000 + coaches), 1000000, '{}');
            UPDATE tw.library SET visibility = 'clients' WHERE owner_id IN (
                SELECT probe.moved('\(coach)'::uuid, n) FROM generate_series(\(5_001 + publicLibraries), \(5_000 + coaches)) n);
            \(Crowd.surroundings)
            SET session_replication_role = origin;
            DROP SCHEMA probe CASCADE;
            """
        )
        try await site.sql("VACUUM (ANALYZE)")
        try await site.sql("CHECKPOINT")
    }

    /// The functions that copy.
    ///
    /// The first four digits of each id, which change every 49 days, say which copy it is in: so ids keep their order, and
    /// no two rows get the same one.
    private static let copying = """
        CREATE SCHEMA probe;
        CREATE FUNCTION probe.moved(id uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE
            RETURN overlay(id::text PLACING to_hex(16384 + copy) FROM 1 FOR 4)::uuid;
        CREATE FUNCTION probe.moved(ids uuid[], copy int) RETURNS uuid[] LANGUAGE sql IMMUTABLE
            RETURN CASE WHEN ids IS NOT NULL THEN ARRAY(SELECT probe.moved(id, copy) FROM unnest(ids) id) END;

        CREATE FUNCTION probe.copy_people(original uuid, role text, low int, high int) RETURNS void LANGUAGE sql AS $$
            INSERT INTO tw.account (id, email, display_name, password_hash, status, time_zone)
            SELECT probe.moved(id, n), role || n || '@crowd.example.org', display_name || n, password_hash, status, time_zone
            FROM tw.account, generate_series(low, high) n WHERE id = original;
            INSERT INTO tw.account_role SELECT probe.moved(original, n), role FROM generate_series(low, high) n;
            INSERT INTO tw.session (id, account_id, token_sha256, expires_at)
            SELECT gen_random_uuid(), probe.moved(original, n), sha256((role || n || 'session' || k)::bytea), now() + interval '5 days'
            FROM generate_series(low, high) n, generate_series(1, 2) k;
        $$;

        -- Tables of which the original has more rows than `most` are left out.
        CREATE FUNCTION probe.copy_rows(original uuid, low int, high int, most int, kept text[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE name text; names text; terms text; rows bigint;
        BEGIN
            FOR name IN SELECT table_name FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'tw' AND column_name = 'owner_id'
                    AND table_name NOT IN ('idempotency', 'client_invitation')
                    AND table_type = 'BASE TABLE'
            LOOP
                EXECUTE format('SELECT count(*) FROM tw.%I WHERE owner_id = $1', name) INTO rows USING original;
                CONTINUE WHEN rows NOT BETWEEN 1 AND most;
                SELECT string_agg(quote_ident(column_name), ', '), string_agg(
                    CASE WHEN udt_name IN ('uuid', '_uuid') AND column_name <> ALL (kept)
                        THEN format('probe.moved(%I, n)', column_name) ELSE quote_ident(column_name) END, ', ')
                INTO names, terms FROM information_schema.columns
                WHERE table_schema = 'tw' AND table_name = name AND is_generated = 'NEVER' AND is_identity = 'NO';
                EXECUTE format('INSERT INTO tw.%I (%s) SELECT %s FROM tw.%I, generate_series($2, $3) n WHERE owner_id = $1',
                    name, names, terms, name) USING original, low, high;
            END LOOP;
        END $$;
        """

    /// What grows with the service and belongs to no owner's data, or is written by the server alone.
    private static let surroundings = """
        INSERT INTO tw.invitation (id, purpose, code_sha256, roles, expires_at)
        SELECT gen_random_uuid(), 'invitation', sha256(('code' || n)::bytea), '{candidate}', now() + interval '2 days'
        FROM generate_series(1, 2000) n;
        INSERT INTO tw.throttle (key, tokens, at) SELECT sha256(('key' || n)::bytea), 1, now() FROM generate_series(1, 3000) n;
        INSERT INTO tw.audit_event (actor, event, detail)
        SELECT id, 'session.opened', '{}' FROM tw.account, generate_series(1, 10);
        INSERT INTO tw.audit_seal (upto, events, sha256)
        SELECT -n, 1, sha256(('seal' || n)::bytea) FROM generate_series(1, 2000) n;
        INSERT INTO tw.idempotency (owner_id, key, method, params_sha256, response, number)
        SELECT id, gen_random_uuid(), 'interview.create', sha256('params'), convert_to(repeat('response ', 60), 'utf8'),
            n + coalesce((SELECT max(i.number) FROM tw.idempotency i WHERE i.owner_id = a.id), 0)
        FROM tw.account a, generate_series(1, 20) n;
        INSERT INTO tw.client_invitation (owner_id, id, code_sha256, expires_at)
        SELECT account_id, gen_random_uuid(), sha256(account_id::text::bytea), now() + interval '2 days' FROM tw.account_role
        WHERE role = 'coach';
        INSERT INTO tw.second_factor (account_id, sealed_seed, key_id, confirmed_at)
        SELECT account_id, decode(repeat('ab', 64), 'hex'), decode(repeat('cd', 8), 'hex'), now() FROM tw.account_role
        WHERE role = 'coach';
        INSERT INTO tw.recovery_code (account_id, code_sha256)
        SELECT account_id, sha256(('recovery' || n)::bytea) FROM tw.second_factor, generate_series(1, 10) n;
        INSERT INTO tw.erasure (owner_id, due_at) SELECT id, now() + interval '14 days' FROM tw.account WHERE email LIKE '%@crowd.%';
        INSERT INTO tw.export_piece (owner_id, ordinal, export_id, text, characters)
        SELECT owner_id, 0, gen_random_uuid(), 'A line', 6 FROM tw.erasure;
        INSERT INTO tw.import_piece (owner_id, ordinal, import_id, text, bytes)
        SELECT owner_id, 0, gen_random_uuid(), 'A line', 6 FROM tw.erasure;
        \(figures)
        """

    /// What was released of each library in the months of a year: a row for each topic and each question.
    private static let figures = """
        INSERT INTO tw.statistics_month (month)
        SELECT (date_trunc('month', now()) - interval '1 month' * n)::date FROM generate_series(1, 12) n;
        INSERT INTO tw.statistics_release (owner_id, library_id, version, month, contributors)
        SELECT v.owner_id, v.library_id, v.number, m.month, 50 FROM tw.library_version v, tw.statistics_month m;
        INSERT INTO tw.statistics_cell (owner_id, library_id, version, month, place, topic_place, topic, question_key, question,
            planned, asked)
        SELECT r.owner_id, r.library_id, r.version, r.month, t.place * 1000 + q.place, t.place, t.item ->> 'title',
            q.item ->> 'key', q.item ->> 'text', 20, 10
        FROM tw.statistics_release r
        JOIN tw.library_version v ON v.owner_id = r.owner_id AND v.library_id = r.library_id AND v.number = r.version,
            jsonb_array_elements(v.document -> 'topics') WITH ORDINALITY t (item, place),
            LATERAL (SELECT NULL::jsonb AS item, 0 AS place
                UNION ALL SELECT * FROM jsonb_array_elements(t.item -> 'questions') WITH ORDINALITY) q;
        """

    /// The tables that grow with the people, and about how many rows each has.
    ///
    /// Not the catalogues, nor the months of which figures are out, nor what is empty again soon after each commit.
    static func tables(_ site: Site) async throws -> [String: Int] {
        let rows = try await site.sql(
            """
            SELECT relname, reltuples::bigint FROM pg_class
            WHERE relnamespace = 'tw'::regnamespace AND relkind = 'r'
                AND relname NOT IN ('dimension', 'archive_section', 'statistics_month', 'event_draft', 'event_announcement')
            """
        )
        let pairs = rows.map { $0.split(separator: "\t") }
        return Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), Int($0[1]) ?? 0) })
    }
}
