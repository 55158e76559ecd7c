import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol

/// Leads a request to the handler of its method: decode, gate, handler, encode.
public struct Router: Sendable {
    typealias Handler = @Sendable (RPCRequest, Call) async -> Swift.Result<[UInt8], ServiceFailure>

    private var handlers: [String: Handler] = [:]

    public init() {}

    public var methodNames: Set<String> { Set(handlers.keys) }

    /// Serves a method whose handler looks at the connection.
    public mutating func serve<Method: TwoWayMethod>(
        _ method: Method.Type,
        by handler:
            @escaping @Sendable (Method.Params, Method.Access.Caller, Call) async throws(ServiceFailure) ->
            Method.Result
    ) where Method.Access: AccessGate {
        handlers[Method.name] = { request, call in
            do throws(ServiceFailure) {
                let caller = try Self.admit(call.conversation.credentials, by: Method.Access.self)
                let params = try Self.decode(Method.Params.self, from: request)
                return .success(try Self.encode(try await handler(params, caller, call)))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Serves a method.
    public mutating func serve<Method: TwoWayMethod>(
        _ method: Method.Type,
        by handler:
            @escaping @Sendable (Method.Params, Method.Access.Caller) async throws(ServiceFailure) ->
            Method.Result
    ) where Method.Access: AccessGate {
        serve(method) { (params, caller, _) async throws(ServiceFailure) in try await handler(params, caller) }
    }

    /// Serves a method that answers owners and those who read what is shared with them.
    mutating func serve<Method: SharedMethod>(
        _ method: Method.Type,
        by handler: @escaping @Sendable (Method.Params, Member) async throws(ServiceFailure) -> Reading<Method>
    ) {
        handlers[Method.name] = { request, call in
            do throws(ServiceFailure) {
                let caller = try Self.admit(call.conversation.credentials, by: MembersOnly.self)
                let params = try Self.decode(Method.Params.self, from: request)
                switch try await handler(params, caller) {
                case .own(let result): return .success(try Self.encode(result))
                case .shared(let part): return .success(try Self.encode(part))
                }
            } catch {
                return .failure(error)
            }
        }
    }

    /// Answers one request with the encoded result; nil when nobody serves the method.
    func answer(_ request: RPCRequest, _ call: Call) async throws(ServiceFailure) -> [UInt8]? {
        guard let handler = handlers[request.method] else { return nil }
        return try await handler(request, call).get()
    }

    private static func admit<Rule: AccessGate>(
        _ credentials: Credentials,
        by rule: Rule.Type
    ) throws(ServiceFailure) -> Rule.Caller {
        do {
            return try rule.admit(credentials)
        } catch {
            throw .denied(error)
        }
    }

    private static func encode(_ result: some Encodable) throws(ServiceFailure) -> [UInt8] {
        do {
            return try JSONEncoding.encode(result)
        } catch {
            throw .unexpected("a result cannot be encoded: \(error)")
        }
    }

    private static func decode<Params: Decodable>(
        _ type: Params.Type,
        from request: RPCRequest
    ) throws(ServiceFailure) -> Params {
        do {
            guard let params = request.params else {
                return try JSONDecoding.decode(type, from: Self.noParams.root)
            }
            guard params.kind == .object else {
                throw ServiceFailure.invalid(path: "params", reason: "parameters go by name, in an object")
            }
            return try JSONDecoding.decode(type, from: params)
        } catch let failure as ServiceFailure {
            throw failure
        } catch let failure as JSONDecodingError {
            throw .invalid(path: failure.path, reason: failure.reason)
        } catch {
            throw .invalid(path: "params", reason: "cannot be read")
        }
    }

    private static var noParams: JSONDocument {
        get throws { try JSONDocument(parsing: Array("{}".utf8)) }
    }
}
