import NIOCore

/// Where a connection comes from.
public struct PeerAddress: Sendable, Hashable, CustomStringConvertible {
    /// The IP address as text; an IPv4 address that came through an IPv6 socket is given as IPv4.
    public let host: String
    /// The TCP port.
    public let port: Int
    /// What limits per address should count: the address itself (IPv4) or its /64 network (IPv6).
    ///
    /// One household or one attacker has a whole /64 to choose addresses from.
    public let network: String

    /// Makes an address from its parts.
    public init(host: String, port: Int, network: String? = nil) {
        self.host = host
        self.port = port
        self.network = network ?? host
    }

    /// Reads the address of a socket.
    init(_ address: SocketAddress?) {
        let port = address?.port ?? 0
        switch address {
        case .v6(let ip):
            let bytes = withUnsafeBytes(of: ip.address.sin6_addr) { Array($0) }
            if let mapped = Self.mappedIPv4(bytes) {
                self.init(host: mapped, port: port)
            } else {
                let groups = (0..<4).map { String(Int(bytes[2 * $0]) << 8 | Int(bytes[2 * $0 + 1]), radix: 16) }
                self.init(
                    host: address?.ipAddress ?? "unknown",
                    port: port,
                    network: groups.joined(separator: ":") + "::/64"
                )
            }
        case .v4, .unixDomainSocket, nil:
            self.init(host: address?.ipAddress ?? "unknown", port: port)
        }
    }

    /// The IPv4 address within `::ffff:0:0/96`.
    private static func mappedIPv4(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff else {
            return nil
        }
        return bytes[12...].map(String.init).joined(separator: ".")
    }

    /// Whether only this machine can reach or be this address.
    public var isLoopback: Bool {
        host == "::1" || host.hasPrefix("127.")
    }

    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
