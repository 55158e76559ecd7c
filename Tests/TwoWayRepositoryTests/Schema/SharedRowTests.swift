import Testing

/// R1 in the database for every subject of a share: a statement without a condition sees the rows that a field opens.
@Suite struct SharedRowTests {
    private static let more = """
        INSERT INTO tw.trade_off (owner_id, priority_set_id, position, give_key, gain_key, limit_rating)
        SELECT owner_id, id, 0, probe.id('anna pay'), probe.id('anna quiet'), 2 FROM tw.priority_set WHERE owner_id = probe.id('anna');
        INSERT INTO tw.talking_point (owner_id, interview_id, position, text)
        VALUES (probe.id('anna'), probe.id('anna meeting'), 0, 'The rescue');
        INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes)
        VALUES (probe.id('anna'), probe.id('anna next'), probe.id('anna job'), 2, 'Next', 'video', 'UTC', 15),
            (probe.id('anna'), probe.id('anna other'), probe.id('anna second'), 1, 'Other', 'video', 'UTC', 15);
        INSERT INTO tw.interviewer (owner_id, interview_id, person_id, role)
        VALUES (probe.id('anna'), probe.id('anna next'), probe.id('anna peer'), 'peer');
        INSERT INTO tw.comparison (owner_id, id, job_search_id, priority_set_id, seed, method_version, inputs_hash, headline, document)
        SELECT owner_id, probe.id('anna compared'), job_search_id, id, 1, '1', repeat('a', 64), 'x', '{}' FROM tw.priority_set
        WHERE owner_id = probe.id('anna');
        SET session_replication_role = replica;
        INSERT INTO tw.decision (owner_id, id, opportunity_id, kind, reasons, stage)
        VALUES (probe.id('anna'), probe.id('anna decision'), probe.id('anna job'), 'accept', 'x', 'offer'),
            (probe.id('anna'), probe.id('anna other decision'), probe.id('anna second'), 'wait', 'x', 'offer');
        INSERT INTO tw.job_start (owner_id, decision_id, starts_on) VALUES (probe.id('anna'), probe.id('anna decision'), '2026-01-01');
        INSERT INTO tw.reality_check (owner_id, id, opportunity_id, decision_id, day)
        VALUES (probe.id('anna'), probe.id('anna check'), probe.id('anna job'), probe.id('anna decision'), 30);
        INSERT INTO tw.reality_rating (owner_id, reality_check_id, priority_key, rating)
        VALUES (probe.id('anna'), probe.id('anna check'), probe.id('anna pay'), 3);
        INSERT INTO tw.reality_finding (owner_id, reality_check_id, evidence_id, source_class, rating, actual)
        VALUES (probe.id('anna'), probe.id('anna check'), probe.id('anna evidence'), 'peer', 3, 3);
        SET session_replication_role = origin;
        UPDATE tw.share SET revoked_at = now() WHERE owner_id = probe.id('anna') AND revoked_at IS NULL;
        """

    /// What Nora is shown by one share, live unless told otherwise; her relationship is made for it.
    private static func share(_ subject: String, _ fields: String, _ anchor: String, mode: String = "live") -> String {
        let column = ["priorities": "job_search_id", "comparison": "comparison_id"][subject] ?? "opportunity_id"
        let document = mode == "live" ? "NULL" : "'{}'"
        return """
            INSERT INTO tw.relationship (owner_id, id, coach_id, status)
            VALUES (probe.id('anna'), probe.id('anna nora'), probe.id('nora'), 'active');
            INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, fields, mode, document, \(column)\
            \(anchor.contains(",") ? ", interview_id" : ""))
            VALUES (probe.id('anna'), probe.id('anna nora share'), probe.id('anna nora'), probe.id('nora'), '\(subject)', '{\(fields)}',
                '\(mode)', \(document), \(anchor))
            """
    }

