import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Many candidates who follow one library, written straight into the database.
///
/// Each has an interview in November 2025 with a plan of the library's version 1. Candidate 1 is the first of `size`.
struct Crowd {
    let service: TestService
    let coach: TestClient
    let library: Library

    /// Everybody consents to be counted since January 2025.
    init(_ service: TestService, size: Int) async throws {
        self.service = service
        coach = try await service.signUp("kim", roles: [.coach])
        library = try await coach.publishLibrary(.sample(questions: [.sample(), .second, .third]))
        try await service.database.sql(
            """
            CREATE SCHEMA crowd;
            CREATE FUNCTION crowd.id(n int, what text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.md5(n || what)::uuid $$;
            INSERT INTO tw.account (id, email, display_name, password_hash, status)
            SELECT crowd.id(n, 'account'), 'c' || n || '@example.org', 'C' || n, 'hash', 'active' FROM generate_series(1, \(size)) n;
            INSERT INTO tw.account_role SELECT crowd.id(n, 'account'), 'candidate' FROM generate_series(1, \(size)) n;
            INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version, share_statistics)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'subscription'), '\(try coach.account.id)', '\(library.id)', 1, true
            FROM generate_series(1, \(size)) n;
            INSERT INTO tw.job_search (owner_id, id, title)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'search'), 'Next' FROM generate_series(1, \(size)) n;
            INSERT INTO tw.priority_set (owner_id, id, job_search_id, version)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'set'), crowd.id(n, 'search'), 1 FROM generate_series(1, \(size)) n;
            INSERT INTO tw.priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'set'), crowd.id(n, 'priority'), 1, 'Training', 'more', 1
            FROM generate_series(1, \(size)) n;
            UPDATE tw.priority_set SET state = 'active';
            INSERT INTO tw.organisation (owner_id, id, name)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'organisation'), 'Harbour' FROM generate_series(1, \(size)) n;
            INSERT INTO tw.person (owner_id, id, organisation_id, name, role)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'person'), crowd.id(n, 'organisation'), 'Mara', 'hiring_manager'
            FROM generate_series(1, \(size)) n;
            INSERT INTO tw.opportunity (owner_id, id, job_search_id, organisation_id, title)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'job'), crowd.id(n, 'search'), crowd.id(n, 'organisation'), 'Job'
            FROM generate_series(1, \(size)) n;
            INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes, state,
                scheduled_start, local_start)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'interview'), crowd.id(n, 'job'), 1, 'Talk', 'video', 'UTC', 30, 'held',
                '2025-11-12T10:00:00Z', '2025-11-12 10:00' FROM generate_series(1, \(size)) n;
            INSERT INTO tw.interviewer (owner_id, interview_id, person_id, role)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'interview'), crowd.id(n, 'person'), 'hiring_manager'
            FROM generate_series(1, \(size)) n;
            INSERT INTO tw.plan (owner_id, interview_id)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'interview') FROM generate_series(1, \(size)) n;
            SET session_replication_role = replica;
            UPDATE tw.subscription SET share_statistics_since = '2025-01-01'
            """
        )
    }

    /// Puts a question into the plans of the first candidates.
    func plan(_ key: String, first: Int) async throws {
        try await service.database.sql(
            """
            INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, library_id, library_version, question_key, text,
                position, minutes)
            SELECT crowd.id(n, 'account'), crowd.id(n, '\(key)'), crowd.id(n, 'interview'), 'library', '\(library.id)', 1,
                '\(key)', 'Asked as it stands', 1, 5 FROM generate_series(1, \(first)) n
            """
        )
    }

    /// Lets the first candidates who planned it ask it.
    func ask(_ key: String, candidates: ClosedRange<Int>, outcome: String = "answered") async throws {
        try await service.database.sql(
            """
            INSERT INTO tw.asking (owner_id, id, interview_id, item_id, text, person_id, asked_at, outcome)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'asking \(key)'), crowd.id(n, 'interview'), crowd.id(n, '\(key)'),
                'Asked as it stands', crowd.id(n, 'person'), '2025-11-12T10:05:00Z', '\(outcome)'
            FROM generate_series(\(candidates.lowerBound), \(candidates.upperBound)) n
            """
        )
    }

    /// Rates the answers of candidates, so that they bear on their priority.
    func rate(_ key: String, candidates: ClosedRange<Int>, strength: Double) async throws {
        try await service.database.sql(
            """
            INSERT INTO tw.answer (owner_id, id, asking_id, outcome, body, specificity, captured)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'answer \(key)'), crowd.id(n, 'asking \(key)'), 'answered', 'Yes',
                'example', 'live' FROM generate_series(\(candidates.lowerBound), \(candidates.upperBound)) n;
            INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, answer_id, source_class,
                specificity, rating, strength)
            SELECT crowd.id(n, 'account'), crowd.id(n, 'evidence \(key)'), crowd.id(n, 'job'), crowd.id(n, 'priority'), 'job',
                'answer', crowd.id(n, 'answer \(key)'), 'hiring_manager', 'example', 4, \(strength)
            FROM generate_series(\(candidates.lowerBound), \(candidates.upperBound)) n
            """
        )
    }

    /// The counts of November before anything is hidden: `key planned asked answered evaded informative`.
    func counts(_ month: String = "2025-11-01") async throws -> [String] {
        try await service.database.sql(
            """
            SELECT coalesce(question_key, 'total'), planned, asked, answered, evaded, informative
            FROM sec.statistics_counts('\(month)')
            """
        ).map { $0.map { $0 ?? "-" }.joined(separator: " ") }
    }

    func contributors() async throws -> [String?] {
        try await service.database.sql("SELECT DISTINCT contributors FROM sec.statistics_counts('2025-11-01')").map {
            $0[0]
        }
    }
}
