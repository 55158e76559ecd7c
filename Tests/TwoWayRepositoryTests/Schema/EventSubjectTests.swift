import Testing
import TwoWayModel

/// What a coach is told of each subject of a share: of the fields that are open, and of no other.
@Suite struct EventSubjectTests {
    /// A change of one thing of Anna's, and the fields of the share in which it shows.
    private struct Change {
        let subject: ShareSubject
        let fields: Set<ShareField>
        let sql: String
        /// Past the rules of the table, where those let nobody but a service of its own make the change.
        let table: String?

        init(_ subject: ShareSubject, _ fields: Set<ShareField>, past table: String? = nil, _ sql: String) {
            self.subject = subject
            self.fields = fields
            self.sql = sql
            self.table = table
        }
    }

    private static let hers = "owner_id = probe.id('anna')"
    private static let meeting = "\(hers) AND id = probe.id('anna meeting')"
    private static let job = "\(hers) AND id = probe.id('anna job')"
    private static let item = "\(hers) AND id = probe.id('anna must')"
    private static let asking = "\(hers) AND id = probe.id('anna asking')"
    private static let renaming = "UPDATE person SET name = 'Another' WHERE \(hers) AND id = probe.id('anna boss')"
    private static let activation = """
        INSERT INTO priority_set (owner_id, id, job_search_id, version)
        VALUES (probe.id('anna'), probe.id('anna next set'), probe.id('anna search'), 2);
        INSERT INTO priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
        VALUES (probe.id('anna'), probe.id('anna next set'), probe.id('anna pay'), 0, 'pay', 'more', 1);
        UPDATE priority_set SET state = 'superseded' WHERE \(hers) AND id = probe.id('anna set');
        UPDATE priority_set SET state = 'active' WHERE \(hers) AND id = probe.id('anna next set')
        """

    private static let changes: [Change] = [
        Change(.priorities, Set(ShareSubject.priorities.fields), activation),
        Change(
            .priorities,
            [.priorities],
            "UPDATE priority_set SET state = 'frozen', freeze_cause = 'offer' WHERE \(hers) AND id = probe.id('anna set')"
        ),
        Change(.opportunity, [.overview], "UPDATE opportunity SET title = 'x' WHERE \(job)"),
        Change(.opportunity, [.overview, .timeline], "UPDATE opportunity SET stage = 'offer' WHERE \(job)"),
        Change(.opportunity, [.posting], "UPDATE opportunity SET posting = 'x' WHERE \(job)"),
        Change(
            .opportunity,
            [.pay],
            "UPDATE opportunity SET pay_low = 1, pay_high = 2, pay_currency = 'EUR', pay_period = 'year' WHERE \(job)"
        ),
        Change(
            .opportunity,
            [.people],
            "UPDATE opportunity SET future_supervisor_id = probe.id('anna peer') WHERE \(job)"
        ),
        Change(.opportunity, [.names], renaming),
        Change(.interviews, [.overview], "UPDATE interview SET title = 'x' WHERE \(meeting)"),
        Change(.interviews, [.schedule], "UPDATE interview SET question_minutes = 20 WHERE \(meeting)"),
        Change(.interviews, [.people], "UPDATE interviewer SET role = 'peer' WHERE \(hers)"),
        Change(
            .interviews,
            [.people],
            """
            INSERT INTO interviewer (owner_id, interview_id, person_id, role)
            VALUES (probe.id('anna'), probe.id('anna meeting'), probe.id('anna peer'), 'peer')
            """
        ),
        Change(.interviews, [.names], renaming),
        Change(
            .interviews,
            Set(ShareSubject.interviews.fields),
            """
            INSERT INTO interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes)
            VALUES (probe.id('anna'), probe.id('anna next'), probe.id('anna job'), 2, 'Next', 'video', 'UTC', 15)
            """
        ),
        Change(.plans, [.questions], "UPDATE plan_item SET text = 'x' WHERE \(item)"),
        Change(.plans, [.targets], "UPDATE plan_item SET target_role = 'peer' WHERE \(item)"),
        Change(.plans, [.priorities], "UPDATE plan_item SET priorities = ARRAY[probe.id('anna pay')] WHERE \(item)"),
        Change(
            .plans,
            [.questions, .notes],
            "UPDATE plan_item SET state = 'dropped', drop_reason = 'x' WHERE \(item)"
        ),
        Change(.plans, [.questions, .targets, .priorities], "DELETE FROM plan_item WHERE \(item)"),
        Change(
            .plans,
            [.talkingPoints],
            """
            INSERT INTO talking_point (owner_id, interview_id, position, text)
            VALUES (probe.id('anna'), probe.id('anna meeting'), 0, 'The rescue')
            """
        ),
        Change(.answers, [.questions], "UPDATE asking SET outcome = 'partial' WHERE \(asking)"),
        Change(.answers, [.answers], "UPDATE answer SET body = 'No' WHERE \(hers)"),
        Change(.answers, [.values], "UPDATE answer SET value_kind = 'number', value_number = 3 WHERE \(hers)"),
        Change(.answers, [.answers, .values], "DELETE FROM answer WHERE \(hers)"),
        Change(
            .answers,
            [.people],
            past: "asking",
            """
            INSERT INTO interviewer (owner_id, interview_id, person_id, role)
            VALUES (probe.id('anna'), probe.id('anna meeting'), probe.id('anna peer'), 'peer');
            UPDATE asking SET person_id = probe.id('anna peer') WHERE \(asking)
            """
        ),
        Change(.answers, [.names], renaming),
        Change(.answers, Set(ShareSubject.answers.fields), "DELETE FROM asking WHERE \(asking)"),
        Change(.assessment, Set(ShareSubject.assessment.fields), activation),
        Change(.assessment, [.intervals, .gates], "UPDATE priority_rating SET hi = 0.7 WHERE \(hers)"),
        Change(.assessment, [.notes], "UPDATE priority_rating SET note = 'x' WHERE \(hers)"),
        Change(
            .assessment,
            [.intervals, .gates, .evidence],
            "UPDATE evidence SET retired_at = now() WHERE \(hers)"
        ),
        Change(
            .comparison,
            [.overview],
            past: "comparison",
            "UPDATE comparison SET state = 'stale' WHERE \(hers)"
        ),
        Change(
            .decision,
            Set(ShareSubject.decision.fields),
            past: "decision",
            """
            INSERT INTO decision (owner_id, id, opportunity_id, kind, reasons, stage)
            VALUES (probe.id('anna'), probe.id('anna decision'), probe.id('anna job'), 'wait', 'x', 'offer')
            """
        ),
        Change(
            .decision,
            [.start],
            past: "job_start",
            "UPDATE job_start SET starts_on = '2026-02-02' WHERE \(hers)"
        ),
        Change(
            .decision,
            [.checks],
            past: "reality_check",
            """
            INSERT INTO reality_check (owner_id, id, opportunity_id, decision_id, day)
            VALUES (probe.id('anna'), probe.id('anna check'), probe.id('anna job'), probe.id('anna earlier'), 30)
            """
        ),
    ]

