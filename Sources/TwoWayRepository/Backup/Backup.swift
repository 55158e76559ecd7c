import Foundation

/// Makes a backup of the whole database: `pg_dump` as the role tw_backup, and a manifest beside it.
public struct Backup: Sendable {
    private let conninfo: String

    /// - Parameter conninfo: a libpq connection string of the role tw_backup.
    public init(conninfo: String) {
        self.conninfo = conninfo
    }

    /// Writes the backup, which only its owner can read, and never over a file that is there.
    ///
    /// The file comes by its name when it is whole, after its manifest, so that whatever has the name of a backup is one.
    public func make(at path: String, createdAt: String) async throws(BackupError) -> BackupManifest {
        let manifestPath = BackupManifest.path(of: path)
        for taken in [path, manifestPath] where FileManager.default.fileExists(atPath: taken) {
            throw BackupError("\(taken) is there already; a backup is never written over anything")
        }
        let (applied, postgres) = try await state()
        guard !applied.isEmpty else { throw BackupError("the database has no schema: there is nothing to back up") }
        let growing = try GrowingFile(for: path)
        defer { growing.remove() }
        try await dump(to: growing.path)
        try growing.synchronize()
        let (digest, bytes) = try FileDigest.sha256(ofFile: growing.path)
        let manifest = BackupManifest(
            createdAt: createdAt,
            postgres: postgres,
            bytes: bytes,
            sha256: digest,
            applied: applied
        )
        let growingManifest = try GrowingFile(for: manifestPath)
        defer { growingManifest.remove() }
        try growingManifest.write(manifest.text())
        try growingManifest.synchronize()
        try growingManifest.take(name: manifestPath)
        try growing.take(name: path)
        return manifest
    }

    private func dump(to path: String) async throws(BackupError) {
        guard let parts = Conninfo(conninfo) else { throw BackupError("the connection string cannot be read") }
        do {
            let program = try await PostgresPrograms.locateClient("pg_dump")
            let arguments = ["--format=custom", "--no-password", "--lock-wait-timeout=60s", "--file=\(path)"]
            let secrets = parts.value(of: "password").map { ["PGPASSWORD": $0] } ?? [:]
            let answer = try await Command(
                program,
                arguments + ["--dbname=\(parts.withoutSecrets)"],
                secrets: secrets
            ).run()
            guard answer.isSuccess else { throw BackupError(program: "pg_dump", errors: answer.errors) }
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError("\(error)")
        }
    }

    /// What the schema is, and whose server.
    private func state() async throws(BackupError) -> (applied: [MigrationStatus.Applied], postgres: String) {
        do {
            return try await SerialSession.run(conninfo) { session in
                let version = try session.execute("SHOW server_version").first?.first.flatMap { $0 } ?? ""
                return (try MigrationRun.applied(session), version)
            }
        } catch {
            throw BackupError("cannot look at the database: \(error)")
        }
    }
}

/// A file of our own under another name until it is whole.
private struct GrowingFile {
    let path: String

    init(for name: String) throws(BackupError) {
        path = "\(name).growing-\(getpid())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("make", path) }
        close(descriptor)
    }

    func write(_ data: Data) throws(BackupError) {
        do {
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.write(contentsOf: data)
            try file.close()
        } catch {
            throw BackupError("cannot write \(path): \(error.localizedDescription)")
        }
    }

    /// Waits until it is on the disk.
    func synchronize() throws(BackupError) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("read", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("write", path) }
    }

    /// Gives it its name, unless something has that name.
    func take(name: String) throws(BackupError) {
        guard link(path, name) == 0 else { throw Self.failure("make", name) }
    }

    /// Removes the name it grew under.
    func remove() {
        unlink(path)
    }

    private static func failure(_ action: String, _ path: String) -> BackupError {
        BackupError("cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }
}
