import Dispatch
import Foundation

/// A plain TCP connection that sends exactly the bytes it is told to, each `send` as its own write.
///
/// Reading and writing block, hence they run on queues of their own.
final class RawSocket: Sendable {
    /// How long the peer may be silent; only one that hangs meets it.
    private static let patience = 60

    private let descriptor: Int32
    private let reading = DispatchQueue(label: "raw-socket.reading")
    private let writing = DispatchQueue(label: "raw-socket.writing")

    /// Connects to a port of this machine.
    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SetUpFailure("no socket") }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            throw SetUpFailure("cannot connect to port \(port)")
        }
    }

    deinit {
        close(descriptor)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Writes all the bytes; a peer that has closed is an error.
    func send(_ bytes: [UInt8]) async throws {
        try await run(on: writing) { descriptor in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw SetUpFailure("the peer takes nothing more: \(errno)") }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Says that nothing more will be sent.
    func endOutput() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next line without its line end; nil at the end of the stream.
    func line() async throws -> String? {
        try await run(on: reading) { descriptor in
            var line: [UInt8] = []
            var byte: UInt8 = 0
            while true {
                switch recv(descriptor, &byte, 1, 0) {
                case 1 where byte == UInt8(ascii: "\n"): return String(decoding: line, as: UTF8.self)
                case 1: line.append(byte)
                case 0 where line.isEmpty: return nil
                default: throw SetUpFailure("no whole line came: \(String(decoding: line, as: UTF8.self)) (\(errno))")
                }
            }
        }
    }

    /// The lines until the end of the stream.
    func rest() async throws -> [String] {
        var lines: [String] = []
        while let line = try await line() { lines.append(line) }
        return lines
    }

    private func run<Answer: Sendable>(
        on queue: DispatchQueue,
        _ body: @escaping @Sendable (Int32) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            // `self` is held so that the descriptor stays open.
            queue.async { [self] in continuation.resume(with: Result { try body(descriptor) }) }
        }
    }
}
