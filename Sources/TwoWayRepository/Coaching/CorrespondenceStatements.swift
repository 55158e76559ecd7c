import Foundation
import TwoWayModel

/// Whether a coach holds a live share of an opportunity; with a subject, one of that subject.
public struct ShareQuestion: Sendable {
    /// The candidate.
    public let owner: ID<Account>
    public let coach: ID<Account>
    public let opportunity: ID<Opportunity>
    public let subject: ShareSubject?

    public init(
        owner: ID<Account>,
        coach: ID<Account>,
        opportunity: ID<Opportunity>,
        subject: ShareSubject? = nil
    ) {
        self.owner = owner
        self.coach = coach
        self.opportunity = opportunity
        self.subject = subject
    }
}

extension Statement<ShareQuestion, ID<Share>> {
    /// The newest one; no row when there is none.
    public static let liveShare = Statement(
        name: "live_share",
        sql: """
            SELECT id FROM live_share
            WHERE owner_id = $1 AND coach_id = $2 AND opportunity_id = $3 AND ($4::text IS NULL OR subject = $4)
            ORDER BY id DESC LIMIT 1
            """,
        bind: { [.id($0.owner), .id($0.coach), .id($0.opportunity), .word($0.subject)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

/// The trace of a reading of what is between a candidate and a coach.
public struct NewReceipt: Sendable {
    /// The candidate.
    public let owner: ID<Account>
    public let id: ID<Receipt>
    /// Absent, with the opportunity, where what was read is about none.
    public let share: ID<Share>?
    public let reader: ID<Account>
    public let method: String
    public let opportunity: ID<Opportunity>?

    public init(
        owner: ID<Account>,
        id: ID<Receipt>,
        share: ID<Share>?,
        reader: ID<Account>,
        method: String,
        opportunity: ID<Opportunity>?
    ) {
        self.owner = owner
        self.id = id
        self.share = share
        self.reader = reader
        self.method = method
        self.opportunity = opportunity
    }
}

extension Statement<NewReceipt, Void> {
    public static let leaveReceipt = Statement(
        name: "leave_receipt",
        sql: """
            INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, opportunity_id, interview_id)
            SELECT $1, $2, $3, $4, $5, s.subject, $6, s.interview_id
            FROM (VALUES (1)) one LEFT JOIN share s ON s.owner_id = $1 AND s.id = $3
            """,
        bind: {
            [.id($0.owner), .id($0.id), .id($0.share), .id($0.reader), .text($0.method), .id($0.opportunity)]
        }
    )
}

/// Up to when somebody has read what the other side of a relationship wrote.
public struct ReadMark: Sendable {
    /// The reader.
    public let owner: ID<Account>
    public let relationship: ID<Relationship>
    /// Now when absent, and never later than that.
    public let until: Timestamp?

    public init(owner: ID<Account>, relationship: ID<Relationship>, until: Timestamp?) {
        self.owner = owner
        self.relationship = relationship
        self.until = until
    }
}

extension Statement<ReadMark, Void> {
    /// A mark only ever moves on.
    public static let markSeen = Statement(
        name: "mark_seen",
        sql: """
            INSERT INTO read_mark AS m (owner_id, relationship_id, seen_at)
            VALUES ($1, $2, least(coalesce($3, now()), now()))
            ON CONFLICT (owner_id, relationship_id) DO UPDATE SET seen_at = greatest(m.seen_at, excluded.seen_at)
            """,
        bind: { [.id($0.owner), .id($0.relationship), .time($0.until)] }
    )
}
