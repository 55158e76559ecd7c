import Testing
import TwoWayModel

/// What contradictions and typed answers may never be.
@Suite struct ContradictionRuleTests {
    private let anna = SchemaWorld.Actor.candidate("anna")

    /// A second rating of the same at the same scope, with an id above or below the first one's.
    private func evidence(
        scope: String = "job",
        priority: String = "anna training",
        opportunity: String = "anna job"
    ) -> String {
        """
        INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating, strength)
        VALUES (probe.id('anna'), probe.id('anna seen'), probe.id('\(opportunity)'), probe.id('\(priority)'), '\(scope)',
            'observation', 'observation', 'example', 1, 0.8)
        """
    }

    private func pair(
        _ state: String = "open",
        id: String = "pair",
        opportunity: String = "anna job",
        owner: String = "anna"
    ) -> String {
        let decided = ["explained", "accepted_as_risk", "dismissed"].contains(state)
        return """
            INSERT INTO contradiction (owner_id, id, opportunity_id, first_id, second_id, severity, weight, state, reason, decided_at)
            VALUES (probe.id('\(owner)'), probe.id('\(id)'), probe.id('\(opportunity)'),
                least(probe.id('anna evidence'), probe.id('anna seen')),
                greatest(probe.id('anna evidence'), probe.id('anna seen')), 0.4, 0.5, '\(state)',
                \(decided ? "'x', now()" : "NULL, NULL"))
            """
    }

