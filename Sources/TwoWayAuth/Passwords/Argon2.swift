import CArgon2

/// The two calls into the reference implementation, `libargon2`.
enum Argon2 {
    static func encodedHash(
        of password: UnsafeRawBufferPointer,
        salt: [UInt8],
        parameters: Argon2Parameters,
        digestBytes: Int
    ) throws(Argon2Failure) -> String {
        let capacity = argon2_encodedlen(
            parameters.passes,
            parameters.memoryKiB,
            parameters.lanes,
            UInt32(clamping: salt.count),
            UInt32(clamping: digestBytes),
            Argon2_id
        )
        var encoded = [CChar](repeating: 0, count: capacity)
        let code = argon2id_hash_encoded(
            parameters.passes,
            parameters.memoryKiB,
            parameters.lanes,
            password.baseAddress,
            password.count,
            salt,
            salt.count,
            digestBytes,
            &encoded,
            capacity
        )
        guard code == ARGON2_OK.rawValue else { throw .library(code: code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Compares in constant time inside the library; `encoded` must have gone through `PHCText`.
    static func verify(_ password: UnsafeRawBufferPointer, against encoded: String) throws(Argon2Failure) -> Bool {
        switch argon2id_verify(encoded, password.baseAddress, password.count) {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        case let code: throw .library(code: code)
        }
    }
}

/// Why a computation did not come about; never that a password is wrong.
public enum Argon2Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The library's error code, such as -22 when there is no memory.
    case library(code: Int32)
    /// Longer than `PasswordHash.maximumPasswordBytes`.
    case passwordTooLong
    /// The library wrote a string that does not read back.
    case unreadableResult

    public var description: String {
        switch self {
        case .library(let code):
            "libargon2: \(argon2_error_message(code).map { String(cString: $0) } ?? "unknown") (\(code))"
        case .passwordTooLong: "the password is longer than any that can be stored"
        case .unreadableResult: "libargon2 wrote a string that does not read back"
        }
    }
}
