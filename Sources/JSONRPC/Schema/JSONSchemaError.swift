/// Why a type cannot be described.
public struct JSONSchemaError: Error, Hashable, CustomStringConvertible {
    public let typeName: String
    public let reason: String

    public var description: String { "\(typeName) \(reason)" }
}

extension JSONSchemaError {
    /// A type that takes its containers apart by hand hides its shape.
    static let nestedContainer = Self(
        typeName: "A type",
        reason: "uses nested containers and must conform to JSONSchemaDescribable"
    )
}
