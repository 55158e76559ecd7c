import Foundation

/// An archive on its way into a file that only its owner may read; the file is there whole, or not at all.
final class ArchiveFile {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var isKept = false

    /// Begins a file; one that is there already goes only if `replaces` says so.
    init(_ path: String, replaces: Bool) throws(CommandFailure) {
        guard replaces || access(path, F_OK) != 0 else {
            throw CommandFailure("\(path) is there already.", hint: "Give another name, or --force.", status: .conflict)
        }
        self.path = path
        temporary = "\(path).\(UUID().uuidString).part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failed(path) }
    }

    deinit {
        close(descriptor)
        if !isKept { unlink(temporary) }
    }

    func append(_ text: String) throws(CommandFailure) {
        guard FileBytes.write(Array(text.utf8), to: descriptor) else { throw Self.failed(path) }
    }

    /// Gives the file its name, once all of it is on the disk.
    func keep() throws(CommandFailure) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw Self.failed(path) }
        isKept = true
    }

    private static func failed(_ path: String) -> CommandFailure {
        CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
