import Foundation

/// The Argon2id hash of a password, as stored: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<digest>`.
///
/// The input is the UTF-8 of the password in Unicode form NFKC (NIST SP 800-63B, 3.1.1.2), so that a password typed on
/// another keyboard still matches. This holds for every hash made here; `libargon2` reads no further member in the
/// string, so the form is fixed by this comment and a test instead of a tag. Making and matching take milliseconds of a
/// whole core: call them through `PasswordHasher`, never from a task or an event loop.
public struct PasswordHash: Sendable, Redacted {
    /// The string for the database.
    public let encoded: String
    public let parameters: Argon2Parameters
    let saltBytes: Int
    let digestBytes: Int

    static let freshSaltBytes = 16
    static let freshDigestBytes = 32
    /// The longest password looked at, in UTF-8 bytes: 256 scalars of four bytes, the most `PasswordPolicy` accepts.
    public static let maximumPasswordBytes = 1024

    /// Reads a stored string; anything but canonical Argon2id version 19 within the allowed range is refused.
    public init(encoded: String) throws(PasswordHashRefusal) {
        self.init(try PHCText(encoded))
    }

    private init(_ text: PHCText) {
        encoded = text.encoded
        parameters = text.parameters
        saltBytes = text.salt.count
        digestBytes = text.digest.count
    }

    /// Hashes `password` with a fresh salt; blocks the thread.
    static func make(of password: String, parameters: Argon2Parameters) throws(Argon2Failure) -> PasswordHash {
        guard password.utf8.count <= maximumPasswordBytes else { throw .passwordTooLong }
        let salt = [UInt8].random(count: freshSaltBytes)
        let encoded = try withNormalizedBytes(of: password) { (bytes) throws(Argon2Failure) in
            try Argon2.encodedHash(of: bytes, salt: salt, parameters: parameters, digestBytes: freshDigestBytes)
        }
        do {
            return try PasswordHash(encoded: encoded)
        } catch {
            throw .unreadableResult
        }
    }

    /// Whether `password` is the one hashed here; blocks the thread, and compares in constant time.
    ///
    /// A password longer than any that could have been stored is wrong without a computation: its length is known to
    /// the sender and says nothing about the account.
    func matches(_ password: String) throws(Argon2Failure) -> Bool {
        guard password.utf8.count <= Self.maximumPasswordBytes else { return false }
        return try withNormalizedBytes(of: password) { (bytes) throws(Argon2Failure) in
            try Argon2.verify(bytes, against: encoded)
        }
    }

    /// Whether the hash is weaker than what `parameters` would make now; then hash again while the password is at hand.
    public func needsRehash(for parameters: Argon2Parameters) -> Bool {
        self.parameters.isWeaker(than: parameters) || saltBytes < Self.freshSaltBytes
            || digestBytes < Self.freshDigestBytes
    }

    /// A hash that no password matches and that takes as long to check as a fresh one.
    ///
    /// Checked in place of the hash that an unknown or disabled account does not have, so that the time of the answer
    /// does not tell which accounts exist. Its digest is 32 random bytes: nobody knows an input for it.
    public static func dummy(parameters: Argon2Parameters) -> PasswordHash {
        PasswordHash(
            PHCText(
                parameters: parameters,
                salt: .random(count: freshSaltBytes),
                digest: .random(count: freshDigestBytes)
            )
        )
    }
}

/// Why a stored hash was not accepted; the text itself is never part of it.
public enum PasswordHashRefusal: Error, Hashable, Sendable {
    /// Not of the form this module writes.
    case malformed
    /// Another algorithm, or another version than 19.
    case unsupportedAlgorithm
    /// Memory, passes, lanes or a length outside the allowed range.
    case parametersOutOfRange
}

/// Hands the UTF-8 of the NFKC form to `body` and wipes that copy afterwards.
///
/// The `String` it came from cannot be wiped: Swift may share or move its storage. This keeps at least the copy that
/// lives as long as the computation from staying behind.
private func withNormalizedBytes<Output>(
    of password: String,
    _ body: (UnsafeRawBufferPointer) throws(Argon2Failure) -> Output
) throws(Argon2Failure) -> Output {
    var bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
    defer { wipe(&bytes) }
    // The inner result spares a rethrowing closure, which would lose the error's type.
    let result = bytes.withUnsafeBytes { buffer in
        Result { () throws(Argon2Failure) in try body(buffer) }
    }
    return try result.get()
}
