import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What login, activation and password change have in common: throttling, hashing, opening a session.
struct SignIn: Sendable {
    let store: Store
    let hasher: PasswordHasher
    let throttle: LoginThrottle
    /// Nil on a server that was given none: it has no second factors.
    let keys: SealingKeys?

    /// A session ends after 30 days, whatever is done with it.
    static let lifetime = Duration.seconds(30 * 86400)

    /// The tries that an attempt costs: one of the network, one of the address that was typed, known or not.
    func tries(_ email: EmailAddress, from network: PeerNetwork) -> (network: ThrottledTry, account: ThrottledTry) {
        (
            network: Self.take(.network(network), from: throttle.network),
            account: Self.take(.account(email.text), from: throttle.account)
        )
    }

    static func take(_ key: ThrottleKey, from bucket: LoginThrottle.Bucket) -> ThrottledTry {
        ThrottledTry(key: key.bytes, capacity: Double(bucket.capacity), perSecond: bucket.refillPerSecond)
    }

    static func refuse(_ waits: Double...) throws(ServiceFailure) {
        if let longest = waits.max(), longest > 0 { throw .throttled(retryAfter: longest) }
    }

    func verify(_ password: String, against stored: String?) async throws(ServiceFailure) -> Bool {
        // A stored hash that cannot be read is as good as none; the same work is done either way.
        let hash = stored.flatMap { try? PasswordHash(encoded: $0) }
        do {
            return try await hasher.verify(password, against: hash)
        } catch {
            throw ServiceFailure(hasher: error)
        }
    }

    /// The account of a member who knows its password, once more; a try of the account is taken first.
    func confirm(
        _ password: String,
        of account: Account,
        from network: PeerNetwork
    ) async throws(ServiceFailure) -> LoginRow {
        let tries = tries(account.email, from: network)
        let (wait, row) = try await asking { () async throws in
            try await store.database.run(
                .one(.take, tries.account),
                .first(.loginLookup, account.email),
                as: .auth()
            )
        }
        try Self.refuse(wait)
        guard try await verify(password, against: row?.passwordHash), let row else { throw .invalidCredentials }
        return row
    }

    func hash(_ password: String) async throws(ServiceFailure) -> PasswordHash {
        do {
            return try await hasher.hash(password)
        } catch {
            throw ServiceFailure(hasher: error)
        }
    }

    func check(
        _ password: String,
        by policy: PasswordPolicy = .passwordOnly,
        email: EmailAddress,
        displayName: Title? = nil
    ) throws(ServiceFailure) {
        do {
            let context = PasswordContext(login: email.text, displayName: displayName?.text)
            try policy.check(password, context: context)
        } catch {
            throw .passwordRefused(error.description)
        }
    }

    /// Opens a session inside a transaction and answers what the client is told; the token exists only there.
    ///
    /// Refused when the password hash is no longer the one that was compared with, or the second factor not the one that
    /// was asked for.
    func open(
        _ account: Account,
        knownBy passwordHash: String,
        factorSince: Timestamp?,
        label: Title?,
        from network: PeerNetwork,
        in transaction: Transaction
    ) async throws -> (answer: Sessions.SignedIn, signedIn: SignedInAccount) {
        let token = SessionToken.random()
        let session = NewSession(
            id: store.newID(),
            account: account.id,
            passwordHash: passwordHash,
            factorSince: factorSince,
            tokenHash: token.sha256,
            expiresAt: store.now() + Self.lifetime,
            label: label,
            network: network.description
        )
        guard try await transaction.one(.openSession, session) else { throw ServiceFailure.invalidCredentials }
        let answer = Sessions.SignedIn(
            token: token.text,
            session: session.id,
            expiresAt: session.expiresAt,
            account: account
        )
        return (answer, SignedInAccount(account, session: session.id, tokenHash: token.sha256))
    }
}

extension SignIn {
    /// The account behind the session of a member, as it is now.
    func account(of member: Member) async throws(ServiceFailure) -> Account {
        let owner = try await asking { () async throws in
            try await store.database.first(.sessionOwner, (), as: member.authContext, retry: .ifSafe)
        }
        guard let owner else { throw .denied(.unauthenticated) }
        return owner.account
    }
}

extension Member {
    /// Who asks, for what the role of signing in does.
    var authContext: DatabaseContext { .auth(tokenHash: account.tokenHash) }
}

extension SignedInAccount {
    init(_ account: Account, session: ID<Session>, tokenHash: [UInt8]) {
        self.init(
            id: account.id,
            session: session,
            tokenHash: tokenHash,
            roles: Set(account.roles),
            timeZone: account.timeZone
        )
    }
}

extension ServiceFailure {
    fileprivate init(hasher error: PasswordHasherFailure) {
        switch error {
        case .busy: self = .busy
        case .stopped, .cancelled: self = .unavailable
        case .failed(let failure): self = .unexpected("hashing: \(failure)")
        }
    }
}