    private static let more = """
        SET session_replication_role = replica;
        INSERT INTO tw.comparison (owner_id, id, job_search_id, priority_set_id, seed, method_version, inputs_hash, headline, document)
        VALUES (probe.id('anna'), probe.id('anna compared'), probe.id('anna search'), probe.id('anna set'), 1, '1', repeat('a', 64),
            'x', '{}');
        INSERT INTO tw.decision (owner_id, id, opportunity_id, kind, reasons, stage)
        VALUES (probe.id('anna'), probe.id('anna earlier'), probe.id('anna job'), 'accept', 'x', 'offer');
        INSERT INTO tw.job_start (owner_id, decision_id, starts_on)
        VALUES (probe.id('anna'), probe.id('anna earlier'), '2026-01-01');
        UPDATE tw.share SET revoked_at = now() WHERE owner_id = probe.id('anna') AND revoked_at IS NULL;
        INSERT INTO tw.relationship (owner_id, id, coach_id, status)
        VALUES (probe.id('anna'), probe.id('anna nora'), probe.id('nora'), 'active');
        SET session_replication_role = origin;
        """

    private static func share(_ coach: String, _ subject: ShareSubject, _ fields: Set<ShareField>) -> String {
        let anchor =
            switch subject {
            case .priorities: "job_search_id"
            case .comparison: "comparison_id"
            case .opportunity, .interviews, .plans, .answers, .assessment, .decision: "opportunity_id"
            }
        let thing = ["job_search_id": "anna search", "comparison_id": "anna compared"][anchor] ?? "anna job"
        let words = fields.map(\.rawValue).sorted().joined(separator: ",")
        return """
            INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, \(anchor), fields) VALUES (probe.id('anna'),
                probe.id('\(coach) share'), probe.id('anna \(coach)'), probe.id('\(coach)'), '\(subject.rawValue)',
                probe.id('\(thing)'), '{\(words)}');
            """
    }

    /// In a transaction of the candidate's, or past the rules of a table as the superuser.
    private static func act(_ change: Change) -> String {
        let role = change.table == nil ? "tw_candidate" : "none"
        let quiet = change.table.map {
            "ALTER TABLE tw.\($0) DISABLE TRIGGER USER; ALTER TABLE tw.\($0) ENABLE TRIGGER tells_readers;"
        }
        let also = change.table.map { table in
            ["asking", "job_start"].contains(table)
                ? "ALTER TABLE tw.\(table) ENABLE TRIGGER tells_readers_of_change;" : ""
        }
        return """
            \(quiet ?? "")\(also ?? "")
            BEGIN; SELECT set_config('search_path', 'tw', true), set_config('app.token', encode(sha256('anna'), 'hex'), true),
                set_config('role', '\(role)', true); \(change.sql); COMMIT;
            """
    }

