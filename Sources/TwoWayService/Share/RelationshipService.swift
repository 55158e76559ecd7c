import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Coach and candidate finding each other, and parting.
struct RelationshipService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Relationships.Invite.self, by: invite)
        router.serve(Relationships.Accept.self, by: accept)
        router.serve(Relationships.Decline.self, by: decline)
        router.serve(Relationships.List.self, by: list)
        router.serve(Relationships.Pause.self, by: pause)
        router.serve(Relationships.Resume.self, by: resume)
        router.serve(Relationships.End.self, by: end)
        ClientCodeService(store: store).serve(on: &router)
    }

    func invite(
        _ params: Relationships.Invite.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Relationship {
        try await store.write(Relationships.Invite.self, params, by: candidate) { transaction in
            try await transaction.require(.relationships, of: candidate.id)
            guard params.coach != candidate.id, try await transaction.one(.coachInvitable, params.coach) else {
                throw ServiceFailure.notFound
            }
            let id: ID<Relationship> = store.newID()
            do {
                try await transaction.execute(.inviteCoach, (owner: candidate.id, id: id, coach: params.coach))
            } catch StorageError.constraint(name: "relationship_live_key", sqlState: _) {
                throw ServiceFailure.alreadyExists(path: "params.coach")
            }
            let event = AuditEvent(actor: candidate.id, event: "relationship.invite", subject: id.rawValue)
            return try await transaction.run(
                .execute(.audit, event),
                .one(.relationshipOfCandidate, OwnedID(candidate.id, id))
            ).1
        }
    }

    func accept(_ params: Relationships.Accept.Params, by coach: Coach) async throws(ServiceFailure) -> Relationship {
        try await store.write(Relationships.Accept.self, params, by: coach) { transaction in
            try await move(params.id, to: .active, at: .coach(coach), in: transaction) { $0 == .invited }
        }
    }

    func decline(_ params: Relationships.Decline.Params, by coach: Coach) async throws(ServiceFailure) -> Relationship {
        try await store.write(Relationships.Decline.self, params, by: coach) { transaction in
            try await move(params.id, to: .ended, at: .coach(coach), in: transaction) { $0 == .invited }
        }
    }

    func list(
        _ params: Relationships.List.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Page<Relationship> {
        let request = try PageRequest(Relationships.List.self, params)
        let page = OwnerPage(owner: member.id, before: try request.beforeID, rows: request.rows)
        let rows =
            switch try member.side(params.role) {
            case .candidate(let candidate): try await store.read(by: candidate, .all(.relationshipsOfCandidate, page))
            case .coach(let coach): try await store.read(by: coach, .all(.relationshipsOfCoach, page))
            }
        return request.page(rows) { $0.id.rawValue }
    }

    func pause(_ params: Relationships.Pause.Params, by member: Member) async throws(ServiceFailure) -> Relationship {
        try await write(Relationships.Pause.self, params, by: member) { transaction, side in
            let row = try await transaction.found(side.statement, OwnedID(side.actor.id, params.id))
            guard row.status == .active || row.status == .paused else {
                throw ServiceFailure.invalidState("Only a relationship that is active can be paused.")
            }
            guard row.pausedBy?.contains(side.role) != true else {
                throw ServiceFailure.invalidState("You have paused it already.")
            }
            let statement: Statement<RelationshipPause, Void> =
                side.role == .candidate ? .pauseAsCandidate : .pauseAsCoach
            return try await apply(statement, "relationship.pause", to: row, at: side, in: transaction)
        }
    }

    func resume(_ params: Relationships.Resume.Params, by member: Member) async throws(ServiceFailure) -> Relationship {
        try await write(Relationships.Resume.self, params, by: member) { transaction, side in
            let row = try await transaction.found(side.statement, OwnedID(side.actor.id, params.id))
            guard row.revision == params.revision else { throw ServiceFailure.stale(current: row.revision) }
            guard row.pausedBy?.contains(side.role) == true else {
                throw ServiceFailure.invalidState("You have not paused it; each side takes back its own pause.")
            }
            let statement: Statement<RelationshipPause, Void> =
                side.role == .candidate ? .resumeAsCandidate : .resumeAsCoach
            return try await apply(statement, "relationship.resume", to: row, at: side, in: transaction)
        }
    }

    func end(_ params: Relationships.End.Params, by member: Member) async throws(ServiceFailure) -> Relationship {
        try await write(Relationships.End.self, params, by: member) { transaction, side in
            try await move(params.id, to: .ended, at: side, in: transaction) { $0.mayBecome(.ended) }
        }
    }
}

extension RelationshipService {
    /// From either side: as candidate first, then as coach.
    private func write<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params,
        by member: Member,
        _ body: (Transaction, Side) async throws -> Method.Result
    ) async throws(ServiceFailure) -> Method.Result where Method.Params: KeyedParams {
        try await member.onEitherSide { candidate async throws(ServiceFailure) in
            try await store.write(method, params, by: candidate) { try await body($0, .candidate(candidate)) }
        } or: { coach async throws(ServiceFailure) in
            try await store.write(method, params, by: coach) { try await body($0, .coach(coach)) }
        }
    }

    private func move(
        _ id: ID<Relationship>,
        to status: Relationship.Status,
        at side: Side,
        in transaction: Transaction,
        from allows: (Relationship.Status) -> Bool
    ) async throws -> Relationship {
        let row = try await transaction.found(side.statement, OwnedID(side.actor.id, id))
        guard allows(row.status) else { throw Self.refusal(row.status, status) }
        let change = RelationshipMove(owner: row.candidate, id: id, from: row.status, to: status)
        let event = AuditEvent(actor: side.actor.id, event: "relationship.\(status.rawValue)", subject: id.rawValue)
        let (moved, _, after) = try await transaction.run(
            .execute(.moveRelationship, change),
            .execute(.audit, event),
            .one(side.statement, OwnedID(side.actor.id, id))
        )
        // Somebody moved it between the two statements.
        guard moved == 1 else { throw ServiceFailure.unavailable }
        return after
    }

    private func apply(
        _ statement: Statement<RelationshipPause, Void>,
        _ event: String,
        to row: Relationship,
        at side: Side,
        in transaction: Transaction
    ) async throws -> Relationship {
        let pause = RelationshipPause(owner: row.candidate, id: row.id, revision: row.revision)
        let (changed, _, after) = try await transaction.run(
            .execute(statement, pause),
            .execute(.audit, AuditEvent(actor: side.actor.id, event: event, subject: row.id.rawValue)),
            .one(side.statement, OwnedID(side.actor.id, row.id))
        )
        // Somebody moved it between the two statements.
        guard changed == 1 else { throw ServiceFailure.unavailable }
        return after
    }

    private static func refusal(_ from: Relationship.Status, _ to: Relationship.Status) -> ServiceFailure {
        .invalidState("A relationship that is \(from.rawValue) cannot become \(to.rawValue).")
    }
}

/// The side on which a member stands in a relationship, or in a list that has two.
enum Side: Sendable {
    case candidate(Candidate)
    case coach(Coach)

    var actor: Actor {
        switch self {
        case .candidate(let candidate): candidate.actor
        case .coach(let coach): coach.actor
        }
    }

    var role: Role { actor.role }

    /// Reads a relationship as it is seen from here.
    var statement: Statement<OwnedID<Relationship>, Relationship> {
        switch self {
        case .candidate: .relationshipOfCandidate
        case .coach: .relationshipOfCoach
        }
    }
}

extension Member {
    /// The side asked for; without a word the only one there is.
    func side(_ role: Role?) throws(ServiceFailure) -> Side {
        switch (role, asCandidate, asCoach) {
        case (nil, .some, .some):
            throw .invalid(path: "params.role", reason: "is needed, as this account is candidate and coach")
        case (.candidate, let candidate?, _), (nil, let candidate?, nil): return .candidate(candidate)
        case (.coach, _, let coach?), (nil, nil, let coach?): return .coach(coach)
        case (.candidate, nil, _), (.coach, _, nil), (nil, nil, nil): throw .denied(.forbidden)
        }
    }
}
