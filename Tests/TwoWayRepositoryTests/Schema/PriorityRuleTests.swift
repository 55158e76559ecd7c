import Testing

/// What the database itself holds of R6 and R7 for ranks, certainty, trade-offs and changes after a freeze.
@Suite struct PriorityRuleTests {
    private typealias Actor = SchemaWorld.Actor
    private let anna = Actor.candidate("anna")

    private let freeze = "UPDATE priority_set SET state = 'frozen', freeze_cause = 'offer' WHERE state = 'active';"
    private let supersede = "UPDATE priority_set SET state = 'superseded' WHERE state IN ('active', 'frozen');"

    /// A second version of Anna's set, with two priorities.
    private func draft(_ mode: String = "exact", ranks: String...) -> String {
        let ranks = ranks.isEmpty ? ["NULL", "NULL"] : ranks
        return """
            INSERT INTO priority_set (owner_id, id, job_search_id, version, weight_mode)
            VALUES (probe.id('anna'), probe.id('two'), probe.id('anna search'), 2, '\(mode)');
            INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight, rank)
            VALUES (probe.id('anna'), probe.id('two'), probe.id('anna pay'), 0, 'x', 'more', 1, \(ranks[0])),
                (probe.id('anna'), probe.id('two'), probe.id('anna quiet'), 1, 'y', 'more', 1, \(ranks[1]));
            """
    }

    private func activate(reason: String = "NULL") -> String {
        "UPDATE priority_set SET state = 'active', change_reason = \(reason) WHERE version = 2"
    }

    private func trade(
        _ give: String = "anna pay",
        _ gain: String = "anna quiet",
        limit: String = "3",
        set: String = "anna set",
        position: Int = 0
    ) -> String {
        """
        INSERT INTO trade_off (owner_id, priority_set_id, position, give_key, gain_key, limit_rating)
        VALUES (probe.id('anna'), probe.id('\(set)'), \(position), probe.id('\(give)'), probe.id('\(gain)'), \(limit));
        """
    }

