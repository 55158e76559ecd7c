import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Opening an account by invitation, and what belongs to the account itself.
struct AccountService: Sendable {
    let store: Store
    let signIn: SignIn

    func serve(on router: inout Router) {
        router.serve(Accounts.Activate.self, by: activate)
        router.serve(Accounts.Me.self, by: me)
        router.serve(Accounts.ChangePassword.self, by: changePassword)
        router.serve(Accounts.ResetPassword.self, by: resetPassword)
    }

    func activate(
        _ params: Accounts.Activate.Params,
        by stranger: Stranger,
        _ call: Call
    ) async throws(ServiceFailure) -> Sessions.SignedIn {
        let network = call.conversation.network
        let tries = signIn.tries(params.email, from: network)
        let waits = try await asking { () async throws in
            try await store.database.one(.takeBoth, tries, as: .auth())
        }
        try SignIn.refuse(waits.0, waits.1)
        guard let code = ActivationCode(params.code) else { throw .codeInvalid }
        try signIn.check(params.password, email: params.email, displayName: params.displayName)
        let activation = Activation(
            codeHash: code.sha256,
            account: store.newID(),
            email: params.email,
            displayName: params.displayName,
            passwordHash: try await signIn.hash(params.password).encoded,
            timeZone: params.timeZone
        )
        let (answer, signedIn) = try await asking { () async throws in
            do {
                return try await store.database.transaction(as: .auth()) { transaction in
                    let account = try await open(activation, in: transaction)
                    return try await signIn.open(
                        account,
                        knownBy: activation.passwordHash,
                        factorSince: nil,
                        label: params.label,
                        from: network,
                        in: transaction
                    )
                }
            } catch StorageError.constraint(name: "account_email_key", sqlState: _) {
                // Whoever holds a good code may know: without the code there was nothing to learn.
                throw ServiceFailure.alreadyExists(path: "params.email")
            }
        }
        call.conversation.signIn(signedIn)
        return answer
    }

    func me(_ params: NoParams, by member: Member) async throws(ServiceFailure) -> Account {
        try await signIn.account(of: member)
    }

    func changePassword(
        _ params: Accounts.ChangePassword.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> Sessions.SignedIn {
        let account = try await signIn.account(of: member)
        _ = try await signIn.confirm(params.current, of: account, from: call.conversation.network)
        let factor = try await signIn.factor(of: account.id)
        let policy: PasswordPolicy = factor == nil ? .passwordOnly : .withSecondFactor
        try signIn.check(params.new, by: policy, email: account.email, displayName: account.displayName)
        let hash = try await signIn.hash(params.new)
        let (answer, signedIn) = try await asking { () async throws in
            try await store.database.transaction(as: member.authContext) { transaction in
                let event = AuditEvent(actor: account.id, event: "account.changePassword")
                let (_, changed) = try await transaction.run(
                    .execute(.audit, event),
                    .one(.changePassword, hash.encoded)
                )
                guard changed else { throw ServiceFailure.denied(.unauthenticated) }
                return try await signIn.open(
                    account,
                    knownBy: hash.encoded,
                    factorSince: factor?.since,
                    label: params.label,
                    from: call.conversation.network,
                    in: transaction
                )
            }
        }
        call.conversation.signIn(signedIn)
        return answer
    }

    /// Does not switch off a second factor, and opens no session: whoever has the code from the admin signs in as always.
    func resetPassword(
        _ params: Accounts.ResetPassword.Params,
        by stranger: Stranger,
        _ call: Call
    ) async throws(ServiceFailure) -> Done {
        let tries = signIn.tries(params.email, from: call.conversation.network)
        let waits = try await asking { () async throws in
            try await store.database.one(.takeBoth, tries, as: .auth())
        }
        try SignIn.refuse(waits.0, waits.1)
        guard let code = ActivationCode(params.code) else { throw .codeInvalid }
        try signIn.check(params.new, email: params.email)
        let hash = try await signIn.hash(params.new)
        return try await asking { () async throws in
            try await store.database.transaction(as: .auth()) { transaction in
                let reset = (codeHash: code.sha256, passwordHash: hash.encoded)
                let (id, row) = try await transaction.run(
                    .one(.resetPassword, reset),
                    .first(.loginLookup, params.email)
                )
                // A code is good for the account it was made for; with another address nothing is used up.
                guard let id, row?.account.id.rawValue == id else { throw ServiceFailure.codeInvalid }
                let event = AuditEvent(actor: ID(id), event: "account.resetPassword", subject: id)
                try await transaction.execute(.audit, event)
                return Done()
            }
        }
    }

    private func open(_ activation: Activation, in transaction: Transaction) async throws -> Account {
        guard let id = try await transaction.one(.redeemInvitation, activation) else {
            throw ServiceFailure.codeInvalid
        }
        let event = AuditEvent(actor: ID(id), event: "account.activate", subject: id)
        let (_, row) = try await transaction.run(.execute(.audit, event), .one(.loginLookup, activation.email))
        return row.account
    }
}
