import Foundation
import TwoWayModel

extension Share {
    /// Columns: id, relationship_id, owner_id, coach_id, subject, opportunity_id, fields, valid_from, valid_until,
    /// revoked_at, and the state now.
    fileprivate init(row: inout Row) throws(RowError) {
        let id: ID<Share> = try row.id()
        let relationship: ID<Relationship> = try row.id()
        let candidate: ID<Account> = try row.id()
        let coach: ID<Account> = try row.id()
        let subject: ShareSubject = try row.word()
        let opportunity: ID<Opportunity> = try row.id()
        let fields = Set(try row.textArray().compactMap(ShareField.init(rawValue:)))
        let from = try row.time()
        let until = try row.optionalTime()
        let revokedAt = try row.optionalTime()
        self.init(
            id: id,
            relationship: relationship,
            candidate: candidate,
            coach: coach,
            subject: subject,
            opportunity: opportunity,
            fields: ShareField.allCases.filter { fields.contains($0) },
            state: try row.word(),
            from: from,
            until: until,
            revokedAt: revokedAt
        )
    }
}

/// A share about to be given.
public struct NewShare: Sendable {
    public let owner: ID<Account>
    public let id: ID<Share>
    public let relationship: ID<Relationship>
    public let subject: ShareSubject
    public let opportunity: ID<Opportunity>
    public let fields: [ShareField]
    public let until: Timestamp?

    public init(
        owner: ID<Account>,
        id: ID<Share>,
        relationship: ID<Relationship>,
        subject: ShareSubject,
        opportunity: ID<Opportunity>,
        fields: [ShareField],
        until: Timestamp?
    ) {
        self.owner = owner
        self.id = id
        self.relationship = relationship
        self.subject = subject
        self.opportunity = opportunity
        self.fields = fields
        self.until = until
    }
}

extension Statement<NewShare, Share> {
    /// No row when the relationship is not an active one of the owner.
    public static let createShare = Statement(
        name: "create_share",
        sql: """
            INSERT INTO share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields, valid_until)
            SELECT r.owner_id, $2, r.id, r.coach_id, $4, $5, $6, $7
            FROM relationship r WHERE r.owner_id = $1 AND r.id = $3 AND r.status = 'active'
            RETURNING id, relationship_id, owner_id, coach_id, subject, opportunity_id, fields, valid_from, valid_until,
                revoked_at, 'active'
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .id($0.relationship), .word($0.subject), .id($0.opportunity),
                .textArray($0.fields.map(\.rawValue)), .time($0.until),
            ]
        },
        decode: { row throws(RowError) in try Share(row: &row) }
    )
}

extension Statement where Input == OwnerPage, Output == Share {
    /// All that a candidate has ever given.
    public static let sharesGiven = Statement(
        name: "shares_given",
        sql: """
            SELECT s.id, s.relationship_id, s.owner_id, s.coach_id, s.subject, s.opportunity_id, s.fields, s.valid_from,
                s.valid_until, s.revoked_at,
                CASE WHEN s.revoked_at IS NOT NULL THEN 'revoked' WHEN s.valid_until <= now() THEN 'expired'
                    ELSE 'active' END
            FROM share s
            WHERE s.owner_id = $1 AND s.id < $2
            ORDER BY s.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Share(row: &row) }
    )

    /// The live ones that a coach has received.
    public static let sharesReceived = Statement(
        name: "shares_received",
        sql: """
            SELECT s.id, s.relationship_id, s.owner_id, s.coach_id, s.subject, s.opportunity_id, s.fields, s.valid_from,
                s.valid_until, s.revoked_at, 'active'
            FROM share s JOIN relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
            WHERE s.coach_id = $1 AND s.id < $2 AND s.revoked_at IS NULL AND r.status = 'active'
                AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
            ORDER BY s.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Share(row: &row) }
    )
}

extension Statement where Input == OwnedID<Share>, Output == Share {
    /// Taking back twice is taking back once.
    public static let revokeShare = Statement(
        name: "revoke_share",
        sql: """
            UPDATE share SET revoked_at = coalesce(revoked_at, now())
            WHERE owner_id = $1 AND id = $2
            RETURNING id, relationship_id, owner_id, coach_id, subject, opportunity_id, fields, valid_from, valid_until,
                revoked_at, 'revoked'
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Share(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, opportunity: ID<Opportunity>?), Output == Receipt {
    /// Who has read what of an owner's, newest first.
    public static let receipts = Statement(
        name: "receipts",
        sql: """
            SELECT r.id, r.share_id, r.reader_id, coalesce(a.display_name, 'Closed account'), r.method, r.opportunity_id, r.at
            FROM receipt r LEFT JOIN account a ON a.id = r.reader_id
            WHERE r.owner_id = $1 AND r.id < $2 AND ($4::uuid IS NULL OR r.opportunity_id = $4)
            ORDER BY r.id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity)] },
        decode: { row throws(RowError) in
            Receipt(
                id: try row.id(),
                share: try row.optionalID(),
                reader: try row.id(),
                readerName: try row.checked(),
                method: try row.text(),
                opportunity: try row.optionalID(),
                at: try row.time()
            )
        }
    )
}
