public import struct Foundation.UUID

/// Columns that may be NULL.
extension Row {
    /// Reads a `boolean`, or NULL as nil.
    public mutating func optionalBool() throws(RowError) -> Bool? { try optional("boolean", Row.bool) }

    /// Reads an `int2`, `int4` or `int8`, or NULL as nil.
    public mutating func optionalInt() throws(RowError) -> Int? { try optional("integer", Row.int) }

    /// Reads a `real` or `double precision`, or NULL as nil.
    public mutating func optionalDouble() throws(RowError) -> Double? { try optional("double precision", Row.double) }

    /// Reads a `text`, a type like it, or an enum, or NULL as nil.
    public mutating func optionalText() throws(RowError) -> String? { try optional("text", Row.text) }

    /// Reads a `bytea`, or NULL as nil.
    public mutating func optionalBytes() throws(RowError) -> [UInt8]? { try optional("bytea", Row.bytes) }

    /// Reads a `uuid`, or NULL as nil.
    public mutating func optionalUUID() throws(RowError) -> UUID? { try optional("uuid", Row.uuid) }

    /// Reads a `timestamptz` as microseconds since 1970-01-01T00:00:00Z, or NULL as nil.
    public mutating func optionalTimestamp() throws(RowError) -> Int64? { try optional("timestamptz", Row.timestamp) }

    /// Reads a `timestamp` as microseconds since 1970-01-01T00:00:00 of its wall clock, or NULL as nil.
    public mutating func optionalLocalTimestamp() throws(RowError) -> Int64? {
        try optional("timestamp", Row.localTimestamp)
    }

    /// Reads a `date` as days since 1970-01-01, or NULL as nil.
    public mutating func optionalDate() throws(RowError) -> Int? { try optional("date", Row.date) }

    /// Reads a `json` or `jsonb` as the UTF-8 of its text, or NULL as nil.
    public mutating func optionalJSON() throws(RowError) -> [UInt8]? { try optional("json", Row.json) }

    /// Reads a text that names a case of `Value`, or NULL as nil.
    public mutating func optionalText<Value: RawRepresentable>(as type: Value.Type) throws(RowError) -> Value?
    where Value.RawValue == String {
        guard let name = try optionalText() else { return nil }
        guard let value = Value(rawValue: name) else { throw rejected("a case of \(type)") }
        return value
    }
}
