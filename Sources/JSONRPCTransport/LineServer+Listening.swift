import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension LineServer {
    typealias Arrivals = AsyncStream<LineConnection>.Continuation

    /// Opens all listening sockets, or none.
    func listen(_ arrivals: Arrivals) async throws -> [any Channel] {
        let addresses = try await permittedAddresses()
        var listeners: [any Channel] = []
        for (bind, address) in zip(configuration.binds, addresses) {
            do {
                listeners.append(try await bootstrap(arrivals).bind(to: address).get())
            } catch {
                for listener in listeners { try? await listener.close() }
                throw LineServerError.cannotListen(host: bind.host, port: bind.port, reason: "\(error)")
            }
        }
        return listeners
    }

    /// Resolves the binds and checks that each may be listened on, before any socket is opened.
    private func permittedAddresses() async throws -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        for bind in configuration.binds {
            let address: SocketAddress
            do {
                address = try await NIOThreadPool.singleton.runIfActive {
                    try SocketAddress.makeAddressResolvingHost(bind.host, port: bind.port)
                }
            } catch {
                throw LineServerError.cannotListen(host: bind.host, port: bind.port, reason: "\(error)")
            }
            let place = PeerAddress(address)
            guard place.isLoopback || tls != nil || configuration.allowPlaintextBeyondLoopback else {
                throw LineServerError.plaintextBeyondLoopback(place)
            }
            addresses.append(address)
        }
        return addresses
    }

    private func bootstrap(_ arrivals: Arrivals) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // Without it a server that is out of file descriptors would spin.
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptBackoffHandler(shouldForwardIOErrorCaught: false)
                    )
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Each connection keeps what it last read into: little, until more comes.
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 256, initial: 512, maximum: 1 << 16)
            )
            // A peer whose machine is gone is noticed by the kernel, also when nothing but pushed lines goes its way.
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.keepAliveIdle), value: 60)
            .childChannelOption(.tcpOption(.keepAliveInterval), value: 15)
            .childChannelOption(.tcpOption(.keepAliveCount), value: 4)
            .childChannelOption(.tcpOption(.userTimeout), value: 120_000)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.setUp(channel, arrivals) }
            }
    }

    /// Sets a new connection up, on its event loop.
    private func setUp(_ channel: any Channel, _ arrivals: Arrivals) throws {
        let peer = PeerAddress(channel.remoteAddress)
        let verdict = census.admit(peer.network)
        channel.closeFuture.whenComplete { [census] _ in census.release(peer.network, verdict) }
        var state = ConnectionState(limits: configuration.limits, refusals: configuration.refusals, now: .now())
        if verdict != .admitted {
            guard verdict == .refused else { throw ChannelError.eof }
            logger.notice("too many connections", metadata: ["peer": "\(peer)"])
            state.turnAway(configuration.refusals.tooManyConnections)
        }
        let outbox = Outbox(limits: configuration.limits, eventLoop: channel.eventLoop)
        let handler = ConnectionHandler(state: state, logger: logger, onEnd: outbox.close)
        outbox.open(handler)
        if let tls { try channel.pipeline.syncOperations.addHandler(tls.makeHandler()) }
        try channel.pipeline.syncOperations.addHandler(handler)

        let connection = LineConnection(peer: peer, channel: channel, outbox: outbox, handler: handler)
        census.remember(connection)
        channel.closeFuture.whenComplete { [census] _ in census.forget(channel) }
        guard verdict == .admitted else { return }
        if case .terminated = arrivals.yield(connection) { connection.shutDown() }
    }
}

extension NIOBSDSocket.Option {
    /// Seconds of silence before the kernel asks whether the peer is there.
    fileprivate static let keepAliveIdle = Self(rawValue: CInt(TCP_KEEPIDLE))
    /// Seconds between two such questions.
    fileprivate static let keepAliveInterval = Self(rawValue: CInt(TCP_KEEPINTVL))
    /// Unanswered questions after which the connection is given up.
    fileprivate static let keepAliveCount = Self(rawValue: CInt(TCP_KEEPCNT))
    /// Milliseconds that written bytes may stay unacknowledged.
    fileprivate static let userTimeout = Self(rawValue: CInt(TCP_USER_TIMEOUT))
}
