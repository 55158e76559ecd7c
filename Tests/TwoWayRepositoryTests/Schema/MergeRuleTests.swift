import Testing
import TwoWayTestSupport

/// What merging may and may not do, below the services.
@Suite struct MergeRuleTests {
    private let anna = SchemaWorld.Actor.candidate("anna")
    private let merge = "SELECT sec.merge_opportunities(probe.id('anna second'), probe.id('anna job'))"
    private let mergePeople = "SELECT sec.merge_people(probe.id('anna peer'), probe.id('anna boss'))"

    @Test func `the functions work for the signed-in candidate on the candidate's own, and for nobody else`()
        async throws
    {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, merge)
            try await world.expect("1", anna, mergePeople)
            for actor in [
                SchemaWorld.Actor.candidate("bert"), .candidate("anna revoked"), .candidate("anna expired"),
                .candidate("sue"), .candidate(nil),
            ] {
                try await world.expect("TW404", actor, merge)
                try await world.expect("TW404", actor, mergePeople)
            }
            for actor in [SchemaWorld.Actor.coach("kim"), .coach("clio"), .auth, .admin, .app] {
                try await world.expect("42501", actor, merge)
                try await world.expect("42501", actor, mergePeople)
            }
            try await world.expect(
                "TW404",
                anna,
                "SELECT sec.merge_opportunities(probe.id('anna job'), probe.id('bert job'))"
            )
            try await world.expect(
                "TW404",
                anna,
                "SELECT sec.merge_opportunities(probe.id('bert job'), probe.id('anna job'))"
            )
            try await world.expect(
                "TW404",
                anna,
                "SELECT sec.merge_opportunities(probe.id('anna job'), probe.id('anna job'))"
            )
            try await world.expect(
                "TW404",
                anna,
                "SELECT sec.merge_people(probe.id('anna boss'), probe.id('bert boss'))"
            )
            try await world.expect(
                "TW404",
                anna,
                "SELECT sec.merge_people(probe.id('bert boss'), probe.id('anna boss'))"
            )
            try await world.expect(
                "TW404",
                anna,
                "SELECT sec.merge_people(probe.id('anna boss'), probe.id('anna boss'))"
            )
        }
    }

    @Test func `only the functions move evidence and mark a merge, and evidence moves nowhere else`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("42501", anna, "UPDATE evidence SET opportunity_id = probe.id('anna second')")
            try await world.expect("42501", anna, "UPDATE opportunity SET merged_into_id = probe.id('anna second')")
            try await world.expect("42501", anna, "UPDATE interview SET opportunity_id = probe.id('anna second')")
            try await world.expect("42501", anna, "UPDATE asking SET person_id = probe.id('anna peer')")
            let move =
                "UPDATE tw.evidence SET opportunity_id = probe.id('anna second') WHERE owner_id = probe.id('anna')"
            try await world.expect("TW101", .superuser, move)
            let merged = """
                UPDATE tw.opportunity SET stage = 'closed', closed_reason = 'duplicate', merged_into_id = probe.id('anna second')
                WHERE id = probe.id('anna job');
                """
            try await world.expect("1", .superuser, "\(merged) \(move)")
            try await world.expect("TW101", .superuser, "\(merged) \(move.replacing("SET ", with: "SET rating = 1, "))")
            try await world.expect(
                "TW101",
                .superuser,
                "\(merged) \(move.replacing("anna second", with: "bert job"))"
            )
        }
    }

    @Test func `a duplicate is closed for that reason, once, and never comes back`() async throws {
        try await SchemaWorld.with { world in
            let own = "WHERE id = probe.id('anna second')"
            try await world.expect(
                "23514",
                anna,
                "UPDATE opportunity SET stage = 'closed', closed_reason = 'duplicate' \(own)"
            )
            try await world.expect(
                "1",
                anna,
                "\(merge); SELECT FROM opportunity \(own) AND stage = 'closed' AND closed_reason = 'duplicate'"
            )
            try await world.expect(
                "TW100",
                anna,
                "\(merge); UPDATE opportunity SET stage = 'interested', closed_reason = NULL \(own)"
            )
            try await world.expect("TW104", anna, "\(merge); \(merge)")
            try await world.expect(
                "TW104",
                anna,
                "\(merge); SELECT sec.merge_opportunities(probe.id('anna job'), probe.id('anna second'))"
            )
            try await world.expect(
                "2",
                anna,
                "\(merge); SELECT FROM stage_event WHERE opportunity_id = probe.id('anna second')"
            )
            try await world.expect("1", anna, "\(merge); UPDATE opportunity SET title = 'x' \(own)")
            // What was closed before changes its reason, but not its stage: no event (R8).
            let closed = "UPDATE opportunity SET stage = 'closed', closed_reason = 'rejected' \(own);"
            try await world.expect(
                "2",
                anna,
                "\(closed) \(merge); SELECT FROM stage_event WHERE opportunity_id = probe.id('anna second')"
            )
            try await world.expect("TW100", anna, "UPDATE opportunity SET stage = 'accepted' \(own); \(merge)")
        }
    }

    @Test func `a merged job takes nothing more`() async throws {
        try await SchemaWorld.with { world in
            let (key, job) = ("probe.id('anna'), gen_random_uuid()", "probe.id('anna second')")
            for insertion in [
                "interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes) VALUES (\(key), \(job), 1, 'x', 'video', 'UTC', 5)",
                """
                evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating, strength)
                VALUES (\(key), \(job), probe.id('anna pay'), 'job', 'research', 'peer', 'general', 3, 0.5)
                """,
                "priority_rating (owner_id, opportunity_id, priority_key, lo, hi) VALUES (probe.id('anna'), \(job), probe.id('anna quiet'), 0, 1)",
                """
                belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected)
                VALUES (\(key), \(job), probe.id('anna pay'), 'x', 'function', 3)
                """,
                """
                research_note (owner_id, id, organisation_id, opportunity_id, source, source_class, found_on, body)
                VALUES (\(key), probe.id('anna other'), \(job), 'x', 'published', '2026-01-01', 'x')
                """,
                "promise (owner_id, id, opportunity_id, text, promised_on) VALUES (\(key), \(job), 'x', '2026-01-01')",
                "follow_up (owner_id, id, opportunity_id, owed_by, text) VALUES (\(key), \(job), 'employer', 'x')",
                """
                share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
                VALUES (\(key), probe.id('anna kim'), probe.id('kim'), 'opportunity', \(job), '{overview}')
                """,
            ] {
                try await world.expect("1", anna, "INSERT INTO \(insertion)")
                try await world.expect("TW104", anna, "\(merge); INSERT INTO \(insertion)")
            }
        }
    }

    /// A new table that refers to one of these has to be thought of here.
    @Test func `merging knows everything that refers to an organisation, a person or an opportunity`() async throws {
        try await TestDatabase.with { database in
            let rows = try await database.sql(
                """
                SELECT k.confrelid::regclass || ' ' || k.conrelid::regclass || ' ' || string_agg(a.attname, ' ' ORDER BY c.place)
                FROM pg_constraint k, unnest(k.conkey) WITH ORDINALITY c (number, place), pg_attribute a
                WHERE k.contype = 'f' AND k.confrelid IN ('tw.organisation'::regclass, 'tw.person'::regclass, 'tw.opportunity'::regclass,
                        'tw.interviewer'::regclass)
                    AND a.attrelid = k.conrelid AND a.attnum = c.number AND a.attname <> 'owner_id'
                GROUP BY k.oid ORDER BY 1
                """
            )
            #expect(
                rows.compactMap { $0[0]?.replacing("tw.", with: "") } == [
                    "interviewer asking interview_id person_id",
                    "opportunity assessment opportunity_id", "opportunity belief opportunity_id",
                    "opportunity comment opportunity_id", "opportunity comparison_entry opportunity_id",
                    "opportunity contradiction opportunity_id", "opportunity decision opportunity_id",
                    "opportunity evidence opportunity_id",
                    "opportunity follow_up opportunity_id", "opportunity interview opportunity_id",
                    "opportunity opinion opportunity_id", "opportunity opportunity merged_into_id",
                    "opportunity priority_rating opportunity_id",
                    "opportunity promise opportunity_id", "opportunity prompt opportunity_id",
                    "opportunity reality_check opportunity_id",
                    "opportunity receipt opportunity_id",
                    "opportunity research_note organisation_id opportunity_id", "opportunity share opportunity_id",
                    "opportunity stage_event opportunity_id",
                    "opportunity waiver opportunity_id",
                    "organisation opportunity organisation_id", "organisation person organisation_id",
                    "organisation research_note organisation_id",
                    "person employer_question person_id", "person follow_up person_id", "person interviewer person_id",
                    "person opportunity future_supervisor_id", "person plan_item target_person_id",
                    "person promise person_id",
                ]
            )
        }
    }
}
