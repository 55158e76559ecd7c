/// What a database's connections have done and are doing.
public struct DatabaseMetrics: Sendable, Hashable {
    /// Connections that are ready for use.
    public internal(set) var openConnections = 0
    /// Exchanges sent and not yet answered.
    public internal(set) var inFlight = 0
    /// Round trips and transactions that wait for a connection.
    public internal(set) var waiting = 0
    /// Exchanges that ended well since the start.
    public internal(set) var completed = 0
    /// Exchanges that did not.
    public internal(set) var failed = 0
    /// Connections made since the start.
    public internal(set) var connectionsMade = 0
    /// Connections that ended without our doing, and attempts that came to nothing.
    public internal(set) var connectionsLost = 0

    static func + (left: DatabaseMetrics, right: DatabaseMetrics) -> DatabaseMetrics {
        var sum = left
        sum.openConnections += right.openConnections
        sum.inFlight += right.inFlight
        sum.waiting += right.waiting
        sum.completed += right.completed
        sum.failed += right.failed
        sum.connectionsMade += right.connectionsMade
        sum.connectionsLost += right.connectionsLost
        return sum
    }
}
