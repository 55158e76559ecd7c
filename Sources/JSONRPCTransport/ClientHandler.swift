import NIOCore
import NIOTLS

/// Splits what a server sends into lines and gives them away on the event loop.
///
/// A name can have several addresses, and then several attempts to connect run at once. Hence a handler keeps quiet
/// until it is adopted, which happens to the attempt that won.
final class ClientHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let channel: any Channel
    private let isSecured: Bool
    private let ready: EventLoopPromise<Void>
    private var framing: LineFraming
    private var onLine: (@Sendable ([UInt8]) throws -> Void)?
    private var onClose: (@Sendable ((any Error)?) -> Void)?
    private var failure: (any Error)?
    private var isClosed = false

    /// Makes the handler of a channel; when `isSecured`, lines can be sent only after a TLS handshake.
    init(limit: Int, isSecured: Bool, channel: any Channel) {
        self.framing = LineFraming(limit: limit)
        self.isSecured = isSecured
        self.channel = channel
        self.ready = channel.eventLoop.makePromise()
    }

    deinit {
        ready.fail(ChannelError.eof)
    }

    /// Takes the connection in use; succeeds with its channel when lines can be sent.
    ///
    /// What was heard before is given away then, also if the server has closed already: it may have said why.
    /// - Throws: through the future, what broke the connection or the handshake, or that it took too long.
    func adopt(
        patience: TimeAmount,
        onLine: @escaping @Sendable ([UInt8]) throws -> Void,
        onClose: @escaping @Sendable ((any Error)?) -> Void
    ) -> EventLoopFuture<any Channel> {
        let timer = channel.eventLoop.assumeIsolated().scheduleTask(in: patience) { [self] in
            ready.fail(ChannelError.connectTimeout(patience))
            channel.close(promise: nil)
        }
        return ready.futureResult.assumeIsolated().map { [self] in
            timer.cancel()
            self.onLine = onLine
            self.onClose = onClose
            giveLines()
            if isClosed { giveEnd() }
            return channel
        }.nonisolated()
    }
}

extension ClientHandler {
    func channelActive(context: ChannelHandlerContext) {
        if !isSecured { ready.succeed() }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        isClosed = true
        ready.fail(failure ?? ChannelError.eof)
        giveEnd()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { ready.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        framing.receive(unwrapInboundIn(data))
        giveLines()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        failure = failure ?? error
        context.close(promise: nil)
    }

    private func giveLines() {
        do {
            while let onLine, failure == nil, let event = framing.next() {
                guard case .line(let line) = event else { throw LineClientError.lineTooLong }
                try onLine(line)
            }
        } catch {
            framing.discard()
            failure = error
            channel.close(promise: nil)
        }
    }

    private func giveEnd() {
        onClose?(failure)
        onClose = nil
        onLine = nil
    }
}
