import Foundation
import TwoWayRepository
import TwoWayTestSupport

/// A database that is brought to the present in steps, for what lay in it before one of them.
struct SteppedMigration {
    let test: TestDatabase
    private let folder: URL

    static func with(_ body: (SteppedMigration) async throws -> Void) async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let folder = URL(filePath: "/tmp").appending(path: "twoway-migrations-\(UUID())")
            defer { try? FileManager.default.removeItem(at: folder) }
            try await body(SteppedMigration(test: test, folder: folder))
        }
    }

    /// Applies what is pending of the migrations before this number; of all without one.
    func migrate(before number: String? = nil) async throws {
        let files = FileManager.default
        let target = folder.appending(path: "migrations")
        try files.createDirectory(at: target, withIntermediateDirectories: true)
        let source = URL(filePath: try TestCluster.schemaFolder().path).appending(path: "migrations")
        for name in try files.contentsOfDirectory(atPath: source.path).sorted() where name.hasSuffix(".sql") {
            if let number, name >= number { break }
            let copy = target.appending(path: name)
            if files.fileExists(atPath: copy.path) { continue }
            try files.copyItem(at: source.appending(path: name), to: copy)
        }
        let schemaFolder = try SchemaFolder.locate(explicit: folder.path)
        try await Migrator(schemaFolder: schemaFolder, conninfo: test.migrator, logger: TestCluster.logger).migrate()
    }
}
