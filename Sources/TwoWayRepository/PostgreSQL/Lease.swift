/// A connection in the hands of one interactive transaction.
///
/// `@unchecked Sendable`: only the event loop looks inside.
final class Lease: @unchecked Sendable {
    let connection: PostgresConnection
    /// Whether the transaction is over and the connection is being cleaned up.
    var isEnding = false
    /// Whether ROLLBACK was sent; once has to be enough.
    var isRolledBack = false
    /// Who waits for the connection to be free.
    var waiter: CheckedContinuation<Void, Never>?

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }
}

/// A transaction that waits for a connection.
///
/// `@unchecked Sendable`: `continuation` is set before the borrower is posted; afterwards all belongs to the event loop.
final class Borrower: @unchecked Sendable {
    let deadline: ContinuousClock.Instant
    var continuation: CheckedContinuation<Result<Lease, ExchangeFailure>, Never>?
    var isCancelled = false
    private var outcome: Result<Lease, ExchangeFailure>?

    init(deadline: ContinuousClock.Instant) {
        self.deadline = deadline
    }

    func end(_ outcome: Result<Lease, ExchangeFailure>) {
        self.outcome = outcome
    }

    func deliver() {
        guard let outcome, let continuation else { return }
        self.continuation = nil
        continuation.resume(returning: outcome)
    }
}
