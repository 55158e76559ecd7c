/// Reads big-endian values out of a cell, and says nil where it ends too early.
struct ByteReader {
    private var rest: Slice<UnsafeRawBufferPointer>

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes[...]
    }

    var remaining: Int { rest.count }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value? {
        let size = Value.bitWidth / 8
        guard rest.count >= size else { return nil }
        let value = UnsafeRawBufferPointer(rebasing: rest.prefix(size)).loadUnaligned(as: Value.self)
        rest = rest.dropFirst(size)
        return Value(bigEndian: value)
    }

    mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, rest.count >= count else { return nil }
        let taken = UnsafeRawBufferPointer(rebasing: rest.prefix(count))
        rest = rest.dropFirst(count)
        return taken
    }
}
