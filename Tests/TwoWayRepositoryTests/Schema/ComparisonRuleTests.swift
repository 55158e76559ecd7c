import Testing
import TwoWayTestSupport

/// What the database keeps of comparisons: that they never change, and that they grow stale with what they rest on (R15).
@Suite struct ComparisonRuleTests {
    private let anna = SchemaWorld.Actor.candidate("anna")

    /// One of Anna's two jobs, and one of the second alone; as superuser, before anything is tried.
    private static let comparisons = """
        INSERT INTO tw.comparison (owner_id, id, job_search_id, priority_set_id, seed, method_version, inputs_hash, headline,
            document)
        SELECT probe.id(owner), probe.id(owner || ' ' || name), probe.id(owner || ' search'), probe.id(owner || ' set'), 1, '1',
            repeat('a', 64), 'A is ahead.', '{}'
        FROM (VALUES ('anna', 'both'), ('anna', 'single'), ('bert', 'both')) AS c (owner, name);
        INSERT INTO tw.comparison_entry (owner_id, comparison_id, opportunity_id, position, standing, score_lo, score_hi,
            first_chance)
        SELECT probe.id(owner), probe.id(owner || ' ' || name), probe.id(owner || ' ' || job), place, 'ranked', 0, 1, 0.5
        FROM (VALUES ('anna', 'both', 'job', 0), ('anna', 'both', 'second', 1), ('anna', 'single', 'second', 0),
            ('bert', 'both', 'job', 0), ('bert', 'both', 'second', 1)) AS e (owner, name, job, place);
        """

