import Crypto
import Foundation

/// What stands beside a backup: enough to know, before anything is restored, that it is whole and fits.
public struct BackupManifest: Codable, Sendable, Hashable {
    /// A migration that the database had.
    public struct AppliedMigration: Codable, Sendable, Hashable {
        public var number: Int
        public var name: String
        public var sha256: String
    }

    /// The form of this file.
    public var format: Int
    /// When the backup was begun, RFC 3339 in UTC.
    public var createdAt: String
    /// The version of the server that was backed up, as PostgreSQL writes it.
    public var postgres: String
    public var bytes: Int
    /// Of the backup, in lower-case hexadecimal.
    public var sha256: String
    public var migrations: [AppliedMigration]
    /// The SHA-256 over the checksums of the migrations.
    public var schema: String

    static let currentFormat = 1

    init(createdAt: String, postgres: String, bytes: Int, sha256: String, applied: [MigrationStatus.Applied]) {
        format = Self.currentFormat
        self.createdAt = createdAt
        self.postgres = postgres
        self.bytes = bytes
        self.sha256 = sha256
        migrations = applied.map { AppliedMigration(number: $0.number, name: $0.name, sha256: $0.checksum) }
        schema = Self.checksum(of: migrations)
    }

    private static func checksum(of migrations: [AppliedMigration]) -> String {
        let text = migrations.map { "\($0.number) \($0.name) \($0.sha256)\n" }.joined()
        return FileDigest.hexadecimal(SHA256.hash(data: Data(text.utf8)))
    }

    /// Where the manifest of a backup stands.
    static func path(of backup: String) -> String { "\(backup).manifest.json" }

    func text() throws(BackupError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self) + Data("\n".utf8)
        } catch {
            throw BackupError("the manifest cannot be written: \(error)")
        }
    }

    /// Reads the manifest of a backup and compares it with the backup itself.
    public static func checked(backup: String) throws(BackupError) -> BackupManifest {
        let path = path(of: backup)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BackupError("there is no manifest \(path); without it nobody knows whether the backup is whole")
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data) else {
            throw BackupError("\(path) is not the manifest of a backup")
        }
        guard manifest.format == currentFormat, manifest.schema == checksum(of: manifest.migrations) else {
            throw BackupError("\(path) was made by another program, or changed")
        }
        let (digest, bytes) = try FileDigest.sha256(ofFile: backup)
        guard digest == manifest.sha256, bytes == manifest.bytes else {
            throw BackupError("\(backup) is not the file that its manifest describes: its SHA-256 differs")
        }
        return manifest
    }

    /// Refuses a backup whose schema this program does not know.
    func check(against files: [Migration]) throws(BackupError) {
        let applied = migrations.map {
            MigrationStatus.Applied(number: $0.number, name: $0.name, checksum: $0.sha256, appliedAt: createdAt)
        }
        let problems = MigrationStatus(applied: applied, files: files).problems
        guard problems.isEmpty else {
            throw BackupError(
                "the backup does not fit this program:\n" + problems.map { "  \($0)" }.joined(separator: "\n")
            )
        }
    }
}

/// Why a backup could not be made or restored, in words for the person who does it.
public struct BackupError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// What a program of PostgreSQL said, without what it may have quoted of a row (R21).
    ///
    /// Details and contexts of an error quote rows, and so may an error itself: of what stands in quotation marks only the
    /// names of things of the schema are left.
    init(program: String, errors: String) {
        let lines = errors.split(separator: "\n").filter { $0.hasPrefix("\(program): ") }
        let told = lines.prefix(5).map { line in
            line.replacing(/([a-z]*) ?"[^"]*"/) { match in
                Self.named.contains(match.1) ? String(match.0) : "\(match.1) (not shown)"
            }
        }
        description = "\(program) failed" + (told.isEmpty ? "." : ":\n" + told.joined(separator: "\n"))
    }

    private static let named: Set<Substring> = [
        "table", "relation", "constraint", "column", "role", "schema", "database", "function", "policy", "trigger",
        "index", "sequence", "server", "user", "file", "socket", "on",
    ]
}

/// The SHA-256 of a file, read piece by piece.
enum FileDigest {
    static func sha256(ofFile path: String) throws(BackupError) -> (digest: String, bytes: Int) {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            var hash = SHA256()
            var bytes = 0
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
                hash.update(data: piece)
                bytes += piece.count
            }
            return (hexadecimal(hash.finalize()), bytes)
        } catch {
            throw BackupError("cannot read \(path): \(error.localizedDescription)")
        }
    }

    static func hexadecimal(_ digest: SHA256.Digest) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
