public import struct Foundation.UUID

/// One-dimensional arrays without NULL among their elements.
extension Row {
    /// Reads a `boolean[]`.
    public mutating func boolArray() throws(RowError) -> [Bool] { try required("boolean[]", Row.array(of: Row.bool)) }

    /// Reads an `int2[]`, `int4[]` or `int8[]`.
    public mutating func intArray() throws(RowError) -> [Int] { try required("integer[]", Row.array(of: Row.int)) }

    /// Reads a `real[]` or `double precision[]`.
    public mutating func doubleArray() throws(RowError) -> [Double] {
        try required("double precision[]", Row.array(of: Row.double))
    }

    /// Reads a `text[]`, or an array of a type like it.
    public mutating func textArray() throws(RowError) -> [String] { try required("text[]", Row.array(of: Row.text)) }

    /// Reads a `uuid[]`.
    public mutating func uuidArray() throws(RowError) -> [UUID] { try required("uuid[]", Row.array(of: Row.uuid)) }

    /// Reads a `timestamptz[]` as microseconds since 1970-01-01T00:00:00Z.
    public mutating func timestampArray() throws(RowError) -> [Int64] {
        try required("timestamptz[]", Row.array(of: Row.timestamp))
    }

    /// Reads an `int2[]`, `int4[]` or `int8[]`, or NULL as nil.
    public mutating func optionalIntArray() throws(RowError) -> [Int]? {
        try optional("integer[]", Row.array(of: Row.int))
    }

    /// Reads a `real[]` or `double precision[]`, or NULL as nil.
    public mutating func optionalDoubleArray() throws(RowError) -> [Double]? {
        try optional("double precision[]", Row.array(of: Row.double))
    }

    /// Reads a `text[]` or an array of a type like it, or NULL as nil.
    public mutating func optionalTextArray() throws(RowError) -> [String]? {
        try optional("text[]", Row.array(of: Row.text))
    }

    /// Reads a `uuid[]`, or NULL as nil.
    public mutating func optionalUUIDArray() throws(RowError) -> [UUID]? {
        try optional("uuid[]", Row.array(of: Row.uuid))
    }

    /// Decodes PostgreSQL's binary array: dimensions, a null flag, the element type, then length and bytes of each.
    private static func array<Element>(
        of decode: @escaping (UnsafeRawBufferPointer, UInt32) -> Element?
    ) -> (UnsafeRawBufferPointer, UInt32) -> [Element]? {
        { cell, _ in
            var reader = ByteReader(cell)
            guard let dimensions = reader.integer(Int32.self), reader.integer(Int32.self) != nil,
                let type = reader.integer(UInt32.self)
            else { return nil }
            if dimensions == 0 { return reader.remaining == 0 ? [] : nil }
            guard dimensions == 1, let count = reader.integer(Int32.self), reader.integer(Int32.self) != nil,
                // Each element takes at least its length: a hostile count must not reserve memory.
                count >= 0, Int(count) <= reader.remaining / 4
            else { return nil }
            var elements: [Element] = []
            elements.reserveCapacity(Int(count))
            for _ in 0..<count {
                guard let length = reader.integer(Int32.self), let bytes = reader.bytes(Int(length)),
                    let element = decode(bytes, type)
                else { return nil }
                elements.append(element)
            }
            return reader.remaining == 0 ? elements : nil
        }
    }
}