    @Test func `a trade-off is about two priorities of its set, each pair once, with a rating as its limit`()
        async throws
    {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, trade())
            try await world.expect("1", anna, trade() + trade("anna quiet", "anna pay", position: 1))
            try await world.expect("23514", anna, trade("anna pay", "anna pay"))
            try await world.expect("23505", anna, trade() + trade(position: 1))
            try await world.expect("23503", anna, trade("anna pay", "bert pay"))
            try await world.expect("23503", anna, trade("nothing", "anna pay"))
            for limit in ["0.9", "5.1", "'NaN'"] { try await world.expect("23514", anna, trade(limit: limit)) }
            try await world.expect("1", anna, trade(position: 59))
            try await world.expect("23514", anna, trade(position: 60))
            try await world.expect("42501", anna, trade() + "UPDATE trade_off SET limit_rating = 4")
            try await world.expect(
                "0",
                anna,
                trade() + "DELETE FROM priority WHERE priority_key = probe.id('anna quiet'); SELECT FROM trade_off"
            )
        }
    }

    @Test func `R7 the trade-offs of a frozen or superseded set stay as they are`() async throws {
        try await SchemaWorld.with { world in
            for state in [freeze, supersede] {
                try await world.expect("TW007", anna, state + trade())
                try await world.expect("TW007", anna, trade() + state + "DELETE FROM trade_off")
                try await world.expect("TW007", .superuser, trade() + state + "UPDATE trade_off SET limit_rating = 4")
                // Deleting from above takes them along.
                try await world.expect("1", anna, trade() + state + "DELETE FROM job_search")
                try await world.expect(
                    "1",
                    .superuser,
                    trade() + state + "DELETE FROM account WHERE id = probe.id('anna')"
                )
            }
        }
    }

    @Test func `R1 nobody else reads or writes a trade-off, a coach neither`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql("SET search_path = tw; " + trade())
            try await world.expect("1", anna, "SELECT FROM trade_off")
            try await world.expect("0", .candidate("bert"), "SELECT FROM trade_off")
            try await world.expect("0", .candidate("bert"), "DELETE FROM trade_off")
            try await world.expect("42501", .candidate("bert"), trade("anna quiet", "anna training", position: 1))
            // Nothing of it is shared with her.
            try await world.expect("0", .coach("kim"), "SELECT FROM trade_off")
            try await world.expect("42501", .coach("kim"), "DELETE FROM trade_off")
            try await world.expect("42501", .admin, "SELECT FROM trade_off")
        }
    }

    @Test func `certainty is said exactly for points, and a frozen set says its cause`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("23514", anna, "UPDATE priority_set SET weight_mode = 'points'")
            try await world.expect("23514", anna, "UPDATE priority_set SET certainty = 'sure'")
            try await world.expect("1", anna, "UPDATE priority_set SET weight_mode = 'points', certainty = 'sure'")
            try await world.expect("23514", anna, "UPDATE priority_set SET state = 'frozen'")
            try await world.expect("1", anna, freeze)
        }
    }

    @Test func `in a set that counts ranks go with the ordinal mode, and there every priority has one`() async throws {
        try await SchemaWorld.with { world in
            func counts(_ outcome: String, _ draft: String) async throws {
                try await world.expect(outcome, anna, draft + supersede + activate())
            }
            try await counts("1", draft())
            try await counts("1", draft("ordinal", ranks: "1", "2"))
            try await counts("1", draft("ordinal", ranks: "1", "1"))
            try await counts("TW106", draft("ordinal"))
            try await counts("TW106", draft("ordinal", ranks: "1", "NULL"))
            try await counts("TW106", draft("ordinal", ranks: "1", "3"))
            try await counts("TW106", draft("exact", ranks: "1", "2"))
            try await counts("23514", draft("ordinal", ranks: "0", "1"))
            // A draft may still be anything; a set that counts stays right.
            try await world.expect(
                "2",
                anna,
                draft("ordinal") + "SELECT FROM priority WHERE priority_set_id = probe.id('two')"
            )
            try await world.expect("TW106", anna, "UPDATE priority SET rank = 1")
            try await world.expect("TW106", anna, "UPDATE priority_set SET weight_mode = 'ordinal'")
            try await world.expect(
                "TW106",
                anna,
                """
                INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight, rank)
                VALUES (probe.id('anna'), probe.id('anna set'), probe.id('new'), 9, 'x', 'more', 1, 1)
                """
            )
        }
    }

    @Test func `once a set was frozen the next one needs a reason`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, draft() + supersede + activate())
            try await world.expect("TW107", anna, freeze + draft() + supersede + activate())
            try await world.expect("1", anna, freeze + draft() + supersede + activate(reason: "'better so'"))
            try await world.expect("23514", anna, freeze + draft() + supersede + activate(reason: "''"))
            // Also when the frozen one was superseded before, and not in another job search.
            let third = """
                INSERT INTO priority_set (owner_id, id, job_search_id, version)
                VALUES (probe.id('anna'), probe.id('three'), probe.id('anna search'), 3);
                INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
                VALUES (probe.id('anna'), probe.id('three'), probe.id('anna pay'), 0, 'x', 'more', 1);
                """
            let changed = freeze + draft() + supersede + activate(reason: "'better so'") + ";"
            try await world.expect(
                "TW107",
                anna,
                changed + third + supersede + "UPDATE priority_set SET state = 'active' WHERE version = 3"
            )
            try await world.expect(
                "1",
                anna,
                freeze + """
                    INSERT INTO job_search (owner_id, id, title) VALUES (probe.id('anna'), probe.id('other'), 'x');
                    INSERT INTO priority_set (owner_id, id, job_search_id, version)
                    VALUES (probe.id('anna'), probe.id('three'), probe.id('other'), 1);
                    INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
                    VALUES (probe.id('anna'), probe.id('three'), probe.id('fresh'), 0, 'x', 'more', 1);
                    UPDATE priority_set SET state = 'active' WHERE id = probe.id('three')
                    """
            )
        }
    }

    @Test func `own anchors are five`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("3", anna, "UPDATE priority SET anchors = '{a,b,c,d,e}'")
            for wrong in ["{}", "{a,b,c,d}", "{a,b,c,d,e,f}", "{a,b,c,d,NULL}"] {
                try await world.expect("23514", anna, "UPDATE priority SET anchors = '\(wrong)'")
            }
        }
    }
}
