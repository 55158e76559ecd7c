import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// A coach's invitations: a code for one candidate, of whom the coach need not know whether there is an account.
struct ClientCodeService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Relationships.MakeCode.self, by: make)
        router.serve(Relationships.ListCodes.self, by: list)
        router.serve(Relationships.WithdrawCode.self, by: withdraw)
        router.serve(Relationships.LookUpCode.self, by: lookUp)
        router.serve(Relationships.Redeem.self, by: redeem)
    }

    /// The code is in the answer and, as a hash, in the table; nothing else keeps it.
    func make(_ params: NoParams, by coach: Coach) async throws(ServiceFailure) -> Relationships.MakeCode.Result {
        let code = ActivationCode.random()
        let invitation = NewClientInvitation(
            owner: coach.id,
            id: store.newID(),
            code: code.sha256,
            expiresAt: store.now() + ClientInvitation.lifetime
        )
        try await asking { () async throws in
            try await store.database.transaction(as: coach.actor.context, retry: .never) { transaction in
                try await transaction.execute(.sweepClientInvitations, coach.id)
                try await transaction.require(.clientInvitations, of: coach.id)
                let event = AuditEvent(
                    actor: coach.id,
                    event: "relationship.code",
                    subject: invitation.id.rawValue
                )
                try await transaction.run(
                    .execute(.createClientInvitation, invitation),
                    .execute(.audit, event)
                )
            }
        }
        return Relationships.MakeCode.Result(code: code.text, id: invitation.id, expiresAt: invitation.expiresAt)
    }

    func list(
        _ params: Relationships.ListCodes.Params,
        by coach: Coach
    ) async throws(ServiceFailure) -> Page<ClientCode> {
        let request = try PageRequest(Relationships.ListCodes.self, params)
        let page = OwnerPage(owner: coach.id, before: try request.beforeID, rows: request.rows)
        let codes = try await store.read(by: coach, .all(.clientCodes, page))
        return request.page(codes) { $0.id.rawValue }
    }

    /// Whoever redeems the code at the same moment is first or finds nothing: both write the one row.
    func withdraw(
        _ params: Relationships.WithdrawCode.Params,
        by coach: Coach
    ) async throws(ServiceFailure) -> ClientCode {
        try await store.write(Relationships.WithdrawCode.self, params, by: coach) { transaction in
            let withdrawn = try await transaction.found(.withdrawClientInvitation, OwnedID(coach.id, params.id))
            let event = AuditEvent(actor: coach.id, event: "relationship.withdrawCode", subject: params.id.rawValue)
            try await transaction.execute(.audit, event)
            return withdrawn
        }
    }

    func lookUp(
        _ params: Relationships.LookUpCode.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> ClientInvitation {
        guard let code = ActivationCode(params.code) else { throw .codeInvalid }
        let invitation = try await store.read(by: candidate, .first(.clientInvitation, code.sha256))
        guard let invitation else { throw .codeInvalid }
        return invitation
    }

    func redeem(
        _ params: Relationships.Redeem.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Relationship {
        guard let code = ActivationCode(params.code) else { throw .codeInvalid }
        return try await store.write(Relationships.Redeem.self, params, by: candidate) { transaction in
            try await transaction.require(.relationships, of: candidate.id)
            let id: ID<Relationship> = store.newID()
            let isOpen: Bool
            do {
                isOpen = try await transaction.one(.redeemClientInvitation, (code: code.sha256, relationship: id))
            } catch StorageError.constraint(name: "relationship_live_key", sqlState: _) {
                throw ServiceFailure.alreadyExists(path: "params.code")
            }
            guard isOpen else { throw ServiceFailure.codeInvalid }
            let event = AuditEvent(actor: candidate.id, event: "relationship.redeem", subject: id.rawValue)
            return try await transaction.run(
                .execute(.audit, event),
                .one(.relationshipOfCandidate, OwnedID(candidate.id, id))
            ).1
        }
    }
}
