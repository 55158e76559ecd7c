import JSONRPC
import JSONRPCTransport
import Testing
import TwoWayModel
import TwoWayProtocol

/// A server that dies twice with every write: while the call is on its way, and after it was acknowledged.
struct MortalServer {
    private let installation: Installation
    private(set) var server: RunningServer
    private var writes = 0

    init(_ installation: Installation) async throws {
        self.installation = installation
        server = try await installation.startServer()
    }

    mutating func die() async throws {
        try await server.kill()
        server = try await installation.startServer()
    }

    func connect(_ member: Member) async throws -> ServerCaller {
        let caller = try await server.connect(token: member.signedIn.token)
        #expect(caller.greeting.resumed)
        return caller
    }

    /// Writes with a key through two deaths; `look` checks that it happened, and once.
    @discardableResult
    mutating func write<Method: TwoWayMethod>(
        _ method: Method.Type,
        by member: Member,
        _ params: Method.Params,
        look: (ServerCaller, Method.Result) async throws -> Void
    ) async throws -> Method.Result where Method.Params: KeyedParams {
        try #require(params.idempotencyKey != nil, "\(Method.name) without a key")
        try await cutOff(method, by: member, params)
        let acknowledged = try await connect(member).text(of: method, params)
        try await die()
        let caller = try await connect(member)
        let result = try JSONDecoding.decode(Method.Result.self, from: acknowledged.parsed(), at: "result")
        try await look(caller, result)
        #expect(try await caller.text(of: method, params) == acknowledged, "\(Method.name)")
        try await look(caller, result)
        return result
    }

    /// Sends the call and kills the server before, while or after it is carried out.
    private mutating func cutOff<Method: TwoWayMethod>(
        _ method: Method.Type,
        by member: Member,
        _ params: Method.Params
    ) async throws {
        let caller = try await connect(member)
        caller.connection.notify(try RPCCall.encode(method: Method.name, params: params, id: RPCID(77)))
        // From at once to a little later, so that the deaths fall into every part of a call.
        writes += 1
        try await Task.sleep(for: .milliseconds([2, 10, 20, 30, 45, 90][writes % 6]))
        try await die()
    }
}
