import Foundation

/// A file that a person names on the command line; `-` is standard input.
enum InputFile {
    static func read(_ path: String, atMost limit: Int) throws(CommandFailure) -> [UInt8] {
        var descriptor: Int32 = 0
        if path != "-" {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                let reason = String(cString: strerror(errno))
                throw errno == ENOENT
                    ? .notFound("There is no file \(path).") : CommandFailure("\(path) cannot be read: \(reason).")
            }
        }
        defer { if path != "-" { close(descriptor) } }
        guard let bytes = FileBytes.read(descriptor, atMost: limit) else {
            throw CommandFailure("\(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        guard bytes.count <= limit else {
            let name = path == "-" ? "What is sent" : path
            throw CommandFailure("\(name) is longer than \(limit / 1024) KiB, which is more than can be taken.")
        }
        return bytes
    }

    /// The content as text, without a byte order mark.
    static func text(_ path: String, atMost limit: Int) throws(CommandFailure) -> String {
        var bytes = try read(path, atMost: limit)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(path) is not UTF-8 text.")
        }
        return text
    }
}
