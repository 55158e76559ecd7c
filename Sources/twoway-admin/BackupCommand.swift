import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayRepository
import TwoWayService

/// `twoway-admin backup`: writes everything into one file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes everything into one file, with a manifest beside it.",
        discussion: """
            The server may go on meanwhile: the backup is of one moment. It holds what everybody has written, and only
            its owner can read it; keep it as safe as the data folder. A file that is there is never written over.

              twoway-admin backup /var/backups/twoway-monday.dump
            """
    )

    @OptionGroup var options: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The file, or a folder in which one named after the time is made.") var file: String = "."

    func run() async throws {
        let now = Timestamp.now()
        let path = Self.path(file, at: now)
        let manifest = try await options.withConnections { connections in
            Progress.tell("writing \(path)")
            let backup = Backup(conninfo: try HomeOptions.backup(connections))
            let manifest = try await backup.make(at: path, createdAt: now.text)
            let detail = ["sha256": manifest.sha256, "bytes": "\(manifest.bytes)"]
            try await options.withAdmin(connections) { try await $0.noteAction("admin.backup", detail) }
            return manifest
        }
        if output.json {
            output.show(["file": path, "sha256": manifest.sha256, "bytes": "\(manifest.bytes)"])
        } else {
            print("\(path): \(manifest.bytes) bytes, SHA-256 \(manifest.sha256).")
        }
    }

    /// The file that is meant: in a folder one that is named after the time.
    static func path(_ file: String, at time: Timestamp) -> String {
        let url = URL(filePath: file).standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            return url.path
        }
        let stamp = time.text.prefix(19).filter { $0 != "-" && $0 != ":" }
        return url.appending(path: "twoway-\(stamp)Z.dump").path
    }
}

/// `twoway-admin restore`: brings a backup into an empty place.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Brings a backup into an empty data folder, or into an empty database.",
        discussion: """
            The manifest is compared with the file, and its schema with this program, before anything is written. What is
            not empty is refused. Afterwards pending migrations are applied and every rule is verified.

              twoway-admin restore twoway-monday.dump --data-folder /var/lib/twoway-new

            Into a database of somebody else's: roles.sql first, then an empty database that tw_owner owns, and the
            connection string of a superuser to it beside those of tw_admin, tw_migrator and tw_backup.
            """
    )

    @OptionGroup var options: HomeOptions
    @Argument(help: "The backup; its manifest lies beside it.") var file: String

    @Option(help: "A connection string of a superuser, to an empty database. (environment: TWOWAY_SUPERUSER_DATABASE)")
    var superuserDatabase: String?

    func run() async throws {
        let path = URL(filePath: file).standardizedFileURL.path
        do {
            let schema = try SchemaFolder.locate(explicit: options.schemaFolder)
            let manifest = try Restoration.check(path, schemaFolder: schema)
            try refuseUsedFolder()
            Progress.tell("restoring what was written at \(manifest.createdAt)")
            try await restore(path, schema)
        } catch let exit as ExitCode {
            throw exit
        } catch {
            throw Refusal(error)
        }
    }

    private var superuser: String? {
        superuserDatabase ?? ProcessInfo.processInfo.environment["TWOWAY_SUPERUSER_DATABASE"]
    }

    private func refuseUsedFolder() throws {
        if superuser != nil { return }
        guard !options.isRemote else {
            throw ValidationError("Give the connection string of a superuser: --superuser-database.")
        }
        let folder = options.dataFolderPath
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard names.isEmpty else {
            throw ValidationError("\(folder) is not empty; a backup is restored into an empty folder only.")
        }
    }

    private func restore(_ path: String, _ schema: SchemaFolder) async throws {
        let home = options.home(superuser: superuser)
        do {
            let (connections, _) = try await home.connect()
            guard let superuser = connections.superuser else {
                throw ValidationError("Give the connection string of a superuser: --superuser-database.")
            }
            let restoration = Restoration(superuser: superuser, schemaFolder: schema, logger: options.logger)
            let manifest = try await restoration.restore(path)
            if let migrator = connections.migrator {
                try await Migrator(schemaFolder: schema, conninfo: migrator, logger: options.logger).migrate()
            }
            try await options.withAdmin(connections) { admin in
                try await admin.noteAction("admin.restore", ["sha256": manifest.sha256, "made": manifest.createdAt])
            }
            print("Restored. Now every rule is verified.")
            try await verify(connections)
            try await home.close()
        } catch {
            try? await home.close()
            throw error
        }
    }

    private func verify(_ connections: DatabaseHome.Connections) async throws {
        guard let backup = connections.backup else {
            print("Without the connection string of tw_backup nothing is verified: twoway-admin verify")
            return
        }
        let broken = try await VerifyCommand.findings(backup, options).filter { !$0.isClean }
        for finding in broken {
            print("BROKEN \(finding.check.rule) \(finding.check.name): \(finding.examples.joined(separator: "; "))")
        }
        if !broken.isEmpty { throw ExitCode.failure }
        print("Every rule holds.")
    }
}
