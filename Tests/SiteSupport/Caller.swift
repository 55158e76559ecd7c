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

/// The client library on one connection.
package struct Caller: Sendable {
    package let connection: RPCConnection
    package let client: TwoWayClient

    /// Connects without saying anything yet.
    package init(
        port: Int,
        onNotification: @escaping @Sendable (String, JSONNode?) -> Void = { _, _ in },
        onClose: @escaping @Sendable () -> Void = {}
    ) async throws {
        connection = try await RPCConnection.connect(
            host: "127.0.0.1",
            port: port,
            tls: nil,
            onNotification: onNotification,
            onClose: onClose
        )
        client = TwoWayClient(connection)
    }

    /// Connects and says hello, in the name of the account of a token.
    package init(
        port: Int,
        token: String?,
        onNotification: @escaping @Sendable (String, JSONNode?) -> Void = { _, _ in },
        onClose: @escaping @Sendable () -> Void = {}
    ) async throws {
        try await self.init(port: port, onNotification: onNotification, onClose: onClose)
        _ = try await client.call(Sessions.Hello.self, Caller.hello(token: token))
    }

    package static func hello(token: String?) throws -> Sessions.Hello.Params {
        Sessions.Hello.Params(
            protocol: .init(min: Sessions.protocolVersion, max: Sessions.protocolVersion),
            client: try Title("twoway-site"),
            token: token
        )
    }

    @discardableResult
    package func call<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) async throws -> Method.Result {
        try await client.call(method, params)
    }

    @discardableResult
    package func call<Method: TwoWayMethod>(_ method: Method.Type) async throws -> Method.Result
    where Method.Params == NoParams {
        try await client.call(method)
    }
}

/// Somebody with an account, who can open as many connections as are needed.
package struct Player: Sendable {
    package let account: Account
    package let token: String

    package func connect(_ site: Site) async throws -> Caller {
        try await Caller(port: site.port, token: token)
    }
}