    private static let job = "probe.id('anna job')"
    private static let openings: [(subject: String, fields: String, anchor: String, rows: [String: Int])] = [
        ("priorities", "priorities", "probe.id('anna search')", ["priority_set": 1, "priority": 3]),
        ("priorities", "weights", "probe.id('anna search')", ["priority_set": 1, "priority": 3]),
        ("priorities", "trade_offs", "probe.id('anna search')", ["priority_set": 1, "priority": 3, "trade_off": 1]),
        ("opportunity", "overview", job, ["opportunity": 1, "organisation": 1]),
        ("opportunity", "timeline", job, ["opportunity": 1, "organisation": 1, "stage_event": 2]),
        ("opportunity", "names", job, ["opportunity": 1, "organisation": 1, "person": 2]),
        ("interviews", "overview", job, ["interview": 2]),
        ("interviews", "people", job, ["interview": 2, "interviewer": 2]),
        ("interviews", "people,names", job, ["interview": 2, "interviewer": 2, "person": 2]),
        (
            "interviews", "people,names", "\(job), probe.id('anna meeting')",
            ["interview": 1, "interviewer": 1, "person": 1]
        ),
        ("plans", "questions", job, ["interview": 2, "plan": 1, "plan_item": 2]),
        ("plans", "notes", job, ["interview": 2, "plan": 1]),
        ("plans", "talking_points", job, ["interview": 2, "plan": 1, "talking_point": 1]),
        ("plans", "questions", "\(job), probe.id('anna next')", ["interview": 1]),
        ("answers", "questions", job, ["interview": 2, "asking": 1]),
        ("answers", "answers", job, ["interview": 2, "asking": 1, "answer": 1]),
        ("answers", "values", job, ["interview": 2, "asking": 1, "answer": 1]),
        ("answers", "people,names", job, ["interview": 2, "interviewer": 1, "asking": 1, "person": 1]),
        ("answers", "answers", "\(job), probe.id('anna next')", ["interview": 1]),
        ("assessment", "notes", job, ["opportunity": 1, "organisation": 1, "priority_set": 1, "priority": 3]),
        (
            "assessment", "evidence", job,
            [
                "opportunity": 1, "organisation": 1, "priority_set": 1, "priority": 3, "evidence": 1,
                "priority_rating": 1,
            ]
        ),
        ("comparison", "headline", "probe.id('anna compared')", ["comparison": 1]),
        ("decision", "overview", job, ["decision": 1]),
        ("decision", "start", job, ["decision": 1, "job_start": 1]),
        ("decision", "checks", job, ["decision": 1, "reality_check": 1, "reality_rating": 1, "reality_finding": 1]),
    ]

