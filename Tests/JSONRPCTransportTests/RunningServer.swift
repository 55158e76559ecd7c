import Logging
import ServiceLifecycle
import Testing

@testable import JSONRPCTransport

/// Runs a server on a free port of this machine while the body runs, then stops it gracefully.
///
/// The body gets the server, its port and a function that begins the graceful shutdown.
@discardableResult
func withServer<Value: Sendable>(
    _ service: some LineService,
    limits: ConnectionLimits = .patient,
    tls: ServerTLS? = nil,
    _ body: (LineServer, Int, @escaping @Sendable () async -> Void) async throws -> Value
) async throws -> Value {
    let server = try LineServer(
        configuration: LineServer.Configuration(
            binds: [.init(host: "127.0.0.1", port: 0)],
            tls: tls,
            limits: limits
        ),
        service: service,
        logger: .silent
    )
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
            logger: .silent
        )
    )
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let port = try await #require(server.boundAddresses.first).port
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(server, port) { await group.triggerGracefulShutdown() })
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}

extension ConnectionLimits {
    /// Limits whose times never run out in a test, however busy the machine is.
    static let patient = ConnectionLimits(
        partialLineTimeout: .seconds(300),
        unauthenticatedTimeout: .seconds(300)
    )

    /// Patient limits, but for what the test changes.
    static func patient(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = patient
        change(&limits)
        return limits
    }
}

extension Logger {
    static var silent: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }
}