    @Test func `a pair is about one matter of its opportunity, and has one row`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, "\(evidence()); \(pair())")
            try await world.expect("23505", anna, "\(evidence()); \(pair()); \(pair(id: "again"))")
            try await world.expect("TW404", anna, "\(evidence(scope: "supervisor")); \(pair())")
            try await world.expect("TW404", anna, "\(evidence(priority: "anna pay")); \(pair())")
            try await world.expect("TW404", anna, "\(evidence(opportunity: "anna second")); \(pair())")
            try await world.expect("TW404", anna, "\(evidence()); \(pair(opportunity: "anna second"))")
            try await world.expect("TW404", anna, "\(evidence()); \(pair(opportunity: "bert job"))")
            // Row-level security answers before the rule for somebody else's row, or the rule before it.
            let foreign = try await world.attempt(anna, "\(evidence()); \(pair(owner: "bert"))")
            #expect(["42501", "TW404"].contains(foreign))
            let turned = "UPDATE contradiction SET state = state; "
            try await world.expect("1", anna, "\(evidence()); \(pair()); \(turned) SELECT FROM contradiction")
            for column in [
                "first_id = second_id", "severity = 0", "opportunity_id = opportunity_id", "belief_id = NULL",
            ] {
                try await world.expect("42501", anna, "\(evidence()); \(pair()); UPDATE contradiction SET \(column)")
            }
        }
    }

    @Test func `its sides are two pieces of evidence in order, or one and a belief`() async throws {
        try await SchemaWorld.with { world in
            func row(_ first: String, _ second: String, _ belief: String) -> String {
                """
                INSERT INTO belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected, state)
                VALUES (probe.id('anna'), probe.id('belief'), probe.id('anna job'), probe.id('anna training'), 'x', 'job', 4, 'unverified');
                UPDATE belief SET state = 'mixed';
                \(evidence());
                INSERT INTO contradiction (owner_id, id, opportunity_id, first_id, second_id, belief_id, severity, weight)
                VALUES (probe.id('anna'), probe.id('pair'), probe.id('anna job'), \(first), \(second), \(belief), 0.4, 0.5)
                """
            }
            let low = "least(probe.id('anna evidence'), probe.id('anna seen'))"
            let high = "greatest(probe.id('anna evidence'), probe.id('anna seen'))"
            try await world.expect("1", anna, row(low, high, "NULL"))
            try await world.expect("1", anna, row("probe.id('anna seen')", "NULL", "probe.id('belief')"))
            try await world.expect("23514", anna, row(high, low, "NULL"))
            try await world.expect("23514", anna, row(low, high, "probe.id('belief')"))
            try await world.expect("TW404", anna, row(low, "NULL", "NULL"))
            try await world.expect("TW404", anna, row(low, "probe.id('nothing')", "NULL"))
        }
    }

    @Test func `it takes the steps of its life and no others, and has a reason exactly when decided`() async throws {
        try await SchemaWorld.with { world in
            for from in Contradiction.State.allCases {
                for to in Contradiction.State.allCases where to != from {
                    let isDecided = [.explained, .acceptedAsRisk, .dismissed].contains(to)
                    let marks = isDecided ? "'x', decided_at = now()" : "NULL, decided_at = NULL"
                    let outcome = try await world.attempt(
                        anna,
                        """
                        \(evidence()); \(pair(from.rawValue));
                        UPDATE contradiction SET state = '\(to.rawValue)', reason = \(marks)
                        """
                    )
                    #expect(outcome == (from.mayBecome(to) ? "1" : "TW100"), "\(from) to \(to)")
                }
            }
            let there = "\(evidence()); \(pair());"
            try await world.expect("23514", anna, there + "UPDATE contradiction SET state = 'explained'")
            try await world.expect("23514", anna, there + "UPDATE contradiction SET reason = 'x', decided_at = now()")
            try await world.expect(
                "23514",
                anna,
                there + "UPDATE contradiction SET state = 'dismissed', reason = 'x'"
            )
        }
    }

    @Test func `it does not wait for evidence that is gone`() async throws {
        try await SchemaWorld.with { world in
            let retire = "UPDATE evidence SET retired_at = now() WHERE id = probe.id('anna seen')"
            for waiting in ["open", "queued"] {
                let there = "\(evidence()); \(pair(waiting));"
                try await world.expect("TW013", anna, there + retire)
                try await world.expect(
                    "1",
                    anna,
                    "\(there) \(retire); UPDATE contradiction SET state = 'resolved_by_data'"
                )
                try await world.expect("TW013", anna, "\(there) DELETE FROM answer")
            }
            try await world.expect("1", anna, "\(evidence()); \(pair("explained")); \(retire)")
            try await world.expect("1", anna, "\(evidence()); \(pair()); DELETE FROM opportunity WHERE title = 'job'")
        }
    }

    @Test func `an item of a plan clears up a contradiction of its own opportunity`() async throws {
        try await SchemaWorld.with { world in
            let there = "\(evidence()); \(pair());"
            let plan = "UPDATE plan_item SET contradiction_id = probe.id('pair') WHERE text = 'must'"
            try await world.expect("1", anna, there + plan)
            try await world.expect("TW404", anna, plan)
            let moved = """
                INSERT INTO interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes)
                VALUES (probe.id('anna'), probe.id('else'), probe.id('anna second'), 1, 'x', 'video', 'UTC', 5);
                INSERT INTO plan (owner_id, interview_id) VALUES (probe.id('anna'), probe.id('else'));
                INSERT INTO plan_item (owner_id, id, interview_id, origin, text, position, minutes, contradiction_id)
                VALUES (probe.id('anna'), probe.id('new'), probe.id('else'), 'contradiction', 'x', 0, 3, probe.id('pair'))
                """
            try await world.expect("TW404", anna, there + moved)
            try await world.expect(
                "1",
                anna,
                "\(there) \(plan); DELETE FROM contradiction; SELECT FROM plan_item WHERE text = 'must'"
            )
        }
    }

    @Test func `a value has what its kind needs and nothing else`() async throws {
        try await SchemaWorld.with { world in
            for (columns, outcome) in [
                ("value_kind = 'number', value_number = 80000, value_unit = 'EUR'", "1"),
                ("value_kind = 'number', value_number = 0", "1"), ("value_kind = 'yes_no', value_yes = false", "1"),
                ("value_kind = 'day', value_day = '2026-05-04'", "1"), ("value_kind = NULL", "1"),
                ("value_kind = 'number'", "23514"), ("value_kind = 'yes_no'", "23514"), ("value_kind = 'day'", "23514"),
                ("value_number = 1", "23514"), ("value_unit = 'EUR'", "23514"), ("value_yes = true", "23514"),
                ("value_kind = 'number', value_number = 'NaN'", "23514"),
                ("value_kind = 'number', value_number = 1e16", "23514"),
                ("value_kind = 'number', value_number = 1, value_yes = true", "23514"),
                ("value_kind = 'yes_no', value_yes = true, value_unit = 'EUR'", "23514"),
                ("value_kind = 'maybe', value_yes = true", "23514"),
            ] {
                try await world.expect(outcome, anna, "UPDATE answer SET \(columns)")
            }
        }
    }
}
