import Testing
import TwoWayTestSupport

/// Shares from before there were other things to share than opportunities and assessments.
@Suite struct ShareMigrationTests {
    /// The sharing of the world as it was written then.
    private static var sharing: String {
        SchemaWorld.sharing
            .replacing(", candidate_paused_at = now()", with: "")
            .replacing(
                "share_id, reader_id, method, subject, opportunity_id",
                with: "share_id, reader_id, method, opportunity_id"
            )
            .replacing("'opportunity', probe.id('anna job'));", with: "probe.id('anna job'));")
    }

    /// A coach for each field alone that could be shared, as `coach SUBJECT FIELD`, and two for all fields of a subject; and
    /// a way to see which rows a session opens to a coach, by their keys.
    private static let more = """
        DO $$
        DECLARE
            grant_ record;
            place int := 0;
        BEGIN
            FOR grant_ IN
                SELECT subject, field, ARRAY[field] AS fields FROM unnest('{opportunity,assessment}'::text[]) subject,
                    unnest('{overview,timeline,posting,pay,people,names,weights,intervals,gates,evidence,notes}'::text[]) field
                UNION ALL VALUES ('opportunity', 'all', '{overview,timeline,posting,pay,people,names}'::text[]),
                    ('assessment', 'all', '{weights,intervals,gates,evidence,notes}')
            LOOP
                DECLARE
                    coach text := 'coach ' || grant_.subject || ' ' || grant_.field;
                BEGIN
                    place := place + 1;
                    INSERT INTO tw.account (id, email, display_name, password_hash, status)
                    VALUES (probe.id(coach), 'coach' || place || '@example.org', coach, 'hash', 'active');
                    INSERT INTO tw.account_role (account_id, role) VALUES (probe.id(coach), 'coach');
                    INSERT INTO tw.session (id, account_id, token_sha256, expires_at)
                    VALUES (gen_random_uuid(), probe.id(coach), sha256(convert_to(coach, 'UTF8')), now() + interval '1 day');
                    INSERT INTO tw.relationship (owner_id, id, coach_id, status)
                    VALUES (probe.id('anna'), probe.id('anna ' || coach), probe.id(coach), 'active');
                    INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
                    VALUES (probe.id('anna'), probe.id('share ' || coach), probe.id('anna ' || coach), probe.id(coach),
                        grant_.subject, probe.id('anna job'), grant_.fields);
                EXCEPTION WHEN check_violation THEN
                    -- Not a field of the subject.
                END;
            END LOOP;
        END $$;
        CREATE FUNCTION probe.visible(session text) RETURNS SETOF text LANGUAGE plpgsql AS $$
        DECLARE
            seen record;
            keys text;
        BEGIN
            FOR seen IN SELECT c.relname, string_agg(format('%I::text', a.attname), ' || '' '' || ' ORDER BY a.attnum) AS key
                FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname
            LOOP
                PERFORM set_config('role', 'tw_coach', true), set_config('search_path', 'tw', true),
                    set_config('app.token', encode(sha256(convert_to(session, 'UTF8')), 'hex'), true);
                BEGIN
                    EXECUTE format('SELECT string_agg(k, '','' ORDER BY k) FROM (SELECT %s AS k FROM tw.%I) x', seen.key, seen.relname)
                    INTO keys;
                EXCEPTION WHEN insufficient_privilege THEN
                    keys := NULL;
                END;
                PERFORM set_config('role', 'none', true);
                IF keys IS NOT NULL THEN
                    RETURN NEXT seen.relname || ': ' || keys;
                END IF;
            END LOOP;
        END $$;
        """

    private static let coaches = """
        SELECT lower(a.display_name) FROM tw.account a JOIN tw.account_role r ON r.account_id = a.id WHERE r.role = 'coach'
        """

    /// What each coach sees, by the name of the session.
    private func visible(_ test: TestDatabase) async throws -> [String: [String]] {
        var seen: [String: [String]] = [:]
        for row in try await test.sql(Self.coaches) {
            let session = try #require(row[0])
            seen[session] = try await test.sql("SELECT * FROM probe.visible('\(session)')").compactMap { $0[0] }
        }
        return seen
    }

    @Test func `each share means what it meant, and nothing becomes visible that was not`() async throws {
        try await SteppedMigration.with { migration in
            let test = migration.test
            try await migration.migrate(before: "0030")
            for sql in [SchemaWorld.people, SchemaWorld.possessions, Self.sharing, Self.more] {
                _ = try await test.sql(sql)
            }
            let meaning = """
                SELECT id, relationship_id, coach_id, subject, opportunity_id, fields, valid_from, valid_until, revoked_at, created_at
                FROM tw.share ORDER BY id
                """
            let (before, then) = (try await visible(test), try await test.sql(meaning))
            // Single fields, all of them, those of the world, and nothing for whoever has no live share.
            #expect(then.count == 11 + 2 + 13)
            #expect(before["coach opportunity pay"]?.contains { $0.hasPrefix("opportunity: ") } == true)
            for coach in ["nora", "otto", "rita", "vera", "exa", "fred"] {
                #expect(before[coach]?.contains { $0.hasPrefix("opportunity: ") } == false, "\(coach)")
            }

            try await migration.migrate()
            #expect(try await test.sql(meaning) == then)
            let after = try await visible(test)
            #expect(before.count == after.count)
            for (coach, rows) in before { #expect(after[coach] == rows, "\(coach)") }

            let others = """
                SELECT count(*) FROM tw.share WHERE mode <> 'live' OR document IS NOT NULL OR snapshot_ids <> '{}'
                    OR num_nonnulls(job_search_id, comparison_id, interview_id) > 0
                """
            #expect(try await test.sql(others) == [["0"]])
            let receipts = """
                SELECT count(*) FILTER (WHERE r.subject = s.subject AND r.opportunity_id = s.opportunity_id
                        AND num_nonnulls(r.job_search_id, r.comparison_id, r.interview_id) = 0), count(*)
                FROM tw.receipt r JOIN tw.share s ON s.owner_id = r.owner_id AND s.id = r.share_id
                """
            #expect(try await test.sql(receipts) == [["1", "1"]])
            // A pause from before is the candidate's, who can take it back; nobody is told of anything by the change.
            let paused =
                "SELECT status, candidate_paused_at IS NOT NULL, coach_paused_at IS NULL FROM tw.relationship WHERE status = 'paused'"
            #expect(try await test.sql(paused) == [["paused", "t", "t"]])
            #expect(try await test.sql("SELECT count(*) FROM tw.event") == [["0"]])
        }
    }
}
