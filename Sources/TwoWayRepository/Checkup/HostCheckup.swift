import Foundation

/// Looks at the host: programs, the data folder, its files, and the space that is left.
public struct HostCheckup: Sendable {
    /// Below this many bytes PostgreSQL may soon be unable to write.
    private static let scarce: UInt64 = 256 << 20
    private static let little: UInt64 = 2 << 30

    private let dataFolder: String
    /// Whether the database is somebody else's, and the data folder of no use.
    private let isRemote: Bool

    public init(dataFolder: String, isRemote: Bool) {
        self.dataFolder = URL(filePath: dataFolder).standardizedFileURL.resolvingSymlinksInPath().path
        self.isRemote = isRemote
    }

    /// Whether there is a data folder with a private cluster in it.
    public var hasCluster: Bool { FileManager.default.fileExists(atPath: "\(dataFolder)/pg/PG_VERSION") }

    public func run() async -> [CheckupFinding] {
        var findings = await programs()
        guard !isRemote else { return findings }
        guard FileManager.default.fileExists(atPath: dataFolder) else {
            findings.append(
                CheckupFinding(
                    .fail,
                    "data folder",
                    "\(dataFolder) is not there.",
                    advice: "Name the folder (--data-folder), start the server to make it, or restore a backup."
                )
            )
            return findings
        }
        do throws(ClusterError) {
            let user = try ClusterUser.current()
            findings.append(folder(dataFolder, "data folder", of: user))
            findings.append(reach(of: user))
            let files = try ClusterFiles(folder: dataFolder, user: user)
            findings.append(socket(files))
            for path in [files.data, files.socketFolder] where FileManager.default.fileExists(atPath: path) {
                findings.append(folder(path, "folder", of: user))
            }
            findings += secretFiles(files)
            findings.append(running(files))
        } catch {
            findings.append(CheckupFinding(.fail, "data folder", "\(error)"))
        }
        findings.append(space())
        return findings
    }

    private func programs() async -> [CheckupFinding] {
        var findings: [CheckupFinding] = []
        let data = (try? String(contentsOfFile: "\(dataFolder)/pg/PG_VERSION", encoding: .utf8))
            .flatMap { Int($0.filter(\.isNumber)) }
        if !isRemote {
            do throws(ClusterError) {
                let programs = try await PostgresPrograms.locate(majorVersion: data)
                findings.append(
                    CheckupFinding(.ok, "PostgreSQL", "Version \(programs.majorVersion) in \(programs.folder).")
                )
            } catch {
                findings.append(
                    CheckupFinding(.fail, "PostgreSQL", "\(error).", advice: "apt-get install postgresql")
                )
            }
        }
        for name in ["pg_dump", "pg_restore"] {
            if let path = try? await PostgresPrograms.locateClient(name) {
                findings.append(CheckupFinding(.ok, name, path))
            } else {
                findings.append(
                    CheckupFinding(
                        .warn,
                        name,
                        "It was not found, and backups need it.",
                        advice: "apt-get install postgresql-client"
                    )
                )
            }
        }
        return findings
    }

    private func folder(_ path: String, _ subject: String, of user: ClusterUser) -> CheckupFinding {
        var status = stat()
        guard lstat(path, &status) == 0 else { return CheckupFinding(.fail, subject, "\(path) cannot be read.") }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return CheckupFinding(.fail, subject, "\(path) is not a folder.")
        }
        guard status.st_uid == user.user else {
            return CheckupFinding(
                .fail,
                subject,
                "\(path) belongs to user id \(status.st_uid), not to '\(user.name)'.",
                advice: "chown -R \(user.name) \(path)"
            )
        }
        guard status.st_mode & 0o077 == 0 else {
            return CheckupFinding(.fail, subject, "\(path) is open to others.", advice: "chmod 700 \(path)")
        }
        return CheckupFinding(.ok, subject, "\(path) belongs to '\(user.name)' alone.")
    }

    private func reach(of user: ClusterUser) -> CheckupFinding {
        do throws(ClusterError) {
            try user.checkReach(dataFolder)
            return CheckupFinding(.ok, "way to it", "'\(user.name)' can pass through the folders above.")
        } catch {
            return CheckupFinding(.fail, "way to it", "\(error).")
        }
    }

    private func socket(_ files: ClusterFiles) -> CheckupFinding {
        let path = "\(files.socketFolder)/\(ClusterFiles.socketName)"
        let length = path.utf8.count
        let text = "\(path), \(length) of at most \(ClusterFiles.longestSocketPath) bytes."
        guard files.socketFolder.hasPrefix(files.folder) else {
            return CheckupFinding(
                .warn,
                "socket",
                "\(text) It lies outside of the data folder, whose path is too long.",
                advice: "Choose a data folder with a shorter path."
            )
        }
        return CheckupFinding(.ok, "socket", text)
    }

    private func secretFiles(_ files: ClusterFiles) -> [CheckupFinding] {
        let names = ["pg_hba.conf", "pg_ident.conf", "twoway.conf"].map { "\(files.data)/\($0)" }
        return names.filter { FileManager.default.fileExists(atPath: $0) }.map { Self.secretFile($0, "file") }
    }

    /// A file that only its owner may read.
    public static func secretFile(_ path: String, _ subject: String) -> CheckupFinding {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return CheckupFinding(.fail, subject, "\(path) cannot be read.", advice: "Name a file that is there.")
        }
        guard status.st_mode & 0o077 == 0 else {
            return CheckupFinding(.fail, subject, "\(path) can be read by others.", advice: "chmod 600 \(path)")
        }
        return CheckupFinding(.ok, subject, "\(path) can be read by its owner alone.")
    }

    private func running(_ files: ClusterFiles) -> CheckupFinding {
        if let postmaster = RunningPostmaster.find(files) {
            return CheckupFinding(.ok, "cluster", "It runs as process \(postmaster.processID).")
        }
        return CheckupFinding(
            .warn,
            "cluster",
            "It does not run; it is started for this look.",
            advice: "Start twoway-server."
        )
    }

    private func space() -> CheckupFinding {
        var status = statvfs()
        guard statvfs(dataFolder, &status) == 0 else {
            return CheckupFinding(.warn, "disk", "The space left at \(dataFolder) is not known.")
        }
        let (free, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        let left = overflow ? UInt64.max : free
        let text = "\(left >> 20) MiB are left at \(dataFolder)."
        let advice = "Make room: without it nothing can be written."
        if left < Self.scarce { return CheckupFinding(.fail, "disk", text, advice: advice) }
        if left < Self.little { return CheckupFinding(.warn, "disk", text, advice: advice) }
        return CheckupFinding(.ok, "disk", text)
    }
}
