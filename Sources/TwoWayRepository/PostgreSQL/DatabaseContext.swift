/// On whose behalf a transaction runs: the role it takes and the session token it shows.
///
/// Both are set inside the transaction only and never outlive it. Row-level security resolves the token; a user id is
/// never part of the context.
public struct DatabaseContext: Sendable, Hashable {
    let role: Role
    /// What `app.token` becomes: the hash in lower-case hexadecimal, or nothing.
    let token: String

    /// - Parameters:
    ///   - role: the role to take for the transaction.
    ///   - tokenHash: the SHA-256 of the session token, 32 bytes; nil before somebody has logged in.
    public init(role: Role, tokenHash: [UInt8]? = nil) {
        self.role = role
        token = DatabaseContext.hexadecimal(tokenHash ?? [])
    }

    /// A candidate with a session.
    public static func candidate(tokenHash: [UInt8]) -> DatabaseContext {
        DatabaseContext(role: .candidate, tokenHash: tokenHash)
    }

    /// A coach with a session.
    public static func coach(tokenHash: [UInt8]) -> DatabaseContext {
        DatabaseContext(role: .coach, tokenHash: tokenHash)
    }

    /// Somebody who logs in, or a session that is being looked after.
    public static func auth(tokenHash: [UInt8]? = nil) -> DatabaseContext {
        DatabaseContext(role: .auth, tokenHash: tokenHash)
    }

    /// The login role of the connection itself, as the management command uses it.
    public static let admin = DatabaseContext(role: .login)

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension DatabaseContext {
    /// A PostgreSQL role that the login role is a member of.
    public struct Role: Sendable, Hashable {
        /// The name of the role; empty for the login role itself.
        let name: String

        public init(_ name: StaticString) {
            self.name = "\(name)"
        }

        public static let candidate = Role("tw_candidate")
        public static let coach = Role("tw_coach")
        public static let auth = Role("tw_auth")
        /// No other role than the one that logged in.
        public static let login = Role("")
    }

    /// Whether anything has to be set at the start of a transaction.
    var isEmpty: Bool { role == .login && token.isEmpty }
}
