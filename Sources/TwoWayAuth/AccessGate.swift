import TwoWayModel
import TwoWayProtocol

/// What a connection has proved about its peer so far.
public struct Credentials: Sendable {
    /// Whether `session.hello` was said.
    public var greeted: Bool
    /// The account that is signed in, with the session that proves it.
    public var signedIn: SignedInAccount?

    public init(greeted: Bool = false, signedIn: SignedInAccount? = nil) {
        self.greeted = greeted
        self.signedIn = signedIn
    }
}

/// An account with the session that speaks for it.
public struct SignedInAccount: Sendable {
    public var id: ID<Account>
    public var session: ID<Session>
    /// The SHA-256 of the session's token, which each transaction shows to the database.
    public var tokenHash: [UInt8]
    public var roles: Set<Role>
    public var timeZone: TimeZoneName

    public init(
        id: ID<Account>,
        session: ID<Session>,
        tokenHash: [UInt8],
        roles: Set<Role>,
        timeZone: TimeZoneName
    ) {
        self.id = id
        self.session = session
        self.tokenHash = tokenHash
        self.roles = roles
        self.timeZone = timeZone
    }
}

/// Why the gate stays shut.
public enum AccessDenied: Error, Sendable, Hashable {
    case helloRequired
    case unauthenticated
    /// Signed in, but without the role.
    case forbidden
}

/// Turns a rule of the contract into a caller; a handler that asks for the caller cannot be reached around it.
public protocol AccessGate: AccessRule {
    associatedtype Caller: Sendable
    static func admit(_ credentials: Credentials) throws(AccessDenied) -> Caller
}

/// Anybody; knows nothing of the peer.
public struct Stranger: Sendable {
    fileprivate init() {}
}

/// A signed-in account, in whatever role.
public struct Member: Sendable {
    public let account: SignedInAccount
    public var id: ID<Account> { account.id }

    fileprivate init(_ account: SignedInAccount) {
        self.account = account
    }

    /// The same account as candidate, if it is one.
    public var asCandidate: Candidate? {
        account.roles.contains(.candidate) ? Candidate(account) : nil
    }

    /// The same account as coach, if it is one.
    public var asCoach: Coach? {
        account.roles.contains(.coach) ? Coach(account) : nil
    }
}

/// A signed-in candidate.
public struct Candidate: Sendable {
    public let account: SignedInAccount
    public var id: ID<Account> { account.id }

    fileprivate init(_ account: SignedInAccount) {
        self.account = account
    }
}

/// A signed-in coach.
public struct Coach: Sendable {
    public let account: SignedInAccount
    public var id: ID<Account> { account.id }

    fileprivate init(_ account: SignedInAccount) {
        self.account = account
    }
}

extension Anyone: AccessGate {
    public static func admit(_ credentials: Credentials) throws(AccessDenied) -> Stranger {
        Stranger()
    }
}

extension Greeted: AccessGate {
    public static func admit(_ credentials: Credentials) throws(AccessDenied) -> Stranger {
        guard credentials.greeted else { throw .helloRequired }
        return Stranger()
    }
}

extension MembersOnly: AccessGate {
    public static func admit(_ credentials: Credentials) throws(AccessDenied) -> Member {
        Member(try credentials.requireSignedIn())
    }
}

extension CandidatesOnly: AccessGate {
    public static func admit(_ credentials: Credentials) throws(AccessDenied) -> Candidate {
        let account = try credentials.requireSignedIn()
        guard account.roles.contains(.candidate) else { throw .forbidden }
        return Candidate(account)
    }
}

extension CoachesOnly: AccessGate {
    public static func admit(_ credentials: Credentials) throws(AccessDenied) -> Coach {
        let account = try credentials.requireSignedIn()
        guard account.roles.contains(.coach) else { throw .forbidden }
        return Coach(account)
    }
}

extension Credentials {
    fileprivate func requireSignedIn() throws(AccessDenied) -> SignedInAccount {
        guard greeted else { throw .helloRequired }
        guard let signedIn else { throw .unauthenticated }
        return signedIn
    }
}
