import TwoWayModel

/// A coach's invitation about to be made.
public struct NewClientInvitation: Sendable {
    public let owner: ID<Account>
    public let id: ID<ClientInvitation>
    /// The SHA-256 of the code.
    public let code: [UInt8]
    public let expiresAt: Timestamp

    public init(owner: ID<Account>, id: ID<ClientInvitation>, code: [UInt8], expiresAt: Timestamp) {
        self.owner = owner
        self.id = id
        self.code = code
        self.expiresAt = expiresAt
    }
}

extension Statement<NewClientInvitation, Void> {
    public static let createClientInvitation = Statement(
        name: "create_client_invitation",
        sql: "INSERT INTO client_invitation (owner_id, id, code_sha256, expires_at) VALUES ($1, $2, $3, $4)",
        bind: { [.id($0.owner), .id($0.id), .bytes($0.code), .time($0.expiresAt)] }
    )
}

extension Statement<ID<Account>, Void> {
    /// Throws away what can be used no more.
    public static let sweepClientInvitations = Statement(
        name: "sweep_client_invitations",
        sql: "DELETE FROM client_invitation WHERE owner_id = $1 AND (used_at IS NOT NULL OR expires_at <= now())",
        bind: { [.id($0)] }
    )
}

extension ClientCode {
    /// Columns: id, created_at, expires_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(id: try row.id(), createdAt: try row.time(), expiresAt: try row.time())
    }
}

extension Statement<OwnerPage, ClientCode> {
    /// Those that can still be taken.
    public static let clientCodes = Statement(
        name: "client_codes",
        sql: """
            SELECT id, created_at, expires_at FROM client_invitation
            WHERE owner_id = $1 AND id < $2 AND used_at IS NULL AND expires_at > now()
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try ClientCode(row: &row) }
    )
}

extension Statement<OwnedID<ClientInvitation>, ClientCode> {
    /// No row when it was used meanwhile, or can be used no more.
    public static let withdrawClientInvitation = Statement(
        name: "withdraw_client_invitation",
        sql: """
            DELETE FROM client_invitation WHERE owner_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > now()
            RETURNING id, created_at, expires_at
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try ClientCode(row: &row) }
    )
}

extension Statement<[UInt8], ClientInvitation> {
    /// By the SHA-256 of the code; no row when it is good for nothing.
    public static let clientInvitation = Statement(
        name: "client_invitation",
        sql: "SELECT coach_name, expires_at FROM sec.client_invitation_of($1)",
        bind: { [.bytes($0)] },
        decode: { row throws(RowError) in
            ClientInvitation(coachName: try row.checked(), expiresAt: try row.time())
        }
    )
}

extension Statement where Input == (code: [UInt8], relationship: ID<Relationship>), Output == Bool {
    /// Whether the code opened the relationship.
    public static let redeemClientInvitation = Statement(
        name: "redeem_client_invitation",
        sql: "SELECT sec.client_invitation_redeem($1, $2)",
        bind: { [.bytes($0.code), .id($0.relationship)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}
