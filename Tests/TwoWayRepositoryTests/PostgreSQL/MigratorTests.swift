import Foundation
import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Migrations are applied once, in order, and never change afterwards.
@Suite struct MigratorTests {
    /// A schema folder of a test's own, removed when it goes away.
    private final class Files {
        let folder = URL(filePath: "/tmp").appending(path: "twoway-migrations-\(UUID())")

        init(_ files: KeyValuePairs<String, String>) throws {
            try FileManager.default.createDirectory(
                at: folder.appending(path: "migrations"),
                withIntermediateDirectories: true
            )
            for (name, text) in files { try write(name, text) }
        }

        deinit {
            try? FileManager.default.removeItem(at: folder)
        }

        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: "migrations/\(name)"))
        }

        func remove(_ name: String) throws {
            try FileManager.default.removeItem(at: folder.appending(path: "migrations/\(name)"))
        }

        func migrator(_ conninfo: String) throws -> Migrator {
            Migrator(
                schemaFolder: try SchemaFolder.locate(explicit: folder.path),
                conninfo: conninfo,
                logger: TestCluster.logger
            )
        }
    }

    private static let first = """
        CREATE SCHEMA tw AUTHORIZATION tw_owner;
        SET search_path = tw;
        CREATE TABLE thing (id int PRIMARY KEY);
        """

    @Test func `pending migrations are applied in order and only once`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let files = try Files([
                "0001_first.sql": MigratorTests.first, "0002_second.sql": "INSERT INTO tw.thing VALUES (1)",
            ])
            let migrator = try files.migrator(test.migrator)
            #expect(try await migrator.status().pending.map(\.number) == [1, 2])
            #expect(try await migrator.migrate().map(\.name) == ["first", "second"])
            #expect(try await migrator.migrate().isEmpty)
            try files.write("0003_third.sql", "INSERT INTO tw.thing VALUES (2)")
            #expect(try await migrator.migrate().map(\.name) == ["third"])
            #expect(try await test.sql("SELECT id FROM tw.thing ORDER BY id") == [["1"], ["2"]])
            #expect(try await test.sql("SELECT tableowner FROM pg_tables WHERE tablename = 'thing'") == [["tw_owner"]])
            let status = try await migrator.status()
            #expect(status.isUpToDate)
            #expect(status.applied.map(\.name) == ["first", "second", "third"])
        }
    }

    @Test func `a server checks without the right to change anything`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let files = try Files(["0001_first.sql": MigratorTests.first])
            let server = try files.migrator(test.app)
            await #expect(
                throws: MigrationError.outOfStep([
                    "migration 0001_first.sql is not applied: run 'twoway-admin db migrate'"
                ])
            ) {
                try await server.check()
            }
            try await files.migrator(test.migrator).migrate()
            try await server.check()
        }
    }

    @Test func `changed, renamed, unknown and missing migrations are refused and listed`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let files = try Files([
                "0001_first.sql": MigratorTests.first, "0002_second.sql": "SELECT 1", "0003_third.sql": "SELECT 1",
            ])
            let migrator = try files.migrator(test.migrator)
            try await migrator.migrate()
            try files.write("0001_first.sql", MigratorTests.first + "\n-- harmless")
            try files.remove("0002_second.sql")
            try files.write("0002_other.sql", "SELECT 1")
            try files.remove("0003_third.sql")
            let expected = MigrationError.outOfStep([
                "migration 0001_first.sql was changed after it was applied",
                "migration 2 was applied as second, here it is other",
                "migration 3 (third) is unknown here: this program is older",
            ])
            await #expect(throws: expected) { try await migrator.check() }
            try files.write("0003_next.sql", "CREATE TABLE tw.never (id int)")
            try files.write("0004_never.sql", "CREATE TABLE tw.never (id int)")
            await #expect(throws: MigrationError.self) { try await migrator.migrate() }
            #expect(try await test.sql("SELECT FROM pg_tables WHERE tablename = 'never'").isEmpty)
        }
    }

    @Test func `several migrators at once apply each migration once`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let files = try Files([
                "0001_first.sql": MigratorTests.first,
                "0002_second.sql": "INSERT INTO tw.thing SELECT pg_sleep(0.2) IS NULL::int",
            ])
            try files.write("0002_second.sql", "SELECT pg_sleep(0.2); INSERT INTO tw.thing VALUES (1)")
            let migrator = try files.migrator(test.migrator)
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await migrator.migrate().count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.sorted() == [0, 0, 0, 2])
            #expect(try await test.sql("SELECT id FROM tw.thing") == [["1"]])
        }
    }

    @Test func `a failing migration leaves nothing behind and says where`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let text = "CREATE TABLE tw.half (id int);\nSELECT\n  no_such_thing;\n"
            let files = try Files(["0001_first.sql": MigratorTests.first, "0002_bad.sql": text])
            let migrator = try files.migrator(test.migrator)
            do {
                try await migrator.migrate()
                Issue.record("the migration ran")
            } catch MigrationError.failed(let file, let line, let reason) {
                #expect(file == "0002_bad.sql")
                #expect(line == 3)
                #expect(reason.contains("no_such_thing"))
            } catch {
                Issue.record("\(error)")
            }
            #expect(try await migrator.status().applied.map(\.number) == [1])
            #expect(try await test.sql("SELECT FROM pg_tables WHERE tablename = 'half'").isEmpty)
        }
    }

    @Test func `a migration that ends its own transaction is refused`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let files = try Files(["0001_first.sql": MigratorTests.first + "COMMIT;"])
            await #expect(
                throws: MigrationError.failed(
                    file: "0001_first.sql",
                    line: nil,
                    reason: "it ends the transaction it runs in"
                )
            ) {
                try await files.migrator(test.migrator).migrate()
            }
        }
    }

    @Test func `a migration waits for a locked table by trying again`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let files = try Files(["0001_first.sql": MigratorTests.first])
            let migrator = try files.migrator(test.migrator)
            try await migrator.migrate()
            try files.write("0002_second.sql", "ALTER TABLE tw.thing ADD COLUMN title text")
            async let holding: [[String?]] = test.sql("BEGIN; LOCK TABLE tw.thing; SELECT pg_sleep(1.2); COMMIT")
            while try await test.sql(
                "SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'tw.thing'::regclass"
            ).isEmpty {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await migrator.migrate().count == 1)
            _ = try await holding
        }
    }

    @Test func `files with gaps, doubles or odd names are refused`() async throws {
        let wrong: [KeyValuePairs<String, String>] = [
            ["0002_second.sql": ""], ["0001_a.sql": "", "0001_b.sql": ""], ["0001_a.sql": "", "0003_c.sql": ""],
            ["1_a.sql": ""], ["0001_A.sql": ""], ["0001.sql": ""],
        ]
        for names in wrong {
            let files = try Files(names)
            let folder = try SchemaFolder.locate(explicit: files.folder.path)
            #expect(throws: MigrationError.self, "\(names)") { try folder.migrations() }
        }
        let good = try Files(["0001_a.sql": "", "README.md": ""])
        #expect(try SchemaFolder.locate(explicit: good.folder.path).migrations().map(\.fileName) == ["0001_a.sql"])
        #expect(throws: MigrationError.self) { try SchemaFolder.locate(explicit: "/nowhere") }
    }
}
