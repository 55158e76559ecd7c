import Testing
import TwoWayTestSupport

/// R12 for notes and promises, R14, R16 and the rule of acceptance (DOMAIN 5.3), below the services.
@Suite struct AssessmentRuleTests {
    private let anna = SchemaWorld.Actor.candidate("anna")
    private let mustHaves = """
        UPDATE priority SET must_have = true, threshold = 3.7 WHERE priority_key IN (probe.id('anna pay'), probe.id('anna training'));
        """
    private let accept = "UPDATE opportunity SET stage = 'accepted' WHERE id = probe.id('anna job')"

    private func waiver(_ priority: String = "pay", of job: String = "job", id: String = "waiver") -> String {
        """
        INSERT INTO waiver (owner_id, id, opportunity_id, priority_key, reason)
        VALUES (probe.id('anna'), probe.id('\(id)'), probe.id('anna \(job)'), probe.id('anna \(priority)'), 'x');
        """
    }

    private func evidence(
        _ origin: String,
        note: String = "NULL",
        promise: String = "NULL",
        of job: String = "job"
    ) -> String {
        """
        INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, research_note_id, promise_id, source_class,
            specificity, rating, strength)
        VALUES (probe.id('anna'), probe.id('piece'), probe.id('anna \(job)'), probe.id('anna pay'), 'job', '\(origin)', \(note), \(promise),
            'published', 'general', 4, 0.21);
        """
    }

    private let notes = """
        INSERT INTO research_note (owner_id, id, organisation_id, opportunity_id, source, source_class, found_on, body)
        SELECT probe.id('anna'), probe.id(name), probe.id('anna acme'), CASE name WHEN 'of job' THEN probe.id('anna job') END, 'x',
            'published', '2026-01-01', 'x' FROM unnest('{of job,of acme}'::text[]) name;
        INSERT INTO promise (owner_id, id, opportunity_id, text, promised_on)
        VALUES (probe.id('anna'), probe.id('promise'), probe.id('anna job'), 'x', '2026-01-01');
        """

    @Test func `evidence links to a note or a promise of its own job, by its origin`() async throws {
        try await SchemaWorld.with { world in
            let (job, acme, promise) = ("probe.id('of job')", "probe.id('of acme')", "probe.id('promise')")
            for (insertion, outcome) in [
                (evidence("research", note: job), "1"), (evidence("research", note: acme), "1"),
                (evidence("promise", promise: promise), "1"), (evidence("research"), "1"), (evidence("promise"), "1"),
                (evidence("observation", note: job), "23514"), (evidence("research", promise: promise), "23514"),
                (evidence("research", note: job, of: "second"), "TW404"),
                (evidence("research", note: acme, of: "second"), "TW404"),
                (evidence("promise", promise: promise, of: "second"), "TW404"),
                (evidence("research", note: "probe.id('none')"), "TW404"),
                (evidence("promise", promise: "probe.id('none')"), "TW404"),
            ] {
                try await world.expect(outcome, anna, notes + insertion)
            }
        }
    }

    @Test func `R12 deleting a note or a promise retires its evidence, which is edited in no other way`() async throws {
        try await SchemaWorld.with { world in
            let retired = "SELECT FROM evidence WHERE id = probe.id('piece') AND retired_at IS NOT NULL"
            let rated = notes + evidence("research", note: "probe.id('of acme')")
            try await world.expect(
                "1",
                anna,
                "\(rated) DELETE FROM research_note; \(retired) AND research_note_id IS NULL"
            )
            let promised = notes + evidence("promise", promise: "probe.id('promise')")
            try await world.expect("1", anna, "\(promised) DELETE FROM promise; \(retired) AND promise_id IS NULL")
            try await world.expect(
                "0",
                anna,
                "\(rated) UPDATE research_note SET body = 'y', source_class = 'published'; \(retired)"
            )
            try await world.expect("1", anna, "\(rated) UPDATE research_note SET source_class = 'hearsay'; \(retired)")
            try await world.expect(
                "1",
                anna,
                "\(rated) UPDATE research_note SET organisation_id = probe.id('anna other') WHERE id = probe.id('of acme'); \(retired)"
            )
            try await world.expect("42501", anna, "\(rated) UPDATE evidence SET research_note_id = NULL")
            try await world.expect(
                "TW101",
                .superuser,
                "\(rated) UPDATE evidence SET research_note_id = probe.id('of job') WHERE id = probe.id('piece')"
            )
            // The job goes to another employer with its own notes; nothing is lost by that.
            let moving =
                "UPDATE opportunity SET organisation_id = probe.id('anna other') WHERE id = probe.id('anna job')"
            let ofJob = notes + evidence("research", note: "probe.id('of job')")
            try await world.expect("0", anna, "\(ofJob) \(moving); \(retired)")
        }
    }

