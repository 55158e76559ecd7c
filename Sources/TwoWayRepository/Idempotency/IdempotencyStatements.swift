import Foundation
import TwoWayModel

/// A write that carries an idempotency key.
public struct IdempotentCall: Sendable {
    public let owner: ID<Account>
    public let key: UUID
    public let method: String
    /// SHA-256 of the encoded parameters.
    public let paramsHash: [UInt8]

    public init(owner: ID<Account>, key: UUID, method: String, paramsHash: [UInt8]) {
        self.owner = owner
        self.key = key
        self.method = method
        self.paramsHash = paramsHash
    }
}

/// The response that the first call with a key got.
public struct KeptResponse: Sendable {
    public let method: String
    public let paramsHash: [UInt8]
    /// The encoded result.
    public let response: [UInt8]
}

extension Statement<IdempotentCall, KeptResponse> {
    /// No row when the key is free.
    public static let earlierResponse = Statement(
        name: "earlier_response",
        sql: """
            SELECT method, params_sha256, response FROM idempotency
            WHERE owner_id = $1 AND key = $2
            """,
        bind: { [.uuid($0.owner.rawValue), .uuid($0.key)] },
        decode: { row throws(RowError) in
            KeptResponse(method: try row.text(), paramsHash: try row.bytes(), response: try row.bytes())
        }
    )
}

extension Statement where Input == (call: IdempotentCall, response: [UInt8]), Output == Void {
    /// Raises TW108 while 10,000 responses of the account are kept.
    public static let keepResponse = Statement(
        name: "keep_response",
        sql: """
            INSERT INTO idempotency (owner_id, key, method, params_sha256, response) VALUES ($1, $2, $3, $4, $5)
            """,
        bind: {
            [
                .uuid($0.call.owner.rawValue), .uuid($0.call.key), .text($0.call.method), .bytes($0.call.paramsHash),
                .bytes($0.response),
            ]
        }
    )
}
