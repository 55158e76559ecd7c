import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Greeting, signing in and looking after sessions.
struct SessionService: Sendable {
    let store: Store
    let signIn: SignIn
    /// What hello tells of the connection.
    let limits: Sessions.Hello.Limits
    let serverName: String

    func serve(on router: inout Router) {
        router.serve(Sessions.Hello.self, by: hello)
        router.serve(Sessions.Login.self, by: login)
        router.serve(Sessions.Logout.self, by: logout)
        router.serve(Sessions.List.self, by: list)
        router.serve(Sessions.Revoke.self, by: revoke)
        router.serve(Sessions.RevokeOthers.self, by: revokeOthers)
    }

    func hello(
        _ params: Sessions.Hello.Params,
        by stranger: Stranger,
        _ call: Call
    ) async throws(ServiceFailure) -> Sessions.Hello.Result {
        let version = Sessions.protocolVersion
        guard params.protocol.min <= version, version <= params.protocol.max else {
            throw .protocolUnsupported(min: version, max: version)
        }
        var owner: SessionOwner?
        // A text that is no token is treated like a token that is not good any more.
        let token = params.token.flatMap { SessionToken($0) }
        if let token {
            owner = try await asking { () async throws in
                try await store.database.first(.sessionOwner, (), as: .auth(tokenHash: token.sha256), retry: .ifSafe)
            }
        }
        call.conversation.greet()
        // The answer says whom the connection belongs to from now on, also when it was somebody's before.
        if let owner, let token {
            call.conversation.signIn(
                SignedInAccount(owner.account, session: owner.session, tokenHash: token.sha256)
            )
        } else {
            call.conversation.signIn(nil)
        }
        return Sessions.Hello.Result(
            protocol: version,
            server: serverName,
            limits: limits,
            account: owner?.account,
            resumed: owner != nil
        )
    }

    /// Unknown addresses, suspended accounts and wrong passwords take the same path and get the same answer.
    func login(
        _ params: Sessions.Login.Params,
        by stranger: Stranger,
        _ call: Call
    ) async throws(ServiceFailure) -> Sessions.SignedIn {
        let network = call.conversation.network
        let tries = signIn.tries(params.email, from: network)
        let (waits, row) = try await asking { () async throws in
            try await store.database.run(
                .one(.takeBoth, tries),
                .first(.loginLookup, params.email),
                as: .auth()
            )
        }
        try SignIn.refuse(waits.0, waits.1)
        let isRight = try await signIn.verify(params.password, against: row?.passwordHash)
        guard isRight, let row, row.account.status == .active else {
            try await asking { () async throws in
                let event = AuditEvent(actor: row?.account.id, event: "session.loginRefused")
                try await store.database.execute(.audit, event, as: .auth())
            }
            throw .invalidCredentials
        }
        let factor = try await signIn.factor(of: row.account.id)
        let proof = try await signIn.prove(params.code, for: factor, of: row.account)
        let current = try await strengthen(row, params.password)
        if let factor { try await signIn.reseal(factor, of: row.account.id) }
        let (answer, signedIn) = try await asking { () async throws in
            try await store.database.transaction(as: .auth()) { transaction in
                if let proof { try await signIn.use(proof, of: row.account.id, in: transaction) }
                let opened = try await signIn.open(
                    row.account,
                    knownBy: current,
                    factorSince: factor?.since,
                    label: params.label,
                    from: network,
                    in: transaction
                )
                let event = AuditEvent(
                    actor: row.account.id,
                    event: "session.login",
                    subject: opened.answer.session.rawValue
                )
                try await transaction.execute(.audit, event)
                return opened
            }
        }
        call.conversation.signIn(signedIn)
        return answer
    }

    func logout(_ params: NoParams, by member: Member, _ call: Call) async throws(ServiceFailure) -> Done {
        _ = try await revoke(.init(id: member.account.session), by: member)
        call.conversation.signIn(nil)
        return Done()
    }

    func list(_ params: Sessions.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Session> {
        let request = try PageRequest(Sessions.List.self, params)
        let page = OwnerPage(owner: member.id, before: try request.beforeID, rows: request.rows)
        return request.page(try await store.read(by: member, .all(.sessions, page))) { $0.id.rawValue }
    }

    func revoke(_ params: Sessions.Revoke.Params, by member: Member) async throws(ServiceFailure) -> Done {
        let session = OwnedID(member.id, params.id)
        let event = AuditEvent(actor: member.id, event: "session.revoke", subject: params.id.rawValue)
        return try await asking { () async throws in
            try await store.database.transaction(as: member.actor.context) { transaction in
                // The event comes first: with this session itself revoked nobody would be signed in to write it. When
                // there is nothing to revoke, the failure takes the event back as well.
                let (_, revoked) = try await transaction.run(.execute(.audit, event), .execute(.revokeSession, session))
                guard revoked == 1 else { throw ServiceFailure.notFound }
                return Done()
            }
        }
    }

    func revokeOthers(_ params: NoParams, by member: Member) async throws(ServiceFailure) -> Done {
        let event = AuditEvent(actor: member.id, event: "session.revokeOthers")
        _ = try await store.change(
            by: member,
            .execute(.audit, event),
            .execute(.revokeOtherSessions, OwnedID(member.id, member.account.session))
        )
        return Done()
    }

    /// Hashes again with today's parameters, now that the password is at hand; answers the hash that is stored then.
    private func strengthen(_ row: LoginRow, _ password: String) async throws(ServiceFailure) -> String {
        guard let old = row.passwordHash, let hash = try? PasswordHash(encoded: old) else {
            throw .invalidCredentials
        }
        guard hash.needsRehash(for: signIn.hasher.parameters) else { return old }
        let new = try await signIn.hash(password).encoded
        let isStored = try await asking { () async throws in
            let change = (account: row.account.id, old: old, new: new)
            return try await store.database.one(.rehashPassword, change, as: .auth())
        }
        return isStored ? new : old
    }
}
