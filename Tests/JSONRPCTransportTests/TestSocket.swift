import NIOCore
import NIOPosix
import Synchronization

/// A plain TCP client that sends exactly the bytes it is told to, each `send` as its own write.
final class TestSocket: Sendable {
    /// What a peer must manage within in any case; only a hanging test meets it.
    static let patience = TimeAmount.seconds(30)

    struct HeardNothing: Error {}

    private struct Inbox {
        var bytes = ByteBuffer()
        /// How many of the bytes are known to hold no line end.
        var scanned = 0
        var hasEnded = false
        var wasReset = false
        var waiter: EventLoopPromise<Void>?
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let socket: TestSocket

        init(_ socket: TestSocket) { self.socket = socket }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            socket.change { $0.bytes.writeImmutableBuffer(bytes) }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if let event = event as? ChannelEvent, event == .inputClosed { socket.change { $0.hasEnded = true } }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            socket.change { $0.wasReset = true }
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            socket.change { $0.hasEnded = true }
        }
    }

    private let inbox = Mutex(Inbox())
    private let opened = Mutex<(any Channel)?>(nil)

    /// Connects to a port of this machine.
    static func connect(to port: Int) async throws -> TestSocket {
        let socket = TestSocket()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Small, so that a test of a slow reader need not send much before the server notices.
            .channelOption(.socketOption(.so_rcvbuf), value: 64 << 10)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(socket))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        socket.opened.withLock { $0 = channel }
        return socket
    }

    private var channel: any Channel {
        get throws {
            guard let channel = opened.withLock({ $0 }) else { throw ChannelError.ioOnClosedChannel }
            return channel
        }
    }

    /// Writes and waits until the system has taken the bytes.
    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    /// Writes without waiting, for a peer that may not read.
    func sendWithoutWaiting(_ text: String) throws {
        try channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    /// Stops or resumes reading from the socket.
    func setReading(_ isReading: Bool) async throws {
        try await channel.setOption(.autoRead, value: isReading).get()
    }

    func endOutput() async throws {
        try await channel.close(mode: .output).get()
    }

    func close() async {
        try? await channel.close().get()
    }

    /// The next line without its line end; nil at the end of the stream.
    func line() async throws -> String? {
        try await wait { inbox in
            let length = inbox.bytes.readableBytesView.dropFirst(inbox.scanned).firstIndex(of: UInt8(ascii: "\n"))
                .map { $0 - inbox.bytes.readerIndex }
            if let length {
                let line = inbox.bytes.readString(length: length)
                inbox.bytes.moveReaderIndex(forwardBy: 1)
                inbox.bytes.discardReadBytes()
                inbox.scanned = 0
                return .some(line)
            }
            inbox.scanned = inbox.bytes.readableBytes
            return inbox.hasEnded ? .some(nil) : nil
        }
    }

    /// The next so many lines.
    func lines(_ count: Int) async throws -> [String] {
        var lines: [String] = []
        while lines.count < count, let line = try await line() { lines.append(line) }
        return lines
    }

    /// All that still comes until the peer closes its way out.
    func rest() async throws -> String {
        try await wait { inbox in
            inbox.hasEnded ? String(buffer: inbox.bytes) : nil
        }
    }

    var wasReset: Bool { inbox.withLock { $0.wasReset } }

    private func change(_ body: (inout Inbox) -> Void) {
        let waiter = inbox.withLock { inbox in
            body(&inbox)
            return inbox.waiter.take()
        }
        waiter?.succeed()
    }

    private func wait<Value>(for look: (inout Inbox) -> Value?) async throws -> Value {
        while true {
            let eventLoop = try channel.eventLoop
            let promise = eventLoop.makePromise(of: Void.self)
            let found = inbox.withLock { inbox in
                let found = look(&inbox)
                if found == nil { inbox.waiter = promise }
                return found
            }
            if let found {
                promise.succeed()
                return found
            }
            let timer = eventLoop.scheduleTask(in: Self.patience) { promise.fail(HeardNothing()) }
            defer { timer.cancel() }
            try await promise.futureResult.get()
        }
    }
}
