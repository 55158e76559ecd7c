/// Writes JSON text by hand, for the paths on which even `Encodable` costs too much.
///
/// Commas are set by itself: the last byte tells whether one is due. What else is valid, such as that a name comes before
/// every value of an object, is up to the caller.
public struct JSONWriter: Sendable {
    /// Up to here every whole number is a `Double`, so that its digits are its shortest text.
    private static let firstInexact = 9_007_199_254_740_992.0

    /// The text so far.
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    public mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
    }

    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    public mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
    }

    /// Writes the name of the next member.
    public mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
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
    public mutating func raw(_ value: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Writes one value that is JSON already.
    public mutating func raw(_ value: RawJSON) {
        raw(value.bytes)
    }

    public mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a string that has nothing to be escaped.
    ///
    /// `fill` writes it into at least `capacity` bytes and answers how many it took.
    public mutating func plainString(capacity: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        separate()
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity + 2) { buffer in
            buffer[0] = UInt8(ascii: "\"")
            let count = fill(UnsafeMutableBufferPointer(rebasing: buffer[1..<capacity + 1]))
            buffer[count + 1] = UInt8(ascii: "\"")
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<(count + 2)]))
        }
    }

    public mutating func integer(_ value: Int) {
        separate()
        appendDigits(value)
    }

    public mutating func integer(_ value: some FixedWidthInteger) {
        separate()
        let small = Int(truncatingIfNeeded: value)
        guard value == small else {
            bytes.append(contentsOf: String(value).utf8)
            return
        }
        appendDigits(small)
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
            separate()
            bytes.append(contentsOf: value.description.utf8)
        }
        return true
    }

    /// Appends bytes as they are, without a comma.
    public mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a byte as it is, without a comma.
    mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Takes back everything behind the first `count` bytes.
    mutating func truncate(to count: Int) {
        bytes.removeLast(bytes.count - count)
    }

    /// Sets a comma unless this is the first value, or the value of a member: neither brackets nor colons end a value.
    mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","): return
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while true {
            let end = JSONStringScan.firstEscapable(in: text, from: start)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
            guard end < text.count else { return }
            appendEscape(of: text[end])
            start = end + 1
        }
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(#"\""#)
        case UInt8(ascii: "\\"): append(#"\\"#)
        case 0x08: append(#"\b"#)
        case 0x0C: append(#"\f"#)
        case 0x0A: append(#"\n"#)
        case 0x0D: append(#"\r"#)
        case 0x09: append(#"\t"#)
        default:
            append(#"\u00"#)
            bytes.append(Self.hexadecimal(byte >> 4))
            bytes.append(Self.hexadecimal(byte & 15))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    private mutating func appendDigits(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let first = bytes.count
        var rest = value.magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        } while rest > 0
        bytes[first...].reverse()
    }
}
