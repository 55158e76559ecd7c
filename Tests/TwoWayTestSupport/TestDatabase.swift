import Logging
import Synchronization
public import TwoWayRepository

/// A database of a test's own in the throw-away cluster.
///
/// Without PostgreSQL every way to get one throws, so that tests fail and never skip.
public final class TestDatabase: Sendable {
    private let connections: ClusterConnections
    private let isMigrated: Bool
    private let opened = Mutex<[Database]>([])

    /// The name of the database.
    public var name: String { connections.database }
    /// How to connect as the server does.
    public var app: String { connections.app }
    /// How to connect as the migrator does.
    public var migrator: String { connections.migrator }
    /// How to connect as the management command does.
    public var admin: String { connections.admin }
    /// How to connect as a backup does.
    public var backup: String { connections.backup }
    /// How to connect as the superuser.
    public var superuser: String { connections.superuser }

    private init(isMigrated: Bool) async throws {
        let cluster = TestCluster.current
        let name = try await cluster.makeDatabase(isMigrated: isMigrated)
        let socketFolder = try await cluster.connections().socketFolder
        connections = ClusterConnections(socketFolder: socketFolder, database: name)
        self.isMigrated = isMigrated
    }

    /// A database with the product's schema and no rows but those of the migrations.
    public static func fresh() async throws -> TestDatabase {
        try await TestDatabase(isMigrated: true)
    }

    /// A database with the product's roles and nothing else.
    public static func empty() async throws -> TestDatabase {
        try await TestDatabase(isMigrated: false)
    }

    /// Makes a database when it is this test's turn, runs `body` with it, and drops it in any case.
    public static func with<Value>(
        migrated: Bool = true,
        _ body: (TestDatabase) async throws -> Value
    ) async throws -> Value {
        await TestSlots.databases.take()
        defer { TestSlots.databases.giveBack() }
        let database = try await TestDatabase(isMigrated: migrated)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// Opens it as the server does; `close` closes it.
    public func open(_ change: (inout DatabaseConfiguration) -> Void = { _ in }) -> Database {
        open(app, change)
    }

    /// Opens it as the management command does; `close` closes it.
    public func openAdmin(_ change: (inout DatabaseConfiguration) -> Void = { _ in }) -> Database {
        open(admin, change)
    }

    private func open(_ conninfo: String, _ change: (inout DatabaseConfiguration) -> Void) -> Database {
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        if !isMigrated { configuration.contextSQL = DatabaseConfiguration.plainContextSQL }
        change(&configuration)
        let database = Database(configuration, logger: TestCluster.logger)
        opened.withLock { $0.append(database) }
        return database
    }

    /// Runs SQL as the superuser, any number of statements, and answers the rows of the last as text.
    @discardableResult
    public func sql(_ text: String) async throws -> [[String?]] {
        try await SerialSession.run(superuser) { session in try session.execute(text) }
    }

    /// Closes what was opened and drops the database.
    public func close() async {
        for database in opened.withLock({ $0 }) { await database.close() }
        // If it cannot be dropped it goes with the cluster.
        try? await TestCluster.current.dropDatabase(name)
    }
}
