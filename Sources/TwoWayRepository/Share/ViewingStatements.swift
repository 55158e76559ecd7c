import Foundation
import TwoWayModel

/// What a coach asks for.
public enum SharedThing: Sendable, Hashable {
    case priorities(ID<JobSearch>)
    case opportunity(ID<Opportunity>)
    case assessment(ID<Opportunity>)
    case interviews(of: ID<Opportunity>)
    case interview(ID<Interview>)
    case plan(of: ID<Interview>)
    case answers(in: ID<Interview>)
    case comparison(ID<Comparison>)
    case decisions(about: ID<Opportunity>)
    case decision(ID<Decision>)

    public var subject: ShareSubject {
        switch self {
        case .priorities: .priorities
        case .opportunity: .opportunity
        case .assessment: .assessment
        case .interviews, .interview: .interviews
        case .plan: .plans
        case .answers: .answers
        case .comparison: .comparison
        case .decisions, .decision: .decision
        }
    }

    /// The interview, where it is one.
    public var interview: ID<Interview>? {
        switch self {
        case .interview(let id), .plan(let id), .answers(let id): id
        case .priorities, .opportunity, .assessment, .interviews, .comparison, .decisions, .decision: nil
        }
    }

    fileprivate var id: UUID {
        switch self {
        case .priorities(let id): id.rawValue
        case .opportunity(let id), .assessment(let id), .interviews(let id), .decisions(let id): id.rawValue
        case .interview(let id), .plan(let id), .answers(let id): id.rawValue
        case .comparison(let id): id.rawValue
        case .decision(let id): id.rawValue
        }
    }
}

/// A coach about to read one thing of a candidate.
public struct CoachReading: Sendable {
    public let coach: ID<Account>
    public let thing: SharedThing
    public let method: String
    public let receipt: ID<Receipt>

    public init(coach: ID<Account>, thing: SharedThing, method: String, receipt: ID<Receipt>) {
        self.coach = coach
        self.thing = thing
        self.method = method
        self.receipt = receipt
    }

    /// The live shares that cover the thing, leaving the one receipt of the reading in the same statement (R17).
    ///
    /// No row when nothing covers it. Those that show it as it is come before snapshots, and newer ones before older ones;
    /// the receipt names the first.
    public var query: Query<[CoveringShare]> {
        switch thing {
        case .priorities: .all(.sharesCoveringSearch, self)
        case .opportunity, .assessment, .decisions: .all(.sharesCoveringOpportunity, self)
        case .interviews: .all(.sharesCoveringInterviews, self)
        case .interview, .plan, .answers: .all(.sharesCoveringInterview, self)
        case .comparison: .all(.sharesCoveringComparison, self)
        case .decision: .all(.sharesCoveringDecision, self)
        }
    }

    fileprivate var parameters: [SQLValue] {
        [.id(coach), .word(thing.subject), .uuid(thing.id), .id(receipt), .text(method), .id(thing.interview)]
    }
}

/// A live share that covers what a coach asks for.
public struct CoveringShare: Sendable {
    public let owner: ID<Account>
    public let id: ID<Share>
    public let mode: Share.Mode
    /// The only interview that it opens.
    public let interview: ID<Interview>?
    public let fields: Set<ShareField>
    public let createdAt: Timestamp

    fileprivate init(row: inout Row) throws(RowError) {
        owner = try row.id()
        id = try row.id()
        mode = try row.word()
        interview = try row.optionalID()
        fields = Set(try row.shareFields())
        createdAt = try row.time()
    }
}

