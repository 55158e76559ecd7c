public import struct Foundation.UUID

/// A value on its way into a statement, with its PostgreSQL type.
///
/// Every factory takes an optional, nil being a NULL of that type: a parameter's type never depends on whether it has a
/// value, because the type is part of the prepared statement. Values travel in PostgreSQL's binary format.
public struct SQLValue: Sendable, Hashable {
    /// What a value is made of, before its type gives it a binary form.
    enum Payload: Sendable, Hashable {
        case null
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case text(String)
        case bytes([UInt8])
        case uuid(UUID)
        case array([Payload])
    }

    let type: SQLType
    let payload: Payload

    /// Makes a NULL of the given type.
    public static func null(_ type: SQLType) -> SQLValue {
        SQLValue(type: type, payload: .null)
    }

    /// Makes a `boolean`.
    public static func bool(_ value: Bool?) -> SQLValue {
        SQLValue(type: .bool, payload: value.map(Payload.bool) ?? .null)
    }

    /// Makes an `int8`; it may be stored into `int4` and `int2` columns, which check the range.
    public static func int(_ value: Int?) -> SQLValue {
        SQLValue(type: .int, payload: value.map { .int(Int64($0)) } ?? .null)
    }

    /// Makes an `int4`, for arguments of functions that take one.
    public static func int4(_ value: Int32?) -> SQLValue {
        SQLValue(type: .int4, payload: value.map { .int(Int64($0)) } ?? .null)
    }

    /// Makes a `double precision`.
    public static func double(_ value: Double?) -> SQLValue {
        SQLValue(type: .double, payload: value.map(Payload.double) ?? .null)
    }

    /// Makes a `text`; PostgreSQL refuses U+0000 in it.
    public static func text(_ value: String?) -> SQLValue {
        SQLValue(type: .text, payload: value.map(Payload.text) ?? .null)
    }

    /// Makes a `bytea`.
    public static func bytes(_ value: [UInt8]?) -> SQLValue {
        SQLValue(type: .bytes, payload: value.map(Payload.bytes) ?? .null)
    }

    /// Makes a `uuid`.
    public static func uuid(_ value: UUID?) -> SQLValue {
        SQLValue(type: .uuid, payload: value.map(Payload.uuid) ?? .null)
    }

    /// Makes a `timestamptz` from microseconds since 1970-01-01T00:00:00Z.
    public static func timestamp(_ microseconds: Int64?) -> SQLValue {
        SQLValue(type: .timestamp, payload: microseconds.map(Payload.int) ?? .null)
    }

    /// Makes a `timestamp` without time zone from microseconds since 1970-01-01T00:00:00 of that wall clock.
    public static func localTimestamp(_ microseconds: Int64?) -> SQLValue {
        SQLValue(type: .localTimestamp, payload: microseconds.map(Payload.int) ?? .null)
    }

    /// Makes a `date` from days since 1970-01-01.
    public static func date(daysSince1970 days: Int?) -> SQLValue {
        SQLValue(type: .date, payload: days.map { .int(Int64($0)) } ?? .null)
    }

    /// Makes a `jsonb` from a JSON text in UTF-8.
    public static func json(_ utf8: [UInt8]?) -> SQLValue {
        SQLValue(type: .json, payload: utf8.map(Payload.bytes) ?? .null)
    }
}
