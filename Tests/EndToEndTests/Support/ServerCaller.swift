import JSONRPC
import JSONRPCTransport
import Testing
import TwoWayModel
import TwoWayProtocol

extension RPCConnection: LineCaller {
    /// Carries a call within the usual deadline.
    public func roundTrip(_ line: [UInt8], id: Int) async throws -> [UInt8] {
        try await roundTrip(line, id: id, deadline: nil)
    }
}

/// The client library on one connection that has said hello.
struct ServerCaller: Sendable {
    let connection: RPCConnection
    let greeting: Sessions.Hello.Result
    private let client: TwoWayClient

    init(port: Int, token: String? = nil, host: String = "127.0.0.1", tls: ClientTLS? = nil) async throws {
        connection = try await RPCConnection.connect(host: host, port: port, tls: tls)
        client = TwoWayClient(connection)
        greeting = try await client.call(
            Sessions.Hello.self,
            Sessions.Hello.Params(protocol: .init(min: 1, max: 1), client: try Title("end-to-end test"), token: token)
        )
    }

    @discardableResult
    func call<Method: TwoWayMethod>(_ method: Method.Type, _ params: Method.Params) async throws -> Method.Result {
        try await client.call(method, params)
    }

    @discardableResult
    func call<Method: TwoWayMethod>(_ method: Method.Type) async throws -> Method.Result
    where Method.Params == NoParams {
        try await client.call(method)
    }

    /// The result as the server wrote it.
    func text<Method: TwoWayMethod>(of method: Method.Type, _ params: Method.Params) async throws -> RawJSON {
        try await client.call(method: method.name, params: try RawJSON(encoding: params))
    }
}

extension RunningServer {
    func connect(token: String? = nil) async throws -> ServerCaller {
        try await ServerCaller(port: port, token: token)
    }
}

/// Expects a call to fail with a kind of the contract.
func expectFailure(
    _ kind: FailureKind,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("the call went well; \(kind.kind) was expected", sourceLocation: sourceLocation)
    } catch let error as RPCError {
        #expect(error.data?.kind == kind.kind, "\(error)", sourceLocation: sourceLocation)
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}

/// Tries until it goes well, for what takes effect a little later; the last try says what went wrong.
func eventually(_ body: () async throws -> Void) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
        if (try? await body()) != nil { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    try await body()
}
