public import Logging
import NIOCore
import NIOPosix
import NIOSSL
public import ServiceLifecycle
import Synchronization

/// Serves lines over TCP, with or without TLS, until it is told to stop.
///
/// Every connection has one task in one discarding task group, on the thread of the connection's event loop; it answers
/// the lines in order. A graceful shutdown stops accepting, closes idle connections at once, lets running requests
/// finish and takes at most ``shutdownPatience``; cancelling the task of ``run()`` closes everything at once.
public final class LineServer: Service {
    /// How long running requests may take to finish when the server stops.
    public static let shutdownPatience = Duration.seconds(5)

    let configuration: Configuration
    let service: any LineService
    let logger: Logger
    let tls: ServerTLSContext?
    let census: ConnectionCensus
    let group: any EventLoopGroup
    private let bound: EventLoopPromise<[PeerAddress]>

    /// Makes a server; nothing is opened before ``run()``.
    ///
    /// - Throws: ``TLSFailure`` when the certificate or the key cannot be used.
    public init(configuration: Configuration, service: any LineService, logger: Logger) throws {
        self.configuration = configuration
        self.service = service
        self.logger = logger
        self.tls = try configuration.tls.map(ServerTLSContext.init)
        self.census = ConnectionCensus(limits: configuration.limits)
        self.group = MultiThreadedEventLoopGroup.singleton
        self.bound = group.any().makePromise()
    }

    /// Says on how many threads the connections of this process live; once, before the first server or client is made.
    ///
    /// One for each core when nobody says so, which is too many where somebody else works on the same cores.
    public static func share(threads: Int) {
        NIOSingletons.groupLoopCountSuggestion = threads
    }

    deinit {
        bound.fail(LineServerError.stopped)
    }

    /// Where the server listens, in the order of the binds; waits until it does.
    ///
    /// - Throws: what made ``run()`` fail, or ``LineServerError/stopped`` if it never listened.
    public var boundAddresses: [PeerAddress] {
        get async throws { try await bound.futureResult.get() }
    }

    /// How many connections are open.
    public var connectionCount: Int { census.count }

    /// Reads certificate and key again; connections made from now on use them.
    ///
    /// On failure the old ones stay in use. Without TLS this does nothing.
    /// - Throws: ``TLSFailure``.
    public func reloadTLS() throws {
        guard let tls else { return }
        try tls.reload()
        logger.info("certificate reloaded")
    }

    /// Listens and serves until graceful shutdown or cancellation.
    ///
    /// - Throws: ``LineServerError`` when it may not or cannot listen, or when a listening socket broke.
    public func run() async throws {
        let (connections, arrivals) = AsyncStream.makeStream(of: LineConnection.self)
        let listeners: [any Channel]
        do {
            listeners = try await listen(arrivals)
        } catch {
            bound.fail(error)
            throw error
        }
        let addresses = listeners.map { PeerAddress($0.localAddress) }
        logger.info("listening", metadata: ["addresses": "\(addresses)", "tls": "\(tls != nil)"])
        bound.succeed(addresses)
        let isStopping = Mutex(false)
        for listener in listeners { listener.closeFuture.whenComplete { _ in arrivals.finish() } }
        await withTaskCancellationOrGracefulShutdownHandler {
            await serve(connections, from: listeners)
        } onCancelOrGracefulShutdown: {
            isStopping.withLock { $0 = true }
            arrivals.finish()
        }
        if !isStopping.withLock({ $0 }) { throw LineServerError.listenerClosed }
        logger.info("stopped listening and closed all connections")
    }

    private func serve(_ connections: AsyncStream<LineConnection>, from listeners: [any Channel]) async {
        let executors = EventLoopTaskExecutor.all(of: group)
        await withDiscardingTaskGroup { tasks in
            for await connection in connections {
                census.sessionBegins()
                let executor = executors[ObjectIdentifier(connection.channel.eventLoop)]
                tasks.addTask(executorPreference: executor) { [service, census] in
                    await connection.serve(service)
                    census.sessionEnds()
                }
            }
            for listener in listeners { try? await listener.close() }
            census.shutDownAll()
            if !Task.isCancelled {
                await census.emptied(within: TimeAmount(Self.shutdownPatience), on: group.any())
            }
            census.abortAll()
            tasks.cancelAll()
        }
    }
}
