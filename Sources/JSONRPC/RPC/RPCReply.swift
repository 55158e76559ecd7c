/// What comes from a server: an answer, or a notification of its own.
public enum RPCReply: Sendable {
    case result(JSONNode, id: RPCID)
    case failure(RPCError, id: RPCID)
    case notification(method: String, params: JSONNode?)

    /// Why a line from a server cannot be understood.
    public enum ParsingError: Error, Hashable {
        case syntax(JSONSyntaxError)
        case notAReply(reason: String)
    }

    /// Reads a line that holds one reply.
    public init(parsing line: [UInt8], limits: JSONReaderLimits = .reply) throws(ParsingError) {
        try self.init(Self.root(of: line, limits))
    }

    /// Reads a line that holds one reply, or those to a batch.
    public static func all(parsing line: [UInt8], limits: JSONReaderLimits = .reply) throws(ParsingError) -> [Self] {
        let root = try root(of: line, limits)
        guard root.kind == .array else { return [try Self(root)] }
        var replies: [Self] = []
        replies.reserveCapacity(root.count)
        for element in root.elements { replies.append(try Self(element)) }
        return replies
    }

    private static func root(of line: [UInt8], _ limits: JSONReaderLimits) throws(ParsingError) -> JSONNode {
        do {
            return try JSONDocument(parsing: line, limits: limits).root
        } catch {
            throw .syntax(error)
        }
    }

    private init(_ node: JSONNode) throws(ParsingError) {
        guard node["jsonrpc"]?.isString("2.0") == true else { throw .notAReply(reason: #"jsonrpc is not "2.0""#) }
        if let method = node["method"] {
            guard let name = method.string, node["id"] == nil else {
                throw .notAReply(reason: "a server may notify but not ask")
            }
            self = .notification(method: name, params: node["params"])
            return
        }
        guard let id = node["id"].flatMap({ RPCID($0) }) else { throw .notAReply(reason: "there is no valid id") }
        switch (node["result"], node["error"]) {
        case (let result?, nil):
            self = .result(result, id: id)
        case (nil, let error?):
            guard let code = error["code"]?.integer, let message = error["message"]?.string else {
                throw .notAReply(reason: "the error has no code or no message")
            }
            let data = error["data"].flatMap { RPCErrorData($0) }
            self = .failure(RPCError(code: code, message: message, foreignData: data), id: id)
        default:
            throw .notAReply(reason: "there must be either a result or an error")
        }
    }
}
