import Crypto
import Foundation
import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What every service works with: the database in the caller's name, the time, and new ids.
public struct Store: Sendable {
    let database: Database
    let now: @Sendable () -> Timestamp
    let makeID: @Sendable () -> UUID

    public init(
        database: Database,
        now: @escaping @Sendable () -> Timestamp,
        makeID: @escaping @Sendable () -> UUID
    ) {
        self.database = database
        self.now = now
        self.makeID = makeID
    }

    func newID<Entity>(_ type: Entity.Type = Entity.self) -> ID<Entity> {
        ID(makeID())
    }

    /// Runs queries in one transaction and one round trip.
    func read<each Answer>(
        by caller: some ActingCaller,
        _ queries: repeat Query<each Answer>
    ) async throws(ServiceFailure) -> (repeat each Answer) {
        do {
            return try await database.run(repeat each queries, as: caller.actor.context, retry: .ifSafe)
        } catch {
            throw ServiceFailure(storage: error)
        }
    }

    /// Reads one by one, each in a transaction of its own.
    func session(of caller: some ActingCaller) -> any StatementRunner {
        database.session(as: caller.actor.context, retry: .ifSafe)
    }

    /// Reads in several round trips that see the same state of things; `limit` is the time for it, if it needs more than
    /// usual.
    func look<Answer>(
        by caller: some ActingCaller,
        within limit: Duration? = nil,
        _ body: (Transaction) async throws -> Answer
    ) async throws(ServiceFailure) -> Answer {
        let context = caller.actor.context
        return try await asking { () async throws in
            try await database.transaction(
                as: context,
                isolation: .repeatableRead,
                retry: .ifSafe,
                within: limit,
                body
            )
        }
    }

    /// Reads as a coach, so that the receipt of the reading is left in the same transaction (R17).
    func reading<Answer>(
        by coach: Coach,
        _ body: (Transaction) async throws -> Answer
    ) async throws(ServiceFailure) -> Answer {
        try await transaction(by: coach.actor, retry: .never, body)
    }

    /// Changes rows in one transaction and one round trip, where a second try does no harm and needs no key.
    func change<each Answer>(
        by caller: some ActingCaller,
        _ queries: repeat Query<each Answer>
    ) async throws(ServiceFailure) -> (repeat each Answer) {
        do {
            return try await database.run(repeat each queries, as: caller.actor.context, retry: .never)
        } catch {
            throw ServiceFailure(storage: error)
        }
    }

    /// Runs a write in one transaction.
    ///
    /// With an idempotency key a repeated call gets the first response and writes nothing;
    /// the same key with other parameters is refused (R22). `limit` is the time for it, if it needs more than usual.
    func write<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params,
        by caller: some ActingCaller,
        within limit: Duration? = nil,
        _ body: (Transaction) async throws -> Method.Result
    ) async throws(ServiceFailure) -> Method.Result where Method.Params: KeyedParams {
        let actor = caller.actor
        guard let key = params.idempotencyKey else {
            return try await transaction(by: actor, retry: .never, within: limit, body)
        }
        let digest = try Self.digest(of: params)
        let call = IdempotentCall(owner: actor.id, key: key.rawValue, method: Method.name, paramsHash: digest)
        let failure: ServiceFailure
        do {
            return try await carryOut(call, by: actor, within: limit, body)
        } catch {
            failure = error
        }
        // The same call may have been carried out before or beside this one; then its response is the answer, whichever
        // constraint this one met.
        guard failure.mayComeFromATwin else { throw failure }
        // It gets what is left of the request's time: without a database the first try has used that up.
        guard let earlier = try? await database.first(.earlierResponse, call, as: actor.context, retry: .ifSafe)
        else { throw failure }
        return try Self.repeated(earlier, of: call)
    }

    /// Runs a keyed write unless its key was used before.
    ///
    /// What the key was used for is asked with the first statements of the body, and the response is kept with the commit:
    /// neither takes a round trip of its own.
    private func carryOut<Answer: Codable>(
        _ call: IdempotentCall,
        by actor: Actor,
        within limit: Duration?,
        _ body: (Transaction) async throws -> Answer
    ) async throws(ServiceFailure) -> Answer {
        let context = actor.context
        let outcome = try await asking { () async throws in
            try await database.transaction(
                unless: .earlierResponse,
                call,
                as: context,
                retry: .ifSafe,
                within: limit
            ) { transaction in
                let answer = try await body(transaction)
                let response = try JSONEncoding.encode(answer)
                try await transaction.finish(with: .keepResponse, (call: call, response: response))
                return answer
            }
        }
        switch outcome {
        case .done(let answer): return answer
        case .obstructed(let earlier): return try Self.repeated(earlier, of: call)
        }
    }

    private func transaction<Answer>(
        by actor: Actor,
        retry: RetryPolicy,
        within limit: Duration? = nil,
        _ body: (Transaction) async throws -> Answer
    ) async throws(ServiceFailure) -> Answer {
        try await asking { () async throws in
            try await database.transaction(as: actor.context, retry: retry, within: limit, body)
        }
    }

    private static func digest(of params: some Encodable) throws(ServiceFailure) -> [UInt8] {
        do {
            return Array(SHA256.hash(data: try JSONEncoding.encode(params)))
        } catch {
            throw .unexpected("the parameters cannot be encoded: \(error)")
        }
    }

    private static func repeated<Answer: Decodable>(
        _ earlier: KeptResponse,
        of call: IdempotentCall
    ) throws(ServiceFailure) -> Answer {
        guard earlier.method == call.method, earlier.paramsHash == call.paramsHash else { throw .keyReused }
        do {
            let document = try JSONDocument(parsing: earlier.response)
            return try JSONDecoding.decode(Answer.self, from: document.root, at: "result")
        } catch {
            throw .unexpected("a kept response cannot be read: \(error)")
        }
    }
}

extension ServiceFailure {
    /// Whether a call can fail like this because the same call was carried out before or beside it.
    fileprivate var mayComeFromATwin: Bool {
        switch self {
        case .codeInvalid, .alreadyExists, .stale, .invalidState, .keyReused, .limitReached, .notFound, .unavailable,
            .outcomeUnknown, .deadlineExceeded, .frozen, .unexpected, .invalid, .checkFailed:
            true
        case .denied, .passwordRefused, .invalidCredentials,
            .secondFactorRequired, .throttled, .protocolUnsupported, .busy:
            false
        }
    }
}
