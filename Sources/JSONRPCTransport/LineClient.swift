import NIOCore
import NIOPosix
import NIOSSL

/// A connection of a client, carrying lines both ways.
public struct LineClient: Sendable {
    /// Where it is connected to.
    public let peer: PeerAddress
    let channel: any Channel

    /// Connects, with TLS if given, and returns when lines can be sent.
    ///
    /// `onLine` gets each line in order; if it throws, the connection is closed with that error. `onClose` is called once
    /// after the last line, with the error if there was one. Both are called on the event loop and must not block.
    /// - Throws: ``LineClientError`` or ``TLSFailure``.
    public static func connect(
        host: String,
        port: Int,
        tls: ClientTLS? = nil,
        limits: ConnectionLimits = ConnectionLimits(),
        connectTimeout: Duration = .seconds(10),
        onLine: @escaping @Sendable ([UInt8]) throws -> Void,
        onClose: @escaping @Sendable ((any Error)?) -> Void = { _ in }
    ) async throws -> LineClient {
        let context = try tls?.makeContext()
        let serverName = tls?.handshakeName(host: host)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        let place = "\(host):\(port)"
        do {
            let attempt = try await bootstrap.connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: serverName)
                        )
                    }
                    let handler = ClientHandler(
                        limit: limits.maximumResponse,
                        isSecured: context != nil,
                        channel: channel
                    )
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return NIOLoopBound(handler, eventLoop: channel.eventLoop)
                }
            }
            let channel = try await attempt.eventLoop.flatSubmit {
                attempt.value.adopt(
                    patience: TimeAmount(connectTimeout),
                    onLine: onLine,
                    onClose: onClose
                )
            }.get()
            return LineClient(peer: PeerAddress(channel.remoteAddress), channel: channel)
        } catch {
            throw LineClientError.cannotConnect(place: place, reason: "\(error)")
        }
    }

    /// Sends a line, given without its line end; if that fails the connection closes and `onClose` says so.
    public func send(_ line: [UInt8]) {
        var buffer = channel.allocator.buffer(capacity: line.count + 1)
        buffer.writeBytes(line)
        buffer.writeInteger(UInt8(ascii: "\n"))
        channel.writeAndFlush(buffer, promise: nil)
    }

    /// Closes the connection and waits until it is closed.
    public func close() async {
        try? await channel.close()
    }
}