    @Test func `what can be shared can be told, field by field`() {
        for subject in ShareSubject.allCases {
            let told = Self.changes.filter { $0.subject == subject }.reduce(into: Set()) { $0.formUnion($1.fields) }
            // Of a comparison only the title and whether it is stale ever change.
            #expect(told == (subject == .comparison ? [.overview] : Set(subject.fields)), "\(subject)")
        }
    }

    /// Nora has a share of one of the fields in which a change shows; Kim has one of all the others.
    @Test(arguments: ShareSubject.allCases)
    func `a change is told to whoever may see it, and to nobody else`(subject: ShareSubject) async throws {
        for change in Self.changes where change.subject == subject {
            try await SchemaWorld.with { world in
                _ = try await world.database.sql(Self.more)
                let rest = Set(subject.fields).subtracting(change.fields)
                let one = try #require(change.fields.min { $0.rawValue < $1.rawValue })
                _ = try await world.database.sql(Self.share("nora", subject, [one]))
                if !rest.isEmpty { _ = try await world.database.sql(Self.share("kim", subject, rest)) }
                _ = try await world.database.sql("DELETE FROM tw.event_log")
                _ = try await world.database.sql(Self.act(change))
                let log =
                    "SELECT kind || ' ' || subject_kind FROM tw.event WHERE side = 'coach' AND owner_id = probe.id('%@')"
                let told = try await world.column(log.replacing("%@", with: "nora"))
                #expect(told == ["\(subject.rawValue)_changed \(subject.rawValue)"], "\(change.sql)")
                #expect(try await world.column(log.replacing("%@", with: "kim")) == [], "\(change.sql)")

                let events = "SELECT FROM event WHERE kind = '\(subject.rawValue)_changed'"
                try await world.expect("1", .coach("nora"), events)
                try await world.expect("0", .coach("kim"), events)
                try await world.expect("0", .candidate("anna"), events)
                // Hers as long as the share is: not of another field, and not of the same once it is taken back.
                _ = try await world.database.sql(
                    "UPDATE tw.share SET revoked_at = now() WHERE id = probe.id('nora share')"
                )
                try await world.expect("0", .coach("nora"), events)
            }
        }
    }

    /// Kim has a share of the other interview alone.
    @Test(arguments: [ShareSubject.interviews, .plans, .answers])
    func `a share of one interview tells of that one`(subject: ShareSubject) async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.more)
            _ = try await world.database.sql(
                """
                INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes)
                VALUES (probe.id('anna'), probe.id('anna next'), probe.id('anna job'), 2, 'Next', 'video', 'UTC', 15)
                """
            )
            for (coach, interview) in [("nora", "anna meeting"), ("kim", "anna next")] {
                let share = Self.share(coach, subject, Set(subject.fields))
                    .replacing(", fields)", with: ", fields, interview_id)")
                    .replacing("}');", with: "}', probe.id('\(interview)'));")
                _ = try await world.database.sql(share)
            }
            _ = try await world.database.sql("DELETE FROM tw.event_log")
            for change in Self.changes
            where change.subject == subject && change.fields.count == 1 && change.table == nil {
                _ = try await world.database.sql(Self.act(change))
            }
            try await world.expect("0", .coach("kim"), "SELECT FROM event")
            #expect(Int(try await world.attempt(.coach("nora"), "SELECT FROM event")) ?? 0 >= 2)
            let things = try await world.column("SELECT DISTINCT subject_id = probe.id('anna meeting') FROM tw.event")
            #expect(things == ["t"])
        }
    }

    @Test func `what is saved as it was is not told`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.more)
            for subject in [ShareSubject.interviews, .plans, .answers] {
                let share = Self.share("nora", subject, Set(subject.fields))
                    .replacing("'nora share'", with: "'nora \(subject)'")
                _ = try await world.database.sql(share)
            }
            _ = try await world.database.sql("DELETE FROM tw.event_log")
            for sql in [
                "UPDATE interview SET title = title, revision = revision + 1 WHERE \(Self.meeting)",
                "UPDATE interviewer SET role = role WHERE \(Self.hers)",
                "UPDATE plan_item SET text = text, hints = '{}' WHERE \(Self.item)",
                "UPDATE plan SET revision = revision + 1 WHERE \(Self.hers)",
                "UPDATE asking SET revision = revision + 1 WHERE \(Self.asking)",
                "UPDATE answer SET body = body WHERE \(Self.hers)",
                "UPDATE person SET notes = 'x' WHERE \(Self.hers)",
            ] {
                _ = try await world.database.sql(Self.act(Change(.plans, [], sql)))
            }
            #expect(try await world.column("SELECT kind FROM tw.event") == [])
        }
    }
}
