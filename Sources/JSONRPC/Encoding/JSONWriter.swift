/// Writes JSON text by hand, for the paths on which even `Encodable` costs too much.
///
/// Commas are set by itself: the last byte tells whether one is due. What else is valid, such as that a name comes before
/// every value of an object, is up to the caller.
public struct JSONWriter: Sendable {
    /// Up to here every whole number is a `Double`, so that its digits are its shortest text.
    private static let firstInexact = 9_007_199_254_740_992.0

    /// The text in its first `count` bytes, and room for more: a whole token is appended at once, and not byte by byte.
    private var storage: [UInt8]
    /// The length of the text so far, in bytes.
    private(set) var count = 0

    public init(capacity: Int = 256) {
        storage = [UInt8](repeating: 0, count: capacity)
    }

    /// The text so far.
    public var bytes: [UInt8] { count == storage.count ? storage : Array(storage[..<count]) }

    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    public mutating func endObject() { byte(UInt8(ascii: "}")) }

    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    public mutating func endArray() { byte(UInt8(ascii: "]")) }

    private mutating func begin(_ bracket: UInt8) {
        put(atMost: 2) { room in
            room.separate()
            room.put(bracket)
        }
    }

    /// Writes the name of the next member.
    public mutating func name(_ name: String) {
        string(name)
        byte(UInt8(ascii: ":"))
    }

    /// Writes the name of the next member, which holds nothing that has to be escaped.
    public mutating func name(_ name: StaticString) {
        name.withUTF8Buffer { name in
            put(atMost: name.count + 4) { room in
                room.separate()
                room.put(UInt8(ascii: "\""))
                room.put(name)
                room.put(UInt8(ascii: "\""))
                room.put(UInt8(ascii: ":"))
            }
        }
    }

    public mutating func null() {
        separate()
        append("null")
    }

    public mutating func boolean(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
    }

    /// Writes one value that is JSON already.
    public mutating func raw(_ value: [UInt8]) {
        raw(value[...])
    }

    /// Writes one value that is JSON already.
    public mutating func raw(_ value: ArraySlice<UInt8>) {
        separate()
        value.withUnsafeBufferPointer { value in put(atMost: value.count) { $0.put(value) } }
    }

    /// Writes one value that is JSON already.
    public mutating func raw(_ value: RawJSON) {
        raw(value.bytes)
    }

    public mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { text in
            let end = JSONStringScan.firstEscapable(in: text, from: 0)
            // An escape takes six bytes at the most.
            put(atMost: end + (text.count - end) * 6 + 3) { room in
                room.separate()
                room.put(UInt8(ascii: "\""))
                room.putEscaped(text, plain: end)
                room.put(UInt8(ascii: "\""))
            }
        }
    }

    /// Writes a string that has nothing to be escaped.
    ///
    /// `fill` writes it into at least `capacity` bytes and answers how many it took.
    public mutating func plainString(capacity: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        put(atMost: capacity + 3) { room in
            room.separate()
            room.put(UInt8(ascii: "\""))
            room.put(atMost: capacity, fill)
            room.put(UInt8(ascii: "\""))
        }
    }

    public mutating func integer(_ value: Int) {
        // A comma, a sign and 19 digits.
        put(atMost: 21) { room in
            room.separate()
            room.put(value)
        }
    }

    public mutating func integer(_ value: some FixedWidthInteger) {
        let small = Int(truncatingIfNeeded: value)
        guard value == small else { return token("\(value)") }
        integer(small)
    }

    /// Writes the shortest text that reads back as the same value, a whole number without a point.
    ///
    /// - Returns: false, with nothing written, for NaN and the infinities, which JSON does not have.
    public mutating func double(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        // `Int(exactly:)` would need the C library's `trunc`, which nothing links in for this module.
        let whole = value.magnitude < Self.firstInexact ? Int(value) : 0
        if Double(whole) == value, whole != 0 || value.sign == .plus {
            integer(whole)
        } else {
            token(value.description)
        }
        return true
    }

    /// Writes one value that is JSON already.
    mutating func token(_ text: String) {
        raw(Array(text.utf8))
    }

    /// Appends bytes as they are, without a comma.
    public mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { text in put(atMost: text.count) { $0.put(text) } }
    }

    /// Appends a byte as it is, without a comma.
    mutating func byte(_ byte: UInt8) {
        put(atMost: 1) { $0.put(byte) }
    }

    /// Takes back everything behind the first `count` bytes.
    mutating func truncate(to count: Int) {
        self.count = min(max(count, 0), self.count)
    }

    /// Sets a comma if one is due.
    mutating func separate() {
        put(atMost: 1) { $0.separate() }
    }

    /// Lets `body` append up to so many bytes.
    private mutating func put(atMost length: Int, _ body: (inout JSONRoom) -> Void) {
        if storage.count - count < length {
            storage.append(contentsOf: repeatElement(0, count: max(storage.count, length)))
        }
        let start = count
        count = storage.withUnsafeMutableBufferPointer { storage in
            var room = JSONRoom(storage, count: start)
            body(&room)
            return room.count
        }
    }
}
