/// How to connect to a private cluster: libpq connection strings, one for each login role.
public struct ClusterConnections: Sendable, Hashable {
    /// The folder of the socket.
    public let socketFolder: String
    /// The name of the product's database.
    public let database: String

    static let databaseName = "twoway"
    static let superuserName = "postgres"
    /// The roles that the people of the host may log in as, besides the superuser.
    static let loginRoles = ["tw_app", "tw_migrator", "tw_admin", "tw_backup"]

    public init(socketFolder: String, database: String) {
        self.socketFolder = socketFolder
        self.database = database
    }

    /// The server.
    public var app: String { conninfo(user: "tw_app") }
    /// The migrator.
    public var migrator: String { conninfo(user: "tw_migrator") }
    /// The management command.
    public var admin: String { conninfo(user: "tw_admin") }
    /// Backups.
    public var backup: String { conninfo(user: "tw_backup") }
    /// The superuser of the cluster.
    public var superuser: String { conninfo(user: ClusterConnections.superuserName) }

    /// A connection string for a role, and for another database if one is named.
    public func conninfo(user: String, database: String? = nil) -> String {
        let parts = [("host", socketFolder), ("port", "5432"), ("user", user), ("dbname", database ?? self.database)]
        return parts.map { "\($0.0)=\(conninfoQuoted($0.1))" }.joined(separator: " ")
    }
}
