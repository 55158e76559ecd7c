import Foundation
public import Logging

/// Brings a database's schema up to date, forward only, and tells whether it is.
///
/// Every file is one transaction, run as the login role `tw_migrator` in the role `tw_owner`. What was applied is kept in
/// `tw_meta.tw_migration` with the file's checksum. Any number of migrators may start at once: one works, the others wait.
public struct Migrator: Sendable {
    private let schemaFolder: SchemaFolder
    private let conninfo: String
    private let logger: Logger

    /// - Parameters:
    ///   - schemaFolder: where the migrations are.
    ///   - conninfo: a libpq connection string; for `migrate` of the role `tw_migrator`, else of any login role.
    ///   - logger: for what is applied.
    public init(schemaFolder: SchemaFolder, conninfo: String, logger: Logger) {
        self.schemaFolder = schemaFolder
        self.conninfo = conninfo
        self.logger = logger
    }

    /// Applies what is pending and answers it; throws without touching anything if files and database do not fit.
    @discardableResult
    public func migrate() async throws(MigrationError) -> [Migration] {
        let files = try schemaFolder.migrations()
        return try await inSession { [logger] session in
            let run = MigrationRun(files: files, logger: logger)
            return try run.migrate(session)
        }
    }

    /// Compares the database with the files.
    public func status() async throws(MigrationError) -> MigrationStatus {
        let files = try schemaFolder.migrations()
        return try await inSession { session in
            MigrationStatus(applied: try MigrationRun.applied(session), files: files)
        }
    }

    /// Throws unless the database has exactly the schema that this program was made for; a server asks before it starts.
    public func check() async throws(MigrationError) {
        let status = try await status()
        let pending = status.pending.map { "migration \($0.fileName) is not applied: run 'twoway-admin db migrate'" }
        let differences = status.problems + pending
        if !differences.isEmpty { throw .outOfStep(differences) }
    }

    private func inSession<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing SerialSession) throws -> Value
    ) async throws(MigrationError) -> Value {
        do {
            return try await SerialSession.run(conninfo, body)
        } catch let error as MigrationError {
            throw error
        } catch {
            throw .database("\(error)")
        }
    }
}
