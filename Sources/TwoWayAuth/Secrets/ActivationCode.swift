import Crypto

/// A code that is read aloud or copied by hand: invitation, first password, reset.
///
/// 25 characters of Crockford's base32 are 125 random bits, so a plain SHA-256 of it may be stored. Written in groups:
/// `7ZK3M-…`.
public struct ActivationCode: Hashable, Sendable, Redacted {
    /// The 25 characters in upper case, without dashes, as ASCII.
    private let characters: [UInt8]

    static let characterCount = 25
    static let groupSize = 5
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    /// The longest text read, in UTF-8 bytes; leaves room for generous spacing.
    static let maximumBytes = 256

    /// A fresh code from the system's generator.
    public static func random() -> ActivationCode {
        // 256 is a multiple of 32, so the low five bits of a random byte are uniform.
        let bytes = [UInt8].random(count: characterCount)
        return ActivationCode(characters: bytes.map { alphabet[Int($0 & 31)] })
    }

    /// Reads a code as people type it: any case, dashes and spaces anywhere, O for 0, I and L for 1; else nil.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        var characters: [UInt8] = []
        for scalar in text.unicodeScalars where !Self.isSeparator(scalar) {
            guard let character = Self.character(for: scalar) else { return nil }
            characters.append(character)
        }
        guard characters.count == Self.characterCount else { return nil }
        self.init(characters: characters)
    }

    private init(characters: [UInt8]) {
        self.characters = characters
    }

    /// The form to show once: five groups of five with dashes.
    public var text: String {
        stride(from: 0, to: characters.count, by: Self.groupSize)
            .map { String(decoding: characters[$0..<$0 + Self.groupSize], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// The SHA-256 of the 25 upper-case characters without dashes: what the database stores.
    public var sha256: [UInt8] { Array(SHA256.hash(data: characters)) }

    /// Mail programs and word processors put their own dashes and spaces in.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDash || scalar.properties.isWhitespace
    }

    private static func character(for scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.isASCII else { return nil }
        let byte = UInt8(ascii: scalar)
        let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
        return switch upper {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        default: alphabet.contains(upper) ? upper : nil
        }
    }
}
