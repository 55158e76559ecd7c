import Testing

/// The rules R5 and R9 to R13 about interviews and evidence, and R16 to R22 about what is shared and kept.
@Suite struct InterviewRuleTests {
    private typealias Actor = SchemaWorld.Actor
    private let anna = Actor.candidate("anna")
    private let kim = Actor.coach("kim")

    private func ask(person: String = "boss", item: String = "must", outcome: String = "answered") -> String {
        """
        INSERT INTO asking (owner_id, id, interview_id, item_id, text, person_id, asked_at, outcome)
        VALUES (probe.id('anna'), probe.id('new asking'), probe.id('anna meeting'), probe.id('anna \(item)'), 'x',
            probe.id('anna \(person)'), now(), '\(outcome)')
        """
    }

    private func answer(outcome: String) -> String {
        """
        INSERT INTO answer (owner_id, id, asking_id, outcome, body, specificity, captured)
        VALUES (probe.id('anna'), gen_random_uuid(), probe.id('new asking'), '\(outcome)', 'x', 'general', 'live')
        """
    }

    @Test func `R5 the wording of an asking survives its item`() async throws {
        try await SchemaWorld.with { world in
            let asked = "SELECT FROM asking WHERE text = 'item' AND item_id IS NULL"
            try await world.expect("1", anna, "DELETE FROM plan_item; \(asked)")
        }
    }

    @Test func `an asking knows what it was about, follows its item, and keeps it when the item goes`() async throws {
        try await SchemaWorld.with { world in
            let aim = "UPDATE plan_item SET priorities = ARRAY[probe.id('aim')] WHERE id = probe.id('anna must')"
            let about = "SELECT FROM asking WHERE id = probe.id('new asking') AND priorities = ARRAY[probe.id('aim')]"
            try await world.expect("1", anna, "\(aim); \(ask()); \(about)")
            try await world.expect("1", anna, "\(ask()); \(aim); \(about)")
            try await world.expect("1", anna, "\(ask()); \(aim); DELETE FROM plan_item; \(about)")
            let aimless = "UPDATE plan_item SET priorities = '{}' WHERE id = probe.id('anna must')"
            try await world.expect("0", anna, "\(aim); \(ask()); \(aimless); \(about)")
        }
    }

