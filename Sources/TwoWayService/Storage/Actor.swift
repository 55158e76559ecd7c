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

extension Member {
    /// Does something as the candidate, or if nothing is found there, as the coach.
    func onEitherSide<Answer>(
        _ asCandidate: (Candidate) async throws(ServiceFailure) -> Answer,
        or asCoach: (Coach) async throws(ServiceFailure) -> Answer
    ) async throws(ServiceFailure) -> Answer {
        if let candidate = self.asCandidate {
            do {
                return try await asCandidate(candidate)
            } catch .notFound where self.asCoach != nil {
                // It may be one of the coach's.
            }
        }
        guard let coach = self.asCoach else { throw .notFound }
        return try await asCoach(coach)
    }

    /// The same for what both do alike.
    func onEitherSide<Answer>(
        _ body: (any ActingCaller) async throws(ServiceFailure) -> Answer
    ) async throws(ServiceFailure) -> Answer {
        try await onEitherSide { candidate async throws(ServiceFailure) in
            try await body(candidate)
        } or: { coach async throws(ServiceFailure) in
            try await body(coach)
        }
    }
}
