import JSONRPC

/// The contract as an OpenRPC 1.3 document, made from the method declarations alone.
///
/// `Schema/openrpc.json` is this document; a test keeps the two equal.
public enum OpenRPC {
    struct Document: Encodable {
        var openrpc = "1.3.2"
        var info: Info
        var methods: [Method]
        var components: Components
    }

    struct Info: Encodable {
        var title = "TwoWay"
        var description =
            "The candidate's side of job interviews: JSON-RPC 2.0 over TCP, one text per line, parameters by name."
        var version: String
    }

    struct Method: Encodable {
        var name: String
        var summary: String
        var paramStructure = "by-name"
        var params: [Descriptor]
        var result: Descriptor
        var errors: [Failure]
        var access: String
        var keyed: Bool

        private enum CodingKeys: String, CodingKey {
            case name
            case summary
            case paramStructure
            case params
            case result
            case errors
            case access = "x-access"
            case keyed = "x-idempotency-key"
        }
    }

    struct Descriptor: Encodable {
        var name: String
        var required: Bool?
        var schema: JSONSchema
    }

    struct Failure: Encodable {
        var code: Int
        var message: String
        var data: Data

        struct Data: Encodable {
            var kind: String
            var retryable: Bool
        }
    }

    struct Components: Encodable {
        var schemas: JSONSchemaComponents
    }

    /// The document as JSON, the same bytes every time.
    public static func document() throws -> RawJSON {
        var components = JSONSchemaComponents()
        var methods: [Method] = []
        for method in API.methods {
            methods.append(try entry(of: method, into: &components))
        }
        let document = Document(
            info: Info(version: "\(Sessions.protocolVersion).0.0"),
            methods: methods,
            components: Components(schemas: components)
        )
        return try RawJSON(encoding: document)
    }

    private static func entry<M: TwoWayMethod>(
        of method: M.Type,
        into components: inout JSONSchemaComponents
    ) throws -> Method {
        let params = try JSONSchema.inline(M.Params.self, into: &components)
        return Method(
            name: M.name,
            summary: M.summary,
            params: params.properties.map { property in
                Descriptor(
                    name: property.name,
                    required: params.required.contains(property.name),
                    schema: property.schema
                )
            },
            result: Descriptor(name: "result", schema: try result(of: M.self, into: &components)),
            errors: M.allFailures.map {
                Failure(code: $0.rawValue, message: $0.message, data: .init(kind: $0.kind, retryable: $0.isRetryable))
            },
            access: M.Access.name,
            keyed: M.isKeyed
        )
    }

    /// What comes back: to the owner one thing, and to whom it is shared with perhaps another.
    private static func result<M: TwoWayMethod>(
        of method: M.Type,
        into components: inout JSONSchemaComponents
    ) throws -> JSONSchema {
        let own = try JSONSchema.describing(M.Result.self, into: &components)
        guard let shared = method as? any SharedMethod.Type else { return own }
        var either = JSONSchema()
        either.alternatives = [own, try part(of: shared, into: &components)]
        return either
    }

    private static func part<M: SharedMethod>(
        of method: M.Type,
        into components: inout JSONSchemaComponents
    ) throws -> JSONSchema {
        try JSONSchema.describing(M.Shared.self, into: &components)
    }
}
