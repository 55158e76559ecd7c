extension LineServer {
    /// What a server needs to know to listen.
    public struct Configuration: Sendable {
        /// A host, by name or address, and a port to listen on.
        public struct Bind: Sendable, Hashable {
            public var host: String
            /// 0 lets the system choose; see ``LineServer/boundAddresses``.
            public var port: Int

            /// Names a place to listen on.
            public init(host: String, port: Int) {
                self.host = host
                self.port = port
            }
        }

        /// Where to listen.
        public var binds: [Bind]
        /// Certificate and key; nil for plain text.
        public var tls: ServerTLS?
        /// What each connection is held to.
        public var limits: ConnectionLimits
        /// What to say before closing a connection.
        public var refusals: TransportRefusals
        /// Whether to listen without TLS where other machines can connect.
        public var allowPlaintextBeyondLoopback: Bool

        /// Makes a configuration.
        public init(
            binds: [Bind],
            tls: ServerTLS? = nil,
            limits: ConnectionLimits = ConnectionLimits(),
            refusals: TransportRefusals = TransportRefusals(),
            allowPlaintextBeyondLoopback: Bool = false
        ) {
            self.binds = binds
            self.tls = tls
            self.limits = limits
            self.refusals = refusals
            self.allowPlaintextBeyondLoopback = allowPlaintextBeyondLoopback
        }
    }
}

/// Why a server does not listen, or not any more.
public enum LineServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Other machines could connect to this address, there is no TLS, and plain text was not allowed in words.
    case plaintextBeyondLoopback(PeerAddress)
    /// The address cannot be listened on.
    case cannotListen(host: String, port: Int, reason: String)
    /// A listening socket broke while the server was running.
    case listenerClosed
    /// The server has ended or was never run.
    case stopped

    public var description: String {
        switch self {
        case .plaintextBeyondLoopback(let address):
            """
            refusing to listen on \(address) without TLS: other machines could connect and read everything; configure \
            a certificate and a key, bind to 127.0.0.1 or ::1, or allow plain text beyond loopback explicitly
            """
        case .cannotListen(let host, let port, let reason): "cannot listen on \(host) port \(port): \(reason)"
        case .listenerClosed: "a listening socket was closed unexpectedly"
        case .stopped: "the server is not running"
        }
    }
}
