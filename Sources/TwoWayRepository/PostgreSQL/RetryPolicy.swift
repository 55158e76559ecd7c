/// Whether the engine may run something again by itself after a lost connection, a serialization failure or a deadlock.
public enum RetryPolicy: Sendable, Hashable {
    /// Only the caller knows; an unclear end is reported as such.
    case never
    /// Running it twice does no harm: it only reads, or its writes carry a key that makes the second one a no-op.
    case ifSafe
}

/// How strictly a transaction is kept apart from others.
public enum Isolation: Sendable, Hashable {
    case readCommitted
    case repeatableRead
    case serializable
}

extension Isolation {
    var beginSQL: String {
        switch self {
        case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
    }
}

/// Growing, jittered pauses between attempts, so that many clients do not come back at the same moment.
struct Backoff: Sendable {
    static let reconnect = Backoff(base: .milliseconds(50), limit: .seconds(2))
    static let retry = Backoff(base: .milliseconds(10), limit: .milliseconds(500))

    let base: Duration
    let limit: Duration

    /// The pause before the attempt after `failures` failed ones: between half and all of base * 2^(failures - 1).
    ///
    /// `random` is a number from 0 to 1.
    func pause(afterFailures failures: Int, random: Double) -> Duration {
        let doublings = min(max(failures - 1, 0), 16)
        let full = min(base * (1 << doublings), limit)
        return full / 2 + full / 2 * min(max(random, 0), 1)
    }
}