    private func with(_ body: (SchemaWorld) async throws -> Void) async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.comparisons)
            try await body(world)
        }
    }

    /// Expects which of the comparisons are stale after statements, whoever's they are.
    private func expectStale(
        _ names: [String],
        after sql: String,
        by actor: SchemaWorld.Actor? = nil,
        in world: SchemaWorld,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let stale = names.map { "probe.id('\($0)')" }.joined(separator: ", ")
        let list = names.isEmpty ? "'{}'" : "ARRAY[\(stale)]"
        // The number of comparisons that are not as expected, as rows of an update that changes nothing.
        let check = """
            \(sql);
            SET LOCAL ROLE none;
            SELECT FROM tw.comparison WHERE (state = 'stale') <> (id = ANY (\(list)::uuid[]))
            """
        try await world.expect("0", actor ?? anna, check, at: place)
    }

    @Test func `any changed input marks the comparisons that rest on it stale, and no others`() async throws {
        try await with { world in
            let evidence = """
                INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating,
                    strength)
                VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna job'), probe.id('anna pay'), 'job', 'research', 'peer',
                    'general', 3, 0.49)
                """
            try await expectStale([], after: "SELECT", in: world)
            try await expectStale(["anna both"], after: evidence, in: world)
            try await expectStale(
                ["anna both"],
                after: "UPDATE evidence SET retired_at = now() WHERE id = probe.id('anna evidence')",
                in: world
            )
            let second = "WHERE opportunity_id = probe.id('anna second')"
            try await expectStale(
                ["anna both", "anna single"],
                after: "UPDATE priority_rating SET hi = 0.9 \(second)",
                in: world
            )
            try await expectStale([], after: "UPDATE priority_rating SET note = 'x' \(second)", in: world)
            try await expectStale(
                ["anna both", "anna single"],
                after: "DELETE FROM priority_rating \(second)",
                in: world
            )
            try await expectStale(
                ["anna both"],
                after: """
                    INSERT INTO priority_rating (owner_id, opportunity_id, priority_key, lo, hi)
                    VALUES (probe.id('anna'), probe.id('anna job'), probe.id('anna quiet'), 0, 0.5)
                    """,
                in: world
            )
        }
    }

    @Test func `deleting an answer marks stale by the evidence that goes with it`() async throws {
        try await with { world in
            try await expectStale(
                ["anna both"],
                after: "DELETE FROM asking WHERE id = probe.id('anna asking')",
                in: world
            )
        }
    }

    @Test func `making and revoking a waiver marks stale`() async throws {
        try await with { world in
            _ = try await world.database.sql(
                "UPDATE tw.priority SET must_have = true, threshold = 3 WHERE priority_key = probe.id('anna pay')"
            )
            _ = try await world.database.sql("ALTER TABLE tw.comparison DISABLE TRIGGER life_cycle")
            _ = try await world.database.sql("UPDATE tw.comparison SET state = 'current'")
            let waiver = """
                INSERT INTO waiver (owner_id, id, opportunity_id, priority_key, reason)
                VALUES (probe.id('anna'), probe.id('waiver'), probe.id('anna job'), probe.id('anna pay'), 'x')
                """
            try await expectStale(["anna both"], after: waiver, in: world)
            try await expectStale(
                ["anna both"],
                after: """
                    \(waiver); UPDATE tw.comparison SET state = 'current' WHERE false;
                    UPDATE waiver SET revoked_at = now() WHERE id = probe.id('waiver')
                    """,
                in: world
            )
            _ = try await world.database.sql(waiver.replacing("INTO waiver", with: "INTO tw.waiver"))
            _ = try await world.database.sql("UPDATE tw.comparison SET state = 'current'")
            try await expectStale(
                ["anna both"],
                after: "UPDATE waiver SET revoked_at = now() WHERE id = probe.id('waiver')",
                in: world
            )
        }
    }

    @Test func `deleting and merging opportunities marks stale, and a deleted one leaves the others in it`()
        async throws
    {
        try await with { world in
            try await expectStale(
                ["anna both"],
                after: "DELETE FROM tw.opportunity WHERE id = probe.id('anna job')",
                by: .superuser,
                in: world
            )
            try await world.expect(
                "1",
                .superuser,
                """
                DELETE FROM tw.opportunity WHERE id = probe.id('anna job');
                SELECT FROM tw.comparison_entry WHERE comparison_id = probe.id('anna both')
                """
            )
            try await expectStale(
                ["anna both", "anna single"],
                after: "SELECT sec.merge_opportunities(probe.id('anna second'), probe.id('anna job'))",
                in: world
            )
            try await expectStale(
                ["anna both", "anna single"],
                after: "SELECT sec.merge_opportunities(probe.id('anna job'), probe.id('anna second'))",
                in: world
            )
        }
    }

    @Test func `another set that counts marks stale, and freezing the one that does not`() async throws {
        try await with { world in
            let set = "WHERE id = probe.id('anna set')"
            try await expectStale(
                ["anna both", "anna single"],
                after: "UPDATE priority_set SET state = 'superseded' \(set)",
                in: world
            )
            try await expectStale(
                [],
                after: "UPDATE priority_set SET state = 'frozen', freeze_cause = 'An offer.' \(set)",
                in: world
            )
            try await expectStale(
                ["anna both", "anna single"],
                after: "UPDATE priority_set SET weight_mode = 'points', certainty = 'sure' \(set)",
                in: world
            )
            for change in [
                "UPDATE priority SET weight = 5 WHERE priority_key = probe.id('anna pay')",
                "DELETE FROM priority WHERE priority_key = probe.id('anna pay')",
                """
                INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
                VALUES (probe.id('anna'), probe.id('anna set'), probe.id('new'), 9, 'New', 'more', 1)
                """,
            ] {
                try await expectStale(["anna both", "anna single"], after: change, in: world)
            }
            // A draft is nobody's yet.
            try await expectStale(
                [],
                after: """
                    INSERT INTO priority_set (owner_id, id, job_search_id, version)
                    VALUES (probe.id('anna'), probe.id('draft'), probe.id('anna search'), 2);
                    INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
                    VALUES (probe.id('anna'), probe.id('draft'), probe.id('anna pay'), 0, 'Pay', 'more', 1)
                    """,
                in: world
            )
        }
    }

    @Test func `a comparison never changes, and never becomes current again (R15)`() async throws {
        try await with { world in
            let both = "WHERE id = probe.id('anna both')"
            try await world.expect("1", anna, "UPDATE comparison SET state = 'stale' \(both)")
            try await world.expect(
                "TW100",
                anna,
                "UPDATE comparison SET state = 'stale' \(both); UPDATE comparison SET state = 'current' \(both)"
            )
            try await world.expect("42501", anna, "UPDATE comparison SET headline = 'x' \(both)")
            for column in [
                "title = 'x'", "seed = 2", "method_version = '2'", "inputs_hash = repeat('b', 64)", "headline = 'x'",
                "document = '{\"a\": 1}'", "created_at = created_at - interval '1 day'", "id = gen_random_uuid()",
            ] {
                try await world.expect("TW101", .superuser, "UPDATE tw.comparison SET \(column) \(both)")
            }
            try await world.expect("42501", anna, "UPDATE comparison_entry SET position = 7")
            try await world.expect("TW101", .superuser, "UPDATE tw.comparison_entry SET score_hi = 0.5")
            try await world.expect("1", anna, "DELETE FROM comparison \(both)")
        }
    }

    @Test func `a comparison is of one set that counts and of opportunities of its job search`() async throws {
        try await with { world in
            func insert(set: String, search: String = "anna search") -> String {
                """
                INSERT INTO comparison (owner_id, id, job_search_id, priority_set_id, seed, method_version, inputs_hash, headline,
                    document)
                VALUES (probe.id('anna'), probe.id('new'), probe.id('\(search)'), probe.id('\(set)'), 1, '1', repeat('a', 64), 'x',
                    '{}')
                """
            }
            try await world.expect("1", anna, insert(set: "anna set"))
            try await world.expect("TW404", anna, insert(set: "bert set"))
            try await world.expect("TW404", anna, insert(set: "anna set", search: "bert search"))
            try await world.expect(
                "TW404",
                anna,
                "UPDATE priority_set SET state = 'superseded' WHERE id = probe.id('anna set'); \(insert(set: "anna set"))"
            )
            let entry = """
                INSERT INTO comparison_entry (owner_id, comparison_id, opportunity_id, position, standing, score_lo, score_hi)
                VALUES (probe.id('anna'), probe.id('anna single'), probe.id('%'), 1, 'excluded', 0, 1)
                """
            try await world.expect("1", anna, entry.replacing("%", with: "anna job"))
            try await world.expect("TW404", anna, entry.replacing("%", with: "bert job"))
            // Whoever is excluded has no chance, and whoever is not has one.
            try await world.expect(
                "23514",
                anna,
                entry.replacing("%", with: "anna job").replacing("'excluded'", with: "'ranked'")
            )
        }
    }
}
