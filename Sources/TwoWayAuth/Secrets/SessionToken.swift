import Crypto

/// What a signed-in client holds: 256 random bits, of which the server stores the SHA-256 only.
///
/// A fast hash is enough because the input cannot be guessed, and looking sessions up by the hash means that no
/// comparison leaks how much of a token was right.
public struct SessionToken: Hashable, Sendable, Redacted {
    private let bytes: [UInt8]

    static let byteCount = 32
    /// Tells the kind and version apart from other secrets, also for scanners that look for leaked ones.
    public static let prefix = "tw1_"

    /// A fresh token from the system's generator.
    public static func random() -> SessionToken {
        SessionToken(bytes: .random(count: byteCount))
    }

    /// Reads `tw1_` and 43 characters of base64url without padding; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 47, text.utf8.starts(with: Self.prefix.utf8) else { return nil }
        guard let bytes = Base64Text.urlSafe.decode(text.dropFirst(4)), bytes.count == Self.byteCount else {
            return nil
        }
        self.bytes = bytes
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The form the client keeps and sends; hand it to its owner and to nothing else.
    public var text: String { Self.prefix + Base64Text.urlSafe.encode(bytes) }

    /// The SHA-256 of the 32 bytes (not of the text): what the database knows a session by.
    public var sha256: [UInt8] { Array(SHA256.hash(data: bytes)) }
}
