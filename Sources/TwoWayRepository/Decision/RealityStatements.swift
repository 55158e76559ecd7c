import Foundation
import TwoWayModel

/// A reality check without its ratings and what follows from them.
public struct RealityCheckRow: Sendable {
    public let id: ID<RealityCheck>
    public let opportunity: ID<Opportunity>
    public let decision: ID<Decision>
    public let day: Int
    public let note: Prose?
    public let checkedAt: Timestamp
}

extension Statement where Input == OwnedID<Decision>, Output == RealityCheckRow {
    /// The checks of a decision, the earliest first.
    public static let realityChecks = Statement(
        name: "reality_checks",
        sql: """
            SELECT id, opportunity_id, decision_id, day, note, checked_at FROM reality_check
            WHERE owner_id = $1 AND decision_id = $2
            ORDER BY day
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            RealityCheckRow(
                id: try row.id(),
                opportunity: try row.id(),
                decision: try row.id(),
                day: try row.int(),
                note: try row.optionalChecked(),
                checkedAt: try row.time()
            )
        }
    )
}

extension Statement
where Input == OwnedID<Decision>, Output == (check: ID<RealityCheck>, rating: RealityRating) {
    /// The ratings of the checks of a decision.
    public static let realityRatings = Statement(
        name: "reality_ratings",
        sql: """
            SELECT c.id, r.priority_key, r.rating
            FROM reality_check c JOIN reality_rating r ON r.owner_id = c.owner_id AND r.reality_check_id = c.id
            WHERE c.owner_id = $1 AND c.decision_id = $2
            ORDER BY c.day, r.priority_key
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            (check: try row.id(), rating: RealityRating(priority: try row.id(), rating: try row.int()))
        }
    )
}

