/// A request whose envelope has been found valid.
public struct RPCRequest: Sendable {
    public let method: String
    /// An object or an array; nil if there is no such member.
    public let params: JSONNode?
    /// Nil for a notification, to which nothing is answered.
    public let id: RPCID?

    public init(method: String, params: JSONNode?, id: RPCID?) {
        self.method = method
        self.params = params
        self.id = id
    }

    public var isNotification: Bool { id == nil }

    /// Decodes params that go by name; none at all count as an empty object.
    ///
    /// - Throws: `invalid_params` for params by position, and for those that do not fit the type.
    public func namedParams<T: Decodable>(_ type: T.Type) throws(RPCError) -> T {
        let node = params ?? JSONDocument.emptyObject
        guard node.kind == .object else {
            throw .invalidParams(path: "params", reason: "must be an object: params go by name")
        }
        do {
            return try JSONDecoding.decode(type, from: node, at: "params")
        } catch {
            throw .invalidParams(error)
        }
    }
}

extension RPCRequest {
    /// Why a value is no request, and the id to answer to.
    struct Refusal: Error {
        let id: RPCID
        let error: RPCError
    }

    /// Reads the envelope.
    ///
    /// The id is echoed where it could be read, also if it stands behind the offence; else it is null (section 5).
    init(envelope: JSONNode) throws(Refusal) {
        guard envelope.kind == .object else {
            throw Refusal(id: .null, error: .invalidRequest("a request must be an object"))
        }
        let parts = Parts(envelope)
        let id = parts.id.flatMap { RPCID($0) }
        if let offence = parts.offence { throw Refusal(id: id ?? .null, error: .invalidRequest(offence)) }
        self.init(method: parts.method?.string ?? "", params: parts.params, id: id)
    }

    /// The members of an envelope, and the first thing that is wrong with them.
    private struct Parts {
        private(set) var version: JSONNode?
        private(set) var method: JSONNode?
        private(set) var params: JSONNode?
        private(set) var id: JSONNode?
        private var hasUnknownMember = false

        init(_ envelope: JSONNode) {
            for member in envelope.members {
                if member.nameNode.isString("jsonrpc") {
                    version = member.value
                } else if member.nameNode.isString("method") {
                    method = member.value
                } else if member.nameNode.isString("params") {
                    params = member.value
                } else if member.nameNode.isString("id") {
                    id = member.value
                } else {
                    hasUnknownMember = true
                }
            }
        }

        var offence: String? {
            if version?.isString("2.0") != true { return #"jsonrpc must be "2.0""# }
            if method?.kind != .string { return "method must be a string" }
            if let params, params.kind != .object, params.kind != .array { return "params must be an object" }
            if let id, RPCID(id) == nil { return "id must be a string, a number or null" }
            return hasUnknownMember ? "a request has the members jsonrpc, method, params and id only" : nil
        }
    }
}
