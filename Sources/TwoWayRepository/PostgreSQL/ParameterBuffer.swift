import struct Foundation.UUID

/// A statement's parameters in PostgreSQL's binary format, in one piece of memory.
///
/// Made in the caller's task, so that an event loop only hands pointers to libpq.
struct ParameterBuffer: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each parameter starts in `bytes`; -1 stands for NULL.
    private(set) var offsets: [Int32] = []
    private(set) var lengths: [Int32] = []
    private(set) var types: [SQLType] = []

    init(_ values: [SQLValue]) {
        offsets.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        types.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            append(value.payload, as: value.type)
            types.append(value.type)
            offsets.append(value.payload == .null ? -1 : Int32(clamping: start))
            lengths.append(Int32(clamping: bytes.count - start))
        }
        // An empty last value needs an address too: libpq takes a null pointer for NULL.
        bytes.append(0)
    }

    /// Whether libpq and the protocol can carry these parameters: 16 bits of count, and well below 1 GiB in all.
    var fits: Bool {
        types.count <= Int(UInt16.max) && bytes.count <= 1 << 29
    }

    private mutating func append(_ payload: SQLValue.Payload, as type: SQLType) {
        switch payload {
        case .null: break
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .int(let value): append(value, as: type)
        case .double(let value): append(bigEndian: value.bitPattern)
        case .text(let value): bytes.append(contentsOf: value.utf8)
        case .bytes(let value):
            if type == .json { bytes.append(BinaryFormat.jsonbVersion) }
            bytes.append(contentsOf: value)
        case .uuid(let value): withUnsafeBytes(of: value.uuid) { bytes.append(contentsOf: $0) }
        case .array(let elements): append(elements, as: type)
        }
    }

    /// Appends a whole number as the type wants it.
    ///
    /// What the type cannot hold becomes a value that the server refuses as out of range, never another good one.
    private mutating func append(_ value: Int64, as type: SQLType) {
        switch type {
        case .timestamp, .localTimestamp:
            let (shifted, overflow) = value.subtractingReportingOverflow(BinaryFormat.epochMicroseconds)
            append(bigEndian: overflow ? Int64.min + 1 : shifted)
        case .date:
            let (shifted, overflow) = value.subtractingReportingOverflow(BinaryFormat.epochDays)
            append(bigEndian: overflow ? Int32.min + 1 : Int32(exactly: shifted) ?? Int32.min + 1)
        case .int4: append(bigEndian: Int32(clamping: value))
        default: append(bigEndian: value)
        }
    }

    private mutating func append(_ elements: [SQLValue.Payload], as type: SQLType) {
        guard let element = type.element else { return }
        append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        append(bigEndian: Int32(elements.contains(.null) ? 1 : 0))
        append(bigEndian: element.rawValue)
        if elements.isEmpty { return }
        append(bigEndian: Int32(clamping: elements.count))
        append(bigEndian: Int32(1))
        for payload in elements {
            let start = bytes.count
            append(bigEndian: Int32(-1))
            if payload == .null { continue }
            append(payload, as: element)
            let length = Int32(clamping: bytes.count - start - 4)
            withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
        }
    }

    private mutating func append(bigEndian value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

extension ParameterBuffer {
    /// Calls `body` with the arrays that libpq's sending functions take, valid during the call.
    func withPointers<Result>(
        _ body: (
            _ count: Int32,
            _ values: UnsafePointer<UnsafePointer<CChar>?>?,
            _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress
            let values = offsets.map { $0 < 0 ? nil : start?.advanced(by: Int($0)) }
            let binary = [Int32](repeating: 1, count: offsets.count)
            return body(Int32(offsets.count), values, lengths, binary)
        }
    }
}

/// Constants of PostgreSQL's binary formats.
enum BinaryFormat {
    /// 2000-01-01T00:00:00Z, PostgreSQL's zero, in microseconds since 1970.
    static let epochMicroseconds: Int64 = 946_684_800_000_000
    /// 2000-01-01 in days since 1970-01-01.
    static let epochDays: Int64 = 10_957
    /// The first byte of every `jsonb`.
    static let jsonbVersion: UInt8 = 1
}
