import Foundation
import Logging

/// One migrator's work on its own thread, over one connection.
struct MigrationRun: Sendable {
    /// The advisory lock that migrators hold, chosen once.
    private static let lockKey = 6_074_210_002
    /// How long to wait for another migrator, and how often to try a file that meets locked tables.
    private static let lockAttempts = 1_200
    private static let fileAttempts = 20

    let files: [Migration]
    let logger: Logger

    func migrate(_ session: borrowing SerialSession) throws -> [Migration] {
        try lock(session)
        try prepare(session)
        let status = MigrationStatus(applied: try MigrationRun.applied(session), files: files)
        if !status.problems.isEmpty { throw MigrationError.outOfStep(status.problems) }
        for file in status.pending {
            try apply(file, session)
            logger.info("migration applied", metadata: ["migration": "\(file.fileName)"])
        }
        return status.pending
    }

    /// What the database remembers; nothing if it was never migrated.
    static func applied(_ session: borrowing SerialSession) throws -> [MigrationStatus.Applied] {
        let exists = try session.execute(
            "SELECT FROM pg_tables WHERE schemaname = 'tw_meta' AND tablename = 'tw_migration'"
        )
        if exists.isEmpty { return [] }
        let rows = try session.execute(
            "SELECT number, name, sha256, applied_at FROM tw_meta.tw_migration ORDER BY number"
        )
        return try rows.map { row in
            guard let number = row[0].flatMap({ Int($0) }), let name = row[1], let checksum = row[2], let time = row[3]
            else { throw MigrationError.database("tw_meta.tw_migration has a row that is not ours") }
            return MigrationStatus.Applied(number: number, name: name, checksum: checksum, appliedAt: time)
        }
    }

    /// Waits until no other migrator works on this database; the connection's end frees the lock.
    private func lock(_ session: borrowing SerialSession) throws {
        for attempt in 0..<MigrationRun.lockAttempts {
            if attempt > 0 { Thread.sleep(forTimeInterval: 0.1) }
            let row = try session.execute("SELECT pg_try_advisory_lock(\(MigrationRun.lockKey))").first
            if row?.first == "t" { return }
        }
        throw MigrationError.database("another migrator has been at work for too long")
    }

    /// Makes the table that remembers, and closes what PostgreSQL leaves open to everybody in a new database.
    private func prepare(_ session: borrowing SerialSession) throws {
        let exists = try session.execute("SELECT FROM pg_namespace WHERE nspname = 'tw_meta'")
        if !exists.isEmpty { return }
        do {
            try session.execute("BEGIN; SET LOCAL ROLE tw_owner; \(Migrator.preparation); COMMIT")
        } catch {
            try session.execute("ROLLBACK")
            throw error
        }
    }

    private func apply(_ file: Migration, _ session: borrowing SerialSession) throws {
        for attempt in 1... {
            do {
                return try applyOnce(file, session)
            } catch let error as SerialSessionError {
                try session.execute("ROLLBACK")
                // A short lock time-out keeps a waiting ALTER TABLE from holding up everybody behind it.
                if error.sqlState == "55P03" && attempt < MigrationRun.fileAttempts {
                    Thread.sleep(forTimeInterval: .random(in: 0.1...0.5))
                    continue
                }
                throw MigrationError.failed(
                    file: file.fileName,
                    line: file.line(at: error.position),
                    reason: "\(error)"
                )
            }
        }
    }

    private func applyOnce(_ file: Migration, _ session: borrowing SerialSession) throws {
        try session.execute(
            """
            BEGIN;
            SET LOCAL lock_timeout = '500ms';
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            SET ROLE tw_owner
            """
        )
        try session.execute(file.sql)
        guard session.isInGoodTransaction else {
            throw MigrationError.failed(file: file.fileName, line: nil, reason: "it ends the transaction it runs in")
        }
        try session.execute(
            """
            RESET ROLE;
            SET ROLE tw_owner;
            INSERT INTO tw_meta.tw_migration (number, name, sha256)
                VALUES (\(file.number), \(literalQuoted(file.name)), \(literalQuoted(file.checksum)));
            RESET ROLE;
            COMMIT
            """
        )
        // What a file sets for its session must not reach the next file.
        try session.execute("RESET ALL")
    }
}

extension Migrator {
    /// What the owner of a database says about it once; the same for clones, which do not inherit it.
    package static let databaseGrants = """
        DO $$
        BEGIN
            EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO tw_app, tw_admin, tw_backup, tw_migrator', current_database());
        END
        $$
        """

    fileprivate static let preparation = """
        \(databaseGrants);
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        CREATE SCHEMA tw_meta;
        CREATE TABLE tw_meta.tw_migration (
            number integer PRIMARY KEY CHECK (number > 0),
            name text NOT NULL,
            sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
            applied_at timestamptz NOT NULL DEFAULT now()
        );
        GRANT USAGE ON SCHEMA tw_meta TO tw_app, tw_admin, tw_backup, tw_migrator;
        GRANT SELECT ON tw_meta.tw_migration TO tw_app, tw_admin, tw_backup, tw_migrator
        """
}

extension Migration {
    /// The line of a position in the text, both counted from 1; nil for no position.
    func line(at position: Int) -> Int? {
        guard position > 0 else { return nil }
        return 1 + sql.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
    }
}
