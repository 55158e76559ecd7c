import Testing
import TwoWayModel

@testable import TwoWayRepository

/// What is between candidates and coaches goes by an index under row-level security, whatever lies in the tables.
@Suite struct CoachingPlanTests {
    /// 20,000 relationships, a tenth of them Kim's and others Anna's, with a share and a row of each kind in each.
    private static let crowd = """
        SET session_replication_role = replica;
        CREATE TEMPORARY TABLE crowd AS
        SELECT n, probe.id('row ' || n) AS id, probe.id(CASE WHEN n % 100 = 0 THEN 'anna' ELSE 'crowd ' || n END) AS candidate,
            probe.id(CASE WHEN n % 10 = 0 AND n % 100 > 0 THEN 'kim' ELSE 'coach ' || n END) AS coach
        FROM generate_series(1, 20000) n;
        INSERT INTO tw.account (id, email, display_name, password_hash, status)
        SELECT probe.id('crowd ' || n), 'crowd' || n || '@example.org', 'x', 'hash', 'active' FROM crowd WHERE n % 100 > 0;
        INSERT INTO tw.relationship (owner_id, id, coach_id, status, active_at)
        SELECT candidate, id, coach, 'active', now() - n * interval '1 minute' FROM crowd;
        INSERT INTO tw.organisation (owner_id, id, name) SELECT candidate, id, 'x' FROM crowd;
        INSERT INTO tw.opportunity (owner_id, id, job_search_id, organisation_id, title) SELECT candidate, id, id, id, 'x' FROM crowd;
        INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
        SELECT candidate, id, id, coach, 'assessment', id, '{intervals}' FROM crowd;
        INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
        SELECT candidate, probe.id('interviews ' || n), id, coach, 'interviews', id, '{schedule}' FROM crowd;
        INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, scheduled_start, local_start, time_zone,
            question_minutes)
        SELECT candidate, id, id, 1, 'x', 'video', now() + n * interval '1 minute', now(), 'UTC', 15 FROM crowd;
        INSERT INTO tw.plan (owner_id, interview_id) SELECT candidate, id FROM crowd;
        INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, text, position, minutes)
        SELECT candidate, id, id, 'own', 'x', 0, 3 FROM crowd;
        INSERT INTO tw.client_invitation (owner_id, id, code_sha256, expires_at)
        SELECT coach, id, sha256(convert_to(n::text, 'UTF8')), now() + interval '1 day' FROM crowd;
        INSERT INTO tw.comment (owner_id, id, relationship_id, coach_id, opportunity_id, author, text)
        SELECT candidate, id, id, coach, CASE WHEN n % 20 = 0 THEN id END, CASE WHEN n % 40 = 0 THEN 'coach' ELSE 'candidate' END, 'x'
        FROM crowd;
        INSERT INTO tw.coach_note (owner_id, id, candidate_id, relationship_id, text) SELECT coach, id, candidate, id, 'x' FROM crowd;
        INSERT INTO tw.read_mark (owner_id, relationship_id, seen_at) SELECT coach, id, now() FROM crowd;
        INSERT INTO tw.prompt (owner_id, id, relationship_id, coach_id, opportunity_id, text, due_on)
        SELECT candidate, id, id, coach, id, 'x', current_date FROM crowd;
        INSERT INTO tw.opinion (owner_id, id, relationship_id, coach_id, opportunity_id, priority_keys, priority_titles)
        SELECT candidate, id, id, coach, id, ARRAY[id], '{x}' FROM crowd;
        INSERT INTO tw.opinion_sheet (owner_id, opinion_id, side) SELECT candidate, id, side FROM crowd, unnest('{candidate,coach}'::text[]) side;
        INSERT INTO tw.opinion_rating (owner_id, opinion_id, side, priority_key, rating)
        SELECT candidate, id, side, id, 3 FROM crowd, unnest('{candidate,coach}'::text[]) side;
        SET session_replication_role = origin;
        ANALYZE;
        """

    private struct Question {
        let name: String
        let session: String
        let sql: String

