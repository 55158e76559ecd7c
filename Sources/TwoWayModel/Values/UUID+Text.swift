import Foundation

/// How a UUID looks on the wire, by hand: Foundation writes it with `printf`, which took a third of the time of a list, and
/// reads it with `scanf`.
extension UUID: PlainText {
    package static var maximumBytes: Int { 36 }

    /// Writes the 36 characters in lower case.
    package func write(into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        withUnsafeBytes(of: uuid) { raw in
            var place = 0
            for (index, byte) in raw.enumerated() {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    bytes[place] = UInt8(ascii: "-")
                    place += 1
                }
                bytes[place] = Self.digit(byte >> 4)
                bytes[place + 1] = Self.digit(byte & 15)
                place += 2
            }
            return place
        }
    }

    /// Reads the 36 characters, in either case; anything else gives nil.
    package init?(plainText text: String) {
        var text = text
        let read = text.withUTF8 { characters -> UUID? in
            guard characters.count == 36 else { return nil }
            var place = 0
            var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            let isWhole = withUnsafeMutableBytes(of: &bytes) { bytes in
                for index in 0..<16 {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        guard characters[place] == UInt8(ascii: "-") else { return false }
                        place += 1
                    }
                    guard let high = UUID.value(of: characters[place]), let low = UUID.value(of: characters[place + 1])
                    else { return false }
                    bytes[index] = high << 4 | low
                    place += 2
                }
                return true
            }
            return isWhole ? UUID(uuid: bytes) : nil
        }
        guard let read else { return nil }
        self = read
    }

    /// What a hexadecimal digit stands for; nil for any other character.
    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
