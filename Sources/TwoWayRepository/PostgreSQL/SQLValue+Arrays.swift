public import struct Foundation.UUID

/// One-dimensional arrays, mostly for `unnest($1, $2, ...)`, which stores many rows with one statement.
extension SQLValue {
    /// Makes a `boolean[]`.
    public static func boolArray(_ values: [Bool?]?) -> SQLValue {
        array(.boolArray, values, Payload.bool)
    }

    /// Makes an `int8[]`.
    public static func intArray(_ values: [Int?]?) -> SQLValue {
        array(.intArray, values) { .int(Int64($0)) }
    }

    /// Makes a `double precision[]`.
    public static func doubleArray(_ values: [Double?]?) -> SQLValue {
        array(.doubleArray, values, Payload.double)
    }

    /// Makes a `text[]`.
    public static func textArray(_ values: [String?]?) -> SQLValue {
        array(.textArray, values, Payload.text)
    }

    /// Makes a `uuid[]`.
    public static func uuidArray(_ values: [UUID?]?) -> SQLValue {
        array(.uuidArray, values, Payload.uuid)
    }

    /// Makes a `timestamptz[]` from microseconds since 1970-01-01T00:00:00Z.
    public static func timestampArray(_ microseconds: [Int64?]?) -> SQLValue {
        array(.timestampArray, microseconds, Payload.int)
    }

    /// Makes a `bytea[]`.
    public static func bytesArray(_ values: [[UInt8]?]?) -> SQLValue {
        array(.bytesArray, values, Payload.bytes)
    }

    /// Makes a `jsonb[]` from JSON texts in UTF-8.
    public static func jsonArray(_ texts: [[UInt8]?]?) -> SQLValue {
        array(.jsonArray, texts, Payload.bytes)
    }

    private static func array<Element>(
        _ type: SQLType,
        _ values: [Element?]?,
        _ wrap: (Element) -> Payload
    ) -> SQLValue {
        guard let values else { return .null(type) }
        return SQLValue(type: type, payload: .array(values.map { $0.map(wrap) ?? .null }))
    }
}