    /// All rows of Anna's that a coach sees, without relationships and shares.
    private func visible(in world: SchemaWorld, after preparation: String) async throws -> [String: Int] {
        let tables = try await world.column(
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'
            WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' ORDER BY 1
            """
        )
        _ = try await world.database.sql(preparation)
        var seen: [String: Int] = [:]
        for table in tables where !["share", "relationship"].contains(table) {
            let rows = try await world.attempt(
                .coach("nora"),
                "SELECT FROM \(table == "overlay" ? "\"overlay\"" : table) WHERE owner_id = probe.id('anna')"
            )
            if rows == "42501" { continue }
            let count = try #require(Int(rows), "\(table): \(rows)")
            if count > 0 { seen[table] = count }
        }
        return seen
    }

    private static let undo = """
        SET session_replication_role = replica;
        DELETE FROM tw.share WHERE coach_id = probe.id('nora');
        DELETE FROM tw.relationship WHERE coach_id = probe.id('nora');
        SET session_replication_role = origin;
        """

    @Test func `a share opens the rows of its fields, and of nothing else`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.more)
            for opening in Self.openings {
                let share = Self.share(opening.subject, opening.fields, opening.anchor)
                let seen = try await visible(in: world, after: share)
                #expect(seen == opening.rows, "\(opening.subject) \(opening.fields)")
                _ = try await world.database.sql(Self.undo)
            }
        }
    }

    @Test func `neither a snapshot nor a share that is not live opens a row`() async throws {
        let endings = [
            "UPDATE tw.share SET revoked_at = now() WHERE coach_id = probe.id('nora')",
            "UPDATE tw.relationship SET status = 'paused', coach_paused_at = now() WHERE coach_id = probe.id('nora')",
            "UPDATE tw.relationship SET status = 'ended' WHERE coach_id = probe.id('nora')",
        ]
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.more)
            for opening in Self.openings {
                let kept = Self.share(opening.subject, opening.fields, opening.anchor, mode: "snapshot")
                #expect(try await visible(in: world, after: kept) == [:], "\(opening)")
                _ = try await world.database.sql(Self.undo)
            }
            for (opening, ending) in zip([Self.openings[0], Self.openings[8], Self.openings[21]], endings) {
                let share = Self.share(opening.subject, opening.fields, opening.anchor)
                #expect(try await visible(in: world, after: "\(share); \(ending)") == [:], "\(opening)")
                _ = try await world.database.sql(Self.undo)
            }
        }
    }

    @Test func `what a plan is to settle, and what a library says, is no coach's to select`() async throws {
        try await SchemaWorld.with { world in
            for column in ["hints", "belief_id", "contradiction_id", "own_question_id", "carried_from", "library_id"] {
                try await world.expect("42501", .coach("kim"), "SELECT \(column) FROM plan_item")
            }
            try await world.expect("42501", .coach("kim"), "SELECT code_sha256 FROM client_invitation")
        }
    }

    @Test func `a share is about one thing, which fits its subject`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.more)
            func share(
                _ outcome: String,
                _ subject: String,
                _ fields: String,
                _ columns: String,
                _ values: String
            ) async throws {
                try await world.expect(
                    outcome,
                    .candidate("anna"),
                    """
                    INSERT INTO share (owner_id, id, relationship_id, coach_id, subject, fields, \(columns))
                    VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna kim'), probe.id('kim'), '\(subject)', '{\(fields)}',
                        \(values))
                    """
                )
            }
            let (search, meeting) = ("probe.id('anna search')", "probe.id('anna meeting')")
            try await share("1", "priorities", "weights", "job_search_id", search)
            try await share("23514", "priorities", "weights", "opportunity_id", Self.job)
            try await share("23514", "plans", "questions", "job_search_id", search)
            try await share("23514", "plans", "answers", "opportunity_id", Self.job)
            try await share("1", "plans", "questions", "opportunity_id, interview_id", "\(Self.job), \(meeting)")
            try await share(
                "TW404",
                "plans",
                "questions",
                "opportunity_id, interview_id",
                "\(Self.job), probe.id('anna other')"
            )
            try await share("23514", "assessment", "gates", "opportunity_id, interview_id", "\(Self.job), \(meeting)")
            try await share("23503", "comparison", "ranks", "comparison_id", "probe.id('bert compared')")
            try await share(
                "23514",
                "comparison",
                "ranks",
                "comparison_id, opportunity_id",
                "probe.id('anna compared'), \(Self.job)"
            )
            try await share("23514", "decision", "reasons", "opportunity_id, mode", "\(Self.job), 'snapshot'")
            try await share("23514", "decision", "reasons", "opportunity_id, document", "\(Self.job), '{}'")
        }
    }

    @Test func `a pause is its side's own`() async throws {
        try await SchemaWorld.with { world in
            let relationship = "WHERE id = probe.id('anna kim')"
            func pause(_ column: String) -> String {
                "UPDATE relationship SET status = 'paused', \(column) = now() \(relationship)"
            }
            try await world.expect("1", .candidate("anna"), pause("candidate_paused_at"))
            try await world.expect("1", .coach("kim"), pause("coach_paused_at"))
            try await world.expect("42501", .coach("kim"), pause("candidate_paused_at"))
            try await world.expect("42501", .candidate("anna"), pause("coach_paused_at"))
            try await world.expect(
                "23514",
                .candidate("anna"),
                "UPDATE relationship SET status = 'paused' \(relationship)"
            )
            let resume = "UPDATE relationship SET status = 'active' WHERE id = probe.id('anna otto')"
            try await world.expect("23514", .coach("otto"), resume)
        }
    }

    @Test func `a code of a coach is taken once, by a candidate`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                INSERT INTO tw.client_invitation (owner_id, id, code_sha256, expires_at)
                VALUES (probe.id('nora'), probe.id('nora code'), sha256('good'), now() + interval '1 day'),
                    (probe.id('nora'), probe.id('nora late'), sha256('late'), now() - interval '1 second')
                """
            )
            func redeem(_ code: String) -> String {
                "SELECT sec.client_invitation_redeem(sha256('\(code)'), gen_random_uuid())"
            }
            let joined = "SELECT FROM relationship WHERE coach_id = probe.id('nora') AND status = 'active'"
            try await world.expect("1", .candidate("bert"), "\(redeem("good")); \(joined)")
            try await world.expect("1", .candidate("bert"), "\(redeem("good")); \(redeem("good")); \(joined)")
            for code in ["late", "wrong"] {
                try await world.expect("0", .candidate("bert"), "\(redeem(code)); \(joined)")
            }
            try await world.expect("42501", .coach("nora"), redeem("good"))
            try await world.expect("42501", .candidate("anna"), "SELECT FROM client_invitation")
        }
    }
}
