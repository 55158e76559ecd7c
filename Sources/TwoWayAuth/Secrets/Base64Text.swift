import Foundation

/// Base64 without padding (RFC 4648), in which every byte sequence has exactly one spelling.
package enum Base64Text {
    /// Section 4, as PHC strings use it.
    case standard
    /// Section 5, fit for URLs and file names.
    case urlSafe

    package func encode(_ bytes: [UInt8]) -> String {
        let padded = Data(bytes).base64EncodedString().utf8
        let text = padded.prefix { $0 != UInt8(ascii: "=") }
        return switch self {
        case .standard: String(decoding: text, as: UTF8.self)
        case .urlSafe:
            String(
                decoding: text.map { byte in
                    byte == UInt8(ascii: "+") ? UInt8(ascii: "-") : byte == UInt8(ascii: "/") ? UInt8(ascii: "_") : byte
                },
                as: UTF8.self
            )
        }
    }

    /// Gives nil for other characters, padding, white space, and bits left over in the last character.
    package func decode(_ text: some StringProtocol) -> [UInt8]? {
        var padded =
            switch self {
            case .standard: String(text)
            case .urlSafe: String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
            }
        padded += String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded) else { return nil }
        let bytes = Array(data)
        // Bytes and not ==, for which the Kelvin sign equals the letter K.
        return encode(bytes).utf8.elementsEqual(text.utf8) ? bytes : nil
    }
}
