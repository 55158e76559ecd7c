import Logging
import NIOCore

/// Carries out on the event loop what ``ConnectionState`` decides, for one connection of the server.
///
/// The channel reads by itself; this handler holds its reads back while the state has no room. The session's task takes
/// lines with ``nextLine()`` and gives answers with ``reply(_:)``, both on the event loop.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var state: ConnectionState
    private let logger: Logger
    private var context: ChannelHandlerContext?
    private var isReadHeld = false
    private var isFlushDue = false
    private var timer: (deadline: NIODeadline, task: Scheduled<Void>)?

    /// A line that was delivered and not yet taken.
    private var line: [UInt8]?
    private var hasEnded = false
    private var waiter: CheckedContinuation<[UInt8]?, Never>?
    /// Called once when no line follows any more.
    private var onEnd: (() -> Void)?

    init(state: ConnectionState, logger: Logger, onEnd: @escaping () -> Void) {
        self.state = state
        self.logger = logger
        self.onEnd = onEnd
    }
}

// MARK: - From the channel

extension ConnectionHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { advance() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.task.cancel()
        timer = nil
        self.context = nil
        state.closed()
        endSession()
    }

    func channelActive(context: ChannelHandlerContext) {
        advance()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        state.closed()
        endSession()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        state.received(unwrapInboundIn(data), .now())
        advance()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            state.closedInput(.now())
            advance()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        state.writabilityChanged(context.channel.isWritable, .now())
        advance()
        context.fireChannelWritabilityChanged()
    }

    /// Errors of a connection (reset, broken TLS) end it; a line cut short by one is never run.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.debug("connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    func read(context: ChannelHandlerContext) {
        if state.wantsInput {
            context.read()
        } else {
            isReadHeld = true
        }
    }
}

// MARK: - From the session's task and the server

extension ConnectionHandler {
    /// The next line to answer, or nil when none follows.
    func nextLine() async -> [UInt8]? {
        if let line {
            self.line = nil
            return line
        }
        if hasEnded { return nil }
        return await withCheckedContinuation { waiter = $0 }
    }

    /// Writes the answer to the line that was taken last.
    func reply(_ reply: LineReply) {
        var reply = reply
        if let bytes = reply.bytes, bytes.count > state.limits.maximumResponse {
            logger.error("answer longer than the limit", metadata: ["bytes": "\(bytes.count)"])
            reply = LineReply(bytes: state.refusals.responseTooLarge, authenticated: reply.authenticated, close: true)
        }
        if let bytes = reply.bytes, context?.channel.isActive == true { write(bytes) }
        state.replied(authenticated: reply.authenticated, close: reply.close, .now())
        advance()
        flushSoon()
    }

    /// Writes lines that the session pushes; `written` is called when they have left or were lost.
    func push(_ lines: [[UInt8]], written: EventLoopPromise<Void>) {
        guard let context, !hasEnded else {
            written.fail(ChannelError.ioOnClosedChannel)
            return
        }
        for line in lines { write(line) }
        written.futureResult.assumeIsolated().whenSuccess { [self] in
            state.pushed(.now())
            advance()
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
    }

    /// Ends the connection after the running request.
    func shutDown() {
        state.shutDown()
        advance()
    }

    /// Ends the connection now.
    func abort() {
        context?.close(promise: nil)
    }
}

// MARK: - Carrying out

extension ConnectionHandler {
    private func advance() {
        guard let context, context.channel.isActive else { return }
        let now = NIODeadline.now()
        steps: while true {
            switch state.next(now) {
            case .deliver(let line): deliver(line)
            case .refuse(let line):
                write(line)
                finish(context)
            case .finish: finish(context)
            case .closeOutput: context.close(mode: .output, promise: nil)
            case .close:
                endSession()
                context.close(promise: nil)
            case .wait: break steps
            }
        }
        if isReadHeld, state.wantsInput {
            isReadHeld = false
            context.read()
        }
        watchDeadline(context)
    }

    private func deliver(_ line: [UInt8]) {
        if let waiter {
            self.waiter = nil
            waiter.resume(returning: line)
        } else {
            self.line = line
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        endSession()
        // An empty write is done when all writes before it are.
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { [self] _ in
            state.flushed(.now())
            advance()
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
    }

    private func endSession() {
        hasEnded = true
        waiter?.resume(returning: nil)
        waiter = nil
        onEnd?()
        onEnd = nil
    }

    private func write(_ line: [UInt8]) {
        guard let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: line.count + 1)
        buffer.writeBytes(line)
        buffer.writeInteger(UInt8(ascii: "\n"))
        context.write(wrapOutboundOut(buffer), promise: nil)
    }

    /// Flushes now when the session has nothing more to do, else when it suspends: answers that are ready together
    /// leave together, and none waits for the next request.
    private func flushSoon() {
        guard let context, context.channel.isActive else { return }
        if !state.isAnswering || !context.channel.isWritable {
            context.flush()
        } else if !isFlushDue {
            isFlushDue = true
            context.eventLoop.assumeIsolated().execute { [self] in
                isFlushDue = false
                self.context?.flush()
            }
        }
    }

    /// Sees to it that the timer is not later than the next deadline.
    ///
    /// Deadlines move with every request; an early timer costs one look every now and then, while moving it would cost
    /// on every request.
    private func watchDeadline(_ context: ChannelHandlerContext) {
        guard let deadline = state.nextDeadline else { return }
        if let timer {
            if timer.deadline <= deadline { return }
            timer.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in
            timer = nil
            state.timePassed(.now())
            advance()
        }
        timer = (deadline, task)
    }
}