        /// A statement with literals instead of its parameters.
        init<Input, Output>(as session: String, _ statement: Statement<Input, Output>, _ literals: String...) {
            name = "\(statement.name) of \(session)"
            self.session = session
            sql = literals.enumerated().reversed().reduce("\(statement.sql)") { sql, literal in
                sql.replacing("$\(literal.offset + 1)", with: literal.element)
            }
        }
    }

    private static let anna = "probe.id('anna')"
    private static let kim = "probe.id('kim')"
    /// One of Anna's, and one of Kim's with its candidate.
    private static let row = "probe.id('row 100')"
    private static let coach = "probe.id('coach 100')"
    private static let client = "probe.id('crowd 110')"
    private static let clientRow = "probe.id('row 110')"
    private static let highest = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"

    private static let questions = [
        Question(as: "kim", .clients, kim, "NULL::timestamptz", "NULL::uuid", "51", "current_date"),
        Question(as: "kim", .clients, kim, "now()", clientRow, "51", "current_date"),
        Question(
            as: "kim",
            .clientInterviews,
            kim,
            "now()",
            "'client.list'",
            "ARRAY[\(client)]",
            "ARRAY[\(row), \(clientRow)]"
        ),
        Question(as: "kim", .clientCodes, kim, highest, "51"), Question(as: "kim", .withdrawClientInvitation, kim, row),
        Question(as: "kim", .liveShare, client, kim, clientRow, "NULL"),
        Question(as: "kim", .commentThread, client, kim, clientRow, clientRow, highest, "51"),
        Question(as: "kim", .generalThread, client, kim, clientRow, highest, "51"),
        Question(as: "kim", .coachNotes, kim, clientRow, "NULL", highest, "51"),
        Question(as: "kim", .commentOfCoach, kim, clientRow), Question(as: "kim", .promptOfCoach, kim, clientRow),
        Question(as: "kim", .opinionOfCoach, kim, clientRow),
        Question(as: "kim", .opinionSheet, client, clientRow, "'coach'"),
        Question(as: "kim", .opinionRatings, client, clientRow, "'coach'"),
        Question(as: "kim", .promptsOfCoach, kim, highest, "51", "NULL", "NULL"),
        Question(as: "kim", .opinionsOfCoach, kim, highest, "51"),
        Question(as: "kim", .countOpenPrompts, client, clientRow, "20"),
        Question(as: "anna", .commentThread, anna, coach, row, row, highest, "51"),
        Question(as: "anna", .generalThread, anna, coach, row, highest, "51"),
        Question(as: "anna", .promptsOfCandidate, anna, highest, "51", "NULL", "NULL"),
        Question(as: "anna", .opinionsOfCandidate, anna, highest, "51"),
        Question(as: "anna", .opinionOfCandidate, anna, row),
        Question(as: "anna", .opinionSheet, anna, row, "'candidate'"),
        Question(as: "anna", .dashboardPrompts, anna), Question(as: "anna", .dashboardComments, anna),
        Question(as: "anna", .dashboardOpinions, anna),
    ]

    @Test func `nothing between a candidate and a coach reads a whole table`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.crowd)
            for question in Self.questions {
                let role = question.session == "kim" ? "tw_coach" : "tw_candidate"
                let plan = try await world.column(
                    """
                    CREATE OR REPLACE FUNCTION probe.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN
                        PERFORM set_config('search_path', 'tw', true), set_config('role', '\(role)', true),
                            set_config('app.token', encode(sha256('\(question.session)'), 'hex'), true);
                        RETURN QUERY EXECUTE $q$EXPLAIN (COSTS off) \(question.sql)$q$;
                        PERFORM set_config('role', 'none', true);
                    END $$;
                    SELECT * FROM probe.plan()
                    """
                ).joined(separator: "\n")
                #expect(plan.contains("Index"), "\(question.name)\n\(plan)")
                // Libraries, by which names are known of authors, are few here.
                let scans = plan.split(separator: "\n").filter { line in
                    line.contains("Seq Scan") && !line.contains(" on library ")
                }
                #expect(scans.isEmpty, "\(question.name)\n\(plan)")
            }
        }
    }
}
