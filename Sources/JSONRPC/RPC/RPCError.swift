/// An error as it goes over the wire.
public struct RPCError: Error, Sendable, Hashable {
    /// -32768 to -32000 belong to JSON-RPC and the transport, positive codes to the application.
    public var code: Int
    /// One short sentence for people.
    public var message: String
    /// What programs go by; nil only in an answer of a foreign server.
    public var data: RPCErrorData?

    public init(code: Int, message: String, data: RPCErrorData) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// An error read from an answer.
    init(code: Int, message: String, foreignData: RPCErrorData?) {
        self.code = code
        self.message = message
        data = foreignData
    }

    /// The text is not JSON.
    public static func parseError(_ error: JSONSyntaxError) -> Self {
        Self(
            code: -32_700,
            message: "Parse error",
            data: RPCErrorData(kind: "parse_error", retryable: false, reason: error.description)
        )
    }

    /// The text is JSON but no request object.
    public static func invalidRequest(_ reason: String) -> Self {
        Self(
            code: -32_600,
            message: "Invalid Request",
            data: RPCErrorData(kind: "invalid_request", retryable: false, reason: reason)
        )
    }

    /// Nobody serves a method of this name.
    public static var methodNotFound: Self {
        Self(
            code: -32_601,
            message: "Method not found",
            data: RPCErrorData(kind: "method_not_found", retryable: false)
        )
    }

    /// A parameter is not what it should be; `reason` continues a sentence that starts with the path.
    public static func invalidParams(path: String, reason: String) -> Self {
        Self(
            code: -32_602,
            message: "Invalid params: \(path) \(reason)",
            data: RPCErrorData(kind: "invalid_params", retryable: false, path: path, reason: reason)
        )
    }

    public static func invalidParams(_ error: JSONDecodingError) -> Self {
        invalidParams(path: error.path, reason: error.reason)
    }

    /// Something went wrong that is no business of the caller, who gets the id under which it was logged.
    public static func internalError(incident: String) -> Self {
        var writer = JSONWriter()
        writer.string(incident)
        return Self(
            code: -32_603,
            message: "Internal error",
            data: RPCErrorData(
                kind: "internal_error",
                retryable: false,
                extra: ["incident": RawJSON(trusted: writer.bytes)]
            )
        )
    }

    /// The request was carried out, but its answer does not fit into a line.
    public static func responseTooLarge(limit: Int) -> Self {
        Self(
            code: -32_004,
            message: "Response too large",
            data: RPCErrorData(
                kind: "response_too_large",
                retryable: false,
                reason: "the request was carried out, but its answer would exceed \(limit) bytes"
            )
        )
    }

    /// Writes the error object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("code")
        writer.integer(code)
        writer.name("message")
        writer.string(message)
        if let data {
            writer.name("data")
            data.write(to: &writer)
        }
        writer.endObject()
    }
}

extension RPCError: CustomStringConvertible {
    public var description: String {
        guard let reason = data?.reason, data?.path == nil else { return "\(message) (\(code))" }
        return "\(message): \(reason) (\(code))"
    }
}
