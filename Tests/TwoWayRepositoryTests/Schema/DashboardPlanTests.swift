import Testing
import TwoWayModel

@testable import TwoWayRepository

/// The dashboard and the lists around an interview go by an index under row-level security, whatever lies in the tables.
@Suite struct DashboardPlanTests {
    /// 20,000 rows a table, a tenth of them Anna's: 200 opportunities with 10 interviews each, and 10 rows of each kind.
    private static let crowd = """
        SET session_replication_role = replica;
        CREATE TEMPORARY TABLE crowd AS
        SELECT n, probe.id('row ' || n) AS id, probe.id(CASE WHEN n % 10 = 0 THEN 'anna' ELSE 'crowd ' || n % 200 END) AS owner,
            probe.id('opportunity ' || n / 100) AS opportunity, probe.id('interview ' || n / 20) AS interview,
            now() + (n % 2000 - 1000) * interval '1 hour' AS time
        FROM generate_series(0, 19999) n;
        INSERT INTO tw.account (id, email, display_name, password_hash, status)
        SELECT probe.id('crowd ' || n), 'crowd' || n || '@example.org', 'x', 'hash', 'active' FROM generate_series(0, 199) n;
        INSERT INTO tw.organisation (owner_id, id, name) SELECT owner, id, 'x' FROM crowd;
        INSERT INTO tw.opportunity (owner_id, id, job_search_id, organisation_id, title, stage)
        SELECT owner, CASE WHEN n % 100 < 2 THEN opportunity ELSE id END, id, id, 'x',
            CASE n % 9 WHEN 0 THEN 'offer' ELSE 'interviewing' END
        FROM crowd WHERE n % 100 <> 1;
        INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, scheduled_start, local_start, time_zone,
            question_minutes, state)
        SELECT owner, CASE n % 20 WHEN 0 THEN interview ELSE id END, opportunity, 1, 'x', 'video', time, time, 'UTC', 15,
            (ARRAY['scheduled', 'held', 'closed', 'cancelled', 'proposed', 'no_show'])[1 + n / 10 % 6]
        FROM crowd;
        INSERT INTO tw.plan_item (owner_id, interview_id, id, origin, text, position, must_ask, minutes, state, priorities)
        SELECT owner, interview, id, 'own', 'x', 0, n % 3 = 0, 3,
            (ARRAY['planned', 'deferred', 'moved'])[1 + n / 10 % 3], ARRAY[opportunity]
        FROM crowd;
        INSERT INTO tw.follow_up (owner_id, id, opportunity_id, interview_id, owed_by, text, due_on)
        SELECT owner, id, opportunity, interview, 'candidate', 'x', time::date FROM crowd;
        INSERT INTO tw.promise (owner_id, id, opportunity_id, interview_id, text, promised_on)
        SELECT owner, id, opportunity, interview, 'x', time::date FROM crowd;
        INSERT INTO tw.employer_question (owner_id, id, interview_id, text, asked_at) SELECT owner, id, interview, 'x', time FROM crowd;
        INSERT INTO tw.story (owner_id, id, title) SELECT owner, id, 'x' FROM crowd;
        INSERT INTO tw.belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected)
        SELECT owner, id, opportunity, id, 'x', 'job', 3 FROM crowd;
        INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating, strength)
        SELECT owner, id, opportunity, id, 'job', 'research', 'peer', 'general', 3, 0.5 FROM crowd;
        INSERT INTO tw.research_note (owner_id, id, organisation_id, source, source_class, found_on, body)
        SELECT owner, id, id, 'x', 'published', time::date, 'x' FROM crowd;
        INSERT INTO tw.own_question (owner_id, id, text) SELECT owner, id, 'x' FROM crowd;
        INSERT INTO tw.job_search (owner_id, id, title) SELECT owner, id, 'x' FROM crowd;
        INSERT INTO tw.priority_set (owner_id, id, job_search_id, version, state) SELECT owner, id, id, 1, 'active' FROM crowd;
        INSERT INTO tw.priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
        SELECT owner, id, id, 0, 'x', 'more', 1 FROM crowd;
        INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version)
        SELECT owner, id, probe.id('kim'), id, 1 FROM crowd;
        INSERT INTO tw.overlay (owner_id, subscription_id, question_key, base_revision) SELECT owner, id, 'a-question', 1 FROM crowd;
        SET session_replication_role = origin;
        ANALYZE;
        """

