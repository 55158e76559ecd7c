import Foundation
import TwoWayModel

/// The second factor of an account as it is stored.
public struct StoredFactor: Sendable {
    /// Sealed; which key did it is in `keyID`.
    public let sealedSeed: [UInt8]
    public let keyID: [UInt8]
    public let lastStep: Int
    /// Absent until a first code was shown; login asks for none until then.
    public let since: Timestamp?
}

extension Statement<ID<Account>, StoredFactor> {
    /// No row when there is none.
    public static let factorLookup = Statement(
        name: "factor_lookup",
        sql: "SELECT sealed_seed, key_id, last_step, confirmed_at FROM sec.factor_lookup($1)",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in
            StoredFactor(
                sealedSeed: try row.bytes(),
                keyID: try row.bytes(),
                lastStep: try row.int(),
                since: try row.optionalTime()
            )
        }
    )
}

extension Statement<ID<Account>, SecondFactor> {
    /// What its owner may know of it.
    public static let secondFactor = Statement(
        name: "second_factor",
        sql: """
            SELECT (SELECT confirmed_at FROM second_factor WHERE account_id = $1),
                (SELECT count(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL)
            """,
        bind: { [.id($0)] },
        decode: { row throws(RowError) in
            SecondFactor(since: try row.optionalTime(), recoveryCodesLeft: try row.int())
        }
    )
}

extension Statement where Input == (seed: [UInt8], keyID: [UInt8]), Output == Bool {
    /// For the account that the transaction shows the token of; false when it has a confirmed factor.
    public static let startFactor = Statement(
        name: "start_factor",
        sql: "SELECT sec.factor_start($1, $2)",
        bind: { [.bytes($0.seed), .bytes($0.keyID)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (seed: [UInt8], step: Int, codes: [[UInt8]]), Output == Timestamp? {
    /// Ends all sessions of the account; nil when its seed is another by now.
    public static let confirmFactor = Statement(
        name: "confirm_factor",
        sql: "SELECT sec.factor_confirm($1, $2, $3)",
        bind: { [.bytes($0.seed), .int($0.step), .bytesArray($0.codes)] },
        decode: { row throws(RowError) in try row.optionalTime() }
    )
}

extension Statement where Input == (account: ID<Account>, step: Int), Output == Bool {
    /// False when this step or a later one was used before.
    public static let useFactorStep = Statement(
        name: "use_factor_step",
        sql: "SELECT sec.factor_use_step($1, $2)",
        bind: { [.id($0.account), .int($0.step)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (account: ID<Account>, codeHash: [UInt8]), Output == Bool {
    /// False for what is no recovery code of the account, or was used before.
    public static let useRecoveryCode = Statement(
        name: "use_recovery_code",
        sql: "SELECT sec.factor_use_recovery($1, $2)",
        bind: { [.id($0.account), .bytes($0.codeHash)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement<[[UInt8]], Bool> {
    /// For the account that the transaction shows the token of; false when it has no confirmed factor.
    public static let renewRecoveryCodes = Statement(
        name: "renew_recovery_codes",
        sql: "SELECT sec.factor_renew($1)",
        bind: { [.bytesArray($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement<Void, Bool> {
    /// Ends all sessions of the account that the transaction shows the token of; false when it has no factor.
    public static let removeFactor = Statement(
        name: "remove_factor",
        sql: "SELECT sec.factor_remove()",
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement
where Input == (account: ID<Account>, old: [UInt8], new: [UInt8], keyID: [UInt8]), Output == Bool {
    public static let resealFactor = Statement(
        name: "reseal_factor",
        sql: "SELECT sec.factor_reseal($1, $2, $3, $4)",
        bind: { [.id($0.account), .bytes($0.old), .bytes($0.new), .bytes($0.keyID)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}
