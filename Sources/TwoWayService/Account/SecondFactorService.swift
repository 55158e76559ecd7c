import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Setting up codes beside the password, and going back.
struct SecondFactorService: Sendable {
    let store: Store
    let signIn: SignIn

    static let recoveryCodes = 10

    func serve(on router: inout Router) {
        router.serve(SecondFactors.Get.self, by: get)
        router.serve(SecondFactors.Start.self, by: start)
        router.serve(SecondFactors.Confirm.self, by: confirm)
        router.serve(SecondFactors.RenewCodes.self, by: renewCodes)
        router.serve(SecondFactors.Remove.self, by: remove)
    }

    func get(_ params: NoParams, by member: Member) async throws(ServiceFailure) -> SecondFactor {
        try await store.read(by: member, .one(.secondFactor, member.id))
    }

    func start(
        _ params: SecondFactors.Start.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> SecondFactors.Start.Result {
        let row = try await own(member, params.password, call)
        let seed = TOTPSeed.random()
        let sealed = try signIn.sealed(seed, of: member.id)
        let event = AuditEvent(actor: member.id, event: "secondFactor.start")
        try await asking { () async throws in
            try await store.database.transaction(as: member.authContext) { transaction in
                let (_, isStarted) = try await transaction.run(
                    .execute(.audit, event),
                    .one(.startFactor, (seed: sealed.bytes, keyID: sealed.keyID))
                )
                guard isStarted else { throw Self.isThereAlready }
            }
        }
        return SecondFactors.Start.Result(seed: seed.text, address: seed.address(login: row.account.email.text))
    }

    func confirm(
        _ params: SecondFactors.Confirm.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> SecondFactors.Confirm.Result {
        let account = try await signIn.account(of: member)
        let (factor, row) = try await asking { () async throws in
            try await store.database.run(
                .first(.factorLookup, member.id),
                .first(.loginLookup, account.email),
                as: .auth()
            )
        }
        guard let row else { throw .denied(.unauthenticated) }
        guard let factor else { throw .invalidState("Start with secondFactor.start.") }
        guard factor.since == nil else { throw Self.isThereAlready }
        guard case .step(let step) = try await signIn.prove(params.code, for: factor, of: member.id) else {
            throw .codeInvalid
        }
        let codes = Self.freshCodes()
        let change = (seed: factor.sealedSeed, step: step, codes: codes.map(\.sha256))
        let signedIn = try await reopening(row, for: member, params.label, call, event: "secondFactor.confirm") {
            guard let since = try await $0.one(.confirmFactor, change) else { throw Self.isThereAlready }
            return since
        }
        return SecondFactors.Confirm.Result(recoveryCodes: codes.map(\.text), signedIn: signedIn)
    }

    func renewCodes(
        _ params: SecondFactors.RenewCodes.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> SecondFactors.RenewCodes.Result {
        let (_, proof) = try await both(of: params, by: member, call)
        let codes = Self.freshCodes()
        let event = AuditEvent(actor: member.id, event: "secondFactor.renewCodes")
        try await asking { () async throws in
            try await store.database.transaction(as: member.authContext) { transaction in
                try await signIn.use(proof, of: member.id, in: transaction)
                let (_, isRenewed) = try await transaction.run(
                    .execute(.audit, event),
                    .one(.renewRecoveryCodes, codes.map(\.sha256))
                )
                guard isRenewed else { throw Self.isNotThere }
            }
        }
        return SecondFactors.RenewCodes.Result(recoveryCodes: codes.map(\.text))
    }

    func remove(
        _ params: SecondFactors.Remove.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> Sessions.SignedIn {
        let (row, proof) = try await both(of: params, by: member, call)
        // From now on it is all there is.
        try signIn.check(params.password, email: row.account.email, displayName: row.account.displayName)
        return try await reopening(row, for: member, params.label, call, event: "secondFactor.remove") {
            try await signIn.use(proof, of: member.id, in: $0)
            guard try await $0.one(.removeFactor) else { throw Self.isNotThere }
            return nil
        }
    }

    private static let isThereAlready = ServiceFailure.invalidState("There is a second factor already.")
    private static let isNotThere = ServiceFailure.invalidState("There is no second factor.")

    private static func freshCodes() -> [ActivationCode] {
        (0..<recoveryCodes).map { _ in ActivationCode.random() }
    }

    /// The account of the member who knows its password.
    private func own(_ member: Member, _ password: String, _ call: Call) async throws(ServiceFailure) -> LoginRow {
        let account = try await signIn.account(of: member)
        return try await signIn.confirm(password, of: account, from: call.conversation.network)
    }

    private func both(
        of params: SecondFactors.Proof,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> (LoginRow, FactorProof) {
        let row = try await own(member, params.password, call)
        guard let factor = try await signIn.factor(of: member.id) else { throw Self.isNotThere }
        return (row, try await signIn.prove(params.code, for: factor, of: member.id))
    }

    /// Makes a change that ends all sessions, and opens a new one for this connection; `change` answers since when there
    /// is a factor then.
    private func reopening(
        _ row: LoginRow,
        for member: Member,
        _ label: Title?,
        _ call: Call,
        event name: String,
        _ change: (Transaction) async throws -> Timestamp?
    ) async throws(ServiceFailure) -> Sessions.SignedIn {
        guard let passwordHash = row.passwordHash else { throw .denied(.unauthenticated) }
        let event = AuditEvent(actor: member.id, event: name)
        let (answer, signedIn) = try await asking { () async throws in
            try await store.database.transaction(as: member.authContext) { transaction in
                try await transaction.execute(.audit, event)
                let since = try await change(transaction)
                return try await signIn.open(
                    row.account,
                    knownBy: passwordHash,
                    factorSince: since,
                    label: label,
                    from: call.conversation.network,
                    in: transaction
                )
            }
        }
        call.conversation.signIn(signedIn)
        return answer
    }
}
