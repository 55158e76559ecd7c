import Foundation
import TwoWayModel

/// A coach about to read one thing of a candidate.
public struct CoachReading: Sendable {
    public let coach: ID<Account>
    public let subject: ShareSubject
    public let opportunity: ID<Opportunity>
    public let method: String
    public let receipt: ID<Receipt>

    public init(
        coach: ID<Account>,
        subject: ShareSubject,
        opportunity: ID<Opportunity>,
        method: String,
        receipt: ID<Receipt>
    ) {
        self.coach = coach
        self.subject = subject
        self.opportunity = opportunity
        self.method = method
        self.receipt = receipt
    }
}

/// What the live shares of one thing open to a coach.
public struct CoachRights: Sendable {
    public let owner: ID<Account>
    public let fields: Set<ShareField>
}

extension Statement<CoachReading, CoachRights> {
    /// What the live shares open, leaving the one receipt of the reading in the same statement (R17).
    ///
    /// No row when nothing covers it. Where several shares do, the receipt names the newest.
    public static let coachRights = Statement(
        name: "coach_rights",
        sql: """
            WITH live AS (
                SELECT s.owner_id, s.id, s.fields
                FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.coach_id = $1 AND s.subject = $2 AND s.opportunity_id = $3 AND s.revoked_at IS NULL
                    AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
                    AND r.status = 'active'
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, opportunity_id)
                SELECT owner_id, $4, id, $1, $5, $3 FROM live ORDER BY id DESC LIMIT 1
            )
            SELECT owner_id, array_agg(DISTINCT field ORDER BY field)
            FROM live CROSS JOIN LATERAL unnest(fields) AS field
            GROUP BY owner_id
            """,
        bind: { [.id($0.coach), .word($0.subject), .id($0.opportunity), .id($0.receipt), .text($0.method)] },
        decode: { row throws(RowError) in
            CoachRights(owner: try row.id(), fields: Set(try row.textArray().compactMap(ShareField.init(rawValue:))))
        }
    )
}
