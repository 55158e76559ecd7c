import Foundation

/// The content of a file that only its owner may read, such as a TLS key.
public struct SecretFile: Sendable, Redacted {
    public let path: String
    public let bytes: [UInt8]

    /// Reads a regular file of at most `maximumBytes` that neither its group nor others may touch.
    ///
    /// It must belong to the user of this process or to root. What systemd hands over in `credentialsDirectory` (its
    /// variable `CREDENTIALS_DIRECTORY`, without a slash at the end) belongs to root, group root, and has an access list
    /// for the service; the mask of that list shows as "group may read" (systemd issue 29435), so this one bit is let
    /// through there and only there.
    public init(
        path: String,
        credentialsDirectory: String?,
        maximumBytes: Int = 65_536
    ) throws(SecretFileRefusal) {
        // Checks hold for the descriptor, not for the name, which could point elsewhere a moment later. Without
        // O_NONBLOCK a pipe in the file's place would stop the start for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SecretFileRefusal(path: path, reason: errno == ENOENT ? .missing : .unreadable(errno: errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SecretFileRefusal(path: path, reason: .unreadable(errno: errno))
        }
        let directory = Self.directory(of: path)
        let isCredential = !directory.isEmpty && directory == credentialsDirectory
        if let reason = Self.objection(to: status, isCredential: isCredential) {
            throw SecretFileRefusal(path: path, reason: reason)
        }
        self.path = path
        bytes = try Self.read(descriptor, path: path, maximumBytes: maximumBytes)
    }

    private static func objection(to status: stat, isCredential: Bool) -> SecretFileRefusal.Reason? {
        guard status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { return .foreignOwner }
        let isRoots = status.st_uid == 0 && status.st_gid == 0
        let forbidden: mode_t = isCredential && isRoots ? 0o037 : 0o077
        return status.st_mode & forbidden == 0 ? nil : .openToOthers(mode: UInt32(status.st_mode & 0o777))
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }

    /// Reads to the end, and one byte past the limit to notice a file that is too large or grows meanwhile.
    private static func read(
        _ descriptor: Int32,
        path: String,
        maximumBytes: Int
    ) throws(SecretFileRefusal) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 4096)
        defer { wipe(&chunk) }
        var content: [UInt8] = []
        while true {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SecretFileRefusal(path: path, reason: .unreadable(errno: errno)) }
            if count == 0 { break }
            content += chunk[..<count]
            guard content.count <= maximumBytes else { throw SecretFileRefusal(path: path, reason: .tooLarge) }
        }
        guard !content.isEmpty else { throw SecretFileRefusal(path: path, reason: .empty) }
        return content
    }
}

/// Why a secret was not read; a server that gets this must not start.
public struct SecretFileRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case missing
        /// The system's reason, such as `EACCES`.
        case unreadable(errno: Int32)
        /// A folder, a pipe, a device.
        case notAFile
        /// Owned by somebody who is neither this process's user nor root.
        case foreignOwner
        /// Group or others may read, write or execute it.
        case openToOthers(mode: UInt32)
        case tooLarge
        case empty
    }

    public let path: String
    public let reason: Reason

    public var description: String {
        switch reason {
        case .missing: "\(path): there is no such file"
        case .unreadable(let errno): "\(path): \(String(cString: strerror(errno)))"
        case .notAFile: "\(path): is not a regular file"
        case .foreignOwner: "\(path): belongs to another user"
        case .openToOthers(let mode):
            "\(path): mode \(String(mode, radix: 8)) lets other users in; set it to 400 or 600"
        case .tooLarge: "\(path): is too large for a key"
        case .empty: "\(path): is empty"
        }
    }
}