    @Test func `R9 the person asked is an interviewer and stays one`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, ask())
            try await world.expect("23503", anna, ask(person: "peer"))
            try await world.expect("TW009", anna, "DELETE FROM interviewer")
            try await world.expect("1", anna, "DELETE FROM asking; DELETE FROM interviewer")
            try await world.expect("1", anna, "DELETE FROM interview")
        }
    }

    @Test func `R10 an answer exists only with outcome answered, partial or evaded`() async throws {
        try await SchemaWorld.with { world in
            for outcome in ["answered", "partial", "evaded"] {
                try await world.expect("1", anna, "\(ask(outcome: outcome)); \(answer(outcome: outcome))")
            }
            for outcome in ["declined", "not_known"] {
                try await world.expect("23514", anna, "\(ask(outcome: outcome)); \(answer(outcome: outcome))")
                try await world.expect("23503", anna, "\(ask(outcome: outcome)); \(answer(outcome: "answered"))")
            }
            try await world.expect(
                "23505",
                anna,
                "\(ask()); \(answer(outcome: "answered")); \(answer(outcome: "answered"))"
            )
        }
    }

    @Test func `R10 an item is asked exactly when it has an asking`() async throws {
        try await SchemaWorld.with { world in
            let must = "SELECT FROM plan_item WHERE id = probe.id('anna must') AND state ="
            try await world.expect("1", anna, "\(must) 'planned'")
            try await world.expect("1", anna, "\(ask()); \(must) 'asked'")
            try await world.expect("1", anna, "\(ask()); DELETE FROM asking; \(must) 'planned'")
            try await world.expect(
                "1",
                anna,
                "UPDATE plan_item SET state = 'dropped', drop_reason = 'x' WHERE state = 'planned'; \(ask()); \(must) 'asked'"
            )
            try await world.expect(
                "TW010",
                anna,
                "UPDATE plan_item SET state = 'asked' WHERE id = probe.id('anna must')"
            )
            try await world.expect(
                "TW010",
                anna,
                "UPDATE plan_item SET state = 'planned' WHERE id = probe.id('anna item')"
            )
            try await world.expect("2", anna, "UPDATE plan_item SET state = state, text = 'x'")
            try await world.expect(
                "23514",
                anna,
                "UPDATE plan_item SET state = 'dropped' WHERE id = probe.id('anna must')"
            )
        }
    }

    @Test func `R11 closing an interview leaves no must-ask in state planned`() async throws {
        try await SchemaWorld.with { world in
            let close = "UPDATE interview SET state = 'closed'"
            try await world.expect("TW011", anna, close)
            try await world.expect("1", anna, "\(ask()); \(close)")
            try await world.expect("1", anna, "UPDATE plan_item SET must_ask = false; \(close)")
            let closed = "UPDATE plan_item SET state = 'deferred' WHERE must_ask; \(close);"
            try await world.expect("1", anna, closed + "SELECT FROM interview WHERE state = 'closed'")
            try await world.expect("TW011", anna, closed + "UPDATE plan_item SET state = 'planned' WHERE must_ask")
            try await world.expect(
                "1",
                anna,
                "\(ask()); \(close); DELETE FROM asking WHERE item_id = probe.id('anna must'); SELECT FROM plan_item WHERE state = 'deferred'"
            )
        }
    }

    @Test func `R11 carrying an item over twice writes it once`() async throws {
        try await SchemaWorld.with { world in
            let carry = """
                INSERT INTO plan_item (owner_id, id, interview_id, origin, carried_from, text, position, minutes)
                VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna meeting'), 'carried', probe.id('anna must'), 'x', 5, 3)
                """
            try await world.expect("1", anna, carry)
            try await world.expect("23505", anna, "\(carry); \(carry)")
            try await world.expect("0", anna, "\(carry); \(carry) ON CONFLICT DO NOTHING")
        }
    }

    @Test func `R12 deleting an answer retires its evidence`() async throws {
        try await SchemaWorld.with { world in
            let retired = "SELECT FROM evidence WHERE retired_at IS NOT NULL AND answer_id IS NULL"
            try await world.expect("1", anna, "DELETE FROM answer; \(retired)")
            try await world.expect("1", anna, "DELETE FROM asking; \(retired)")
            try await world.expect("1", anna, "UPDATE evidence SET retired_at = now()")
            try await world.expect(
                "TW101",
                anna,
                "UPDATE evidence SET retired_at = now(); UPDATE evidence SET retired_at = NULL"
            )
            try await world.expect("42501", anna, "UPDATE evidence SET rating = 5")
            try await world.expect("TW101", .superuser, "UPDATE evidence SET rating = 5")
            try await world.expect("42501", anna, "DELETE FROM evidence")
        }
    }

    @Test func `evidence is about a priority and an answer of its opportunity`() async throws {
        try await SchemaWorld.with { world in
            func rate(_ outcome: String, job: String, priority: String, answer: String?, origin: String) async throws {
                let link = answer.map { "probe.id('\($0)')" } ?? "NULL"
                try await world.expect(
                    outcome,
                    anna,
                    """
                    INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, answer_id, source_class,
                        specificity, rating, strength)
                    VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna \(job)'), probe.id('\(priority)'), 'job', '\(origin)',
                        \(link), 'peer', 'general', 3, 0.5)
                    """
                )
            }
            try await rate("1", job: "job", priority: "anna pay", answer: "anna answer", origin: "answer")
            try await rate("1", job: "second", priority: "anna pay", answer: nil, origin: "research")
            try await rate("TW404", job: "second", priority: "anna pay", answer: "anna answer", origin: "answer")
            try await rate("TW404", job: "job", priority: "bert pay", answer: nil, origin: "research")
            try await rate("TW404", job: "job", priority: "anna pay", answer: "bert answer", origin: "answer")
            try await rate("23514", job: "job", priority: "anna pay", answer: nil, origin: "answer")
            try await rate("23514", job: "job", priority: "anna pay", answer: "anna answer", origin: "research")
        }
    }

    @Test func `R13 an interval lies between 0 and 1, with its ends in order`() async throws {
        try await SchemaWorld.with { world in
            for (lo, hi, outcome) in [
                ("0", "1", "2"), ("0.5", "0.5", "2"), ("0.6", "0.5", "23514"), ("-0.1", "1", "23514"),
                ("0", "1.1", "23514"),
                ("'NaN'", "1", "23514"), ("0", "'NaN'", "23514"),
            ] {
                try await world.expect(outcome, anna, "UPDATE priority_rating SET lo = \(lo), hi = \(hi)")
            }
        }
    }

    @Test func `R17 receipts are never edited or deleted`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("42501", anna, "DELETE FROM receipt")
            try await world.expect("42501", kim, "UPDATE receipt SET method = 'x'")
            try await world.expect("TW101", .superuser, "UPDATE receipt SET method = 'x'")
            try await world.expect("TW101", .superuser, "DELETE FROM receipt")
            try await world.expect("TW101", .superuser, "DELETE FROM share")
        }
    }

    @Test func `R18 ending a relationship revokes its shares from either side`() async throws {
        try await SchemaWorld.with { world in
            let end = "UPDATE relationship SET status = 'ended' WHERE id = probe.id('anna kim')"
            let revoked = "SELECT FROM share WHERE coach_id = probe.id('kim') AND revoked_at IS NOT NULL"
            try await world.expect("2", anna, "\(end); \(revoked)")
            try await world.expect("0", kim, "\(end); SELECT FROM opportunity WHERE owner_id = probe.id('anna')")
            try await world.expect(
                "TW100",
                anna,
                "\(end); UPDATE relationship SET status = 'active' WHERE id = probe.id('anna kim')"
            )
        }
    }

    @Test func `R18 a dead share or relationship is not used again`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("TW101", anna, "UPDATE share SET revoked_at = NULL WHERE revoked_at IS NOT NULL")
            try await world.expect("42501", anna, "UPDATE share SET fields = '{pay}'")
            func share(_ coach: String, of relationship: String, fields: String = "{pay}") -> String {
                """
                INSERT INTO share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
                VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna \(relationship)'), probe.id('\(coach)'), 'opportunity',
                    probe.id('anna job'), '\(fields)')
                """
            }
            try await world.expect("1", anna, share("kim", of: "kim"))
            try await world.expect("TW018", anna, share("rita", of: "rita"))
            try await world.expect("23503", anna, share("nora", of: "kim"))
            try await world.expect("23514", anna, share("kim", of: "kim", fields: "{}"))
            try await world.expect("23514", anna, share("kim", of: "kim", fields: "{weights}"))
        }
    }

    @Test func `an invitation is accepted by the coach alone`() async throws {
        try await SchemaWorld.with { world in
            let invite = """
                INSERT INTO tw.relationship (owner_id, id, coach_id)
                VALUES (probe.id('bert'), probe.id('bert kim'), probe.id('kim'))
                """
            _ = try await world.database.sql(invite)
            let accept = "UPDATE relationship SET status = 'active' WHERE id = probe.id('bert kim')"
            try await world.expect("1", kim, accept)
            try await world.expect("TW100", .candidate("bert"), accept)
            try await world.expect("0", .coach("nora"), accept)
            try await world.expect("23505", .candidate("bert"), invite)
        }
    }

    @Test func `R22 a key is taken once by each owner, and its first response stays`() async throws {
        try await SchemaWorld.with { world in
            func keep(_ person: String) -> String {
                """
                INSERT INTO idempotency (owner_id, key, method, params_sha256, response)
                VALUES (probe.id('\(person)'), probe.id('key'), 'x', sha256('y'), 'second')
                """
            }
            try await world.expect("23505", anna, keep("anna"))
            try await world.expect("1", .candidate("clio"), keep("clio"))
            try await world.expect("42501", anna, keep("bert"))
            try await world.expect("42501", anna, "UPDATE idempotency SET response = 'x'")
        }
    }

    @Test func `R22 a capture record with the client's id is written once`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("23505", anna, "\(ask()); \(ask())")
            try await world.expect("0", anna, "\(ask()); \(ask()) ON CONFLICT (owner_id, id) DO NOTHING")
        }
    }

    @Test func `erasing an account erases all that it owns, and nothing of others`() async throws {
        try await SchemaWorld.with { world in
            let owned = try await world.column(
                """
                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r'
                """
            )
            func count(_ person: String) async throws -> Int {
                var rows = 0
                for table in owned {
                    rows +=
                        Int(
                            try await world.value(
                                "SELECT count(*) FROM tw.\(table) WHERE owner_id = probe.id('\(person)')"
                            )
                        ) ?? 0
                }
                return rows
            }
            let before = try await count("bert")
            try await world.expect("1", .admin, "SELECT sec.admin_account_erase(probe.id('anna'))")
            let erased = try await world.value("SELECT sec.admin_account_erase(probe.id('anna'))")
            #expect(erased == "t")
            #expect(try await count("anna") == 0)
            #expect(try await count("bert") == before)

            _ = try await world.database.sql("SELECT sec.admin_account_erase(probe.id('kim'))")
            #expect(try await count("kim") == 0)
            try await world.expect("1", .candidate("bert"), "SELECT FROM subscription")
            _ = try await world.database.sql("SELECT sec.admin_account_erase(probe.id('clio'))")
            try await world.expect("1", .candidate("bert"), "SELECT FROM relationship WHERE status = 'ended'")
            try await world.expect("1", .candidate("bert"), "SELECT FROM share WHERE revoked_at IS NOT NULL")
        }
    }
}
