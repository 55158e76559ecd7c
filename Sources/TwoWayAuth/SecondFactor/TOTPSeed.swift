import Crypto
import TwoWayModel

/// What an authenticator app and the server share: time-based one-time passwords by RFC 6238.
///
/// HMAC-SHA-1, six digits and steps of 30 seconds, because that is what every app understands.
public struct TOTPSeed: Hashable, Sendable, Redacted {
    public let bytes: [UInt8]

    /// As long as the hash (RFC 4226, section 4).
    static let byteCount = 20
    static let digits = 6
    /// Seconds.
    static let period = 30

    /// A fresh seed from the system's generator.
    public static func random() -> TOTPSeed {
        TOTPSeed(bytes: .random(count: byteCount))
    }

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads what `text` writes, for the device's side; nil for anything else.
    package init?(_ text: String) {
        guard let bytes = Base32Text.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// Base32 (RFC 4648) without padding: what is typed into an app by hand.
    public var text: String { Base32Text.encode(bytes) }

    /// The address that apps read from a picture.
    public func address(login: String, issuer: String = "TwoWay") -> String {
        "otpauth://totp/\(issuer):\(Self.escaped(login))?secret=\(text)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.period)"
    }

    /// The step whose code this is, of the one that `time` is in and its two neighbours; nil for a wrong code.
    ///
    /// A neighbour is let through because clocks differ and people type slowly (RFC 6238, section 5.2). Each step may be
    /// used once; remembering that is the caller's.
    public func step(of code: String, at time: Timestamp) -> Int? {
        let typed = code.unicodeScalars.filter { !$0.properties.isWhitespace }.map(\.value)
        let now = Self.step(at: time)
        // All three are compared whole, whichever is right.
        let right = [now - 1, now, now + 1].filter { step in
            let wanted = Self.code(key: bytes, step: step, digits: Self.digits).unicodeScalars.map(\.value)
            return typed.count == wanted.count && zip(typed, wanted).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
        return right.first
    }

    /// The code of a step, for the device's side.
    public func code(at time: Timestamp) -> String {
        Self.code(key: bytes, step: Self.step(at: time), digits: Self.digits)
    }

    private static func step(at time: Timestamp) -> Int { Int(max(time.microseconds, 0)) / 1_000_000 / period }

    /// HOTP of RFC 4226, section 5.3, with the step as counter.
    static func code(key: [UInt8], step: Int, digits: Int) -> String {
        let counter = withUnsafeBytes(of: Int64(step).bigEndian) { Array($0) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: key)))
        guard let last = hash.last, hash.count >= Int(last & 15) + 4 else { return "" }
        let word = hash[Int(last & 15)..<Int(last & 15) + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power &* 10 }
        let text = String(word % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// What may stand in a path of a URI by itself (RFC 3986, section 2.3); the rest in percent signs.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar))
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(scalar) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }.joined()
    }
}

/// Base32 by RFC 4648, section 6, without padding.
enum Base32Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xffff
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Gives nil for other characters; bits left over in the last one are not looked at.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            guard let place = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 5 | UInt32(place)) & 0xffff
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }
}
