import Testing

/// Lists and look-ups go by an index under row-level security, whatever lies in the tables.
@Suite struct ListPlanTests {
    /// 20,000 rows a table, a tenth of them Anna's or, where it is about coaches, Kim's.
    private static let crowd = """
        SET session_replication_role = replica;
        CREATE TEMPORARY TABLE crowd AS
        SELECT n, gen_random_uuid() AS id, probe.id(CASE WHEN n % 10 = 0 THEN 'anna' ELSE 'crowd ' || n % 200 END) AS candidate,
            probe.id(CASE WHEN n % 10 = 0 THEN 'kim' ELSE 'coach ' || n END) AS coach, probe.id('it ' || n % 10) AS thing
        FROM generate_series(1, 20000) n;
        INSERT INTO tw.account (id, email, display_name, password_hash, status)
        SELECT probe.id('crowd ' || n), 'crowd' || n || '@example.org', 'x', 'hash', 'active' FROM generate_series(0, 199) n;
        INSERT INTO tw.opportunity (owner_id, id, job_search_id, organisation_id, title) SELECT candidate, id, thing, thing, 'x' FROM crowd;
        INSERT INTO tw.organisation (owner_id, id, name) SELECT candidate, id, 'x' FROM crowd;
        INSERT INTO tw.asking (owner_id, id, interview_id, text, person_id, asked_at, outcome)
        SELECT candidate, id, thing, 'x', thing, now(), 'declined' FROM crowd;
        INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes)
        SELECT candidate, id, thing, 1, 'x', 'video', 'UTC', 15 FROM crowd;
        INSERT INTO tw.interviewer (owner_id, interview_id, person_id, role) SELECT candidate, id, thing, 'peer' FROM crowd;
        INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, text, position, minutes)
        SELECT candidate, id, thing, 'own', 'x', 0, 3 FROM crowd;
        INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating, strength)
        SELECT candidate, id, thing, thing, 'job', 'research', 'peer', 'general', 3, 0.5 FROM crowd;
        INSERT INTO tw.belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected, state)
        SELECT candidate, id, thing, thing, 'x', 'job', 3, CASE WHEN n % 20 = 0 THEN 'unverified' ELSE 'confirmed' END FROM crowd;
        INSERT INTO tw.contradiction (owner_id, id, opportunity_id, first_id, second_id, severity, weight, state)
        SELECT candidate, id, thing, least(id, thing), greatest(id, thing), 0.5, 0.5,
            CASE WHEN n % 20 = 0 THEN 'open' ELSE 'resolved_by_data' END FROM crowd;
        INSERT INTO tw.decision (owner_id, id, opportunity_id, kind, reasons, stage)
        SELECT candidate, id, thing, 'wait', 'x', 'offer' FROM crowd;
        INSERT INTO tw.research_note (owner_id, id, organisation_id, opportunity_id, source, source_class, found_on, body)
        SELECT candidate, id, thing, CASE WHEN n % 20 = 0 THEN thing END, 'x', 'published', '2026-01-01', 'x' FROM crowd;
        INSERT INTO tw.removed_asking (owner_id, id, interview_id) SELECT candidate, id, thing FROM crowd;
        INSERT INTO tw.relationship (owner_id, id, coach_id, status)
        SELECT probe.id('crowd ' || n), id, coach, 'active' FROM crowd;
        INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
        SELECT candidate, id, id, coach, 'opportunity', thing, '{overview}' FROM crowd;
        INSERT INTO tw.library (owner_id, id, slug, title, language, visibility, status)
        SELECT coach, id, 'library-' || n, 'x', 'en', CASE WHEN n % 10 = 0 THEN 'public' ELSE 'private' END, 'published' FROM crowd;
        INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version)
        SELECT probe.id('crowd ' || n), id, coach, id, 1 FROM crowd;
        INSERT INTO tw.listed_question (owner_id, library_id, countdown, topic, general, content, audience, dimensions)
        SELECT coach, id, 1, '', false, '{}', '{}', '{}' FROM crowd;
        INSERT INTO tw.listed_word (owner_id, library_id, countdown, word)
        SELECT coach, id, 1, CASE WHEN n % 100 = 0 THEN 'work' ELSE 'word' || n END FROM crowd;
        INSERT INTO tw.suggestion (owner_id, id, library_owner_id, library_id, library_version, text)
        SELECT candidate, id, coach, thing, 1, 'x' FROM crowd;
        INSERT INTO tw.own_question (owner_id, id, text) SELECT candidate, id, 'x' FROM crowd;
        INSERT INTO tw.upgrade_run (owner_id, id, subscription_id, from_version, to_version, outcomes, before)
        SELECT candidate, id, thing, 1, 2, '[]', '[]' FROM crowd;
        INSERT INTO tw.promise (owner_id, id, opportunity_id, text, promised_on)
        SELECT candidate, id, thing, 'x', '2026-05-04' FROM crowd;
        INSERT INTO tw.follow_up (owner_id, id, opportunity_id, owed_by, text, due_on)
        SELECT candidate, id, thing, 'employer', 'x', DATE '2026-05-04' + n % 90 FROM crowd;
        INSERT INTO tw.story (owner_id, id, title) SELECT candidate, id, 'x' FROM crowd;
        INSERT INTO tw.employer_question (owner_id, id, interview_id, text, asked_at)
        SELECT candidate, id, thing, 'x', now() FROM crowd;
        INSERT INTO tw.waiver (owner_id, id, opportunity_id, priority_key, reason, revoked_at)
        SELECT candidate, id, thing, id, 'x', CASE WHEN n % 20 = 0 THEN now() END FROM crowd;
        INSERT INTO tw.assessment (owner_id, id, opportunity_id, version, state, gives_verdict, success_verdict, scorecard,
            inputs_hash, method_version, finalised_at, superseded_at)
        SELECT candidate, id, probe.id('it ' || n / 2000), 1 + n / 10 % 200, 'superseded', 'yes', 'no', '{}', repeat('a', 64), '1', now(),
            now() FROM crowd;
        INSERT INTO tw.comparison (owner_id, id, job_search_id, priority_set_id, seed, method_version, inputs_hash, headline, document)
        SELECT candidate, id, thing, thing, 1, '1', repeat('a', 64), 'x', '{}' FROM crowd;
        INSERT INTO tw.comparison_entry (owner_id, comparison_id, opportunity_id, position, standing, score_lo, score_hi, first_chance)
        SELECT candidate, id, thing, 0, 'ranked', 0, 1, 0.5 FROM crowd;
        INSERT INTO tw.comment (owner_id, id, relationship_id, coach_id, author, text)
        SELECT candidate, id, id, coach, 'candidate', 'x' FROM crowd;
        INSERT INTO tw.prompt (owner_id, id, relationship_id, coach_id, text) SELECT candidate, id, id, coach, 'x' FROM crowd;
        INSERT INTO tw.opinion (owner_id, id, relationship_id, coach_id, opportunity_id, priority_keys, priority_titles)
        SELECT candidate, id, id, coach, thing, ARRAY[id], ARRAY['x'] FROM crowd;
        INSERT INTO tw.event_log (owner_id, last_seq) SELECT candidate, 30000 FROM crowd UNION SELECT coach, 30000 FROM crowd
        ON CONFLICT (owner_id) DO UPDATE SET last_seq = 30000;
        INSERT INTO tw.event (owner_id, seq, at, side, kind, subject_kind, subject_id, other_id, fields)
        SELECT coach, 1000 + n, now(), 'coach', 'opportunity_changed', 'opportunity', thing, candidate, '{overview}'::text[] FROM crowd
        UNION ALL SELECT candidate, 1000 + n, now(), 'candidate', 'library_published', 'library', id, coach, NULL FROM crowd;
        SET session_replication_role = origin;
        ANALYZE;
        """

