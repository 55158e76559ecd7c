import Foundation
public import Logging

/// Brings a backup into a database that has nothing in it.
public struct Restoration: Sendable {
    private let superuser: String
    private let schemaFolder: SchemaFolder
    private let logger: Logger

    /// - Parameters:
    ///   - superuser: a libpq connection string of a superuser, to the database that is to be filled.
    ///   - schemaFolder: where the migrations of this program are.
    ///   - logger: for what happens.
    public init(superuser: String, schemaFolder: SchemaFolder, logger: Logger) {
        self.superuser = superuser
        self.schemaFolder = schemaFolder
        self.logger = logger
    }

    /// Reads the manifest of a backup, and refuses one that is not whole or does not fit this program.
    public static func check(_ backup: String, schemaFolder: SchemaFolder) throws -> BackupManifest {
        let manifest = try BackupManifest.checked(backup: backup)
        try manifest.check(against: try schemaFolder.migrations())
        return manifest
    }

    /// Restores all or nothing; migrations that the backup has not seen are for the migrator afterwards.
    public func restore(_ backup: String) async throws -> BackupManifest {
        let manifest = try Self.check(backup, schemaFolder: schemaFolder)
        try await refuseUnlessEmpty()
        guard let parts = Conninfo(superuser) else { throw BackupError("the connection string cannot be read") }
        let program = try await PostgresPrograms.locateClient("pg_restore")
        let arguments = ["--single-transaction", "--exit-on-error", "--no-password"]
        let answer = try await Command(
            program,
            arguments + ["--dbname=\(parts.withoutSecrets)", backup],
            secrets: parts.value(of: "password").map { ["PGPASSWORD": $0] } ?? [:]
        ).run()
        guard answer.isSuccess else { throw BackupError(program: "pg_restore", errors: answer.errors) }
        try await SerialSession.run(superuser) { session in
            try session.execute(Migrator.databaseGrants)
            try session.execute(Self.freshTransactionIDs)
            try session.execute("ANALYZE")
        }
        logger.info("restored", metadata: ["backup": "\(backup)", "made": "\(manifest.createdAt)"])
        return manifest
    }

    private func refuseUnlessEmpty() async throws {
        let found = try await SerialSession.run(superuser) { session in
            try session.execute(
                """
                SELECT n.nspname FROM pg_namespace n WHERE n.nspname IN ('tw', 'tw_meta', 'sec')
                UNION ALL
                SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                """
            )
        }
        guard found.isEmpty else {
            throw BackupError("the database is not empty; a backup is restored into an empty one only")
        }
    }

    /// Gives events that no seal covers yet a transaction number of this cluster.
    ///
    /// Sealing knows by that number which transactions are over. Another cluster counts anew, and would wait for numbers
    /// that it reaches in years; the number is not part of the chain.
    private static let freshTransactionIDs = """
        BEGIN;
        SET LOCAL session_replication_role = replica;
        UPDATE tw.audit_event SET xid = pg_current_xact_id()
        WHERE id > (SELECT coalesce(max(upto), 0) FROM tw.audit_seal);
        COMMIT
        """
}
