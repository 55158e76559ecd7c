import Foundation

/// A file that nobody but its owner may look into: mode 0600, in a folder of mode 0700.
struct PrivateFile: Hashable, Sendable {
    let folder: String
    let name: String

    var path: String { "\(folder)/\(name)" }

    /// The content, or nil if there is no such file.
    /// - Throws: when others could read it, when it is no regular file of this user, or is too large.
    func read(maximumBytes: Int = 16 << 20) throws(CommandFailure) -> [UInt8]? {
        // Checks hold for the descriptor, not for the name, which could point elsewhere a moment later.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failed("cannot be read", errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failed("cannot be read", errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw CommandFailure("\(path) is not a regular file.") }
        guard status.st_uid == geteuid() else { throw CommandFailure("\(path) belongs to another user.") }
        guard status.st_mode & 0o077 == 0 else {
            throw CommandFailure("\(path) can be read by others, so it is not used.", hint: "chmod 600 \(path)")
        }
        guard status.st_size <= maximumBytes else { throw CommandFailure("\(path) is too large.") }
        return try content(of: descriptor)
    }

    /// Replaces the content; a reader sees either the old or the new.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        try makeFolder()
        let temporary = "\(folder)/.\(name).\(UUID().uuidString)"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failed("cannot be written", errno) }
        var isWritten = FileBytes.write(bytes, to: descriptor) && fsync(descriptor) == 0
        isWritten = close(descriptor) == 0 && isWritten
        guard isWritten, rename(temporary, path) == 0 else {
            let reason = errno
            unlink(temporary)
            throw failed("cannot be written", reason)
        }
    }

    /// Adds a line at the end and sees to it that it is on the disk before this returns.
    func append(line: [UInt8]) throws(CommandFailure) {
        try makeFolder()
        let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failed("cannot be written", errno) }
        defer { close(descriptor) }
        // A line that a crash has cut off must not swallow this one.
        let end = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 0
        let isCutOff = end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != UInt8(ascii: "\n")
        let bytes = (isCutOff ? [UInt8(ascii: "\n")] : []) + line + [UInt8(ascii: "\n")]
        guard FileBytes.write(bytes, to: descriptor), fsync(descriptor) == 0 else {
            throw failed("cannot be written", errno)
        }
    }

    /// Deletes the file if it is there.
    func remove() throws(CommandFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failed("cannot be deleted", errno) }
    }

    /// Does something while no other process does the same.
    func locked<Value>(_ body: () throws(CommandFailure) -> Value) throws(CommandFailure) -> Value {
        try makeFolder()
        let descriptor = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failed("cannot be locked", errno) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failed("cannot be locked", errno) }
        }
        return try body()
    }

    private func makeFolder() throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure("The folder \(folder) cannot be made.")
        }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_uid == geteuid() else {
            throw CommandFailure("The folder \(folder) belongs to another user.")
        }
        guard status.st_mode & 0o077 != 0 else { return }
        // One of ours that was there before is closed to others; one that a person chose keeps its mode, since other
        // things may be in it, but nobody else may be able to put files there.
        if folder.hasSuffix("/twoway"), chmod(folder, 0o700) == 0 { return }
        guard status.st_mode & 0o022 == 0 else {
            throw CommandFailure(
                "Others can write to the folder \(folder), so it is not used.",
                hint: "chmod 700 \(folder)"
            )
        }
    }

    private func content(of descriptor: Int32) throws(CommandFailure) -> [UInt8] {
        guard let bytes = FileBytes.read(descriptor, atMost: .max) else { throw failed("cannot be read", errno) }
        return bytes
    }

    private func failed(_ what: String, _ reason: Int32) -> CommandFailure {
        CommandFailure("\(path) \(what): \(String(cString: strerror(reason))).")
    }
}

/// Reading and writing whole files by descriptor.
enum FileBytes {
    /// All bytes up to the end; nil after an error.
    ///
    /// Stops when there are more than `limit`, so that too much can be told from just enough.
    static func read(_ descriptor: Int32, atMost limit: Int) -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var content: [UInt8] = []
        while content.count <= limit {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            content += chunk[..<count]
        }
        return content
    }

    /// Writes all bytes; says whether that worked.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
