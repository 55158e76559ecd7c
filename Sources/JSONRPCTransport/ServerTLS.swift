import NIOSSL
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Certificate and key of a server, as PEM files.
public struct ServerTLS: Sendable, Hashable {
    /// The certificate of the server, followed by the intermediate ones.
    public var certificateChainPath: String
    /// The private key; only its owner may be able to read or write the file.
    public var privateKeyPath: String

    /// Names the files.
    public init(certificateChainPath: String, privateKeyPath: String) {
        self.certificateChainPath = certificateChainPath
        self.privateKeyPath = privateKeyPath
    }
}

/// Why TLS cannot be set up.
public enum TLSFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file cannot be opened or read.
    case unreadableFile(path: String, reason: String)
    /// Others than the owner may use the private key.
    case exposedPrivateKey(path: String, mode: UInt32)
    /// The files do not hold what they should, or certificate and key do not belong together.
    case unusable(path: String, reason: String)

    public var description: String {
        switch self {
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .exposedPrivateKey(let path, let mode):
            """
            the private key \(path) has mode \(String(mode, radix: 8)): its group or others can use it; \
            run `chmod 600 \(path)`, and make a new key if somebody may have read it
            """
        case .unusable(let path, let reason): "cannot use \(path): \(reason)"
        }
    }
}

/// The TLS settings that new connections of a server get; they can be read again while it runs.
final class ServerTLSContext: Sendable {
    private let files: ServerTLS
    private let context: Mutex<NIOSSLContext>

    init(_ files: ServerTLS) throws {
        self.files = files
        self.context = Mutex(try Self.load(files))
    }

    func reload() throws {
        let fresh = try Self.load(files)
        context.withLock { $0 = fresh }
    }

    func makeHandler() -> NIOSSLServerHandler {
        NIOSSLServerHandler(context: context.withLock { $0 })
    }

    private static func load(_ files: ServerTLS) throws -> NIOSSLContext {
        let chainPEM = try contents(of: files.certificateChainPath, isSecret: false)
        let keyPEM = try contents(of: files.privateKeyPath, isSecret: true)
        let chain = try using(files.certificateChainPath) { try NIOSSLCertificate.fromPEMBytes(chainPEM) }
        let key = try using(files.privateKeyPath) { try NIOSSLPrivateKey(bytes: keyPEM, format: .pem) }
        guard !chain.isEmpty else {
            throw TLSFailure.unusable(path: files.certificateChainPath, reason: "it holds no certificate")
        }
        var settings = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        settings.minimumTLSVersion = .tlsv12
        settings.shutdownTimeout = .seconds(1)
        return try using(files.privateKeyPath) { try NIOSSLContext(configuration: settings) }
    }

    private static func using<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw TLSFailure.unusable(path: path, reason: "\(error)")
        }
    }

    /// Reads a file; a secret one must belong to its owner alone, which is checked on the file that was opened.
    private static func contents(of path: String, isSecret: Bool) throws -> [UInt8] {
        func failure() -> TLSFailure { .unreadableFile(path: path, reason: String(cString: strerror(errno))) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        let mode = UInt32(status.st_mode) & 0o7777
        guard !isSecret || mode & 0o077 == 0 else { throw TLSFailure.exposedPrivateKey(path: path, mode: mode) }

        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes.append(contentsOf: chunk[..<count])
            } else if errno != EINTR {
                throw failure()
            }
        }
    }
}
