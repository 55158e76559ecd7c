import Foundation
import TwoWayModel
import TwoWaySite

/// Many candidates with many things, made by SQL in a minute: measured calls meet tables as large as they get.
struct BenchData: Sendable {
    /// 10,000 accounts with 20 opportunities and 100 answers each make 200,000 and 1,000,000.
    var accounts = 10_000
    static let opportunities = 20
    static let interviews = 60
    static let answers = 100
    /// The most accounts that calls go by; each has a session, and what is measured is asked of these alone.
    static let mostMeasured = 128

    let site: Site

    private var measured: Int { min(Self.mostMeasured, accounts) }

    /// The token of a measured account; the hash that the database has of it is a plain number, so that pgbench can show it.
    struct Actor: Sendable {
        let place: Int
        let token: String
        let opportunity: UUID
        let interviews: [UUID]
        let person: UUID
    }

    /// Fills the tables without triggers, and gives the accounts to measure with.
    func fill() async throws {
        try await site.sql(
            """
            SET session_replication_role = replica;
            SET synchronous_commit = off;
            CREATE SCHEMA bench;
            -- Ids in the order of the accounts: what it is, whose, and the how-manieth.
            CREATE FUNCTION bench.id(what int, account int, place int) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
                ('0190' || lpad(to_hex(what), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(account), 6, '0')
                    || lpad(to_hex(place), 6, '0'))::uuid;
            INSERT INTO tw.account (id, email, display_name, password_hash, status)
            SELECT bench.id(1, n, 0), 'bench' || n || '@example.org', 'Bench ' || n,
                (SELECT password_hash FROM tw.account WHERE password_hash IS NOT NULL LIMIT 1), 'active'
            FROM generate_series(1, \(accounts)) n;
            INSERT INTO tw.account_role SELECT bench.id(1, n, 0), 'candidate' FROM generate_series(1, \(accounts)) n;
            INSERT INTO tw.job_search (owner_id, id, title)
            SELECT bench.id(1, n, 0), bench.id(2, n, 0), 'Spring' FROM generate_series(1, \(accounts)) n;
            INSERT INTO tw.organisation (owner_id, id, name)
            SELECT bench.id(1, n, 0), bench.id(3, n, k), 'Employer ' || k
            FROM generate_series(1, \(accounts)) n, generate_series(1, 5) k;
            INSERT INTO tw.person (owner_id, id, organisation_id, name, job_title, role)
            SELECT bench.id(1, n, 0), bench.id(4, n, k), bench.id(3, n, 1 + k % 5), 'Person ' || k, 'Engineer', 'peer'
            FROM generate_series(1, \(accounts)) n, generate_series(1, 10) k;
            INSERT INTO tw.opportunity (owner_id, id, job_search_id, organisation_id, title, function_name, stage, posting,
                location, work_mode, pay_low, pay_high, pay_currency, pay_period, future_supervisor_id)
            SELECT bench.id(1, n, 0), bench.id(5, n, k), bench.id(2, n, 0), bench.id(3, n, 1 + k % 5), 'Engineer ' || k,
                'Development', 'interviewing', 'https://example.org/jobs/' || k, 'Kiel', 'hybrid', 70000, 84000, 'EUR', 'year',
                bench.id(4, n, 1 + k % 5)
            FROM generate_series(1, \(accounts)) n, generate_series(1, \(Self.opportunities)) k;
            INSERT INTO tw.stage_event (owner_id, opportunity_id, ordinal, from_stage, to_stage, at)
            SELECT bench.id(1, n, 0), bench.id(5, n, k), e,
                CASE e WHEN 2 THEN 'interested' WHEN 3 THEN 'applied' END,
                CASE e WHEN 1 THEN 'interested' WHEN 2 THEN 'applied' ELSE 'interviewing' END, now()
            FROM generate_series(1, \(accounts)) n, generate_series(1, \(Self.opportunities)) k, generate_series(1, 3) e;
            INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, scheduled_start, local_start,
                time_zone, question_minutes, state)
            SELECT bench.id(1, n, 0), bench.id(6, n, k), bench.id(5, n, 1 + k % \(Self.opportunities)), 1 + k / 20,
                'Talk ' || k, 'video', now(), now() AT TIME ZONE 'UTC', 'UTC', 30, 'in_progress'
            FROM generate_series(1, \(accounts)) n, generate_series(1, \(Self.interviews)) k;
            INSERT INTO tw.interviewer (owner_id, interview_id, person_id, role, position)
            SELECT bench.id(1, n, 0), bench.id(6, n, k), bench.id(4, n, 1 + (k + w) % 10), 'peer', w
            FROM generate_series(1, \(accounts)) n, generate_series(1, \(Self.interviews)) k, generate_series(0, 1) w;
            INSERT INTO tw.asking (owner_id, id, interview_id, text, person_id, asked_at, outcome)
            SELECT bench.id(1, n, 0), bench.id(7, n, k), bench.id(6, n, 1 + k % \(Self.interviews)),
                'How did the last release go, number ' || k || '?', bench.id(4, n, 1 + (k % \(Self.interviews) + 1) % 10), now(),
                'answered'
            FROM generate_series(1, \(accounts)) n, generate_series(1, \(Self.answers)) k;
            INSERT INTO tw.answer (owner_id, id, asking_id, outcome, body, specificity, captured)
            SELECT bench.id(1, n, 0), bench.id(8, n, k), bench.id(7, n, k), 'answered',
                'It went out on a Tuesday, and two of us stayed late to watch it; nothing broke. (' || k || ')', 'example', 'live'
            FROM generate_series(1, \(accounts)) n, generate_series(1, \(Self.answers)) k;
            """
        )
        try await site.sql("VACUUM (ANALYZE)")
        try await site.sql("CHECKPOINT")
    }

