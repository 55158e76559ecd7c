import Foundation
import JSONRPC
import JSONRPCTransport
import Logging
import ServiceLifecycle
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayService
import UnixSignals

/// The one place that builds the graph: database, services, transport.
struct Server {
    static let version = "0.1.0"

    let settings: ServerSettings
    let logger: Logger

    /// Serves until SIGTERM or SIGINT, then lets running requests end.
    func run() async throws {
        let home = DatabaseHome(settings: settings.database, logger: logger)
        let connections = try await home.open()
        let hasher = PasswordHasher()
        let comparisons = ComparisonWorker()
        do {
            try await serve(connections, hasher, comparisons)
        } catch {
            await comparisons.shutdown()
            await hasher.shutdown()
            try? await home.close()
            throw error
        }
        await comparisons.shutdown()
        await hasher.shutdown()
        try await home.close()
    }

    private func serve(
        _ connections: DatabaseHome.Connections,
        _ hasher: PasswordHasher,
        _ comparisons: ComparisonWorker
    ) async throws {
        let database = Database(DatabaseConfiguration(conninfo: connections.app), logger: logger)
        let limits = ConnectionLimits()
        let events = EventDesk(database: database, logger: logger)
        let responder = try responder(database, hasher, comparisons, events, limits)
        let listener = try LineServer(
            configuration: LineServer.Configuration(
                binds: [.init(host: settings.host, port: settings.port)],
                tls: settings.tls,
                limits: limits,
                allowPlaintextBeyondLoopback: settings.plaintextBeyondLoopback
            ),
            service: ConnectionService(responder: responder),
            logger: logger
        )
        var group = ServiceGroupConfiguration(
            services: [
                listener,
                CertificateReload(listener: listener, isNeeded: settings.tls != nil, logger: logger),
                Sweeper(database: database, logger: logger),
                EventDelivery(desk: events, conninfo: connections.app, logger: logger),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // The listener gives running requests five seconds; after fifteen whatever hangs is cancelled.
        group.maximumGracefulShutdownDuration = .seconds(15)
        group.maximumCancellationDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        logger.info("stopped")
    }

    private func responder(
        _ database: Database,
        _ hasher: PasswordHasher,
        _ comparisons: ComparisonWorker,
        _ events: EventDesk,
        _ limits: ConnectionLimits
    ) throws -> Responder {
        let ids = UUIDv7()
        let store = Store(database: database, now: { Timestamp.now() }, makeID: { ids.make() })
        let services = ServiceSettings(
            hasher: hasher,
            throttle: LoginThrottle(),
            keys: settings.keys,
            comparisons: comparisons,
            events: events,
            limits: Sessions.Hello.Limits(limits, events.limits),
            serverName: "twoway-server \(Self.version)"
        )
        return Responder(
            router: try makeRouter(store: store, settings: services),
            store: store,
            limits: RPCLimits(
                maximumBatch: limits.maximumBatch,
                maximumResponseBytes: limits.maximumResponse
            ),
            deadline: limits.requestDeadline,
            logger: logger
        )
    }
}

extension Sessions.Hello.Limits {
    fileprivate init(_ limits: ConnectionLimits, _ events: EventDesk.Limits) {
        self.init(
            requestBytes: limits.maximumFrame,
            responseBytes: limits.maximumResponse,
            batch: limits.maximumBatch,
            waitingRequests: limits.waitingRequests,
            deadlineSeconds: limits.requestDeadline / .seconds(1),
            idleSeconds: limits.idleTimeout / .seconds(1),
            partialLineSeconds: limits.partialLineTimeout / .seconds(1),
            unauthenticatedSeconds: limits.unauthenticatedTimeout / .seconds(1),
            connectionsPerAddress: limits.connectionsPerAddress,
            connections: limits.connections,
            pageStandard: PageLimits.standard,
            pageMaximum: PageLimits.maximum,
            subscriptions: 1,
            pushBytes: limits.pushBacklog,
            eventPage: events.page,
            heartbeatSeconds: events.heartbeat / .seconds(1)
        )
    }
}

/// Brings events to whoever follows them, woken by the database and by itself.
private struct EventDelivery: Service {
    let desk: EventDesk
    let conninfo: String
    let logger: Logger

    func run() async throws {
        let listener = NotificationListener(
            DatabaseConfiguration(conninfo: conninfo),
            channel: EventHead.channel,
            logger: logger,
            onNotification: desk.heard
        )
        await cancelWhenGracefulShutdown { await desk.run() }
        await listener.close()
    }
}

/// Reads certificate and key again on SIGHUP, for connections from then on.
private struct CertificateReload: Service {
    let listener: LineServer
    let isNeeded: Bool
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() where isNeeded {
            do {
                try listener.reloadTLS()
                logger.info("certificate read again")
            } catch {
                logger.error("the certificate stays as it was", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// Throws away, once an hour, what has outlived its use, and erases the accounts whose day has come.
private struct Sweeper: Service {
    let database: Database
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await repeatedly("swept") { try await database.one(.sweep, (), as: .auth(), retry: .ifSafe) }
                await repeatedly("archives swept") {
                    try await database.one(.sweepArchives, (), as: .auth(), retry: .ifSafe)
                }
                // Bites that end well within the time allowed to a statement.
                await repeatedly("erased") { try await database.one(.eraseDue, 1000, as: .auth()) }
                try? await Task.sleep(for: .seconds(3600))
            }
        }
    }

    /// Takes bites until nothing is left.
    private func repeatedly(_ what: String, _ bite: () async throws -> Int) async {
        var rows = 0
        do {
            while !Task.isCancelled {
                let gone = try await bite()
                if gone == 0 { break }
                rows += gone
            }
        } catch {
            logger.warning("could not sweep", metadata: ["what": "\(what)", "error": "\(error)"])
        }
        if rows > 0 { logger.info("\(what)", metadata: ["rows": "\(rows)"]) }
    }
}
