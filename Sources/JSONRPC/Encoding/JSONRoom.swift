/// Memory behind a JSON text, for one token of which it is known that there is room.
///
/// Only ``JSONWriter`` makes one, for the time of one call.
struct JSONRoom {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// The length of the text, with what was put behind it.
    private(set) var count: Int

    init(_ bytes: UnsafeMutableBufferPointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    mutating func put(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
        UnsafeMutableRawBufferPointer(rest(text.count)).copyMemory(from: UnsafeRawBufferPointer(text))
        count += text.count
    }

    /// Lets `fill` write up to so many bytes; it answers how many it has written.
    mutating func put(atMost capacity: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        count += min(fill(rest(capacity)), capacity)
    }

    /// Sets a comma unless this is the first value, or the value of a member: neither brackets nor colons end a value.
    mutating func separate() {
        guard count > 0 else { return }
        switch bytes[count - 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","): return
        default: put(UInt8(ascii: ","))
        }
    }

    mutating func put(_ value: Int) {
        if value < 0 { put(UInt8(ascii: "-")) }
        let first = count
        var left = value.magnitude
        repeat {
            let (quotient, digit) = left.quotientAndRemainder(dividingBy: 10)
            put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            left = quotient
        } while left > 0
        bytes[first..<count].reverse()
    }

    /// Puts a text of which the first `plain` bytes are known to need no escaping.
    mutating func putEscaped(_ text: UnsafeBufferPointer<UInt8>, plain: Int) {
        var (start, end) = (0, plain)
        while true {
            put(UnsafeBufferPointer(rebasing: text[start..<end]))
            guard end < text.count else { return }
            putEscape(of: text[end])
            start = end + 1
            end = JSONStringScan.firstEscapable(in: text, from: start)
        }
    }

    private mutating func putEscape(of byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0D: put(UInt8(ascii: "r"))
        case 0x09: put(UInt8(ascii: "t"))
        default:
            put(UInt8(ascii: "u"))
            put(UInt8(ascii: "0"))
            put(UInt8(ascii: "0"))
            put(Self.hexadecimal(byte >> 4))
            put(Self.hexadecimal(byte & 15))
        }
    }

    private func rest(_ length: Int) -> UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(rebasing: bytes[count..<count + length])
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
