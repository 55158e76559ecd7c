import Foundation
import TwoWaySite

/// A plain TCP connection with blocking calls for setting up and a non-blocking side for the load.
final class LoadSocket {
    let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Connects from an address of 127.0.0.0/8, so that no limit per address is met by accident.
    init(port: Int, from source: String = "127.0.0.1") throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("no socket: \(String(cString: strerror(errno)))") }
        self.descriptor = descriptor
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var local = Self.address(source, port: 0)
        var remote = Self.address("127.0.0.1", port: port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isUp = withUnsafeMutablePointer(to: &local) { local in
            withUnsafeMutablePointer(to: &remote) { remote in
                local.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) } == 0
                    && remote.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) } == 0
            }
        }
        guard isUp else { throw Failure("cannot connect from \(source): \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    private static func address(_ host: String, port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        return address
    }

    /// Sends a line and waits for the answer.
    func roundTrip(_ line: [UInt8]) throws -> String {
        send(line)
        var answer: [UInt8] = []
        while answer.last != UInt8(ascii: "\n") {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failure("the server hung up: \(String(cString: strerror(errno)))") }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }

    func send(_ line: [UInt8]) {
        var sent = 0
        while sent < line.count {
            let count = line[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// What one look at the socket has shown.
    enum Look {
        case nothing
        /// A whole line, with its beginning when it is an error.
        case answer(error: String?)
        case end
    }

    /// The beginning of a line whose end has not come yet.
    private var start: [UInt8] = []

    /// Reads what is there; answers are told apart by the first bytes of their line.
    func look() -> Look {
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        let reason = errno
        if count < 0, reason == EAGAIN || reason == EINTR { return .nothing }
        guard count > 0 else { return .end }
        let isWhole = buffer[count - 1] == UInt8(ascii: "\n")
        // Nearly always all of it comes at once, and nothing is copied.
        if isWhole, start.isEmpty { return .answer(error: Self.error(buffer[..<min(count, 400)])) }
        if start.count < 400 { start += buffer[..<min(count, 400)] }
        guard isWhole else { return .nothing }
        defer { start.removeAll(keepingCapacity: true) }
        return .answer(error: Self.error(start[...]))
    }

    private static let mark = Array(#""error""#.utf8)

    /// The beginning of a line that is an error, which stands right behind the version; that of a batch one byte later.
    private static func error(_ bytes: ArraySlice<UInt8>) -> String? {
        let version = #"{"jsonrpc":"2.0","#.utf8.count
        let isError = [version, version + 1].contains { bytes.dropFirst($0).starts(with: mark) }
        return isError ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
