import Foundation
import TwoWayModel

/// An account with what a login compares with.
public struct LoginRow: Sendable {
    public let account: Account
    /// A PHC string; absent until the invitation is taken.
    public let passwordHash: String?
}

/// The account behind a live session, with the session.
public struct SessionOwner: Sendable {
    public let account: Account
    public let session: ID<Session>
    public let expiresAt: Timestamp
}

extension Account {
    /// Columns: id, email, display_name, status, roles, time_zone, created_at, day of its erasure.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            email: try row.value(),
            displayName: try row.checked(),
            status: try row.word(),
            roles: try row.textArray().compactMap(Role.init(rawValue:)),
            timeZone: TimeZoneName(unchecked: try row.text()),
            createdAt: try row.time(),
            erasureDue: try row.optionalTime()
        )
    }
}

extension Statement<EmailAddress, LoginRow> {
    public static let loginLookup = Statement(
        name: "login_lookup",
        sql: """
            SELECT password_hash, id, email, display_name, status, roles, time_zone, created_at, sec.erasure_due(id)
            FROM sec.login_lookup($1)
            """,
        bind: { [.value($0)] },
        decode: { row throws(RowError) in
            let hash = try row.optionalText()
            return LoginRow(account: try Account(row: &row), passwordHash: hash)
        }
    )
}

extension Statement<Void, SessionOwner> {
    /// The account whose token the transaction shows; no row when its session is not live.
    public static let sessionOwner = Statement(
        name: "session_owner",
        sql: """
            SELECT session_id, session_expires_at, id, email, display_name, status, roles, time_zone, created_at,
                sec.erasure_due(id)
            FROM sec.me()
            """,
        decode: { row throws(RowError) in
            let session: ID<Session> = try row.id()
            let expiresAt = try row.time()
            return SessionOwner(account: try Account(row: &row), session: session, expiresAt: expiresAt)
        }
    )
}

/// A session about to be opened.
public struct NewSession: Sendable {
    public let id: ID<Session>
    public let account: ID<Account>
    /// The PHC string that the password was compared with; it has to be the current one still.
    public let passwordHash: String
    /// Since when the account has the second factor that was asked for; nil for none.
    public let factorSince: Timestamp?
    public let tokenHash: [UInt8]
    public let expiresAt: Timestamp
    public let label: Title?
    /// The peer's network, shortened.
    public let network: String

    public init(
        id: ID<Session>,
        account: ID<Account>,
        passwordHash: String,
        factorSince: Timestamp?,
        tokenHash: [UInt8],
        expiresAt: Timestamp,
        label: Title?,
        network: String
    ) {
        self.id = id
        self.account = account
        self.passwordHash = passwordHash
        self.factorSince = factorSince
        self.tokenHash = tokenHash
        self.expiresAt = expiresAt
        self.label = label
        self.network = network
    }
}

extension Statement<NewSession, Bool> {
    /// False when the account is not active, or its password or second factor has changed since they were looked at.
    public static let openSession = Statement(
        name: "open_session",
        sql: "SELECT sec.session_open($1, $2, $3, $4, $5, $6, $7, $8)",
        bind: {
            [
                .id($0.id), .id($0.account), .text($0.passwordHash), .time($0.factorSince), .bytes($0.tokenHash),
                .time($0.expiresAt), .value($0.label), .text($0.network),
            ]
        },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement<Void, Void> {
    /// Notes that the session is in use; writes at most every five minutes.
    public static let touchSession = Statement(name: "touch_session", sql: "SELECT FROM sec.session_touch()")
}

extension Statement where Input == OwnerPage, Output == Session {
    /// Live sessions, newest first.
    public static let sessions = Statement(
        name: "sessions",
        sql: """
            SELECT id, label, created_at, last_used_at, expires_at, address, id = (SELECT sec.session_id()) FROM session
            WHERE account_id = $1 AND id < $2 AND live_until > now()
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in
            Session(
                id: try row.id(),
                label: try row.optionalChecked(),
                createdAt: try row.time(),
                lastUsedAt: try row.time(),
                expiresAt: try row.time(),
                address: try row.optionalText(),
                current: try row.bool()
            )
        }
    )
}

extension Statement where Input == OwnedID<Session>, Output == Void {
    public static let revokeSession = Statement(
        name: "revoke_session",
        sql: "UPDATE session SET revoked_at = now() WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL",
        bind: { [.id($0.owner), .id($0.id)] }
    )

    /// All but the one that is named.
    public static let revokeOtherSessions = Statement(
        name: "revoke_other_sessions",
        sql: "UPDATE session SET revoked_at = now() WHERE account_id = $1 AND id <> $2 AND revoked_at IS NULL",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}
