public import struct Foundation.UUID

/// One row of a result, read column by column in the order of the SELECT list.
///
/// Each call reads the next column and throws if it is NULL, of another type or malformed; no length that the server
/// sends can make it trap. The `optional...` variants take NULL as nil.
public struct Row {
    private let result: QueryResult
    private let index: Int
    /// The position of the column that is read next, counted from 0.
    public private(set) var column = 0

    init(_ result: QueryResult, at index: Int) {
        self.result = result
        self.index = index
    }

    /// Whether the next column is NULL; false after the last one.
    public var isNull: Bool {
        column < result.columnCount && result.cell(row: index, column: column) == nil
    }

    /// Whether the next column has the very bytes that it has in the row before, and neither is NULL.
    public var repeatsRowBefore: Bool {
        guard index > 0, column < result.columnCount, let here = result.cell(row: index, column: column),
            let before = result.cell(row: index - 1, column: column)
        else { return false }
        return here.elementsEqual(before)
    }

    /// Passes over the next columns.
    public mutating func skip(_ count: Int = 1) {
        column += count
    }

    /// The error for a value that was read but is not acceptable.
    public func rejected(_ expectation: String) -> RowError {
        RowError(column: max(column - 1, 0), expected: expectation, found: "another value")
    }

    /// Reads a `boolean`.
    public mutating func bool() throws(RowError) -> Bool { try required("boolean", Row.bool) }

    /// Reads an `int2`, `int4` or `int8`.
    public mutating func int() throws(RowError) -> Int { try required("integer", Row.int) }

    /// Reads a `real` or `double precision`; a `numeric` must be cast in the SQL.
    public mutating func double() throws(RowError) -> Double { try required("double precision", Row.double) }

    /// Reads a `text`, a type like it, or an enum.
    public mutating func text() throws(RowError) -> String { try required("text", Row.text) }

    /// Reads a `bytea`.
    public mutating func bytes() throws(RowError) -> [UInt8] { try required("bytea", Row.bytes) }

    /// Reads a `uuid`.
    public mutating func uuid() throws(RowError) -> UUID { try required("uuid", Row.uuid) }

    /// Reads a `timestamptz` as microseconds since 1970-01-01T00:00:00Z; infinity is refused.
    public mutating func timestamp() throws(RowError) -> Int64 { try required("timestamptz", Row.timestamp) }

    /// Reads a `timestamp` without time zone as microseconds since 1970-01-01T00:00:00 of its wall clock.
    public mutating func localTimestamp() throws(RowError) -> Int64 { try required("timestamp", Row.localTimestamp) }

    /// Reads a `date` as days since 1970-01-01; infinity is refused.
    public mutating func date() throws(RowError) -> Int { try required("date", Row.date) }

    /// Reads a `json` or `jsonb` as the UTF-8 of its text.
    public mutating func json() throws(RowError) -> [UInt8] { try required("json", Row.json) }

    /// Reads a text that names a case of `Value`.
    public mutating func text<Value: RawRepresentable>(as type: Value.Type) throws(RowError) -> Value
    where Value.RawValue == String {
        guard let value = Value(rawValue: try text()) else { throw rejected("a case of \(type)") }
        return value
    }

    mutating func required<Value>(
        _ expected: String,
        _ decode: (UnsafeRawBufferPointer, UInt32) -> Value?
    ) throws(RowError) -> Value {
        guard let value = try optional(expected, decode) else {
            throw RowError(column: column - 1, expected: expected, found: "NULL")
        }
        return value
    }

    /// Reads the next column with `decode`, which gets the bytes and the type's OID and answers nil if they do not fit.
    mutating func optional<Value>(
        _ expected: String,
        _ decode: (UnsafeRawBufferPointer, UInt32) -> Value?
    ) throws(RowError) -> Value? {
        let position = column
        column += 1
        guard position < result.columnCount else {
            throw RowError(column: position, expected: expected, found: "no more columns")
        }
        guard let cell = result.cell(row: index, column: position) else { return nil }
        guard let oid = result.types[position] else {
            throw RowError(column: position, expected: expected, found: "text format")
        }
        guard let value = decode(cell, oid) else {
            throw RowError(column: position, expected: expected, found: "\(cell.count) bytes of type \(oid)")
        }
        return value
    }
}
