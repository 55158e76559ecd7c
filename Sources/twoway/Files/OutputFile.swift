import Foundation

/// A file that a command writes because a person asked for it.
enum OutputFile {
    /// Writes a file anew, for its owner only; one that is there keeps its mode.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
        let isWritten = FileBytes.write(bytes, to: descriptor)
        guard close(descriptor) == 0, isWritten else {
            throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
    }
}
