import TwoWayAuth
import TwoWayModel
import TwoWayRepository

/// An account in one of its roles, as the database is to see it.
public struct Actor: Sendable {
    public let account: SignedInAccount
    public let role: Role

    public var id: ID<Account> { account.id }

    var context: DatabaseContext {
        switch role {
        case .candidate: .candidate(tokenHash: account.tokenHash)
        case .coach: .coach(tokenHash: account.tokenHash)
        }
    }
}

/// A caller that can stand before the database.
public protocol ActingCaller {
    var actor: Actor { get }
}

extension Candidate: ActingCaller {
    public var actor: Actor { Actor(account: account, role: .candidate) }
}

extension Coach: ActingCaller {
    public var actor: Actor { Actor(account: account, role: .coach) }
}

extension Member: ActingCaller {
    /// What belongs to the account itself looks the same in either role.
    public var actor: Actor {
        Actor(account: account, role: account.roles.contains(.candidate) ? .candidate : .coach)
    }
}
