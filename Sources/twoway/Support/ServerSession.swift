import Foundation
import JSONRPC
import JSONRPCTransport
import TwoWayModel
import TwoWayProtocol

extension RPCConnection: LineCaller {
    /// Carries a call within the usual deadline.
    public func roundTrip(_ line: [UInt8], id: Int) async throws -> [UInt8] {
        try await roundTrip(line, id: id, deadline: nil)
    }
}

/// What the server answered: the value, and the text it came in.
struct Reply<Value: Sendable>: Sendable {
    var value: Value
    var json: RawJSON
}

/// A conversation with one server: connects and greets with the first call, and again when the line breaks.
///
/// Reads, and writes that carry an idempotency key, are sent again after a break, twice at most and with the same key, so
/// that they happen once. All it throws is ``CommandFailure``.
actor ServerSession {
    /// How often a call is sent at most.
    static let attempts = 3

    nonisolated let place: ServerPlace
    private let tls: ClientTLS?
    private var token: String?
    private var connection: RPCConnection?
    private var client: TwoWayClient?
    private var hasConnected = false
    /// What the server said to the greeting.
    private(set) var greeting: Sessions.Hello.Result?

    init(place: ServerPlace, tls: ClientTLS?, token: String?) {
        self.place = place
        self.tls = tls
        self.token = token
    }

    /// The account that is logged in.
    func account() async throws -> Account {
        guard token != nil else { throw CommandFailure.loginNeeded }
        _ = try await connected()
        guard let account = greeting?.account else { throw CommandFailure.loginEnded }
        return account
    }

    func call<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) async throws -> Reply<Method.Result> {
        let json = try await call(
            method: Method.name,
            params: encoded(params),
            needsLogin: CallSafety.needsLogin(method),
            safety: CallSafety(method, params)
        )
        return Reply(value: try decoded(Method.Result.self, from: json), json: json)
    }

    /// Reads what somebody else has shared.
    func read<Method: SharedMethod>(_ method: Method.Type, _ params: Method.Params) async throws -> Method.Shared {
        let json = try await call(method: Method.name, params: encoded(params), needsLogin: true, safety: .read)
        return try decoded(Method.Shared.self, from: json)
    }

    func call<Method: TwoWayMethod>(_ method: Method.Type) async throws -> Reply<Method.Result>
    where Method.Params == NoParams {
        try await call(method, NoParams())
    }

    /// Calls a method by its wire name.
    func call(method: String, params: RawJSON?, needsLogin: Bool, safety: CallSafety) async throws -> RawJSON {
        guard token != nil || !needsLogin else { throw CommandFailure.loginNeeded }
        var attempt = 1
        var isSent = false
        while true {
            do {
                let client = try await connected()
                if needsLogin, greeting?.account == nil { throw CommandFailure.loginEnded }
                isSent = true
                return try await client.call(method: method, params: params)
            } catch {
                let trouble = CallTrouble(error, place: place)
                if trouble.breaksLine { await hangUp() }
                let mayHaveHappened = isSent && safety != .read
                guard safety.isRepeatable, trouble.mayPass(hasConnected: hasConnected), attempt < Self.attempts else {
                    throw trouble.failure(mayHaveHappened: mayHaveHappened)
                }
                try? await Task.sleep(for: .milliseconds(Int.random(in: 150...300) << (attempt * 2 - 2)))
                attempt += 1
            }
        }
    }

    /// Uses another token from the next connection on; this connection has changed hands with the call that gave it.
    func adopt(_ signedIn: Sessions.SignedIn) {
        token = signedIn.token
        greeting?.account = signedIn.account
    }

    func hangUp() async {
        let old = connection
        connection = nil
        client = nil
        await old?.close()
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, from json: RawJSON) throws -> Value {
        do {
            return try JSONDecoding.decode(type, from: try json.parsed(), at: "result", surplus: .ignored)
        } catch {
            throw CommandFailure(
                "The answer of the server cannot be understood: \(error).",
                hint: "Use a version of this program that fits the server."
            )
        }
    }

    private func encoded(_ params: some Encodable) throws -> RawJSON {
        do {
            return try RawJSON(encoding: params)
        } catch {
            throw CommandFailure("This cannot be sent: \(error).")
        }
    }

    private func connected() async throws -> TwoWayClient {
        if let client { return client }
        let connection = try await RPCConnection.connect(host: place.host, port: place.port, tls: tls)
        let client = TwoWayClient(connection)
        do {
            greeting = try await client.call(
                Sessions.Hello.self,
                Sessions.Hello.Params(
                    protocol: .init(min: Sessions.protocolVersion, max: Sessions.protocolVersion),
                    client: Title(unchecked: Program.name),
                    token: token
                )
            )
        } catch {
            await connection.close()
            throw error
        }
        self.connection = connection
        self.client = client
        hasConnected = true
        return client
    }
}

extension CommandFailure {
    static let loginNeeded = CommandFailure(
        "You are not logged in.",
        hint: "Log in first: twoway login",
        status: .login
    )
    static let loginEnded = CommandFailure("Your login has ended.", hint: "Log in again: twoway login", status: .login)
}
