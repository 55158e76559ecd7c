/// A type that says itself how it looks on the wire.
///
/// Needed where `init(from:)` refuses made-up values, such as a string that has to be a date. An enumeration with strings
/// as raw values needs nothing but the conformance: its schema lists the cases and becomes a component.
public protocol JSONSchemaDescribable {
    static var jsonSchema: JSONSchema { get }
    /// A valid value, so that types which hold this one can be decoded while they are described.
    static var schemaExample: Self { get throws }
}

extension JSONSchemaDescribable where Self: CaseIterable & RawRepresentable, RawValue == String {
    public static var jsonSchema: JSONSchema { .oneOf(allCases.map(\.rawValue)) }

    public static var schemaExample: Self {
        get throws {
            guard let first = allCases.first else {
                throw JSONSchemaError(typeName: String(reflecting: Self.self), reason: "has no cases")
            }
            return first
        }
    }
}