    @Test func `no list and no look-up reads a whole table`() async throws {
        let candidate = [
            "opportunity WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "opportunity WHERE owner_id = probe.id('anna') AND id = probe.id('anna job')",
            "organisation WHERE owner_id = probe.id('anna') AND id < probe.id('x') ORDER BY id DESC LIMIT 50",
            "asking WHERE owner_id = probe.id('anna') AND interview_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "evidence WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('anna job') ORDER BY id",
            "share WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "belief WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "belief WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "belief WHERE owner_id = probe.id('anna') AND state IN ('unverified', 'planned') ORDER BY id DESC LIMIT 50",
            "contradiction WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "decision WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "decision WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "contradiction WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "contradiction WHERE owner_id = probe.id('anna') AND state = 'open' ORDER BY severity DESC, id LIMIT 50",
            "research_note WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "research_note WHERE owner_id = probe.id('anna') AND organisation_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            """
            research_note WHERE owner_id = probe.id('anna') AND organisation_id = probe.id('it 0') AND opportunity_id IS NULL
            ORDER BY id DESC LIMIT 50
            """,
            "removed_asking WHERE owner_id = probe.id('anna') AND id = probe.id('x')",
            "suggestion WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "own_question WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "upgrade_run WHERE owner_id = probe.id('anna') AND subscription_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "promise WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "promise WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            """
            follow_up WHERE owner_id = probe.id('anna') ORDER BY coalesce(due_on, DATE '9999-12-31'), id LIMIT 50
            """,
            "story WHERE owner_id = probe.id('anna') ORDER BY id DESC LIMIT 50",
            "comparison WHERE owner_id = probe.id('anna') AND job_search_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "comparison WHERE owner_id = probe.id('anna') AND priority_set_id = probe.id('it 0') AND state = 'current'",
            """
            comparison WHERE owner_id = probe.id('anna') AND id IN (SELECT e.comparison_id FROM comparison_entry e
                WHERE e.owner_id = probe.id('anna') AND e.opportunity_id = probe.id('it 1'))
            """,
            "employer_question WHERE owner_id = probe.id('anna') AND interview_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "library WHERE visibility = 'public' AND status = 'published' ORDER BY id DESC LIMIT 50",
            "library WHERE id = probe.id('kim open')",
            // Beside libraries, of which everybody reads many.
            "listed_question ORDER BY library_id DESC, countdown DESC LIMIT 50",
            "listed_question q JOIN listed_word w USING (owner_id, library_id, countdown) WHERE w.word = 'work'",
            "account WHERE id = probe.id('kim')",
            "waiver WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "waiver WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') AND revoked_at IS NULL",
            "assessment WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('it 0') ORDER BY version DESC LIMIT 50",
            "evidence WHERE owner_id = probe.id('anna') AND research_note_id = probe.id('x')",
            "evidence WHERE owner_id = probe.id('anna') AND promise_id = probe.id('x')",
            "event WHERE owner_id = probe.id('anna') ORDER BY seq DESC LIMIT 50",
            """
            event_log l LEFT JOIN event e ON e.owner_id = l.owner_id AND e.seq > 1000 AND e.seq <= 1100
            WHERE l.owner_id = probe.id('anna') ORDER BY e.seq
            """,
            // Row-level security alone, as if the statement had forgotten the owner.
            "opportunity", "asking",
        ]
        let coach = [
            "opportunity WHERE owner_id = probe.id('anna') AND id = probe.id('anna job')",
            "evidence WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('anna job')",
            "person WHERE owner_id = probe.id('anna') AND id = probe.id('anna boss')",
            "organisation WHERE owner_id = probe.id('anna') AND id = probe.id('anna works')",
            "listed_question ORDER BY library_id DESC, countdown DESC LIMIT 50",
            "waiver WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('anna job') AND revoked_at IS NULL",
            "share WHERE coach_id = probe.id('kim') AND opportunity_id = probe.id('anna job') AND revoked_at IS NULL",
            "interview WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('anna job') ORDER BY id DESC LIMIT 50",
            "interview WHERE id = probe.id('it 0')",
            "plan_item WHERE owner_id = probe.id('anna') AND interview_id = probe.id('it 0')",
            "asking WHERE owner_id = probe.id('anna') AND interview_id = probe.id('it 0') ORDER BY id DESC LIMIT 50",
            "comparison WHERE owner_id = probe.id('anna') AND id = probe.id('it 0')",
            "decision WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('anna job') ORDER BY id DESC LIMIT 50",
            "share WHERE coach_id = probe.id('kim') AND revoked_at IS NULL ORDER BY id DESC LIMIT 50",
            "relationship WHERE coach_id = probe.id('kim') ORDER BY id DESC LIMIT 50",
            "suggestion WHERE library_owner_id = probe.id('kim') AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 50",
            "library WHERE owner_id = probe.id('kim') ORDER BY id DESC LIMIT 50", "opportunity",
            "event WHERE owner_id = probe.id('kim') ORDER BY seq DESC LIMIT 50",
            """
            event_log l LEFT JOIN event e ON e.owner_id = l.owner_id AND e.seq > 1000 AND e.seq <= 1100
            WHERE l.owner_id = probe.id('kim') ORDER BY e.seq
            """,
        ]
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.crowd)
            for (role, session, queries) in [("tw_candidate", "anna", candidate), ("tw_coach", "kim", coach)] {
                for query in queries {
                    let plan = try await world.column(
                        """
                        CREATE OR REPLACE FUNCTION probe.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN
                            PERFORM set_config('search_path', 'tw', true), set_config('role', '\(role)', true),
                                set_config('app.token', encode(sha256('\(session)'), 'hex'), true);
                            RETURN QUERY EXECUTE $q$EXPLAIN (COSTS off) SELECT FROM \(query)$q$;
                            PERFORM set_config('role', 'none', true);
                        END $$;
                        SELECT * FROM probe.plan()
                        """
                    ).joined(separator: "\n")
                    #expect(plan.contains("Index"), "\(role) \(query)\n\(plan)")
                    #expect(!plan.contains("Seq Scan"), "\(role) \(query)\n\(plan)")
                    // What a coach receives is few, and may be sorted; what one owns is read in order.
                    let isOwnList = role == "tw_candidate" && query.contains("LIMIT")
                    #expect(!isOwnList || !plan.contains("Sort"), "\(role) \(query)\n\(plan)")
                }
            }
        }
    }
}
