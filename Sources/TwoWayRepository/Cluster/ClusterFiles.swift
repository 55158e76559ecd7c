import Foundation

/// The files of a private cluster: where they are and what they say.
struct ClusterFiles: Sendable {
    /// The folder that holds everything.
    let folder: String
    let socketFolder: String

    /// The data folder of PostgreSQL.
    var data: String { "\(folder)/pg" }
    /// Where a new data folder grows until it is complete.
    var growingData: String { "\(folder)/pg.new" }
    /// Held locked while a cluster is started or stopped.
    var lock: String { "\(folder)/cluster.lock" }
    /// Held locked, and shared, by every process that uses the cluster, for as long as it does.
    var users: String { "\(folder)/cluster.users" }
    var startLog: String { "\(data)/start.log" }
    var postmasterPID: String { "\(data)/postmaster.pid" }

    /// The longest path that a Unix socket can have, in bytes.
    static let longestSocketPath = 107
    static let socketName = ".s.PGSQL.5432"

    /// The files of the cluster in a folder; a folder for the socket is chosen near by, or elsewhere if its path would be
    /// too long.
    init(folder: String, user: ClusterUser) throws(ClusterError) {
        self.folder = URL(filePath: folder).standardizedFileURL.resolvingSymlinksInPath().path
        let near = "\(self.folder)/run"
        if ClusterFiles.fits(near) {
            socketFolder = near
            return
        }
        let runtime = user.isOther ? nil : ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"]
        let name = "twoway-\(user.user)-\(ClusterFiles.shortHash(self.folder))"
        let choices = [runtime, "/tmp"].compactMap(\.self).filter { !$0.isEmpty }.map { "\($0)/\(name)" }
        guard let short = choices.first(where: ClusterFiles.fits) else {
            throw ClusterError(
                "no folder for the database socket has a short enough path; choose a shorter data folder"
            )
        }
        socketFolder = short
    }

    /// The same files with the socket somewhere else.
    init(_ other: ClusterFiles, socketFolder: String) {
        folder = other.folder
        self.socketFolder = socketFolder
    }

    private static func fits(_ folder: String) -> Bool {
        "\(folder)/\(socketName)".utf8.count <= longestSocketPath
    }

    /// A name for a path, the FNV-1a of its bytes: it only has to differ between the clusters of one host.
    private static func shortHash(_ path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }

    /// Our settings; PostgreSQL's own file includes them last.
    func settings(_ changes: [String: String], fsync: Bool) -> String {
        var settings = [
            "listen_addresses": "",
            "unix_socket_directories": "\"\(socketFolder)\"",
            "unix_socket_permissions": "0700",
            "port": "5432",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "lc_messages": "C",
            // Terse: what a constraint error quotes of a row stays out of the log.
            "log_error_verbosity": "terse",
            "log_line_prefix": "%m [%p] %a ",
            "logging_collector": "on",
            "log_filename": "postgresql-%a.log",
            "log_rotation_age": "1d",
            "log_truncate_on_rotation": "on",
        ]
        if !fsync {
            settings.merge(["fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"]) { $1 }
            settings["logging_collector"] = "off"
        }
        settings.merge(changes) { $1 }
        return settings.sorted { $0.key < $1.key }.map { "\($0.key) = \(literalQuoted($0.value))\n" }.joined()
    }

    static let includeLine = "\ninclude = 'twoway.conf'\n"
    /// Nobody gets in but accounts of this host, by way of the map.
    static let hostRules = "# TYPE DATABASE USER METHOD\nlocal all all peer map=twoway\n"

    /// Who of the host may be whom: we may be every login role, PostgreSQL's account only the superuser.
    static func identityMap(_ user: ClusterUser) -> String {
        let superuser = ClusterConnections.superuserName
        let ours = (ClusterConnections.loginRoles + [superuser]).map { "twoway \"\(user.ownName)\" \($0)\n" }
        let theirs = user.isOther ? ["twoway \"\(user.name)\" \(superuser)\n"] : []
        return (ours + theirs).joined()
    }
}