    @Test func `R14 a waiver is of a must-have, once, and only ever revoked`() async throws {
        try await SchemaWorld.with { world in
            let live = mustHaves + waiver()
            try await world.expect("1", anna, live)
            try await world.expect("TW014", anna, mustHaves + waiver("quiet"))
            try await world.expect("TW014", anna, waiver())
            try await world.expect("23505", anna, live + waiver(id: "again"))
            try await world.expect("1", anna, live + "UPDATE waiver SET revoked_at = now();" + waiver(id: "again"))
            try await world.expect(
                "TW101",
                anna,
                live + "UPDATE waiver SET revoked_at = now(); UPDATE waiver SET revoked_at = NULL"
            )
            for edit in [
                "UPDATE waiver SET reason = 'y'", "UPDATE waiver SET opportunity_id = probe.id('anna second')",
                "DELETE FROM waiver",
            ] {
                try await world.expect("42501", anna, live + edit)
                try await world.expect("TW101", .superuser, live + edit)
            }
            try await world.expect("1", anna, live + "DELETE FROM opportunity WHERE id = probe.id('anna job')")
            try await world.expect("0", .candidate("bert"), "SELECT FROM waiver")
        }
    }

    @Test func `a coach sees live waivers where the gates are shared`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SET search_path = tw; \(mustHaves) \(waiver()) \(waiver(of: "second", id: "other"))"
            )
            // What Kim was given are the intervals.
            try await world.expect("0", .coach("kim"), "SELECT FROM waiver")
            _ = try await world.database.sql(
                """
                SET search_path = tw;
                INSERT INTO share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
                VALUES (probe.id('anna'), probe.id('gates'), probe.id('anna kim'), probe.id('kim'), 'assessment', probe.id('anna job'), '{gates}')
                """
            )
            try await world.expect("1", .coach("kim"), "SELECT FROM waiver")
            for coach in ["nora", "otto", "rita", "vera", "exa", "fred"] {
                try await world.expect("0", .coach(coach), "SELECT FROM waiver")
            }
            try await world.expect("42501", .coach("kim"), "UPDATE waiver SET revoked_at = now()")
            _ = try await world.database.sql("UPDATE tw.waiver SET revoked_at = now()")
            try await world.expect("0", .coach("kim"), "SELECT FROM waiver")
        }
    }

    @Test func `5.3 a job is accepted when every must-have passes or is waived`() async throws {
        try await SchemaWorld.with { world in
            // Training stands at [0.675, 0.775], and pay at an own [0.2, 0.8].
            try await world.expect("1", anna, accept)
            try await world.expect("TW123", anna, mustHaves + accept)
            try await world.expect("TW123", anna, mustHaves + waiver("training") + accept)
            try await world.expect("1", anna, mustHaves + waiver() + accept)
            let training = " WHERE priority_key = probe.id('anna training');"
            try await world.expect(
                "TW123",
                anna,
                mustHaves + "UPDATE priority SET threshold = 3.71\(training)" + waiver() + accept
            )
            let required = "UPDATE priority SET required_source = 'peer'\(training)"
            try await world.expect("TW123", anna, mustHaves + required + waiver() + accept)
            try await world.expect(
                "1",
                anna,
                mustHaves + required.replacing("peer", with: "hiring_manager") + waiver() + accept
            )
            try await world.expect(
                "TW123",
                anna,
                mustHaves + waiver() + "UPDATE evidence SET retired_at = now();" + accept
            )
            try await world.expect("1", anna, mustHaves + "UPDATE priority_rating SET lo = 0.675;" + accept)
            try await world.expect(
                "TW124",
                anna,
                mustHaves + waiver() + accept + "; UPDATE waiver SET revoked_at = now()"
            )
            // Other stages are free.
            try await world.expect("1", anna, mustHaves + accept.replacing("accepted", with: "offer"))
        }
    }

    private func draft(_ version: Int = 1) -> String {
        """
        INSERT INTO assessment (owner_id, id, opportunity_id, version, gives_verdict, success_verdict)
        VALUES (probe.id('anna'), probe.id('assessment \(version)'), probe.id('anna job'), \(version), 'yes', 'undecided');
        """
    }
    private let finalise = """
        UPDATE assessment SET state = 'final', scorecard = '{}', inputs_hash = repeat('a', 64), method_version = '1', finalised_at = now()
        WHERE state = 'draft';
        """
    private let supersede = "UPDATE assessment SET state = 'superseded', superseded_at = now() WHERE state = 'final';"

    @Test func `R16 a final assessment is only ever superseded`() async throws {
        try await SchemaWorld.with { world in
            let final = draft() + finalise
            try await world.expect("1", anna, draft() + "UPDATE assessment SET gives_verdict = 'no', revision = 2")
            try await world.expect("1", anna, final)
            try await world.expect("1", anna, final + supersede)
            let back =
                "UPDATE assessment SET state = 'draft', scorecard = NULL, inputs_hash = NULL, method_version = NULL, finalised_at = NULL"
            for edit in [
                "UPDATE assessment SET gives_verdict = 'no'", "UPDATE assessment SET note = 'x'",
                "UPDATE assessment SET scorecard = '{\"a\": 1}'",
                "UPDATE assessment SET finalised_at = now() + interval '1 s'", back,
                supersede.replacing("SET", with: "SET success_note = 'x',"),
            ] {
                try await world.expect("TW016", anna, final + edit)
                try await world.expect("TW016", .superuser, final + edit)
            }
            try await world.expect(
                "TW016",
                anna,
                final + supersede + "UPDATE assessment SET superseded_at = now() + interval '1 s'"
            )
            try await world.expect("42501", anna, final + "DELETE FROM assessment")
            try await world.expect("TW101", .superuser, final + "DELETE FROM assessment")
            try await world.expect("1", anna, final + "DELETE FROM opportunity WHERE id = probe.id('anna job')")
            try await world.expect("TW100", anna, draft() + supersede.replacing("WHERE state = 'final'", with: ""))
            try await world.expect("0", .candidate("bert"), "SELECT FROM assessment")
            try await world.expect("42501", .coach("kim"), "SELECT FROM assessment")
        }
    }

    @Test func `there is one draft and one final assessment of a job, numbered without gaps`() async throws {
        try await SchemaWorld.with { world in
            let final = draft() + finalise
            try await world.expect("23505", anna, draft() + draft(2))
            try await world.expect("1", anna, final + draft(2))
            try await world.expect("23505", anna, final + draft(2) + finalise)
            try await world.expect("1", anna, final + draft(2) + supersede + finalise)
            try await world.expect("TW016", anna, draft(2))
            try await world.expect("TW016", anna, final + draft(3))
            try await world.expect(
                "TW100",
                anna,
                draft().replacing("version, ", with: "version, state, ").replacing(
                    "1, 'yes'",
                    with: "1, 'final', 'yes'"
                )
            )
            try await world.expect("23514", anna, draft() + finalise.replacing("'{}'", with: "NULL"))
            try await world.expect("23514", anna, draft() + "UPDATE assessment SET scorecard = '{}'")
            let merge = "SELECT sec.merge_opportunities(probe.id('anna second'), probe.id('anna job'));"
            try await world.expect("TW104", anna, merge + draft().replacing("anna job", with: "anna second"))
        }
    }
}
