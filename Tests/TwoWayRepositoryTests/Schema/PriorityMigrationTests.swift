import Testing
import TwoWayTestSupport

/// Sets from before there were ranks and certainty.
@Suite struct PriorityMigrationTests {
    private static let before = """
        INSERT INTO tw.account (id, email, display_name, password_hash)
        VALUES ('00000000-0000-7000-8000-000000000001', 'anna@example.org', 'Anna', 'hash');
        SET session_replication_role = replica;
        INSERT INTO tw.job_search (owner_id, id, title)
        VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 'Next job');
        INSERT INTO tw.priority_set (owner_id, id, job_search_id, version, state, weight_mode, freeze_cause)
        SELECT '00000000-0000-7000-8000-000000000001', md5(version::text)::uuid, '00000000-0000-7000-8000-000000000002', version,
            state, weight_mode, CASE state WHEN 'frozen' THEN 'offer' END
        FROM (VALUES (1, 'superseded', 'exact'), (2, 'superseded', 'ordinal'), (3, 'frozen', 'points'), (4, 'draft', 'ordinal'))
            AS s (version, state, weight_mode);
        INSERT INTO tw.priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
        SELECT '00000000-0000-7000-8000-000000000001', md5(version::text)::uuid, md5(weight || ' ' || position)::uuid, position,
            'x', 'more', weight
        FROM generate_series(1, 4) version, unnest('{2,5,5,1}'::int[]) WITH ORDINALITY AS p (weight, position);
        """

    @Test func `points become rough ones, and ordinal weights ranks, in frozen sets too`() async throws {
        try await SteppedMigration.with { migration in
            let test = migration.test
            try await migration.migrate(before: "0017")
            _ = try await test.sql(Self.before)
            try await migration.migrate()
            let certainties = try await test.sql("SELECT certainty FROM tw.priority_set ORDER BY version")
            #expect(certainties == [[nil], [nil], ["rough"], [nil]])
            let ranks = try await test.sql(
                """
                SELECT s.version::text, string_agg(coalesce(p.rank::text, '-'), ' ' ORDER BY p.position)
                FROM tw.priority_set s JOIN tw.priority p ON p.priority_set_id = s.id GROUP BY s.version ORDER BY 1
                """
            )
            #expect(ranks == [["1", "- - - -"], ["2", "3 1 1 4"], ["3", "- - - -"], ["4", "3 1 1 4"]])
            // The walls stand again.
            await #expect(throws: (any Error).self) {
                _ = try await test.sql("UPDATE tw.priority SET weight = 9 WHERE priority_set_id = md5('3')::uuid")
            }
            let forced = try await test.sql(
                "SELECT relforcerowsecurity::text FROM pg_class WHERE oid IN ('tw.priority'::regclass, 'tw.priority_set'::regclass)"
            )
            #expect(forced == [["true"], ["true"]])
        }
    }
}
