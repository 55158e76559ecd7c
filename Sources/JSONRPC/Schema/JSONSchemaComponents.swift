/// The schemas that others refer to by name, as `#/components/schemas/Name`.
public struct JSONSchemaComponents: Sendable {
    static let prefix = "#/components/schemas/"

    /// The schemas by name.
    public private(set) var schemas: [String: JSONSchema] = [:]
    private var owners: [String: ObjectIdentifier] = [:]

    public init() {}

    /// What a reference refers to; any other schema is returned as it is.
    public func resolve(_ schema: JSONSchema) -> JSONSchema {
        guard let name = schema.reference, let target = schemas[name] else { return schema }
        return target
    }

    /// Whether a type has its component already; throws if the name belongs to another type.
    func holds(_ name: String, for type: any Any.Type) throws(JSONSchemaError) -> Bool {
        guard let owner = owners[name] else { return false }
        guard owner == ObjectIdentifier(type) else {
            throw JSONSchemaError(
                typeName: String(reflecting: type),
                reason: "shares the name \(name) with another type"
            )
        }
        return true
    }

    mutating func define(
        _ name: String,
        for type: any Any.Type,
        as schema: JSONSchema
    ) throws(JSONSchemaError) {
        guard try !holds(name, for: type) else { return }
        owners[name] = ObjectIdentifier(type)
        schemas[name] = schema
    }
}

extension JSONSchemaComponents: Encodable {
    /// Writes an object with the schemas sorted by name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: JSONSchema.Name.self)
        for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) {
            try container.encode(schema, forKey: JSONSchema.Name(name))
        }
    }
}
