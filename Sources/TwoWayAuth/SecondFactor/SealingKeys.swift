import Crypto
import Foundation
import TwoWayModel

/// A secret that only a holder of the key can read.
public struct SealedSecret: Hashable, Sendable {
    /// The first eight bytes of the SHA-256 of the key.
    public let keyID: [UInt8]
    /// Nonce, ciphertext and tag of AES-GCM.
    public let bytes: [UInt8]

    public init(keyID: [UInt8], bytes: [UInt8]) {
        self.keyID = keyID
        self.bytes = bytes
    }
}

/// The keys for secrets that have to be read again, such as seeds of second factors: the first seals, all of them open.
///
/// They come from a file outside the database, so that a copy of the database is of no use by itself. To change the key,
/// put a new one above the old one; what is used is sealed anew.
public struct SealingKeys: Sendable, Redacted {
    private struct Key: Sendable {
        let id: [UInt8]
        let key: SymmetricKey
    }

    private let keys: [Key]

    static let byteCount = 32
    /// One in force, and the one before it.
    static let maximumCount = 2

    /// Reads one or two lines of base64, 32 bytes each: `openssl rand -base64 32` writes one.
    public init(file bytes: [UInt8]) throws(SealingKeyRefusal) {
        var keys: [Key] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
            if text.isEmpty { continue }
            guard let data = Data(base64Encoded: text), data.count == Self.byteCount else { throw .notAKey }
            keys.append(Key(id: Array(SHA256.hash(data: data).prefix(8)), key: SymmetricKey(data: data)))
        }
        guard (1...Self.maximumCount).contains(keys.count) else { throw .wrongNumber }
        self.keys = keys
    }

    /// Seals a secret of an account; it opens for this account only.
    public func seal(_ secret: [UInt8], of account: ID<Account>) throws(SealingFailure) -> SealedSecret {
        guard let key = keys.first else { throw SealingFailure() }
        do {
            let box = try AES.GCM.seal(secret, using: key.key, authenticating: Self.purpose(account))
            guard let combined = box.combined else { throw SealingFailure() }
            return SealedSecret(keyID: key.id, bytes: Array(combined))
        } catch {
            throw SealingFailure()
        }
    }

    public func open(_ sealed: SealedSecret, of account: ID<Account>) throws(SealingFailure) -> [UInt8] {
        guard let key = keys.first(where: { $0.id == sealed.keyID }) else { throw SealingFailure() }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.bytes)
            return Array(try AES.GCM.open(box, using: key.key, authenticating: Self.purpose(account)))
        } catch {
            throw SealingFailure()
        }
    }

    /// Whether the key in force has sealed it.
    public func isCurrent(_ sealed: SealedSecret) -> Bool { keys.first?.id == sealed.keyID }

    private static func purpose(_ account: ID<Account>) -> [UInt8] { Array("totp:\(account)".utf8) }
}

/// Why a key file is not taken.
public enum SealingKeyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case notAKey
    case wrongNumber

    public var description: String {
        switch self {
        case .notAKey: "each line must be 32 bytes in base64, as `openssl rand -base64 32` writes them"
        case .wrongNumber: "there must be one key, or a new one above the old one"
        }
    }
}

/// A secret cannot be sealed or opened: the key is not there, or the bytes are of something else.
public struct SealingFailure: Error, Hashable, Sendable {}
