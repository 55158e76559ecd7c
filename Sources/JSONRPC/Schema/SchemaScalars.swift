/// The schemas of the types that containers read directly.
enum SchemaScalars {
    static func schema(of type: any Any.Type) -> JSONSchema? {
        switch type {
        case is String.Type: JSONSchema(type: "string")
        case is Bool.Type: JSONSchema(type: "boolean")
        case is Double.Type, is Float.Type: JSONSchema(type: "number")
        case let integer as any FixedWidthInteger.Type: schema(ofInteger: integer)
        default: nil
        }
    }

    /// Bounds are given for the small and the unsigned types; those of 64 bits are beyond what JSON Schema tools can hold.
    private static func schema<T: FixedWidthInteger>(ofInteger type: T.Type) -> JSONSchema {
        var schema = JSONSchema(type: "integer")
        if type.min == 0 || type.bitWidth < 64 { schema.minimum = Double(type.min) }
        if type.bitWidth < 64 { schema.maximum = Double(type.max) }
        return schema
    }
}
