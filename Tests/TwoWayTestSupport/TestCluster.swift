import Foundation
public import Logging
import Synchronization
public import TwoWayRepository

/// The throw-away PostgreSQL cluster of this test process: made at first use, removed at exit.
public actor TestCluster {
    /// One for each process: starting a cluster takes longer than most suites.
    public static let current = TestCluster()

    private static let prefix = "twt-"
    private static let folderToRemove = Mutex<String?>(nil)
    private static let template = "tw_test_template"

    private var starting: Task<ClusterConnections, any Error>?
    private var migrating: Task<String, any Error>?
    private var clones = 0

    /// How to connect; starts the cluster if need be.
    public func connections() async throws -> ClusterConnections {
        let task = starting ?? Task { try await TestCluster.start() }
        starting = task
        return try await task.value
    }

    /// Makes a database, a clone of the migrated template or one with roles only, and answers its name.
    func makeDatabase(isMigrated: Bool) async throws -> String {
        let connections = try await connections()
        let template = isMigrated ? try await migratedTemplate() : "template0"
        clones += 1
        let name = "test_\(clones)"
        try await SerialSession.run(connections.conninfo(user: "postgres", database: "postgres")) { session in
            try session.execute("CREATE DATABASE \(name) OWNER tw_owner TEMPLATE \(template) STRATEGY file_copy")
        }
        if isMigrated {
            // Grants on a database are not cloned with it.
            try await SerialSession.run(connections.conninfo(user: "postgres", database: name)) { session in
                try session.execute(Migrator.databaseGrants)
            }
        }
        return name
    }

    func dropDatabase(_ name: String) async throws {
        try await SerialSession.run(connections().conninfo(user: "postgres", database: "postgres")) { session in
            try session.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }

    private func migratedTemplate() async throws -> String {
        let connections = try await connections()
        let task =
            migrating
            ?? Task {
                let name = TestCluster.template
                try await SerialSession.run(connections.conninfo(user: "postgres", database: "postgres")) { session in
                    try session.execute("CREATE DATABASE \(name) OWNER tw_owner TEMPLATE template0")
                }
                let conninfo = connections.conninfo(user: "tw_migrator", database: name)
                let migrator = Migrator(
                    schemaFolder: try TestCluster.schemaFolder(),
                    conninfo: conninfo,
                    logger: TestCluster.logger
                )
                try await migrator.migrate()
                return name
            }
        migrating = task
        return try await task.value
    }
}

extension TestCluster {
    /// Says errors only, so that a test run stays readable.
    public static var logger: Logger {
        var logger = Logger(label: "twoway.test")
        logger.logLevel = .error
        return logger
    }

    /// The repository's `Schema`, found from the environment or from where this file is.
    public static func schemaFolder() throws -> SchemaFolder {
        if ProcessInfo.processInfo.environment["TWOWAY_SCHEMA"] != nil { return try SchemaFolder.locate() }
        let source = URL(filePath: #filePath).resolvingSymlinksInPath().path
        if let found = SchemaFolder.above(source) { return found }
        return try SchemaFolder.locate()
    }

    /// A new folder that PostgreSQL's account can get to, with a path short enough for a socket; removed at exit if it is
    /// the cluster's.
    static func makeFolderPath(_ purpose: String) -> String {
        "/tmp/\(prefix)\(getpid())-\(purpose)\(UInt32.random(in: 0..<0xffff))"
    }

    private static func start() async throws -> ClusterConnections {
        removeLeftovers()
        let folder = makeFolderPath("")
        folderToRemove.withLock { $0 = folder }
        atexit {
            if let folder = TestCluster.folderToRemove.withLock({ $0 }) { TestCluster.remove(folder) }
        }
        let cluster = PrivateCluster(
            folder: folder,
            schemaFolder: try schemaFolder(),
            settings: ["max_connections": "300", "shared_buffers": "64MB", "autovacuum": "off"],
            fsync: false,
            logger: logger
        )
        let connections = try await cluster.start()
        // Tests run side by side, in far more sessions than a host ever needs.
        try await SerialSession.run(connections.superuser) { session in
            for role in ["tw_app", "tw_migrator", "tw_admin", "tw_backup"] {
                try session.execute("ALTER ROLE \(role) CONNECTION LIMIT -1")
            }
        }
        return connections
    }

    /// Removes the clusters of test processes that were killed.
    private static func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix(prefix) {
            let owner = name.dropFirst(prefix.count).prefix { $0.isNumber }
            guard let process = Int32(owner), kill(process, 0) != 0, errno == ESRCH else { continue }
            remove("/tmp/\(name)")
        }
    }

    /// Stops the server of a folder without ceremony and removes the folder.
    static func remove(_ folder: String) {
        let data = "\(folder)/pg"
        let lines = (try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8))?.split(separator: "\n")
        if let process = lines?.first.flatMap({ Int32($0) }), process > 1,
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")) == data
        {
            kill(process, SIGQUIT)
            for _ in 0..<300 where kill(process, 0) == 0 { usleep(10_000) }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }
}