    /// Tables whose rows are of one candidate.
    private static let owned = [
        "opportunity", "organisation", "interview", "plan_item", "follow_up", "promise", "employer_question", "story",
        "belief", "evidence", "research_note", "own_question", "job_search", "priority_set", "priority", "subscription",
        "overlay",
    ]

    private struct Question {
        let name: String
        let sql: String

        /// A statement with literals instead of its parameters.
        init<Input, Output>(_ statement: Statement<Input, Output>, _ literals: String...) {
            name = "\(statement.name)"
            sql = literals.enumerated().reversed().reduce("\(statement.sql)") { sql, literal in
                sql.replacing("$\(literal.offset + 1)", with: literal.element)
            }
        }
    }

    private static let questions: [Question] = [
        Question(.dashboardComing, owner, "now()"), Question(.dashboardUnprepared, owner, "now()"),
        Question(.dashboardToClose, owner, "now()"), Question(.dashboardMustAsks, owner),
        Question(.dashboardBeliefs, owner), Question(.dashboardDue, owner, today),
        Question(.dashboardDueSoon, owner, today), Question(.dashboardPromises, owner),
        Question(.dashboardOffers, owner, "now()"), Question(.dashboardUnaskable, owner),
        Question(.dashboardUpgrades, owner), Question(.dashboardOverlays, owner),
        Question(.followUps, owner, "NULL::date", "NULL::uuid", "51", "NULL", "NULL", "NULL"),
        Question(.followUps, owner, today, id, "51", "NULL", "'open'", "NULL"),
        Question(.followUps, owner, "NULL::date", "NULL::uuid", "51", opportunity, "NULL", today),
        Question(.promises, owner, id, "51", "NULL", "NULL"), Question(.promises, owner, id, "51", opportunity, "NULL"),
        Question(.stories, owner, id, "51"), Question(.employerQuestions, owner, id, "51", interview),
        Question(.appointments, owner, "NULL", "NULL"), Question(.waitingItems, owner, opportunity),
        Question(.nextInterview, owner, interview), Question(.recordCounts, owner, interview),
    ]

    private static let owner = "probe.id('anna')"
    private static let today = "current_date"
    private static let id = "probe.id('x')"
    private static let opportunity = "probe.id('opportunity 1')"
    private static let interview = "probe.id('interview 5')"

    @Test func `no list around an interview reads a whole table`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(Self.crowd)
            for question in Self.questions {
                let plan = try await world.column(
                    """
                    CREATE OR REPLACE FUNCTION probe.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN
                        PERFORM set_config('search_path', 'tw', true), set_config('role', 'tw_candidate', true),
                            set_config('app.token', encode(sha256('anna'), 'hex'), true);
                        RETURN QUERY EXECUTE $q$EXPLAIN (COSTS off) \(question.sql)$q$;
                        PERFORM set_config('role', 'none', true);
                    END $$;
                    SELECT * FROM probe.plan()
                    """
                ).joined(separator: "\n")
                #expect(plan.contains("Index"), "\(question.name)\n\(plan)")
                for table in Self.owned {
                    let isScanned = plan.split(separator: "\n").contains { line in
                        line.contains("Seq Scan on \(table) ") || line.hasSuffix("Seq Scan on \(table)")
                    }
                    #expect(!isScanned, "\(question.name)\n\(plan)")
                }
            }
        }
    }
}
