import Foundation
import TwoWayModel

extension Row {
    /// Columns: job_search_id, opportunity_id, comparison_id, interview_id.
    fileprivate mutating func anchor() throws(RowError) -> ShareAnchor {
        ShareAnchor(
            jobSearch: try optionalID(),
            opportunity: try optionalID(),
            comparison: try optionalID(),
            interview: try optionalID()
        )
    }

    /// Fields in the order of all fields.
    mutating func shareFields() throws(RowError) -> [ShareField] {
        let fields = Set(try textArray().compactMap(ShareField.init(rawValue:)))
        return ShareField.allCases.filter { fields.contains($0) }
    }
}

extension Share {
    /// Columns: id, relationship_id, owner_id, coach_id, subject, those of the anchor, fields, mode, valid_from, valid_until,
    /// revoked_at, created_at, and the state now.
    fileprivate init(row: inout Row) throws(RowError) {
        let id: ID<Share> = try row.id()
        let relationship: ID<Relationship> = try row.id()
        let candidate: ID<Account> = try row.id()
        let coach: ID<Account> = try row.id()
        let subject: ShareSubject = try row.word()
        let anchor = try row.anchor()
        let fields = try row.shareFields()
        let mode: Share.Mode = try row.word()
        let from = try row.time()
        let until = try row.optionalTime()
        let revokedAt = try row.optionalTime()
        let createdAt = try row.time()
        self.init(
            id: id,
            relationship: relationship,
            candidate: candidate,
            coach: coach,
            subject: subject,
            anchor: anchor,
            fields: fields,
            mode: mode,
            state: try row.word(),
            from: from,
            until: until,
            revokedAt: revokedAt,
            createdAt: createdAt
        )
    }
}

/// A share about to be given.
public struct NewShare: Sendable {
    public let owner: ID<Account>
    public let id: ID<Share>
    public let relationship: ID<Relationship>
    public let subject: ShareSubject
    public let anchor: ShareAnchor
    public let fields: [ShareField]
    public let from: Timestamp?
    public let until: Timestamp?
    /// What a snapshot keeps; nil for a live share.
    public let snapshot: NewSnapshot?

    public init(
        owner: ID<Account>,
        id: ID<Share>,
        relationship: ID<Relationship>,
        subject: ShareSubject,
        anchor: ShareAnchor,
        fields: [ShareField],
        from: Timestamp?,
        until: Timestamp?,
        snapshot: NewSnapshot?
    ) {
        self.owner = owner
        self.id = id
        self.relationship = relationship
        self.subject = subject
        self.anchor = anchor
        self.fields = fields
        self.from = from
        self.until = until
        self.snapshot = snapshot
    }
}

/// A masked document about to be kept with a share.
public struct NewSnapshot: Sendable {
    /// The JSON of a `ShareDocument`.
    public let document: [UInt8]
    /// The interviews or decisions in it.
    public let parts: [UUID]

    public init(document: [UInt8], parts: [UUID]) {
        self.document = document
        self.parts = parts
    }
}

extension Statement<NewShare, Share> {
    /// No row when the relationship is not an active one of the owner.
    public static let createShare = Statement(
        name: "create_share",
        sql: """
            INSERT INTO share (owner_id, id, relationship_id, coach_id, subject, job_search_id, opportunity_id,
                comparison_id, interview_id, fields, mode, valid_from, valid_until, document, snapshot_ids)
            SELECT r.owner_id, $2, r.id, r.coach_id, $4, $5, $6, $7, $8, $9, $10, coalesce($11::timestamptz, now()), $12,
                $13, $14
            FROM relationship r WHERE r.owner_id = $1 AND r.id = $3 AND r.status = 'active'
            RETURNING id, relationship_id, owner_id, coach_id, subject, job_search_id, opportunity_id, comparison_id,
                interview_id, fields, mode, valid_from, valid_until, revoked_at, created_at, 'active'
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .id($0.relationship), .word($0.subject), .id($0.anchor.jobSearch),
                .id($0.anchor.opportunity), .id($0.anchor.comparison), .id($0.anchor.interview),
                .textArray($0.fields.map(\.rawValue)),
                .word($0.snapshot == nil ? Share.Mode.live : .snapshot), .time($0.from), .time($0.until),
                .json($0.snapshot?.document), .uuidArray($0.snapshot?.parts ?? []),
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
            SELECT s.id, s.relationship_id, s.owner_id, s.coach_id, s.subject, s.job_search_id, s.opportunity_id,
                s.comparison_id, s.interview_id, s.fields, s.mode, s.valid_from, s.valid_until, s.revoked_at, s.created_at,
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
            SELECT s.id, s.relationship_id, s.owner_id, s.coach_id, s.subject, s.job_search_id, s.opportunity_id,
                s.comparison_id, s.interview_id, s.fields, s.mode, s.valid_from, s.valid_until, s.revoked_at, s.created_at,
                'active'
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
            RETURNING id, relationship_id, owner_id, coach_id, subject, job_search_id, opportunity_id, comparison_id,
                interview_id, fields, mode, valid_from, valid_until, revoked_at, created_at, 'revoked'
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Share(row: &row) }
    )
}

/// Which receipts a page is to have; what is nil matters not.
public struct ReceiptPage: Sendable {
    public let page: OwnerPage
    public let subject: ShareSubject?
    public let anchor: ShareAnchor
    public let reader: ID<Account>?

    public init(page: OwnerPage, subject: ShareSubject?, anchor: ShareAnchor, reader: ID<Account>?) {
        self.page = page
        self.subject = subject
        self.anchor = anchor
        self.reader = reader
    }
}

extension Statement<ReceiptPage, Receipt> {
    /// Who has read what of an owner's, newest first.
    public static let receipts = Statement(
        name: "receipts",
        sql: """
            SELECT r.id, r.share_id, r.reader_id, coalesce(a.display_name, 'Closed account'), r.method, r.subject, s.mode,
                r.job_search_id, r.opportunity_id, r.comparison_id, r.interview_id, r.at
            FROM receipt r
            LEFT JOIN share s ON s.owner_id = r.owner_id AND s.id = r.share_id
            LEFT JOIN account a ON a.id = r.reader_id
            WHERE r.owner_id = $1 AND r.id < $2 AND ($4::text IS NULL OR r.subject = $4)
                AND ($5::uuid IS NULL OR r.job_search_id = $5) AND ($6::uuid IS NULL OR r.opportunity_id = $6)
                AND ($7::uuid IS NULL OR r.comparison_id = $7) AND ($8::uuid IS NULL OR r.interview_id = $8)
                AND ($9::uuid IS NULL OR r.reader_id = $9)
            ORDER BY r.id DESC LIMIT $3
            """,
        bind: {
            [
                .id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .word($0.subject),
                .id($0.anchor.jobSearch), .id($0.anchor.opportunity), .id($0.anchor.comparison),
                .id($0.anchor.interview), .id($0.reader),
            ]
        },
        decode: { row throws(RowError) in
            let id: ID<Receipt> = try row.id()
            let share: ID<Share>? = try row.optionalID()
            let reader: ID<Account> = try row.id()
            let readerName: Title = try row.checked()
            let method = try row.text()
            let subject: ShareSubject? = try row.optionalWord()
            let mode: Share.Mode? = try row.optionalWord()
            let anchor = try row.anchor()
            return Receipt(
                id: id,
                share: share,
                reader: reader,
                readerName: readerName,
                method: method,
                subject: subject,
                mode: mode,
                anchor: anchor,
                at: try row.time()
            )
        }
    )
}
