import Testing

/// The subscriber's layer, as far as the database keeps its rules: each is broken once and refused.
@Suite struct OverlayRuleTests {
    private typealias Actor = SchemaWorld.Actor
    private let anna = Actor.candidate("anna")
    private let bert = Actor.candidate("bert")

    private func overlay(
        _ owner: String = "anna",
        _ key: String = "first",
        _ members: String = "",
        _ values: String = ""
    ) -> String {
        """
        INSERT INTO overlay (owner_id, subscription_id, question_key, base_revision\(members))
        VALUES (probe.id('\(owner)'), probe.id('\(owner) subscription'), '\(key)', 1\(values))
        """
    }

    private func run(_ from: Int, _ to: Int, _ id: String = "run", owner: String = "bert") -> String {
        """
        INSERT INTO upgrade_run (owner_id, id, subscription_id, from_version, to_version, outcomes, before)
        VALUES (probe.id('\(owner)'), probe.id('\(id)'), probe.id('\(owner) subscription'), \(from), \(to), '[]', '[]')
        """
    }

    @Test func `an overlay is its subscriber's alone`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, overlay())
            // For Anna there is no such subscription.
            try await world.expect("TW100", anna, overlay("bert"))
            try await world.expect("42501", .coach("kim"), overlay())
            try await world.expect("42501", .coach("kim"), "SELECT FROM overlay")
            try await world.expect("42501", .coach("kim"), "SELECT FROM own_question")
            try await world.expect("42501", .coach("kim"), "SELECT FROM upgrade_run")
            _ = try await world.database.sql("SET search_path = tw, public; \(overlay())")
            try await world.expect("1", anna, "SELECT FROM overlay")
            try await world.expect("0", bert, "SELECT FROM overlay")
            try await world.expect("0", bert, "UPDATE overlay SET hidden = true")
            try await world.expect("42501", anna, "UPDATE overlay SET question_key = 'second'")
            try await world.expect("42501", anna, "UPDATE overlay SET owner_id = probe.id('bert')")
            // Over a subscription of somebody else.
            try await world.expect(
                "TW100",
                anna,
                """
                INSERT INTO overlay (owner_id, subscription_id, question_key, base_revision)
                VALUES (probe.id('anna'), probe.id('bert subscription'), 'first', 1)
                """
            )
        }
    }

    @Test func `copies belong to orphans, conflicts to own wordings, and a wording of one's own is a choice`()
        async throws
    {
        try await SchemaWorld.with { world in
            try await world.expect("23514", anna, overlay("anna", "first", ", state", ", 'orphaned'"))
            try await world.expect("23514", anna, overlay("anna", "first", ", copy", ", '{}'"))
            try await world.expect("1", anna, overlay("anna", "first", ", state, copy", ", 'orphaned', '{}'"))
            try await world.expect("23514", anna, overlay("anna", "first", ", state", ", 'conflict'"))
            try await world.expect("1", anna, overlay("anna", "first", ", state, own_text", ", 'conflict', 'Mine?'"))
            try await world.expect("1", anna, overlay("anna", "first", ", state", ", 'dormant'"))
            try await world.expect("23514", anna, overlay("anna", "first", ", state, own_text", ", 'dormant', 'Mine?'"))
        }
    }

    @Test func `links lead to priorities of one's own, and dimensions are of the catalogue`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, overlay("anna", "first", ", priorities", ", ARRAY[probe.id('anna pay')]"))
            try await world.expect(
                "TW404",
                anna,
                overlay("anna", "first", ", priorities", ", ARRAY[probe.id('bert pay')]")
            )
            let own = "INSERT INTO own_question (owner_id, id, text"
            let values = "VALUES (probe.id('anna'), probe.id('own'), 'Why?'"
            try await world.expect("1", anna, "\(own), dimensions) \(values), '{training}')")
            try await world.expect("TW404", anna, "\(own), dimensions) \(values), '{luck}')")
            try await world.expect("TW404", anna, "\(own), priorities) \(values), ARRAY[probe.id('nothing')])")
            // A link that has lost its priority may stay, but not be made.
            let linked = overlay("anna", "first", ", priorities", ", ARRAY[probe.id('anna quiet')]")
            _ = try await world.database.sql(
                "SET search_path = tw, public; \(linked); SET session_replication_role = replica; DELETE FROM tw.priority WHERE title = 'quiet'; SET session_replication_role = origin"
            )
            try await world.expect("1", anna, "UPDATE overlay SET hidden = true, priorities = priorities")
            try await world.expect(
                "TW404",
                anna,
                "UPDATE overlay SET priorities = priorities || probe.id('bert quiet')"
            )
        }
    }

    @Test func `nothing is laid over a library that is not followed any more`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SET search_path = tw, public; \(overlay()); UPDATE tw.subscription SET state = 'cancelled'"
            )
            try await world.expect("TW100", anna, "UPDATE overlay SET hidden = true")
            try await world.expect("TW100", anna, overlay("anna", "only-in-1"))
            try await world.expect("TW100", bert, run(2, 3))
        }
    }

    @Test func `an upgrade starts from the pinned version and goes forward`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", bert, run(2, 3))
            try await world.expect("TW100", bert, run(1, 3))
            try await world.expect("TW100", bert, run(2, 1))
            try await world.expect("TW100", bert, run(2, 3, owner: "anna"))
        }
    }

    @Test func `a run is taken back once, the newest first, within thirty days, and otherwise never edited`()
        async throws
    {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SET search_path = tw, public; \(run(2, 3, "a")); \(run(2, 4, "b"))"
            )
            let ids = try await world.column("SELECT id FROM tw.upgrade_run ORDER BY id")
            let back = { (id: String) in "UPDATE upgrade_run SET rolled_back_at = now() WHERE id = '\(id)'" }
            try await world.expect("TW100", bert, back(ids[0]))
            try await world.expect("1", bert, back(ids[1]))
            try await world.expect("1", bert, "\(back(ids[1])); \(back(ids[0]))")
            try await world.expect("TW101", bert, "\(back(ids[1])); UPDATE upgrade_run SET rolled_back_at = NULL")
            try await world.expect(
                "23514",
                bert,
                "UPDATE upgrade_run SET rolled_back_at = now() + interval '31 days' WHERE id = '\(ids[1])'"
            )
            try await world.expect("42501", bert, "UPDATE upgrade_run SET to_version = 9")
            try await world.expect("42501", bert, "DELETE FROM upgrade_run")
            try await world.expect("TW101", .superuser, "UPDATE upgrade_run SET to_version = 9")
        }
    }

    @Test func `the version that an upgrade left is read as long as it can be taken back`() async throws {
        try await SchemaWorld.with { world in
            // Anna is pinned to version 1, which is yanked.
            let version = "SELECT FROM library_version WHERE library_id = probe.id('kim open') AND number = 1"
            try await world.expect("1", anna, version)
            let moved = "\(run(1, 2, owner: "anna")); UPDATE subscription SET pinned_version = 2"
            try await world.expect("1", anna, "\(moved); \(version)")
            try await world.expect("0", anna, "UPDATE subscription SET pinned_version = 2; \(version)")
            try await world.expect("1", anna, "\(moved); UPDATE subscription SET pinned_version = 1")
            try await world.expect(
                "0",
                anna,
                "\(moved); UPDATE upgrade_run SET rolled_back_at = now(); \(version)"
            )
            try await world.expect(
                "0",
                anna,
                "\(moved); UPDATE subscription SET state = 'cancelled'; \(version)"
            )
        }
    }
}
