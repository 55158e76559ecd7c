import Foundation

/// A PostgreSQL server process as its lock file tells of it.
struct RunningPostmaster: Sendable, Hashable {
    let processID: Int32
    /// Where its socket is.
    let socketFolder: String

    /// Reads `postmaster.pid` and finds out whether that process still is the server of this data folder; nil if not.
    ///
    /// After a crash of the host, the number may belong to any process; PostgreSQL would take it for a running server and
    /// refuse to start.
    static func find(_ files: ClusterFiles) -> RunningPostmaster? {
        guard let text = try? String(contentsOfFile: files.postmasterPID, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let processID = lines.first.flatMap({ Int32($0) }), processID > 0 else { return nil }
        // PostgreSQL works in its data folder; nobody else has a reason to.
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(processID)/cwd")
        guard folder == files.data else { return nil }
        let socketFolder = lines.count > 4 && !lines[4].isEmpty ? String(lines[4]) : files.socketFolder
        return RunningPostmaster(processID: processID, socketFolder: socketFolder)
    }

    /// Removes lock files that a killed server left behind.
    static func removeStaleLocks(_ files: ClusterFiles) {
        let socket = "\(files.socketFolder)/\(ClusterFiles.socketName)"
        for path in [files.postmasterPID, "\(socket).lock", socket] {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
