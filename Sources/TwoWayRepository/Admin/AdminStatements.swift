import Foundation
import TwoWayModel

/// An account as the management command sees it: never its contents (R21).
public struct AccountSummary: Sendable {
    public let id: ID<Account>
    public let email: EmailAddress
    public let displayName: Title
    public let status: Account.Status
    public let roles: [Role]
    public let createdAt: Timestamp
}

/// An account that waits for its invitation.
public struct InvitedAccount: Sendable {
    public let id: ID<Account>
    public let email: EmailAddress
    public let displayName: Title
    public let roles: [Role]

    public init(id: ID<Account>, email: EmailAddress, displayName: Title, roles: [Role]) {
        self.id = id
        self.email = email
        self.displayName = displayName
        self.roles = roles
    }
}

/// A code about to be stored; only its SHA-256 is.
public struct NewInvitation: Sendable {
    public let id: ID<Invitation>
    public let codeHash: [UInt8]
    public let roles: [Role]
    /// The account it activates; without one it opens a new account.
    public let account: ID<Account>?
    public let expiresAt: Timestamp

    public init(
        id: ID<Invitation>,
        codeHash: [UInt8],
        roles: [Role],
        account: ID<Account>?,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.codeHash = codeHash
        self.roles = roles
        self.account = account
        self.expiresAt = expiresAt
    }
}

extension Statement<InvitedAccount, Void> {
    public static let adminCreateAccount = Statement(
        name: "admin_create_account",
        sql: "SELECT FROM sec.admin_account_create($1, $2, $3, $4)",
        bind: { [.id($0.id), .value($0.email), .value($0.displayName), .textArray($0.roles.map(\.rawValue))] }
    )
}

extension Statement<NewInvitation, Void> {
    public static let adminInvite = Statement(
        name: "admin_invite",
        sql: "SELECT FROM sec.admin_invite($1, 'invitation', $2, $3, $4, $5)",
        bind: {
            [
                .id($0.id), .bytes($0.codeHash), .textArray($0.roles.map(\.rawValue)), .id($0.account),
                .time($0.expiresAt),
            ]
        }
    )
}

extension Statement<NewInvitation, Void> {
    /// A code with which the account sets a new password.
    public static let adminReset = Statement(
        name: "admin_reset",
        sql: "SELECT FROM sec.admin_invite($1, 'reset', $2, '{}', $3, $4)",
        bind: { [.id($0.id), .bytes($0.codeHash), .id($0.account), .time($0.expiresAt)] }
    )
}

extension Statement where Input == (before: UUID, rows: Int), Output == AccountSummary {
    /// Newest first.
    public static let adminAccounts = Statement(
        name: "admin_accounts",
        sql: """
            SELECT a.id, a.email, a.display_name, a.status,
                ARRAY(SELECT r.role FROM tw.account_role r WHERE r.account_id = a.id ORDER BY r.role), a.created_at
            FROM tw.account a WHERE a.id < $1 ORDER BY a.id DESC LIMIT $2
            """,
        bind: { [.uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try AccountSummary(row: &row) }
    )
}

extension Statement<EmailAddress, AccountSummary> {
    public static let adminAccount = Statement(
        name: "admin_account",
        sql: """
            SELECT a.id, a.email, a.display_name, a.status,
                ARRAY(SELECT r.role FROM tw.account_role r WHERE r.account_id = a.id ORDER BY r.role), a.created_at
            FROM tw.account a WHERE a.email = $1
            """,
        bind: { [.value($0)] },
        decode: { row throws(RowError) in try AccountSummary(row: &row) }
    )
}

extension AccountSummary {
    /// Columns: id, email, display_name, status, roles, created_at.
    fileprivate init(row: inout Row) throws(RowError) {
        id = try row.id()
        email = try row.value()
        displayName = try row.checked()
        status = try row.word()
        roles = try row.textArray().compactMap(Role.init(rawValue:))
        createdAt = try row.time()
    }
}

extension Statement<ID<Account>, Bool> {
    /// False when the account is not active.
    public static let adminSuspend = Statement(
        name: "admin_suspend",
        sql: "SELECT sec.admin_account_suspend($1)",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )

    /// False when there is none.
    public static let adminRemoveFactor = Statement(
        name: "admin_remove_factor",
        sql: "SELECT sec.admin_factor_remove($1)",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )

    /// False when the account is not suspended.
    public static let adminResume = Statement(
        name: "admin_resume",
        sql: "SELECT sec.admin_account_resume($1)",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement<ID<Account>, Int> {
    /// How many sessions were live.
    public static let adminEndSessions = Statement(
        name: "admin_end_sessions",
        sql: "SELECT sec.admin_sessions_end($1)",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement<Void, Int> {
    /// Seals the audit; answers how many events.
    public static let sealAudit = Statement(
        name: "seal_audit",
        sql: "SELECT sec.audit_seal()",
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement<Void, Int?> {
    /// The first seal that does not hold; null when all do.
    public static let verifyAudit = Statement(
        name: "verify_audit",
        sql: "SELECT sec.audit_verify()",
        decode: { row throws(RowError) in try row.optionalInt() }
    )
}
