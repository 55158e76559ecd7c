import Synchronization

/// A transaction under way on a connection of its own.
///
/// Each call is one round trip; the first brings BEGIN, the context and what is looked for before along. After a failed
/// statement nothing more runs: later calls throw the first error again. Of no use outside the closure it was given to.
public final class Transaction: StatementRunner {
    private enum State {
        /// Nothing was sent yet.
        case fresh
        case open
        case failed(ExchangeFailure)
        case over
    }

    private let lease: Lease
    private let loop: EventLoop
    private let context: DatabaseContext
    private let isolation: Isolation
    /// What travels before the first statements; when it answers a row, nothing of the transaction is to count.
    private let obstacle: BoundQuery?
    private let deadline: ContinuousClock.Instant
    private let state = Mutex(State.fresh)
    private let met = Mutex<QueryResult?>(nil)

    init(
        lease: Lease,
        loop: EventLoop,
        context: DatabaseContext,
        isolation: Isolation,
        obstacle: BoundQuery?,
        deadline: ContinuousClock.Instant
    ) {
        self.lease = lease
        self.loop = loop
        self.context = context
        self.isolation = isolation
        self.obstacle = obstacle
        self.deadline = deadline
    }

    /// The obstacle that the first round trip has met; the transaction is then rolled back.
    var metObstacle: QueryResult? { met.withLock { $0 } }

    /// Why it failed, if a statement or the commit did.
    var failure: ExchangeFailure? {
        state.withLock { if case .failed(let failure) = $0 { failure } else { nil } }
    }

    public func roundTrip(_ queries: [BoundQuery]) async throws(StorageError) -> [QueryResult] {
        let frame = try nextFrame()
        let looksFirst = frame == .open(isolation) ? obstacle : nil
        let sent = looksFirst.map { [$0] + queries } ?? queries
        let exchange = Exchange(frame, context: context, queries: sent, deadline: deadline)
        switch await loop.perform(exchange, on: lease) {
        case .success(var results):
            guard looksFirst != nil, !results.isEmpty else { return results }
            let first = results.removeFirst()
            guard first.rowCount > 0 else { return results }
            met.withLock { $0 = first }
            throw fail(.obstructed).storageError(commits: false)
        case .failure(let failure): throw fail(failure).storageError(commits: false)
        }
    }

    private func nextFrame() throws(StorageError) -> Exchange.Frame {
        let state = self.state.withLock { state in
            defer { if case .fresh = state { state = .open } }
            return state
        }
        switch state {
        case .fresh: return .open(isolation)
        case .open: return .inside
        case .failed(let failure): throw failure.storageError(commits: false)
        case .over: throw .mistake("a transaction was used after its end")
        }
    }

    /// Remembers the first failure and answers it.
    private func fail(_ failure: ExchangeFailure) -> ExchangeFailure {
        state.withLock { state in
            if case .failed(let first) = state { return first }
            state = .failed(failure)
            return failure
        }
    }

    /// Runs one more statement and commits in the same round trip; nothing can run any more.
    public func finish<Input, Output>(
        with statement: Statement<Input, Output>,
        _ input: Input
    ) async throws(StorageError) {
        // What nobody has begun has no context to run the statement in.
        if state.withLock({ if case .fresh = $0 { true } else { false } }) { _ = try await roundTrip([]) }
        try await commit(after: [statement.bound(input)])
    }

    /// Commits what was done, if anything was sent; throws if it is not certain that it is committed.
    func commit(after queries: [BoundQuery] = []) async throws(StorageError) {
        let state = self.state.withLock { $0 }
        switch state {
        case .fresh: break
        case .over: return
        case .failed(let failure): throw failure.storageError(commits: false)
        case .open:
            if Task.isCancelled { throw fail(.cancelled).storageError(commits: false) }
            let exchange = Exchange(.commit, context: context, queries: queries, deadline: deadline)
            switch await loop.perform(exchange, on: lease) {
            // A transaction that cannot be committed answers ROLLBACK, without an error.
            case .success(let results) where results.last?.commandTag == "COMMIT": break
            case .success: throw .mistake("COMMIT rolled back")
            case .failure(let failure): throw fail(failure).storageError(commits: true)
            }
        }
        end()
        _ = loop.post(.giveBack(lease, nil))
    }

    /// Ends it without a commit.
    func rollBack() async {
        // Given back already, by an end that succeeded.
        if state.withLock({ if case .over = $0 { true } else { false } }) { return }
        let failure = self.failure
        end()
        switch failure {
        // The caller has no time left, and a statement may still be running: the loop cleans up on its own.
        case .cancelled, .deadline: _ = loop.post(.giveBack(lease, nil))
        default: await loop.giveBack(lease)
        }
    }

    private func end() {
        state.withLock { $0 = .over }
    }
}

extension Database {
    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws or its task is cancelled.
    ///
    /// Takes a connection to itself meanwhile: prefer single round trips. With `.ifSafe` the whole body may run again
    /// after a lost connection, a serialization failure or a deadlock. What `body` throws comes out unchanged; the
    /// engine's own errors are of type `StorageError`. `limit` is the time allowed in all, attempts and waiting included.
    public func transaction<Value>(
        as context: DatabaseContext,
        isolation: Isolation = .readCommitted,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil,
        _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        let done = try await run(body, unless: nil, as: context, isolation, retry, within: limit)
        guard case .done(let value) = done else { throw StorageError.mistake("an obstacle that nobody looked for") }
        return value
    }

    /// The same, unless `statement` finds a row before: then nothing that `body` does counts, nor what it returns or throws.
    ///
    /// The statement travels with the first ones of `body` and costs no round trip of its own.
    public func transaction<Input, Obstacle, Value>(
        unless statement: Statement<Input, Obstacle>,
        _ input: Input,
        as context: DatabaseContext,
        retry: RetryPolicy,
        within limit: Duration? = nil,
        _ body: (Transaction) async throws -> Value
    ) async throws -> TransactionOutcome<Obstacle, Value> {
        switch try await run(body, unless: statement.bound(input), as: context, .readCommitted, retry, within: limit) {
        case .done(let value): .done(value)
        case .obstructed(let result): .obstructed(try statement.row(0, of: result))
        }
    }

    private func run<Value>(
        _ body: (Transaction) async throws -> Value,
        unless obstacle: BoundQuery?,
        as context: DatabaseContext,
        _ isolation: Isolation,
        _ retry: RetryPolicy,
        within limit: Duration?
    ) async throws -> TransactionOutcome<QueryResult, Value> {
        let deadline = ContinuousClock.now + RequestDeadline.remaining(atMost: limit ?? configuration.deadline)
        var failures = 0
        while true {
            let loop = nextLoop()
            let lease: Lease
            switch await loop.borrow(until: deadline) {
            case .success(let borrowed): lease = borrowed
            case .failure(let failure): throw failure.storageError(commits: false)
            }
            let transaction = Transaction(
                lease: lease,
                loop: loop,
                context: context,
                isolation: isolation,
                obstacle: obstacle,
                deadline: deadline
            )
            do {
                let value = try await body(transaction)
                try await transaction.commit()
                return .done(value)
            } catch {
                let failure = transaction.failure
                await transaction.rollBack()
                if let obstacle = transaction.metObstacle { return .obstructed(obstacle) }
                failures += 1
                guard let failure, await pauses(after: failure, failures, retry, until: deadline) else { throw error }
            }
        }
    }
}

/// How a transaction ended that was to run unless there was an obstacle.
public enum TransactionOutcome<Obstacle, Value> {
    case done(Value)
    /// Nothing was written.
    case obstructed(Obstacle)
}
