import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a code has turned out to be; it counts once it is used up.
enum FactorProof: Sendable {
    /// Of the device, for one step of time.
    case step(Int)
    /// The SHA-256 of a recovery code.
    case recovery([UInt8])
}

extension SignIn {
    /// Five tries in a quarter of an hour, beside the tries of the login itself: who guesses codes has the password.
    static let codeTries = LoginThrottle.Bucket(capacity: 5, period: .seconds(900))

    /// The confirmed factor of an account.
    func factor(of account: ID<Account>) async throws(ServiceFailure) -> StoredFactor? {
        let factor = try await asking { () async throws in
            try await store.database.first(.factorLookup, account, as: .auth())
        }
        return factor?.since == nil ? nil : factor
    }

    /// Looks at a code after taking a try; whether it was used before is for `use` to find out.
    func prove(
        _ code: String,
        for factor: StoredFactor,
        of account: ID<Account>
    ) async throws(ServiceFailure) -> FactorProof {
        let wait = try await asking { () async throws in
            let key = ThrottleKey.codes(account.description)
            return try await store.database.one(.take, Self.take(key, from: Self.codeTries), as: .auth())
        }
        try Self.refuse(wait)
        if let recovery = ActivationCode(code) { return .recovery(recovery.sha256) }
        guard let step = try seed(of: factor, account).step(of: code, at: store.now()) else { throw .codeInvalid }
        return .step(step)
    }

    /// Looks at a code that is wanted only of an account with a factor; nil when none is wanted.
    ///
    /// To be asked of somebody who knows the password: nobody else is told that a code is wanted.
    func prove(
        _ code: String?,
        for factor: StoredFactor?,
        of account: Account
    ) async throws(ServiceFailure) -> FactorProof? {
        guard let factor else { return nil }
        guard let code else { throw .secondFactorRequired }
        do {
            return try await prove(code, for: factor, of: account.id)
        } catch .codeInvalid {
            try await asking { () async throws in
                let event = AuditEvent(actor: account.id, event: "session.codeRefused")
                try await store.database.execute(.audit, event, as: .auth())
            }
            throw .codeInvalid
        }
    }

    /// Uses the code up, inside the transaction of what it is for; refused when somebody has used it before.
    func use(_ proof: FactorProof, of account: ID<Account>, in transaction: Transaction) async throws {
        let isGood =
            switch proof {
            case .step(let step): try await transaction.one(.useFactorStep, (account: account, step: step))
            case .recovery(let hash): try await transaction.one(.useRecoveryCode, (account: account, codeHash: hash))
            }
        guard isGood else { throw ServiceFailure.codeInvalid }
    }

    func seed(of factor: StoredFactor, _ account: ID<Account>) throws(ServiceFailure) -> TOTPSeed {
        guard let keys else { throw .unexpected("a second factor, and no key to open it") }
        do {
            let sealed = SealedSecret(keyID: factor.keyID, bytes: factor.sealedSeed)
            return TOTPSeed(bytes: try keys.open(sealed, of: account))
        } catch {
            throw .unexpected("the seed of a second factor does not open")
        }
    }

    /// Seals the seed with the key in force when an older one has done it.
    func reseal(_ factor: StoredFactor, of account: ID<Account>) async throws(ServiceFailure) {
        let old = SealedSecret(keyID: factor.keyID, bytes: factor.sealedSeed)
        guard let keys, !keys.isCurrent(old) else { return }
        let new = try sealed(try seed(of: factor, account), of: account)
        _ = try await asking { () async throws in
            let change = (account: account, old: old.bytes, new: new.bytes, keyID: new.keyID)
            return try await store.database.one(.resealFactor, change, as: .auth())
        }
    }

    func sealed(_ seed: TOTPSeed, of account: ID<Account>) throws(ServiceFailure) -> SealedSecret {
        guard let keys else { throw .invalidState("This server has no key for second factors.") }
        do {
            return try keys.seal(seed.bytes, of: account)
        } catch {
            throw .unexpected("the seed of a second factor cannot be sealed")
        }
    }
}