extension Statement<CoachReading, CoveringShare> {
    /// By the opportunity that the share is about.
    public static let sharesCoveringOpportunity = Statement(
        name: "shares_covering_opportunity",
        sql: """
            WITH covering AS (
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND s.opportunity_id = $3 AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, job_search_id, opportunity_id,
                    comparison_id, interview_id)
                SELECT owner_id, $4, id, $1, $5, subject, job_search_id, opportunity_id, comparison_id,
                    coalesce($6::uuid, interview_id)
                FROM covering ORDER BY mode, id DESC LIMIT 1
            )
            SELECT owner_id, id, mode, interview_id, fields, created_at FROM covering ORDER BY mode, id DESC
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try CoveringShare(row: &row) }
    )

    /// By the opportunity, for the list of its interviews: whoever reads their plans or answers learns their ids.
    public static let sharesCoveringInterviews = Statement(
        name: "shares_covering_interviews",
        sql: """
            WITH covering AS (
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id,
                    CASE WHEN s.subject = $2 THEN s.fields ELSE '{}' END AS fields,
                    s.created_at
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject IN ($2, 'plans', 'answers') AND s.opportunity_id = $3 AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, job_search_id, opportunity_id,
                    comparison_id, interview_id)
                SELECT owner_id, $4, id, $1, $5, subject, job_search_id, opportunity_id, comparison_id,
                    coalesce($6::uuid, interview_id)
                FROM covering ORDER BY mode, subject <> $2, id DESC LIMIT 1
            )
            SELECT owner_id, id, mode, interview_id, fields, created_at FROM covering
            ORDER BY mode, subject <> $2, id DESC
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try CoveringShare(row: &row) }
    )

    /// By the job search that the share is about.
    public static let sharesCoveringSearch = Statement(
        name: "shares_covering_search",
        sql: """
            WITH covering AS (
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND s.job_search_id = $3 AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, job_search_id, opportunity_id,
                    comparison_id, interview_id)
                SELECT owner_id, $4, id, $1, $5, subject, job_search_id, opportunity_id, comparison_id,
                    coalesce($6::uuid, interview_id)
                FROM covering ORDER BY mode, id DESC LIMIT 1
            )
            SELECT owner_id, id, mode, interview_id, fields, created_at FROM covering ORDER BY mode, id DESC
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try CoveringShare(row: &row) }
    )

    /// By the comparison that the share is about.
    public static let sharesCoveringComparison = Statement(
        name: "shares_covering_comparison",
        sql: """
            WITH covering AS (
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND s.comparison_id = $3 AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, job_search_id, opportunity_id,
                    comparison_id, interview_id)
                SELECT owner_id, $4, id, $1, $5, subject, job_search_id, opportunity_id, comparison_id,
                    coalesce($6::uuid, interview_id)
                FROM covering ORDER BY mode, id DESC LIMIT 1
            )
            SELECT owner_id, id, mode, interview_id, fields, created_at FROM covering ORDER BY mode, id DESC
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try CoveringShare(row: &row) }
    )
}

extension Statement<CoachReading, CoveringShare> {
    /// By one of the interviews that the share is about.
    public static let sharesCoveringInterview = Statement(
        name: "shares_covering_interview",
        sql: """
            WITH covering AS (
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM interview i JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
                    AND (s.interview_id IS NULL OR s.interview_id = i.id)
                JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND i.id = $3 AND s.mode = 'live' AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
                UNION ALL
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND s.mode = 'snapshot' AND $3 = ANY (s.snapshot_ids)
                    AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, job_search_id, opportunity_id,
                    comparison_id, interview_id)
                SELECT owner_id, $4, id, $1, $5, subject, job_search_id, opportunity_id, comparison_id,
                    coalesce($6::uuid, interview_id)
                FROM covering ORDER BY mode, id DESC LIMIT 1
            )
            SELECT owner_id, id, mode, interview_id, fields, created_at FROM covering ORDER BY mode, id DESC
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try CoveringShare(row: &row) }
    )

    /// By one of the decisions that the share is about.
    public static let sharesCoveringDecision = Statement(
        name: "shares_covering_decision",
        sql: """
            WITH covering AS (
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM decision i JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
                JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND i.id = $3 AND s.mode = 'live' AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
                UNION ALL
                SELECT s.owner_id, s.id, s.mode, s.subject, s.job_search_id, s.opportunity_id, s.comparison_id, s.interview_id, s.fields,
                    s.created_at
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND s.mode = 'snapshot' AND $3 = ANY (s.snapshot_ids)
                    AND s.revoked_at IS NULL AND s.valid_from <= now()
                    AND (s.valid_until IS NULL OR s.valid_until > now()) AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, job_search_id, opportunity_id,
                    comparison_id, interview_id)
                SELECT owner_id, $4, id, $1, $5, subject, job_search_id, opportunity_id, comparison_id,
                    coalesce($6::uuid, interview_id)
                FROM covering ORDER BY mode, id DESC LIMIT 1
            )
            SELECT owner_id, id, mode, interview_id, fields, created_at FROM covering ORDER BY mode, id DESC
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try CoveringShare(row: &row) }
    )
}

extension Statement<OwnedID<Share>, [UInt8]> {
    /// What a snapshot keeps.
    public static let shareDocument = Statement(
        name: "share_document",
        sql: "SELECT document FROM share WHERE owner_id = $1 AND id = $2 AND document IS NOT NULL",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.json() }
    )
}
