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
        router.serve(Relationships.List.self, by: list)
        router.serve(Relationships.End.self, by: end)
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
            try await move(params.id, to: .active, reading: .relationshipOfCoach, by: coach.actor, in: transaction) {
                $0 == .invited
            }
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

    /// From either side: as candidate first, then as coach.
    func end(_ params: Relationships.End.Params, by member: Member) async throws(ServiceFailure) -> Relationship {
        if let candidate = member.asCandidate {
            do {
                return try await store.write(Relationships.End.self, params, by: candidate) { transaction in
                    let actor = candidate.actor
                    return try await end(params.id, reading: .relationshipOfCandidate, by: actor, in: transaction)
                }
            } catch .notFound where member.asCoach != nil {
                // It may be one of the coach's.
            }
        }
        guard let coach = member.asCoach else { throw .notFound }
        return try await store.write(Relationships.End.self, params, by: coach) { transaction in
            try await end(params.id, reading: .relationshipOfCoach, by: coach.actor, in: transaction)
        }
    }

    private func end(
        _ id: ID<Relationship>,
        reading statement: Statement<OwnedID<Relationship>, Relationship>,
        by actor: Actor,
        in transaction: Transaction
    ) async throws -> Relationship {
        try await move(id, to: .ended, reading: statement, by: actor, in: transaction) { $0.mayBecome(.ended) }
    }

    private func move(
        _ id: ID<Relationship>,
        to status: Relationship.Status,
        reading statement: Statement<OwnedID<Relationship>, Relationship>,
        by actor: Actor,
        in transaction: Transaction,
        from allows: (Relationship.Status) -> Bool
    ) async throws -> Relationship {
        let row = try await transaction.found(statement, OwnedID(actor.id, id))
        guard allows(row.status) else {
            throw ServiceFailure.invalidState(
                "A relationship that is \(row.status.rawValue) cannot become \(status.rawValue)."
            )
        }
        let change = RelationshipMove(owner: row.candidate, id: id, from: row.status, to: status)
        let event = AuditEvent(actor: actor.id, event: "relationship.\(status.rawValue)", subject: id.rawValue)
        let (moved, _, after) = try await transaction.run(
            .execute(.moveRelationship, change),
            .execute(.audit, event),
            .one(statement, OwnedID(actor.id, id))
        )
        // Somebody moved it between the two statements.
        guard moved == 1 else { throw ServiceFailure.unavailable }
        return after
    }
}

/// The side on which a member stands in a list that has two.
enum Side {
    case candidate(Candidate)
    case coach(Coach)
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
