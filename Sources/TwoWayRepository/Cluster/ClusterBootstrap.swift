import Foundation

/// What a superuser does once for a cluster: the roles, and the product's database.
struct ClusterBootstrap: Sendable {
    let connections: ClusterConnections
    let schemaFolder: SchemaFolder

    func run() async throws(ClusterError) {
        let path = schemaFolder.rolesFile
        let roles: String
        do {
            roles = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ClusterError("cannot read \(path): \(error)")
        }
        let database = connections.database
        let conninfo = connections.conninfo(user: ClusterConnections.superuserName, database: "postgres")
        do {
            try await SerialSession.run(conninfo) { session in
                try session.execute(roles)
                let name = literalQuoted(database)
                if try session.execute("SELECT 1 FROM pg_database WHERE datname = \(name)").isEmpty {
                    try session.execute(
                        "CREATE DATABASE \(identifierQuoted(database)) OWNER tw_owner TEMPLATE template0"
                    )
                }
            }
        } catch {
            throw ClusterError("cannot set up roles and database: \(error)")
        }
    }
}