extension Statement
where Input == OwnedID<Decision>, Output == (check: ID<RealityCheck>, finding: RealityFinding) {
    /// What was compared in the checks of a decision.
    public static let realityFindings = Statement(
        name: "reality_findings",
        sql: """
            SELECT c.id, f.evidence_id, f.source_class, f.rating, f.actual
            FROM reality_check c JOIN reality_finding f ON f.owner_id = c.owner_id AND f.reality_check_id = c.id
            WHERE c.owner_id = $1 AND c.decision_id = $2
            ORDER BY c.day, f.evidence_id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            let check: ID<RealityCheck> = try row.id()
            let finding = RealityFinding(
                evidence: try row.id(),
                sourceClass: try row.word(),
                rating: try row.int(),
                actual: try row.int()
            )
            return (check: check, finding: finding)
        }
    )
}

/// A reality check on its way into the tables.
public struct NewRealityCheck: Sendable {
    public let owner: ID<Account>
    public let check: RealityCheck
    public let findings: [RealityFinding]

    public init(owner: ID<Account>, check: RealityCheck, findings: [RealityFinding]) {
        self.owner = owner
        self.check = check
        self.findings = findings
    }
}

extension Statement<NewRealityCheck, Void> {
    /// Stores the check; another one of the same day is refused by its key.
    public static let createRealityCheck = Statement(
        name: "create_reality_check",
        sql: """
            INSERT INTO reality_check (owner_id, id, opportunity_id, decision_id, day, note, checked_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
        bind: {
            [
                .id($0.owner), .id($0.check.id), .id($0.check.opportunity), .id($0.check.decision), .int($0.check.day),
                .value($0.check.note), .time($0.check.checkedAt),
            ]
        }
    )

    public static let addRealityRatings = Statement(
        name: "add_reality_ratings",
        sql: """
            INSERT INTO reality_rating (owner_id, reality_check_id, priority_key, rating)
            SELECT $1, $2, w.priority_key, w.rating FROM unnest($3, $4) AS w (priority_key, rating)
            """,
        bind: {
            [
                .id($0.owner), .id($0.check.id), .ids($0.check.ratings.map(\.priority)),
                .intArray($0.check.ratings.map(\.rating)),
            ]
        }
    )

    /// Evidence that is no longer there is passed over.
    public static let addRealityFindings = Statement(
        name: "add_reality_findings",
        sql: """
            INSERT INTO reality_finding (owner_id, reality_check_id, evidence_id, source_class, rating, actual)
            SELECT $1, $2, w.evidence_id, w.source_class, w.rating, w.actual
            FROM unnest($3, $4, $5, $6) AS w (evidence_id, source_class, rating, actual)
            JOIN evidence e ON e.owner_id = $1 AND e.id = w.evidence_id
            """,
        bind: {
            let findings = $0.findings
            return [
                .id($0.owner), .id($0.check.id), .ids(findings.map(\.evidence)),
                .textArray(findings.map(\.sourceClass.rawValue)), .intArray(findings.map(\.rating)),
                .intArray(findings.map(\.actual)),
            ]
        }
    )
}

/// Which reality checks are asked for.
public struct DueRealityPage: Sendable {
    public let owner: ID<Account>
    /// The days that are looked at; what is due later is not shown.
    public let until: Day
    /// The place after which to go on.
    public let after: (day: Day, opportunity: UUID)?
    public let rows: Int

    public init(owner: ID<Account>, until: Day, after: (day: Day, id: UUID)?, rows: Int) {
        self.owner = owner
        self.until = until
        self.after = after.map { ($0.day, $0.id) }
        self.rows = rows
    }
}

extension Statement where Input == DueRealityPage, Output == DueRealityCheck {
    /// The checks of accepted jobs that are due until a day and not made, the first due first.
    public static let dueRealityChecks = Statement(
        name: "due_reality_checks",
        sql: """
            SELECT o.id, o.title, g.name, w.day, s.starts_on + w.day
            FROM job_start s
            JOIN decision d ON d.owner_id = s.owner_id AND d.id = s.decision_id
            JOIN opportunity o ON o.owner_id = d.owner_id AND o.id = d.opportunity_id
            JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            CROSS JOIN unnest(ARRAY[30, 90, 180]) AS w (day)
            WHERE s.owner_id = $1 AND s.starts_on + w.day <= $2
                AND ($3::date IS NULL OR (s.starts_on + w.day, o.id) > ($3, $4))
                AND NOT EXISTS (SELECT FROM decision r WHERE r.owner_id = $1 AND r.reverses_id = d.id)
                AND NOT EXISTS (SELECT FROM reality_check c WHERE c.owner_id = $1 AND c.opportunity_id = o.id
                    AND c.day = w.day)
            ORDER BY s.starts_on + w.day, o.id LIMIT $5
            """,
        bind: {
            [.id($0.owner), .day($0.until), .day($0.after?.day), .uuid($0.after?.opportunity), .int($0.rows)]
        },
        decode: { row throws(RowError) in try DueRealityCheck(row: &row) }
    )
}

extension DueRealityCheck {
    /// Columns: id and title of the opportunity, the organisation, the day, and when it is due.
    init(row: inout Row) throws(RowError) {
        self.init(
            opportunity: try row.id(),
            title: try row.checked(),
            organisation: try row.checked(),
            day: try row.int(),
            dueOn: try row.day()
        )
    }
}

extension Statement where Input == ID<Account>, Output == SourceTruth {
    /// How often each class of source that was ever compared told the truth.
    public static let sourceTruths = Statement(
        name: "source_truths",
        sql: """
            SELECT source_class, count(*) FILTER (WHERE abs(rating - actual) <= 1), count(*) FROM reality_finding
            WHERE owner_id = $1
            GROUP BY source_class
            """,
        bind: { [.id($0)] },
        decode: { row throws(RowError) in
            SourceTruth(sourceClass: try row.word(), hits: try row.int(), compared: try row.int())
        }
    )
}

extension Statement where Input == ID<Account>, Output == QuestionTruth {
    /// How often the answers to each question told the truth; a question is known by where it comes from, else by its words.
    public static let questionTruths = Statement(
        name: "question_truths",
        sql: """
            SELECT (array_agg(q.text ORDER BY q.asked_at DESC, q.id DESC))[1], p.library_id, p.question_key,
                p.own_question_id, count(*) FILTER (WHERE abs(f.rating - f.actual) <= 1), count(*)
            FROM reality_finding f
            JOIN evidence e ON e.owner_id = f.owner_id AND e.id = f.evidence_id
            JOIN answer w ON w.owner_id = e.owner_id AND w.id = e.answer_id
            JOIN asking q ON q.owner_id = w.owner_id AND q.id = w.asking_id
            LEFT JOIN plan_item p ON p.owner_id = q.owner_id AND p.id = q.item_id
                AND num_nonnulls(p.library_id, p.own_question_id) > 0
            WHERE f.owner_id = $1
            GROUP BY p.library_id, p.question_key, p.own_question_id, CASE WHEN p.id IS NULL THEN lower(q.text) END
            ORDER BY count(*) DESC, count(*) FILTER (WHERE abs(f.rating - f.actual) <= 1) DESC, 1 LIMIT 100
            """,
        bind: { [.id($0)] },
        decode: { row throws(RowError) in
            QuestionTruth(
                text: try row.checked(),
                library: try row.optionalID(),
                questionKey: try row.optionalValue(),
                ownQuestion: try row.optionalID(),
                hits: try row.int(),
                compared: try row.int()
            )
        }
    )
}
