import JSONRPC
import Synchronization

/// Something that carries an encoded call to a server and brings its answer back.
public protocol LineCaller: Sendable {
    /// The line that answers the call with this id.
    func roundTrip(_ line: [UInt8], id: Int) async throws -> [UInt8]
}

/// Calls the methods of the contract by their declarations.
///
/// Throws the `RPCError` that the server answered, whose `data.kind` is the contract, or what the carrier throws when
/// there is no answer.
public final class TwoWayClient: Sendable {
    private let caller: any LineCaller
    private let lastID = Mutex(0)

    public init(_ caller: any LineCaller) {
        self.caller = caller
    }

    public func call<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) async throws -> Method.Result {
        let params = try RawJSON(encoding: params)
        let result = try await call(method: Method.name, params: params)
        return try JSONDecoding.decode(Method.Result.self, from: result.parsed(), at: "result", surplus: .ignored)
    }

    /// Reads what somebody else has shared.
    public func read<Method: SharedMethod>(_ method: Method.Type, _ params: Method.Params) async throws -> Method.Shared
    {
        let params = try RawJSON(encoding: params)
        let result = try await call(method: Method.name, params: params)
        return try JSONDecoding.decode(Method.Shared.self, from: result.parsed(), at: "result", surplus: .ignored)
    }

    /// Calls a method that takes nothing.
    public func call<Method: TwoWayMethod>(
        _ method: Method.Type
    ) async throws -> Method.Result where Method.Params == NoParams {
        try await call(method, NoParams())
    }

    /// Calls a method by its wire name with parameters as JSON text.
    public func call(method: String, params: RawJSON?) async throws -> RawJSON {
        let id = lastID.withLock { last in
            last = last == Int.max ? 1 : last + 1
            return last
        }
        let line = try RPCCall.encode(method: method, params: params, id: RPCID(id))
        switch try RPCReply(parsing: try await caller.roundTrip(line, id: id)) {
        case .result(let node, _): return RawJSON(node)
        case .failure(let error, _): throw error
        case .notification(let method, _): throw UnexpectedReply(description: "\(method) is no answer")
        }
    }
}

/// A line that should have been an answer and is not.
public struct UnexpectedReply: Error, CustomStringConvertible {
    public let description: String
}
