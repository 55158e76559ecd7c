import NIOCore
import NIOPosix
import NIOSSL
import TwoWaySite

/// Opens connections with TLS and keeps them.
struct TLSClient {
    private let context: NIOSSLContext

    /// Trusts one certificate and nothing else.
    init(trusting path: String) throws {
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
        context = try NIOSSLContext(configuration: settings)
    }

    /// Connects from an address of 127.0.0.0/8, sends a line and waits for a result.
    func connect(port: Int, from source: String, hello: [UInt8]) throws -> any IdleConnection {
        let group = MultiThreadedEventLoopGroup.singleton
        let answered = group.any().makePromise(of: String.self)
        let connecting = ClientBootstrap(group: group)
            .bind(to: try SocketAddress(ipAddress: source, port: 0))
            .channelInitializer { [context] channel in
                channel.eventLoop.makeCompletedFuture {
                    let secured = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandlers([secured, AnswerHandler(answered)])
                }
            }
            .connect(host: "127.0.0.1", port: port)
        connecting.cascadeFailure(to: answered)
        let channel = try connecting.wait()
        channel.writeAndFlush(ByteBuffer(bytes: hello), promise: nil)
        let answer = try answered.futureResult.wait()
        guard answer.contains(#""result""#) else { throw Failure("hello: \(answer)") }
        return TLSConnection(channel: channel)
    }
}

private final class TLSConnection: IdleConnection {
    private let channel: any Channel

    init(channel: any Channel) { self.channel = channel }

    func end() { channel.close(promise: nil) }
}

/// Tells the first line that comes.
private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let answered: EventLoopPromise<String>
    private var text = ""

    init(_ answered: EventLoopPromise<String>) { self.answered = answered }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
        if text.hasSuffix("\n") { answered.succeed(text) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answered.fail(ChannelError.eof)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answered.fail(error)
        context.close(promise: nil)
    }
}
