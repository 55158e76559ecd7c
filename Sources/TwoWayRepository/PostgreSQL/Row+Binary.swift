import struct Foundation.UUID

/// How single values look in PostgreSQL's binary format; nil for a wrong type or a wrong length.
extension Row {
    static func bool(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> Bool? {
        guard oid == SQLType.bool.rawValue, bytes.count == 1 else { return nil }
        return bytes[0] != 0
    }

    static func int(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> Int? {
        switch oid {
        case SQLType.int.rawValue: exact(Int64.self, bytes).flatMap { Int(exactly: $0) }
        case SQLType.int4.rawValue: exact(Int32.self, bytes).map { Int($0) }
        case OtherOID.int2: exact(Int16.self, bytes).map { Int($0) }
        default: nil
        }
    }

    static func double(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> Double? {
        switch oid {
        case SQLType.double.rawValue: exact(UInt64.self, bytes).map { Double(bitPattern: $0) }
        case OtherOID.float4: exact(UInt32.self, bytes).map { Double(Float(bitPattern: $0)) }
        default: nil
        }
    }

    static func text(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> String? {
        // Enums and the text types of extensions have OIDs of their own, and their label or text as binary form.
        guard oid == SQLType.text.rawValue || OtherOID.likeText.contains(oid) || oid >= OtherOID.firstOfUsers
        else { return nil }
        // By way of a span: the generic `String(validating:as:)` took a tenth of the time of a list.
        guard let text = try? UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span) else { return nil }
        return String(copying: text)
    }

    static func bytes(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> [UInt8]? {
        oid == SQLType.bytes.rawValue ? [UInt8](bytes) : nil
    }

    static func uuid(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> UUID? {
        guard oid == SQLType.uuid.rawValue, bytes.count == 16 else { return nil }
        return UUID(uuid: bytes.loadUnaligned(as: UUIDBytes.self))
    }

    static func timestamp(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> Int64? {
        oid == SQLType.timestamp.rawValue ? microseconds(bytes) : nil
    }

    static func localTimestamp(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> Int64? {
        oid == SQLType.localTimestamp.rawValue ? microseconds(bytes) : nil
    }

    static func date(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> Int? {
        guard oid == SQLType.date.rawValue, let days = exact(Int32.self, bytes), days != .min, days != .max
        else { return nil }
        return Int(days) + Int(BinaryFormat.epochDays)
    }

    static func json(_ bytes: UnsafeRawBufferPointer, _ oid: UInt32) -> [UInt8]? {
        switch oid {
        case OtherOID.json: [UInt8](bytes)
        case SQLType.json.rawValue where bytes.first == BinaryFormat.jsonbVersion: [UInt8](bytes.dropFirst())
        default: nil
        }
    }

    private static func microseconds(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        // The two ends of the range stand for infinity, which no column of ours may hold.
        guard let value = exact(Int64.self, bytes), value != .min, value != .max else { return nil }
        let (shifted, overflow) = value.addingReportingOverflow(BinaryFormat.epochMicroseconds)
        return overflow ? nil : shifted
    }

    private static func exact<Value: FixedWidthInteger>(_ type: Value.Type, _ bytes: UnsafeRawBufferPointer) -> Value? {
        guard bytes.count == Value.bitWidth / 8 else { return nil }
        return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
    }

    private typealias UUIDBytes = (
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    )
}

/// OIDs of types that are read but never declared for a parameter.
private enum OtherOID {
    static let int2: UInt32 = 21
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    /// name, bpchar, varchar and unknown.
    static let likeText: Set<UInt32> = [19, 1042, 1043, 705]
    /// Objects made by users start here (`FirstNormalObjectId`).
    static let firstOfUsers: UInt32 = 16_384
}
