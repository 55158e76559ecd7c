import NIOCore
import NIOSSL

/// How a client trusts a server; its certificate and its name are always verified.
public struct ClientTLS: Sendable, Hashable {
    /// A PEM file with the only authorities to trust; nil trusts those of the system.
    public var authorityPath: String?
    /// The name that the certificate must be for; nil means the host that is connected to.
    public var serverName: String?

    /// Names what to trust.
    public init(authorityPath: String? = nil, serverName: String? = nil) {
        self.authorityPath = authorityPath
        self.serverName = serverName
    }

    func makeContext() throws -> NIOSSLContext {
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.minimumTLSVersion = .tlsv12
        settings.shutdownTimeout = .seconds(1)
        if let authorityPath {
            do {
                settings.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorityPath))
            } catch {
                throw TLSFailure.unusable(path: authorityPath, reason: "\(error)")
            }
        }
        do {
            return try NIOSSLContext(configuration: settings)
        } catch {
            throw TLSFailure.unusable(path: authorityPath ?? "the system's authorities", reason: "\(error)")
        }
    }

    /// The name for the handshake; nil for an IP address, which is verified against the address of the socket.
    func handshakeName(host: String) -> String? {
        let name = serverName ?? host
        return (try? SocketAddress(ipAddress: name, port: 0)) == nil ? name : nil
    }
}