    /// Takes back what was recorded by measuring, so that no interview gets full.
    func tidy() async throws {
        try await site.sql(
            """
            SET session_replication_role = replica;
            TRUNCATE tw.idempotency;
            DELETE FROM tw.answer w USING tw.asking a
            WHERE a.owner_id = w.owner_id AND a.id = w.asking_id AND a.text = 'How did that go?';
            DELETE FROM tw.asking WHERE text = 'How did that go?';
            """
        )
    }

    /// Fills the buckets of tries again and ends the sessions that measuring has opened: sign-ins are measured, not refusals.
    func allowLogins() async throws {
        try await site.sql(
            """
            TRUNCATE tw.throttle;
            DELETE FROM tw.session WHERE token_sha256 NOT IN (SELECT token FROM bench.actor);
            """
        )
    }

    /// Sessions for the measured accounts, spread over all of them.
    func actors() async throws -> [Actor] {
        let step = max(1, accounts / measured)
        let tokens = (0..<measured).map { _ in BenchToken() }
        let rows = tokens.enumerated().map { place, token in
            "(\(place), \(1 + place * step), '\\x\(token.hash)'::bytea)"
        }
        try await site.sql(
            """
            CREATE TABLE bench.actor (client int PRIMARY KEY, account int NOT NULL, token bytea NOT NULL);
            INSERT INTO bench.actor VALUES \(rows.joined(separator: ", "));
            INSERT INTO tw.session (id, account_id, token_sha256, expires_at)
            SELECT gen_random_uuid(), bench.id(1, account, 0), token, now() + interval '5 days' FROM bench.actor;
            -- What pgbench shows and asks for.
            CREATE VIEW bench.pair AS SELECT client, encode(token, 'hex') AS token, bench.id(1, account, 0) AS owner,
                bench.id(5, account, 7) AS opportunity, account FROM bench.actor;
            GRANT USAGE ON SCHEMA bench TO PUBLIC;
            -- pgbench prepares its statements before it has taken a role; that lets it name the tables and read none.
            GRANT USAGE ON SCHEMA tw TO tw_app;
            GRANT SELECT ON bench.pair TO PUBLIC;
            """
        )
        return tokens.enumerated().map { place, token in
            let account = 1 + place * step
            return Actor(
                place: place,
                token: token.text,
                opportunity: Self.id(5, account, 7),
                interviews: (1...Self.interviews).map { Self.id(6, account, $0) },
                person: Self.id(4, account, 3)
            )
        }
    }

    /// What `bench.id` answers.
    static func id(_ what: Int, _ account: Int, _ place: Int) -> UUID {
        func hexadecimal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        let text =
            "0190\(hexadecimal(what, 4))-0000-7000-8000-\(hexadecimal(account, 6))\(hexadecimal(place, 6))"
        return UUID(uuidString: text) ?? UUID()
    }
}
