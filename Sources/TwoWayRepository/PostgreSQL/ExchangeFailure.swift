/// Why an exchange did not end with results.
enum ExchangeFailure: Error, Hashable, Sendable {
    /// The server refused a statement and rolled the transaction back.
    case refused(ServerError, statement: String)
    /// The connection ended; if the exchange was sent, how far it got was not seen.
    case lost(sent: Bool)
    /// The commit was made but a standby that had to acknowledge it did not.
    case notReplicated
    case deadline(sent: Bool)
    case cancelled
    /// The time was over before there was any connection.
    case unreachable
    /// Too many are waiting, or the database is closed.
    case turnedAway
    /// The parameters are too large or of other types than the first time.
    case unsendable(String)
    /// What was looked for before was there; the server refused nothing, but nothing is to be committed.
    case obstructed
}

extension ExchangeFailure {
    /// Whether running the same thing again may end better.
    var isPassing: Bool {
        switch self {
        case .lost: true
        case .refused(let error, _):
            ["40001", "40P01", "25006"].contains(error.sqlState) || error.sqlState.hasPrefix("57P0")
                || error.sqlClass == "08" || error.isStalePlan
        case .notReplicated, .deadline, .cancelled, .unreachable, .turnedAway, .unsendable, .obstructed: false
        }
    }

    /// What the caller is told.
    ///
    /// `commits` says whether the exchange ended with a commit, so that an unseen end may have been a success.
    func storageError(commits: Bool) -> StorageError {
        switch self {
        case .refused(let error, _) where error.isStalePlan: .conflict
        case .refused(let error, let statement): error.storageError(in: statement)
        case .lost(let sent): .unavailable(outcomeUnknown: sent && commits)
        case .notReplicated: .unavailable(outcomeUnknown: true)
        case .deadline(let sent): .deadline(outcomeUnknown: sent && commits)
        case .cancelled: .cancelled
        case .unreachable, .turnedAway: .unavailable(outcomeUnknown: false)
        case .unsendable(let text): .mistake(text)
        case .obstructed: .conflict
        }
    }

    /// Decides whether to run again, and how long to wait before; nil means to give up.
    ///
    /// `failures` counts this time too, `remaining` is the time left until the deadline, `random` a number from 0 to 1.
    func pauseBeforeRetry(_ policy: RetryPolicy, failures: Int, remaining: Duration, random: Double) -> Duration? {
        guard policy == .ifSafe, isPassing, failures < 10 else { return nil }
        let pause = Backoff.retry.pause(afterFailures: failures, random: random)
        return pause < remaining ? pause : nil
    }
}
