import Crypto
import Foundation

/// The folder `Schema`, which is shipped with the programs: roles and migrations.
public struct SchemaFolder: Sendable, Hashable {
    public let path: String

    var rolesFile: String { "\(path)/roles.sql" }
    private var migrationsFolder: String { "\(path)/migrations" }

    /// Finds the folder.
    ///
    /// Looks, in this order, at `explicit`, at the environment variable `TWOWAY_SCHEMA`, and for `Schema/migrations` next
    /// to the program that runs and in each folder above it. The first two are not passed over if they are wrong.
    public static func locate(explicit: String? = nil) throws(MigrationError) -> SchemaFolder {
        let named = explicit ?? ProcessInfo.processInfo.environment["TWOWAY_SCHEMA"]
        if let named, !named.isEmpty { return try SchemaFolder(path: named) }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        guard let found = above(program.path) else {
            throw .files("no folder Schema/migrations above \(program.path); set TWOWAY_SCHEMA to the folder Schema")
        }
        return found
    }

    /// The nearest `Schema` folder in the folders above a path; nil if there is none.
    package static func above(_ path: String) -> SchemaFolder? {
        var folder = URL(filePath: path)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            if let found = try? SchemaFolder(path: folder.appending(path: "Schema").path) { return found }
        }
        return nil
    }

    init(path: String) throws(MigrationError) {
        self.path = path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: migrationsFolder, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw .files("there is no folder \(migrationsFolder)")
        }
    }

    /// All migrations in their order; throws if their numbers have a gap or a name is not as it should be.
    public func migrations() throws(MigrationError) -> [Migration] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: migrationsFolder)
        } catch {
            throw .files("cannot read \(migrationsFolder): \(error)")
        }
        var migrations: [Migration] = []
        for name in names.sorted() where name.hasSuffix(".sql") {
            let path = "\(migrationsFolder)/\(name)"
            guard let data = FileManager.default.contents(atPath: path) else { throw .files("cannot read \(path)") }
            guard let migration = Migration(fileName: name, contents: data) else {
                throw .files("\(path) is not UTF-8 or not named like 0001_what_it_does.sql")
            }
            migrations.append(migration)
        }
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw .files("migration \(index + 1) is missing or there twice, see \(migration.fileName)")
        }
        return migrations
    }
}

/// One step of the schema's history: a file `NNNN_name.sql`.
public struct Migration: Sendable, Hashable {
    /// Its place in the order, from 1.
    public let number: Int
    public let name: String
    /// The SHA-256 of the file in lower-case hexadecimal.
    public let checksum: String
    let sql: String

    public var fileName: String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(4 - digits.count, 0)) + digits + "_\(name).sql"
    }

    /// Nil unless the name is four digits, an underscore, and a name of lower-case letters, digits and underscores.
    init?(fileName: String, contents: Data) {
        guard let match = fileName.wholeMatch(of: /([0-9]{4})_([a-z0-9_]+)\.sql/), let number = Int(match.1),
            let sql = String(validating: contents, as: UTF8.self)
        else { return nil }
        self.number = number
        name = String(match.2)
        checksum = SHA256.hash(data: contents).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        self.sql = sql
    }
}
