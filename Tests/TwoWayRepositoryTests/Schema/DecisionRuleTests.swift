import Testing
import TwoWayModel

/// R16: decisions and reality checks are never edited, and agree with what they are about.
@Suite struct DecisionRuleTests {
    private let anna = SchemaWorld.Actor.candidate("anna")

    private func decision(
        _ kind: String = "wait",
        id: String = "decision",
        reverses: String? = nil,
        opportunity: String = "anna job",
        basis: String = "NULL, NULL, NULL, NULL, NULL"
    ) -> String {
        """
        INSERT INTO decision (owner_id, id, opportunity_id, kind, reasons, stage, reverses_id, priority_set_id,
            priority_set_version, inputs_hash, method_version, scorecard)
        VALUES (probe.id('anna'), probe.id('\(id)'), probe.id('\(opportunity)'), '\(kind)', 'x', 'offer',
            \(reverses.map { "probe.id('\($0)')" } ?? "NULL"), \(basis))
        """
    }

    private let basis = "probe.id('anna set'), 1, repeat('a', 64), '1', '{}'"
    private let accept = """
        UPDATE opportunity SET stage = 'offer' WHERE title = 'job'; UPDATE opportunity SET stage = 'accepted' WHERE title = 'job';
        """

    private func check(_ day: Int = 30, id: String = "check", decision: String = "decision") -> String {
        """
        INSERT INTO reality_check (owner_id, id, opportunity_id, decision_id, day)
        VALUES (probe.id('anna'), probe.id('\(id)'), probe.id('anna job'), probe.id('\(decision)'), \(day))
        """
    }

    @Test func `R16 a decision is never edited and never lost, but with its job`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, decision(basis: basis))
            for column in ["reasons = 'y'", "kind = 'decline'", "scorecard = NULL", "decided_at = now()"] {
                try await world.expect("42501", anna, "\(decision()); UPDATE decision SET \(column)")
                try await world.expect(
                    "TW016",
                    .superuser,
                    "SET search_path = tw; \(decision()); UPDATE decision SET \(column)"
                )
            }
            try await world.expect("42501", anna, "\(decision()); DELETE FROM decision")
            try await world.expect("TW101", .superuser, "SET search_path = tw; \(decision()); DELETE FROM decision")
            try await world.expect("1", anna, "\(decision()); DELETE FROM opportunity WHERE title = 'job'")
        }
    }

    @Test func `what a decision rests on is there whole or not at all`() async throws {
        try await SchemaWorld.with { world in
            for incomplete in [
                "probe.id('anna set'), NULL, NULL, NULL, NULL", "probe.id('anna set'), 1, repeat('a', 64), '1', NULL",
            ] {
                try await world.expect("23514", anna, decision(basis: incomplete))
            }
            try await world.expect(
                "23503",
                anna,
                decision(basis: "probe.id('bert set'), 1, repeat('a', 64), '1', '{}'")
            )
            try await world.expect("23514", anna, decision(basis: "probe.id('anna set'), 1, 'short', '1', '{}'"))
        }
    }

    @Test func `a decision is taken back once, by one of the same job`() async throws {
        try await SchemaWorld.with { world in
            let back = decision("reversal", id: "back", reverses: "decision")
            try await world.expect("1", anna, "\(decision()); \(back)")
            try await world.expect(
                "23505",
                anna,
                "\(decision()); \(back); \(decision("reversal", id: "again", reverses: "decision"))"
            )
            try await world.expect(
                "TW404",
                anna,
                "\(decision()); \(back); \(decision("reversal", id: "again", reverses: "back"))"
            )
            try await world.expect(
                "TW404",
                anna,
                "\(decision()); \(decision("reversal", id: "back", reverses: "decision", opportunity: "anna second"))"
            )
            try await world.expect("TW404", anna, decision("reversal", id: "back", reverses: "nothing"))
            try await world.expect("23514", anna, decision("reversal"))
            try await world.expect("23514", anna, "\(decision()); \(decision("wait", id: "b", reverses: "decision"))")
        }
    }

    @Test func `a decision is carried out in the same transaction`() async throws {
        try await SchemaWorld.with { world in
            func close(_ reason: String) -> String {
                "UPDATE opportunity SET stage = 'closed', closed_reason = '\(reason)' WHERE title = 'job';"
            }
            for kind in ["accept", "decline", "withdraw"] {
                try await world.expect("TW017", anna, decision(kind))
            }
            try await world.expect("1", anna, accept + decision("accept"))
            try await world.expect("1", anna, close("declined") + decision("decline"))
            try await world.expect("1", anna, close("withdrawn") + decision("withdraw"))
            try await world.expect("TW017", anna, close("withdrawn") + decision("decline"))
            try await world.expect("TW017", anna, accept + decision("decline"))
            try await world.expect("1", anna, "\(decision("accept")); \(accept) SELECT FROM decision")
        }
    }

    @Test func `only an accepted job has a first day, and is looked at once for each day, for good`() async throws {
        try await SchemaWorld.with { world in
            let accepted = "\(accept) \(decision("accept"));"
            func start(_ decision: String = "decision") -> String {
                """
                INSERT INTO job_start (owner_id, decision_id, starts_on)
                VALUES (probe.id('anna'), probe.id('\(decision)'), '2026-02-01')
                """
            }
            try await world.expect("1", anna, accepted + start())
            try await world.expect("TW404", anna, "\(decision()); \(start())")
            try await world.expect("TW404", anna, start("nothing"))
            try await world.expect("1", anna, accepted + check())
            try await world.expect("TW404", anna, "\(decision()); \(check())")
            try await world.expect("23514", anna, accepted + check(31))
            try await world.expect("23505", anna, "\(accepted) \(check()); \(check(id: "again"))")
            try await world.expect("1", anna, "\(accepted) \(check()); \(check(90, id: "next"))")
            let there = "\(accepted) \(check());"
            try await world.expect("42501", anna, "\(there) UPDATE reality_check SET note = 'x'")
            try await world.expect("42501", anna, "\(there) DELETE FROM reality_check")
            let rating = """
                INSERT INTO reality_rating (owner_id, reality_check_id, priority_key, rating)
                VALUES (probe.id('anna'), probe.id('check'), probe.id('anna training'), 4);
                INSERT INTO reality_finding (owner_id, reality_check_id, evidence_id, source_class, rating, actual)
                VALUES (probe.id('anna'), probe.id('check'), probe.id('anna evidence'), 'peer', 2, 4)
                """
            try await world.expect("1", anna, "\(there) \(rating); SELECT FROM reality_finding WHERE rating <> actual")
            try await world.expect(
                "1",
                anna,
                "\(there) \(rating); UPDATE evidence SET retired_at = now(); SELECT FROM reality_finding"
            )
            for table in ["reality_rating", "reality_finding"] {
                try await world.expect("42501", anna, "\(there) \(rating); UPDATE \(table) SET rating = 1")
                try await world.expect("42501", anna, "\(there) \(rating); DELETE FROM \(table)")
            }
            try await world.expect("1", anna, "\(there) \(rating); DELETE FROM opportunity WHERE title = 'job'")
        }
    }
}
