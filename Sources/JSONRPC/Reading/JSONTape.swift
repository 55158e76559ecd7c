/// One value, or one name of a member, on the tape.
///
/// Entries stand in the order of the text: an array is followed by its elements, an object by name, value, name, value.
/// `next` leads over a whole value, so that nothing has to be walked that is not wanted.
struct JSONTapeEntry {
    /// Where the value starts, quotation marks included.
    let start: UInt32
    /// One past the value's last byte.
    var end: UInt32
    /// The entry after the whole value; while a container is being read, the entry of its parent.
    var next: UInt32
    private var bits: UInt32

    /// Kind in bits 0 to 2, the mark in bit 3, the number of children above.
    init(kind: JSONKind, start: Int, end: Int = 0, next: Int = 0, isIntricate: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        bits = UInt32(kind.rawValue) | (isIntricate ? 8 : 0)
    }

    var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: bits & 7)) ?? .null }

    /// Whether a string holds escapes, or a number a fraction or an exponent.
    var isIntricate: Bool { bits & 8 != 0 }

    /// The number of elements or members.
    var count: Int { Int(bits >> 4) }

    mutating func countChild() {
        bits &+= 16
    }
}

/// A text that has been read, with its tape; immutable, shared by all nodes.
final class JSONTape: Sendable {
    let bytes: [UInt8]
    let entries: [JSONTapeEntry]

    init(bytes: [UInt8], entries: [JSONTapeEntry]) {
        self.bytes = bytes
        self.entries = entries
    }

    func rawBytes(at index: Int) -> ArraySlice<UInt8> {
        let entry = entries[index]
        return bytes[Int(entry.start)..<Int(entry.end)]
    }

    /// The content of the string at `index`, escapes resolved.
    func string(at index: Int) -> String {
        let entry = entries[index]
        let content = Int(entry.start) + 1..<Int(entry.end) - 1
        let bytes = bytes
        guard entry.isIntricate else { return String(decoding: bytes[content], as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(content.count)
        JSONStringContent.decode(bytes.span.extracting(content), into: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Whether the string at `index` is made of exactly these UTF-8 bytes once its escapes are resolved.
    ///
    /// Bytes, not characters: Swift holds composed and decomposed letters to be equal, JSON and PostgreSQL do not.
    func string(at index: Int, equals wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = entries[index]
        let start = Int(entry.start) + 1
        let length = Int(entry.end) - 1 - start
        let bytes = bytes
        if entry.isIntricate {
            return JSONStringContent.areEqual(bytes.span.extracting(start..<start + length), wanted)
        }
        guard wanted.count == length else { return false }
        let text = bytes.span
        for offset in 0..<length where text[start + offset] != wanted[offset] {
            return false
        }
        return true
    }

    /// The entry of the value of the member of this name; the search starts at the name `cursor` and goes once around.
    func value(named name: String, in object: Int, from cursor: Int) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            let end = Int(entries[object].next)
            var index = cursor
            while index < end {
                if string(at: index, equals: wanted) { return index + 1 }
                index = Int(entries[index + 1].next)
            }
            index = object + 1
            while index < cursor {
                if string(at: index, equals: wanted) { return index + 1 }
                index = Int(entries[index + 1].next)
            }
            return nil
        }
    }
}
