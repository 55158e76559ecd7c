import Foundation
public import Logging

/// Where the data lives: the database that was configured, or else a private cluster in the data folder.
///
/// Brings the schema up to date where it has the means, and refuses to open a database whose schema does not fit.
public actor DatabaseHome {
    /// Where to look, as a server or the management command was told.
    public struct Settings: Sendable {
        public var dataFolder: String
        /// libpq connection strings of a database that somebody else runs, by login role.
        public var app: String?
        public var migrator: String?
        public var admin: String?
        public var backup: String?
        public var superuser: String?
        public var schemaFolder: String?

        public init(
            dataFolder: String,
            app: String? = nil,
            migrator: String? = nil,
            admin: String? = nil,
            backup: String? = nil,
            superuser: String? = nil,
            schemaFolder: String? = nil
        ) {
            self.dataFolder = dataFolder
            self.app = app
            self.migrator = migrator
            self.admin = admin
            self.backup = backup
            self.superuser = superuser
            self.schemaFolder = schemaFolder
        }
    }

    /// libpq connection strings by login role; nil where none was configured.
    public struct Connections: Sendable {
        public let app: String
        public let migrator: String?
        public let admin: String?
        public let backup: String?
        public let superuser: String?
    }

    private let settings: Settings
    private let logger: Logger
    private var cluster: PrivateCluster?

    public init(settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Starts the private cluster if there is to be one, applies pending migrations and checks the schema.
    ///
    /// When that fails, the cluster does not stay behind.
    public func open() async throws -> Connections {
        do {
            let schema = try SchemaFolder.locate(explicit: settings.schemaFolder)
            let connections = try await connect(schema)
            if let migrator = connections.migrator {
                try await Migrator(schemaFolder: schema, conninfo: migrator, logger: logger).migrate()
            }
            try await Migrator(schemaFolder: schema, conninfo: connections.app, logger: logger).check()
            return connections
        } catch {
            try? await close()
            throw error
        }
    }

    /// Opens without touching the schema, to look at it or to migrate by hand.
    public func connect() async throws -> (connections: Connections, schema: SchemaFolder) {
        let schema = try SchemaFolder.locate(explicit: settings.schemaFolder)
        return (try await connect(schema), schema)
    }

    /// Stops the private cluster, unless another process uses it too.
    public func close() async throws {
        guard let cluster else { return }
        self.cluster = nil
        try await cluster.leave()
    }

    private func connect(_ schema: SchemaFolder) async throws -> Connections {
        if let app = settings.app {
            return Connections(
                app: app,
                migrator: settings.migrator,
                admin: settings.admin,
                backup: settings.backup,
                superuser: settings.superuser
            )
        }
        let folder = URL(filePath: settings.dataFolder).standardizedFileURL.path
        try FileManager.default.createDirectory(
            atPath: URL(filePath: folder).deletingLastPathComponent().path,
            withIntermediateDirectories: true
        )
        let cluster = PrivateCluster(folder: folder, schemaFolder: schema, logger: logger)
        self.cluster = cluster
        let connections = try await cluster.start()
        return Connections(
            app: connections.app,
            migrator: connections.migrator,
            admin: connections.admin,
            backup: connections.backup,
            superuser: connections.superuser
        )
    }
}
