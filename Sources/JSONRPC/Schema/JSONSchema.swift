/// A JSON Schema, as far as it is needed to describe what goes over the wire.
public struct JSONSchema: Sendable, Hashable {
    /// A member of an object.
    public struct Property: Sendable, Hashable {
        public var name: String
        public var schema: JSONSchema

        public init(name: String, schema: JSONSchema) {
            self.name = name
            self.schema = schema
        }
    }

    /// What members beyond the listed ones may be; nil says nothing about them.
    public indirect enum AdditionalProperties: Sendable, Hashable {
        case refused
        case schema(JSONSchema)
    }

    /// The name of a component; everything else beside it has to stay empty.
    public var reference: String?
    public var title: String?
    public var description: String?
    /// The names of JSON Schema, such as `string` and `null`; empty for any type.
    public var types: [String]
    public var format: String?
    public var enumeration: [String] = []
    public var minimum: Double?
    public var maximum: Double?
    public var minLength: Int?
    public var maxLength: Int?
    /// A regular expression (ECMA-262).
    public var pattern: String?
    public var properties: [Property] = []
    public var required: [String] = []
    public var additionalProperties: AdditionalProperties?
    public var minItems: Int?
    public var maxItems: Int?
    public var alternatives: [JSONSchema] = []
    // An array, because a struct cannot hold itself.
    private var elementSchema: [JSONSchema] = []

    /// A schema of one type, or of any without one.
    public init(type: String? = nil, format: String? = nil, description: String? = nil) {
        types = type.map { [$0] } ?? []
        self.format = format
        self.description = description
    }

    /// Allows any value.
    public static let anything = Self()

    public static func reference(to component: String) -> Self {
        var schema = Self()
        schema.reference = component
        return schema
    }

    public static func array(of items: JSONSchema) -> Self {
        var schema = Self(type: "array")
        schema.items = items
        return schema
    }

    /// One of a few strings.
    public static func oneOf(_ names: [String]) -> Self {
        var schema = Self(type: "string")
        schema.enumeration = names
        return schema
    }

    /// The schema of the elements of an array.
    public var items: JSONSchema? {
        get { elementSchema.first }
        set { elementSchema = newValue.map { [$0] } ?? [] }
    }

    /// Whether null is allowed.
    public var isNullable: Bool {
        self == .anything || types.contains("null") || alternatives.contains { $0.isNullable }
    }

    /// The same schema with null allowed as well.
    public var nullable: Self {
        guard !isNullable else { return self }
        var schema = Self()
        if reference == nil, enumeration.isEmpty, alternatives.isEmpty {
            schema = self
            schema.types.append("null")
        } else {
            schema.alternatives = (alternatives.isEmpty ? [self] : alternatives) + [Self(type: "null")]
        }
        return schema
    }
}
