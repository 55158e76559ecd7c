import Foundation
import Testing
import TwoWayModel
import TwoWayRepository
import TwoWayService
import TwoWayTestSupport

/// The checks of the rules: silent on a healthy database, and each heard when its rule is broken.
@Suite struct RuleCheckTests {
    @Test func `every rule has a check, and no two checks have one name`() {
        #expect(Set(RuleCheck.all.map(\.rule)).isSuperset(of: RuleCheck.rules))
        #expect(Set(RuleCheck.all.map(\.name)).count == RuleCheck.all.count)
        for check in RuleCheck.all {
            #expect(check.holds.hasSuffix("."), "\(check.name)")
            #expect(check.holds.utf8.count <= 160, "\(check.name)")
        }
        let broken = Set(RuleBreach.all.map(\.check) + ["version-hash", "current-inputs"])
        #expect(broken == Set(RuleCheck.all.map(\.name)))
    }

    @Test func `the page about the checks says what the checks say`() throws {
        let path = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../../Schema/checks.md").standardizedFileURL.path
        if ProcessInfo.processInfo.environment["UPDATE_CHECKS"] != nil {
            try RuleCheck.page.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == RuleCheck.page)
    }

    @Test func `a database full of people's work breaks no rule, and each breach of one is found`() async throws {
        try await AuthorisationWorld.with { world in
            let database = world.service.database
            for finding in try await Verification(conninfo: database.backup).run() {
                #expect(finding.isClean, "\(finding.check.rule) \(finding.check.name): \(finding.examples)")
            }
            for finding in try await recompute(database) {
                #expect(finding.isClean, "\(finding.check.rule) \(finding.check.name): \(finding.examples)")
                #expect(finding.looked > 0, "\(finding.check.name)")
            }
            for breach in RuleBreach.all {
                let check = try #require(RuleCheck.all.first { $0.name == breach.check })
                let finding = try await SerialSession.run(database.superuser) { session in
                    try session.execute("BEGIN; SET LOCAL session_replication_role = replica; \(breach.mistake)")
                    let finding = try check.run(on: session)
                    try session.execute("ROLLBACK")
                    return finding
                }
                #expect(finding.offenders > 0, "\(breach.check)")
                #expect(finding.looked > 0, "\(breach.check)")
                #expect(!finding.examples.isEmpty, "\(breach.check)")
                #expect(
                    world.words.leaks(in: finding.examples.joined(separator: " "), to: nil).allSatisfy {
                        $0.count == 36
                    }
                )
            }
        }
    }

    @Test func `a version or an input that was changed in secret does not have its hash any more`() async throws {
        try await AuthorisationWorld.with { world in
            let database = world.service.database
            try await database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.library_version SET document = jsonb_set(document, '{title}', '"Another title"');
                UPDATE tw.comparison SET state = 'current';
                UPDATE tw.evidence SET rating = CASE rating WHEN 1 THEN 2 ELSE 1 END
                """
            )
            let findings = try await recompute(database)
            #expect(findings.map(\.check.name) == ["version-hash", "current-inputs"])
            for finding in findings { #expect(finding.offenders > 0, "\(finding.check.name)") }
        }
    }

    private func recompute(_ database: TestDatabase) async throws -> [RuleFinding] {
        let opened = Database(DatabaseConfiguration(conninfo: database.backup), logger: TestCluster.logger)
        do {
            let findings = try await Recomputation(database: opened).run()
            await opened.close()
            return findings
        } catch {
            await opened.close()
            throw error
        }
    }
}

/// A change that breaks a rule, made while triggers and foreign keys look away.
struct RuleBreach: Sendable {
    let check: String
    let mistake: String

    private init(_ check: String, _ mistake: String) {
        self.check = check
        self.mistake = mistake
    }

    static let all = libraries + candidates + judgement + crossing

    private static let libraries = [
        RuleBreach("row-security", "ALTER TABLE tw.person NO FORCE ROW LEVEL SECURITY"),
        RuleBreach("open-policies", "CREATE POLICY open ON tw.plan USING (owner_id IS NULL)"),
        RuleBreach("bound-roles", "ALTER ROLE tw_coach BYPASSRLS"),
        RuleBreach("standing-sessions", "UPDATE tw.account SET status = 'suspended'"),
        RuleBreach("version-wording", #"UPDATE tw.question_revision SET content = content || '{"text": "Other"}'"#),
        RuleBreach("version-numbers", "UPDATE tw.library SET latest_version = 17 WHERE latest_version IS NOT NULL"),
        RuleBreach("pinned-versions", "UPDATE tw.subscription SET pinned_version = 99"),
        RuleBreach("question-keys", "DELETE FROM tw.question"),
        RuleBreach("two-writers", "GRANT UPDATE (private_notes) ON tw.overlay TO tw_coach"),
        RuleBreach("asked-wording", "UPDATE tw.asking SET text = ' '"),
        RuleBreach("asked-wording-kept", "GRANT UPDATE (text) ON tw.asking TO tw_candidate"),
    ]

    private static let candidates = [
        RuleBreach("weights", "UPDATE tw.priority SET weight = 0"),
        RuleBreach(
            "one-current-set",
            """
            DROP INDEX tw.priority_set_current_key;
            INSERT INTO tw.priority_set (owner_id, id, job_search_id, version, state)
            SELECT owner_id, gen_random_uuid(), job_search_id, version + 100, 'active' FROM tw.priority_set
            WHERE state IN ('active', 'frozen')
            """
        ),
        RuleBreach(
            "targets-and-thresholds",
            """
            ALTER TABLE tw.priority DROP CONSTRAINT priority_direction_target_check;
            UPDATE tw.priority SET target = CASE direction WHEN 'target' THEN NULL ELSE 3 END
            """
        ),
        RuleBreach("frozen-sets", "ALTER TABLE tw.trade_off DISABLE TRIGGER frozen"),
        RuleBreach(
            "closed-reason",
            """
            ALTER TABLE tw.opportunity DROP CONSTRAINT opportunity_closed_reason_check1;
            UPDATE tw.opportunity SET closed_reason = 'other' WHERE stage <> 'closed'
            """
        ),
        RuleBreach("stage-events", "DELETE FROM tw.stage_event WHERE ordinal = 1"),
        RuleBreach("asked-interviewers", "DELETE FROM tw.interviewer"),
        RuleBreach("answers", "UPDATE tw.asking SET outcome = 'declined'"),
        RuleBreach("asked-items", "UPDATE tw.plan_item SET state = 'planned' WHERE state = 'asked'"),
        RuleBreach(
            "closed-interviews",
            """
            UPDATE tw.interview SET state = 'closed';
            UPDATE tw.plan_item SET must_ask = true, state = 'planned', drop_reason = NULL
            """
        ),
        RuleBreach(
            "carried-once",
            """
            DROP INDEX tw.plan_item_carried_key;
            INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, text, position, minutes, carried_from)
            SELECT owner_id, gen_random_uuid(), interview_id, 'carried', 'Twice', 90, 3, interview_id
            FROM tw.plan, generate_series(1, 2)
            """
        ),
        RuleBreach("evidence-of-answers", "DELETE FROM tw.answer"),
        RuleBreach("beliefs", "UPDATE tw.belief SET state = 'mixed', dismiss_reason = NULL"),
        RuleBreach(
            "contradictions",
            """
            INSERT INTO tw.contradiction (owner_id, id, opportunity_id, first_id, second_id, severity, weight)
            SELECT owner_id, gen_random_uuid(), opportunity_id, id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 0.5, 0.5
            FROM tw.evidence;
            UPDATE tw.evidence SET retired_at = now()
            """
        ),
    ]

    private static let judgement = [
        RuleBreach(
            "own-intervals",
            """
            ALTER TABLE tw.priority_rating DROP CONSTRAINT priority_rating_interval_check;
            UPDATE tw.priority_rating SET hi = 2
            """
        ),
        RuleBreach(
            "kept-intervals",
            """
            UPDATE tw.assessment SET scorecard = jsonb_set(scorecard, '{priorities,0,interval,hi}', '2')
            WHERE scorecard IS NOT NULL;
            UPDATE tw.decision SET scorecard = jsonb_set(scorecard, '{priorities,0,interval,hi}', '2')
            WHERE scorecard IS NOT NULL
            """
        ),
        RuleBreach(
            "failed-must-haves",
            "UPDATE tw.comparison_entry SET standing = 'excluded', first_chance = NULL WHERE standing <> 'excluded'"
        ),
        RuleBreach("one-set", "UPDATE tw.comparison SET seed = CASE seed WHEN 0 THEN 1 ELSE 0 END"),
        RuleBreach(
            "final-assessments",
            "UPDATE tw.assessment SET inputs_hash = repeat('0', 64) WHERE state <> 'draft'"
        ),
        RuleBreach(
            "decisions",
            "UPDATE tw.decision SET inputs_hash = repeat('0', 64) WHERE scorecard IS NOT NULL"
        ),
        RuleBreach("unedited", "ALTER TABLE tw.decision DISABLE TRIGGER append_only"),
    ]

    private static let crossing = [
        RuleBreach("receipts", "UPDATE tw.receipt SET reader_id = owner_id"),
        RuleBreach("receipts-kept", "ALTER TABLE tw.receipt DISABLE TRIGGER never_lost"),
        RuleBreach("ended-relationships", "UPDATE tw.relationship SET status = 'ended'"),
        RuleBreach("private-columns", "GRANT SELECT (notes) ON tw.person TO tw_coach"),
        RuleBreach(
            "released-figures",
            """
            ALTER TABLE tw.statistics_cell DROP CONSTRAINT statistics_cell_asked_check;
            UPDATE tw.statistics_cell SET asked = 3
            """
        ),
        RuleBreach("hidden-figures", "UPDATE tw.statistics_cell SET planned = 10"),
        RuleBreach("frozen-figures", "GRANT UPDATE (planned) ON tw.statistics_cell TO tw_admin"),
        RuleBreach("no-counting", "GRANT SELECT (state) ON tw.subscription TO tw_coach"),
        RuleBreach("admin-columns", "GRANT SELECT (title) ON tw.library TO tw_admin"),
        RuleBreach(
            "kept-responses",
            """
            INSERT INTO tw.idempotency (owner_id, key, method, params_sha256, response, number)
            SELECT id, id, 'person.create', sha256('x'), '', 1 FROM tw.account
            """
        ),
        RuleBreach(
            "removed-records",
            """
            INSERT INTO tw.removed_asking (owner_id, id, interview_id) SELECT owner_id, id, interview_id FROM tw.asking
            """
        ),
        RuleBreach("revisions", "ALTER TABLE tw.plan ALTER revision DROP NOT NULL"),
        RuleBreach("links", "DELETE FROM tw.person"),
        RuleBreach(
            "constraints",
            """
            ALTER TABLE tw.person DROP CONSTRAINT person_name_check;
            UPDATE tw.person SET name = '';
            ALTER TABLE tw.person ADD CONSTRAINT person_name_check CHECK (octet_length(name) BETWEEN 1 AND 200) NOT VALID
            """
        ),
        RuleBreach("guards", "ALTER TABLE tw.plan_item DISABLE TRIGGER ALL"),
    ]
}
