import Foundation
import Testing
import TwoWayTestSupport

@testable import TwoWayRepository

/// A database written into a file and brought back from it.
@Suite struct BackupTests {
    /// A folder of this test's own, removed after it.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "twb-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    /// Of every table how many rows it has and what they come to.
    private func contents(_ database: TestDatabase) async throws -> [[String?]] {
        let tables = try await database.sql(
            "SELECT relname FROM pg_class WHERE relnamespace = 'tw'::regnamespace AND relkind = 'r' ORDER BY 1"
        )
        let queries = tables.compactMap { $0.first?.flatMap { $0 } }.map { table in
            // The number of a transaction belongs to the cluster, not to the event.
            let row = table == "audit_event" ? "(to_jsonb(t) - 'xid')::text" : "t::text"
            return """
                SELECT '\(table)', count(*)::text, coalesce(md5(string_agg(\(row), '' ORDER BY \(row))), '')
                FROM tw.\(table) t
                """
        }
        return try await database.sql(queries.joined(separator: " UNION ALL "))
    }

    @Test func `what was backed up comes back whole, guarded as before, and the audit goes on`() async throws {
        try await SchemaWorld.with { world in
            try await withFolder { folder async throws in
                let database = world.database
                let file = "\(folder)/monday.dump"
                let made = try await Backup(conninfo: database.backup).make(at: file, createdAt: "2026-02-02T10:00:00Z")
                #expect(try mode(file) == 0o600)
                #expect(try mode("\(file).manifest.json") == 0o600)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
                #expect(made.migrations.count == (try TestCluster.schemaFolder().migrations().count))

                let empty = try await TestDatabase.empty()
                let restoration = Restoration(
                    superuser: empty.superuser,
                    schemaFolder: try TestCluster.schemaFolder(),
                    logger: TestCluster.logger
                )
                #expect(try await restoration.restore(file) == made)
                #expect(try await contents(empty) == (try await contents(database)))
                for lint in SchemaLint.all {
                    let findings = try await empty.sql(lint.query)
                    #expect(findings.isEmpty, "\(lint.subject): \(findings)")
                }
                let status = try await Migrator(
                    schemaFolder: try TestCluster.schemaFolder(),
                    conninfo: empty.migrator,
                    logger: TestCluster.logger
                ).status()
                #expect(status.isUpToDate)
                await #expect(throws: BackupError.self) { _ = try await restoration.restore(file) }
                await empty.close()
            }
        }
    }

    @Test func `events that no seal covered can be sealed in another cluster`() async throws {
        try await SchemaWorld.with { world in
            try await withFolder { folder async throws in
                // As if the cluster that was backed up had counted further than this one ever has.
                try await world.database.sql(
                    "SET session_replication_role = replica; UPDATE tw.audit_event SET xid = '9000000000000'"
                )
                let file = "\(folder)/old.dump"
                _ = try await Backup(conninfo: world.database.backup).make(at: file, createdAt: "2026-02-02T10:00:00Z")
                let empty = try await TestDatabase.empty()
                _ = try await Restoration(
                    superuser: empty.superuser,
                    schemaFolder: try TestCluster.schemaFolder(),
                    logger: TestCluster.logger
                ).restore(file)
                var sealed = 0
                for _ in 0..<600 where sealed == 0 {
                    sealed = Int(try await empty.sql("SELECT sec.audit_seal()").first?.first.flatMap { $0 } ?? "") ?? 0
                    if sealed == 0 { try await Task.sleep(for: .milliseconds(100)) }
                }
                #expect(sealed > 0)
                await empty.close()
            }
        }
    }

    @Test func `a backup is written over nothing`() async throws {
        try await TestDatabase.with { database in
            try await withFolder { folder async throws in
                let file = "\(folder)/taken.dump"
                try Data("precious".utf8).write(to: URL(filePath: file))
                await #expect(throws: BackupError.self) {
                    _ = try await Backup(conninfo: database.backup).make(at: file, createdAt: "2026-02-02T10:00:00Z")
                }
                #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken.dump"])
            }
        }
    }

    @Test func `a backup that fails leaves nothing behind`() async throws {
        try await TestDatabase.with { database in
            try await withFolder { folder async throws in
                await #expect(throws: BackupError.self) {
                    // The management command's role can see the migrations, and no contents.
                    _ = try await Backup(conninfo: database.admin).make(
                        at: "\(folder)/no.dump",
                        createdAt: "2026-02-02T10:00:00Z"
                    )
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            }
        }
    }

    @Test func `what PostgreSQL's programs say is told without what they quote of a row (R21)`() {
        let said = """
            pg_restore: error: could not execute query: ERROR:  insert or update on table "priority" violates a constraint
            DETAIL:  Key (dimension)=(secret) is not present in table "dimension".
            CONTEXT:  COPY answer, line 1: "secret"
            pg_restore: error: COPY failed for table "answer": ERROR:  invalid input syntax for type json: "secret"
            """
        let told = BackupError(program: "pg_restore", errors: said).description
        #expect(!told.contains("secret"))
        #expect(told.contains(#"table "priority" violates"#))
        #expect(told.contains(#"table "answer""#))
        #expect(BackupError(program: "pg_dump", errors: "").description == "pg_dump failed.")
    }

    @Test func `a backup that was changed, or fits no schema of this program, is refused`() async throws {
        try await TestDatabase.with { database in
            try await withFolder { folder async throws in
                let file = "\(folder)/a.dump"
                _ = try await Backup(conninfo: database.backup).make(at: file, createdAt: "2026-02-02T10:00:00Z")
                let schema = try TestCluster.schemaFolder()
                _ = try Restoration.check(file, schemaFolder: schema)

                let whole = try Data(contentsOf: URL(filePath: file))
                try (whole + Data([0])).write(to: URL(filePath: file))
                #expect(throws: BackupError.self) { try Restoration.check(file, schemaFolder: schema) }
                try whole.write(to: URL(filePath: file))

                let manifest = try BackupManifest.checked(backup: file)
                let later = manifest.migrations
                let changed = later.map {
                    MigrationStatus.Applied(
                        number: $0.number,
                        name: $0.name,
                        checksum: $0.number == 3 ? String(repeating: "0", count: 64) : $0.sha256,
                        appliedAt: ""
                    )
                }
                let other = BackupManifest(
                    createdAt: manifest.createdAt,
                    postgres: manifest.postgres,
                    bytes: manifest.bytes,
                    sha256: manifest.sha256,
                    applied: changed
                )
                #expect(throws: BackupError.self) { try other.check(against: try schema.migrations()) }

                try FileManager.default.removeItem(atPath: "\(file).manifest.json")
                #expect(throws: BackupError.self) { try Restoration.check(file, schemaFolder: schema) }
            }
        }
    }
}
