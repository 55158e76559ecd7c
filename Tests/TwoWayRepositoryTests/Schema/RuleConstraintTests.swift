import Testing

/// The rules R2 to R22 of the domain, as far as the database keeps them: each is broken once and refused.
@Suite struct RuleConstraintTests {
    private typealias Actor = SchemaWorld.Actor
    private let anna = Actor.candidate("anna")
    private let kim = Actor.coach("kim")

    // MARK: Libraries

    @Test func `R2 a published version never changes and is never deleted`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect(
                "1",
                kim,
                "UPDATE library_version SET yanked_at = now() WHERE library_id = probe.id('kim quiet') AND number = 2"
            )
            try await world.expect(
                "TW002",
                kim,
                "UPDATE library_version SET yanked_at = NULL WHERE yanked_at IS NOT NULL"
            )
            try await world.expect("42501", kim, "UPDATE library_version SET change_notes = 'x'")
            try await world.expect("TW002", .superuser, "UPDATE library_version SET change_notes = 'x'")
            try await world.expect("42501", kim, "DELETE FROM library_version")
            try await world.expect("TW002", .superuser, "DELETE FROM library_version")
            try await world.expect("TW002", .superuser, "DELETE FROM library WHERE slug = 'own'")
        }
    }

    @Test func `R2 versions are numbered without gaps, and yanking moves the latest back`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", kim, publish(3, questions: ["first"]))
            try await world.expect("TW002", kim, publish(2, questions: ["first"]))
            try await world.expect("TW002", kim, publish(4, questions: ["first"]))
            let latest = "SELECT FROM library WHERE slug = 'quiet' AND latest_version = "
            try await world.expect("1", kim, "\(publish(3, questions: ["first"])); \(latest) 3")
            try await world.expect(
                "1",
                kim,
                "UPDATE library_version SET yanked_at = now() WHERE number = 2; \(latest) 1"
            )
        }
    }

    @Test func `R3 a question key is never used again and never moves`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("TW003", kim, publish(3, questions: ["only-in-1"]))
            try await world.expect("TW003", kim, publish(3, questions: ["first", "first"]))
            try await world.expect("42501", kim, "DELETE FROM question")
            try await world.expect("TW003", .superuser, "DELETE FROM question")
            try await world.expect("TW003", .superuser, "UPDATE question SET owner_id = probe.id('nora')")
            try await world.expect(
                "TW003",
                .superuser,
                "UPDATE question SET retired_version = NULL WHERE retired_version IS NOT NULL"
            )
        }
    }

    @Test func `publishing writes a revision for each new wording`() async throws {
        try await SchemaWorld.with { world in
            let revisions = try await world.column(
                """
                SELECT question_key || ' ' || revision || ' since ' || since_version FROM tw.question_revision
                WHERE library_id = probe.id('kim open') ORDER BY 1
                """
            )
            #expect(revisions == ["first 1 since 1", "first 2 since 2", "only-in-1 1 since 1", "only-in-2 1 since 2"])
            let retired = try await world.column(
                "SELECT question_key FROM tw.question WHERE retired_version = 2 AND library_id = probe.id('kim open')"
            )
            #expect(retired == ["only-in-1"])
            let same = #"""
                INSERT INTO library_version (owner_id, library_id, number, author, change_notes, document, content_hash)
                SELECT owner_id, library_id, 3, author, change_notes, document, content_hash FROM library_version
                WHERE library_id = probe.id('kim quiet') AND number = 2;
                SELECT FROM question_revision WHERE library_id = probe.id('kim quiet')
                """#
            try await world.expect("4", kim, same)
        }
    }

    @Test func `a subscription is pinned to a version that can be read`() async throws {
        try await SchemaWorld.with { world in
            func follow(_ outcome: String, _ library: String, version: Int) async throws {
                try await world.expect(
                    outcome,
                    .candidate("clio"),
                    """
                    INSERT INTO subscription (owner_id, id, library_owner_id, library_id, pinned_version)
                    VALUES (probe.id('clio'), gen_random_uuid(), probe.id('kim'), probe.id('kim \(library)'), \(version))
                    """
                )
            }
            try await follow("1", "open", version: 2)
            try await follow("TW404", "open", version: 1)
            try await follow("TW404", "open", version: 3)
            try await follow("TW404", "own", version: 1)
            try await follow("TW404", "circle", version: 1)
            try await follow("TW404", "draft", version: 1)
            try await world.expect("TW404", .candidate("bert"), "UPDATE subscription SET pinned_version = 1")
            try await world.expect("1", anna, "UPDATE subscription SET pinned_version = 2")
        }
    }

    @Test func `a followed library is not withdrawn`() async throws {
        try await SchemaWorld.with { world in
            let withdraw = "UPDATE library SET status = 'deprecated'; UPDATE library SET status = 'withdrawn'"
            try await world.expect(
                "TW103",
                kim,
                "\(withdraw) WHERE slug = 'open'".replacing("; ", with: " WHERE slug = 'open'; ")
            )
            try await world.expect(
                "1",
                kim,
                "\(withdraw) WHERE slug = 'quiet'".replacing("; ", with: " WHERE slug = 'quiet'; ")
            )
        }
    }

    private func publish(_ number: Int, questions: [String]) -> String {
        let texts = questions.map { #"{"key": "\#($0)", "text": "x"}"# }.joined(separator: ", ")
        return """
            INSERT INTO library_version (owner_id, library_id, number, author, change_notes, document, content_hash)
            VALUES (probe.id('kim'), probe.id('kim quiet'), \(number), 'Kim', 'x', '{"topics": [{"questions": [\(texts)]}]}', repeat('b', 64))
            """
    }

    // MARK: Priorities

    @Test func `R6 a set without any weight does not become or stay the one that counts`() async throws {
        try await SchemaWorld.with { world in
            let draft = """
                INSERT INTO priority_set (owner_id, id, job_search_id, version) VALUES (probe.id('anna'), probe.id('two'), probe.id('anna search'), 2);
                UPDATE priority_set SET state = 'superseded' WHERE version = 1;
                """
            let activate = "UPDATE priority_set SET state = 'active' WHERE version = 2"
            func weighing(_ weight: Int) -> String {
                """
                INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
                VALUES (probe.id('anna'), probe.id('two'), probe.id('anna pay'), 0, 'x', 'more', \(weight));
                """
            }
            try await world.expect("TW006", anna, draft + activate)
            try await world.expect("TW006", anna, draft + weighing(0) + activate)
            try await world.expect("1", anna, draft + weighing(1) + activate)
            try await world.expect("TW006", anna, "UPDATE priority SET weight = 0")
            try await world.expect("TW006", anna, "DELETE FROM priority")
            try await world.expect("3", anna, "UPDATE priority SET weight = 0; UPDATE priority SET weight = 1")
            try await world.expect("23514", anna, "UPDATE priority SET weight = -1")
            try await world.expect("23514", anna, "UPDATE priority SET weight = 'NaN'")
        }
    }

    @Test func `R7 a frozen set is immutable with its priorities`() async throws {
        try await SchemaWorld.with { world in
            let freeze = "UPDATE priority_set SET state = 'frozen', freeze_cause = 'offer';"
            try await world.expect("1", anna, freeze + "UPDATE priority_set SET state = 'superseded', revision = 3")
            for change in [
                "UPDATE priority_set SET weight_mode = 'points'", "UPDATE priority_set SET freeze_cause = 'x'",
                "UPDATE priority_set SET state = 'superseded', change_reason = 'x'", "DELETE FROM priority_set",
                "UPDATE priority SET weight = 2", "DELETE FROM priority",
                """
                INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
                VALUES (probe.id('anna'), probe.id('anna set'), probe.id('new'), 9, 'x', 'more', 1)
                """,
            ] {
                try await world.expect("TW007", anna, freeze + change)
            }
            try await world.expect("1", anna, freeze + "DELETE FROM job_search")
        }
    }

    @Test func `R7 one set counts, and one is worked on`() async throws {
        try await SchemaWorld.with { world in
            func set(_ version: Int) -> String {
                """
                INSERT INTO priority_set (owner_id, id, job_search_id, version)
                VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna search'), \(version))
                """
            }
            try await world.expect("1", anna, set(2))
            try await world.expect("23505", anna, set(1))
            try await world.expect("23505", anna, "\(set(2)); \(set(3))")
            try await world.expect(
                "23505",
                anna,
                "\(set(2)); UPDATE priority_set SET state = 'active' WHERE version = 2"
            )
            try await world.expect(
                "TW100",
                anna,
                """
                INSERT INTO priority_set (owner_id, id, job_search_id, version, state)
                VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna search'), 2, 'superseded')
                """
            )
        }
    }

    @Test func `R7 a target needs the target direction and a threshold a must-have, and the reverse`() async throws {
        try await SchemaWorld.with { world in
            for (change, outcome) in [
                ("direction = 'target', target = 3", "3"), ("direction = 'target'", "23514"), ("target = 3", "23514"),
                ("direction = 'target', target = 6", "23514"), ("must_have = true, threshold = 3", "3"),
                ("must_have = true", "23514"), ("threshold = 3", "23514"), ("required_source = 'peer'", "23514"),
                ("must_have = true, threshold = 3, required_source = 'peer'", "3"),
            ] {
                try await world.expect(outcome, anna, "UPDATE priority SET \(change)")
            }
        }
    }

    // MARK: Opportunities

    @Test func `R8 a closed opportunity has a reason, and no other has one`() async throws {
        try await SchemaWorld.with { world in
            let close = "UPDATE opportunity SET stage = 'closed'"
            try await world.expect("23514", anna, close)
            try await world.expect("2", anna, "\(close), closed_reason = 'rejected'")
            try await world.expect("23514", anna, "UPDATE opportunity SET closed_reason = 'rejected'")
        }
    }

    @Test func `R8 each stage change writes exactly one event`() async throws {
        try await SchemaWorld.with { world in
            let job = "WHERE id = probe.id('anna job')"
            let events = "SELECT FROM stage_event WHERE opportunity_id = probe.id('anna job')"
            try await world.expect("2", anna, events)
            try await world.expect("3", anna, "UPDATE opportunity SET stage = 'offer' \(job); \(events)")
            try await world.expect("2", anna, "UPDATE opportunity SET stage = stage, title = 'x' \(job); \(events)")
            try await world.expect(
                "1",
                anna,
                """
                UPDATE opportunity SET stage = 'closed', closed_reason = 'declined', stage_note = 'Far away', updated_at = '2030-01-01Z' \(job);
                \(events) AND ordinal = 3 AND from_stage = 'interviewing' AND to_stage = 'closed' AND reason = 'declined'
                    AND note = 'Far away' AND at = '2030-01-01Z'
                """
            )
            try await world.expect("42501", anna, "DELETE FROM stage_event")
            try await world.expect("TW101", .superuser, "DELETE FROM stage_event")
            try await world.expect("TW101", .superuser, "UPDATE stage_event SET note = 'x'")
            try await world.expect("1", anna, "DELETE FROM opportunity \(job)")
        }
    }

    @Test func `an opportunity goes forward, is closed, and is reopened where it was`() async throws {
        try await SchemaWorld.with { world in
            func advance(_ stages: String...) -> String {
                stages.map { stage in
                    "UPDATE opportunity SET stage = '\(stage)', closed_reason = \(stage == "closed" ? "'other'" : "NULL") "
                        + "WHERE id = probe.id('anna job')"
                }.joined(separator: "; ")
            }
            try await world.expect("1", anna, advance("accepted"))
            try await world.expect("1", anna, advance("closed", "interviewing", "offer", "closed", "offer"))
            try await world.expect("TW100", anna, advance("applied"))
            try await world.expect("TW100", anna, advance("closed", "offer"))
            try await world.expect("TW100", anna, advance("accepted", "closed"))
        }
    }

    @Test func `what an opportunity or interview rests on is not deleted`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("TW102", anna, "DELETE FROM organisation WHERE id = probe.id('anna acme')")
            try await world.expect("TW102", anna, "DELETE FROM person WHERE id = probe.id('anna boss')")
            try await world.expect("1", anna, "DELETE FROM person WHERE id = probe.id('anna peer')")
        }
    }

    @Test func `pay is whole or absent`() async throws {
        try await SchemaWorld.with { world in
            let pay = "UPDATE opportunity SET pay_low = 10, pay_high ="
            try await world.expect("2", anna, "\(pay) 20, pay_currency = 'EUR', pay_period = 'hour'")
            try await world.expect("23514", anna, "\(pay) 20, pay_currency = 'EUR'")
            try await world.expect("23514", anna, "\(pay) 9, pay_currency = 'EUR', pay_period = 'hour'")
            try await world.expect("23514", anna, "\(pay) 20, pay_currency = 'eur', pay_period = 'hour'")
        }
    }
}
