import Foundation
import TwoWayModel

/// An account about to be opened with a code.
public struct Activation: Sendable {
    public let codeHash: [UInt8]
    public let account: ID<Account>
    public let email: EmailAddress
    public let displayName: Title
    /// A PHC string.
    public let passwordHash: String
    public let timeZone: TimeZoneName?

    public init(
        codeHash: [UInt8],
        account: ID<Account>,
        email: EmailAddress,
        displayName: Title,
        passwordHash: String,
        timeZone: TimeZoneName?
    ) {
        self.codeHash = codeHash
        self.account = account
        self.email = email
        self.displayName = displayName
        self.passwordHash = passwordHash
        self.timeZone = timeZone
    }
}

extension Statement<Activation, UUID?> {
    /// The account that the code opened, or null when the code is wrong, used or expired.
    public static let redeemInvitation = Statement(
        name: "redeem_invitation",
        sql: "SELECT sec.invitation_redeem($1, $2, $3, $4, $5, $6)",
        bind: {
            [
                .bytes($0.codeHash), .id($0.account), .value($0.email), .value($0.displayName),
                .text($0.passwordHash), .value($0.timeZone),
            ]
        },
        decode: { row throws(RowError) in try row.optionalUUID() }
    )
}

extension Statement<String, Bool> {
    /// Sets the password hash of the account whose token the transaction shows, and ends all its sessions.
    public static let changePassword = Statement(
        name: "change_password",
        sql: "SELECT sec.password_change($1)",
        bind: { [.text($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (account: ID<Account>, old: String, new: String), Output == Bool {
    /// Replaces a hash by one with stronger parameters.
    public static let rehashPassword = Statement(
        name: "rehash_password",
        sql: "SELECT sec.password_rehash($1, $2, $3)",
        bind: { [.id($0.account), .text($0.old), .text($0.new)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

/// A try that takes a token out of a bucket.
public struct ThrottledTry: Sendable {
    /// SHA-256 of what is counted.
    public let key: [UInt8]
    public let capacity: Double
    public let perSecond: Double

    public init(key: [UInt8], capacity: Double, perSecond: Double) {
        self.key = key
        self.capacity = capacity
        self.perSecond = perSecond
    }
}

extension Statement where Input == (network: ThrottledTry, account: ThrottledTry), Output == (Double, Double) {
    /// The account's bucket is touched only by tries that the network's bucket lets through, so that nobody can empty the
    /// buckets of others from one place.
    public static let takeBoth = Statement(
        name: "take_both",
        sql: """
            WITH network AS MATERIALIZED (SELECT sec.take($1, $2, $3) AS wait)
            SELECT wait, CASE WHEN wait = 0 THEN sec.take($4, $5, $6) ELSE 0 END FROM network
            """,
        bind: {
            [
                .bytes($0.network.key), .double($0.network.capacity), .double($0.network.perSecond),
                .bytes($0.account.key), .double($0.account.capacity), .double($0.account.perSecond),
            ]
        },
        decode: { row throws(RowError) in (try row.double(), try row.double()) }
    )
}

extension Statement<ThrottledTry, Double> {
    /// 0 when the bucket held a token, else the seconds until it will.
    public static let take = Statement(
        name: "take",
        sql: "SELECT sec.take($1, $2, $3)",
        bind: { [.bytes($0.key), .double($0.capacity), .double($0.perSecond)] },
        decode: { row throws(RowError) in try row.double() }
    )
}

/// Something that happened to an account, without contents.
public struct AuditEvent: Sendable {
    public let actor: ID<Account>?
    public let event: String
    public let subject: UUID?

    public init(actor: ID<Account>?, event: String, subject: UUID? = nil) {
        self.actor = actor
        self.event = event
        self.subject = subject
    }
}

extension Statement<AuditEvent, Void> {
    public static let audit = Statement(
        name: "audit",
        sql: "SELECT FROM sec.audit($1, $2, $3, NULL)",
        bind: { [.id($0.actor), .text($0.event), .uuid($0.subject)] }
    )
}

extension Statement where Input == (codeHash: [UInt8], passwordHash: String), Output == UUID? {
    /// Uses up a reset code; nil for one that is wrong, used or expired, or whose account is not active.
    public static let resetPassword = Statement(
        name: "reset_password",
        sql: "SELECT sec.password_reset($1, $2)",
        bind: { [.bytes($0.codeHash), .text($0.passwordHash)] },
        decode: { row throws(RowError) in try row.optionalUUID() }
    )
}
