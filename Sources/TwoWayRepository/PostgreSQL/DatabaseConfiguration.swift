/// How to reach the database, and the limits of using it.
public struct DatabaseConfiguration: Sendable {
    /// A libpq connection string, for instance `host=/run/twoway dbname=twoway user=tw_app`.
    ///
    /// Several hosts with `target_session_attrs=read-write` work as in libpq. A host given by name is resolved while
    /// connecting, which blocks an event loop for that long: prefer sockets, or add `hostaddr`.
    public var conninfo: String
    /// How many event loop threads there are, at least one.
    public var loops = 1
    /// How many connections carry single round trips, in all loops together.
    public var sharedConnections = 4
    /// How many interactive transactions can be open at once, in all loops together.
    public var transactionConnections = 4
    /// How many exchanges one shared connection may have in flight.
    public var pipelineDepth = 4
    /// How many round trips, and how many transactions, may wait in each loop before others are turned away.
    public var waitingLimit = 1_024
    /// The time allowed for a round trip or a transaction, waiting included, unless the call says otherwise.
    public var deadline: Duration = .seconds(10)
    /// The time allowed for making a connection.
    public var connectTimeout: Duration = .seconds(5)
    public var statementTimeout: Duration = .seconds(5)
    public var lockTimeout: Duration = .seconds(2)
    public var idleInTransactionTimeout: Duration = .seconds(10)
    /// That of the schema's functions, so that what they plan is good for statements, too.
    public var searchPath = "pg_catalog, tw, pg_temp"
    public var applicationName = "twoway"
    /// What a transaction in the name of somebody begins with; $1 is the role, $2 the token in hexadecimal or nothing.
    ///
    /// The product's own function also refuses a session that is over.
    public var contextSQL: StaticString = "SELECT sec.enter($1, $2)"

    /// Sets role and token and checks nothing, for a database without the product's schema.
    public static let plainContextSQL: StaticString =
        "SELECT pg_catalog.set_config('role', $1, true), pg_catalog.set_config('app.token', $2, true)"

    public init(conninfo: String) {
        self.conninfo = conninfo
    }
}

extension DatabaseConfiguration {
    /// What every connection is started with, as a value of libpq's `options`.
    var sessionOptions: String {
        let settings = [
            ("statement_timeout", "\(statementTimeout.wholeMilliseconds)"),
            ("lock_timeout", "\(lockTimeout.wholeMilliseconds)"),
            ("idle_in_transaction_session_timeout", "\(idleInTransactionTimeout.wholeMilliseconds)"),
            ("search_path", searchPath),
            ("timezone", "UTC"),
            ("datestyle", "ISO"),
        ]
        return settings.map { "-c \($0.0)=\(DatabaseConfiguration.escaped($0.1))" }.joined(separator: " ")
    }

    /// Protects spaces and backslashes, which separate and escape in `options`.
    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing(" ", with: "\\ ")
    }
}

extension Duration {
    /// The duration in milliseconds, rounded down.
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
