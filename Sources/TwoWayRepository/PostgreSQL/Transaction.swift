import Synchronization

/// A transaction under way on a connection of its own.
///
/// Each call is one round trip; the first brings BEGIN and the context along. After a failed statement nothing more runs:
/// later calls throw the first error again. Of no use outside the closure it was given to.
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
    private let deadline: ContinuousClock.Instant
    private let state = Mutex(State.fresh)

    init(
        lease: Lease,
        loop: EventLoop,
        context: DatabaseContext,
        isolation: Isolation,
        deadline: ContinuousClock.Instant
    ) {
        self.lease = lease
        self.loop = loop
        self.context = context
        self.isolation = isolation
        self.deadline = deadline
    }

    /// Why it failed, if a statement or the commit did.
    var failure: ExchangeFailure? {
        state.withLock { if case .failed(let failure) = $0 { failure } else { nil } }
    }

    public func roundTrip(_ queries: [BoundQuery]) async throws(StorageError) -> [QueryResult] {
        let frame = try nextFrame()
        let exchange = Exchange(frame, context: context, queries: queries, deadline: deadline)
        switch await loop.perform(exchange, on: lease) {
        case .success(let results): return results
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

    /// Commits what was done, if anything was sent; throws if it is not certain that it is committed.
    func commit() async throws(StorageError) {
        let state = self.state.withLock { $0 }
        switch state {
        case .fresh, .over: break
        case .failed(let failure): throw failure.storageError(commits: false)
        case .open:
            if Task.isCancelled { throw fail(.cancelled).storageError(commits: false) }
            let exchange = Exchange(.commit, context: context, deadline: deadline)
            switch await loop.perform(exchange, on: lease) {
            // A transaction that cannot be committed answers ROLLBACK, without an error.
            case .success(let results) where results.first?.commandTag == "COMMIT": break
            case .success: throw .mistake("COMMIT rolled back")
            case .failure(let failure): throw fail(failure).storageError(commits: true)
            }
        }
        end()
        _ = loop.post(.giveBack(lease, nil))
    }

    /// Ends it without a commit.
    func rollBack() async {
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
                deadline: deadline
            )
            do {
                let value = try await body(transaction)
                try await transaction.commit()
                return value
            } catch {
                let failure = transaction.failure
                await transaction.rollBack()
                failures += 1
                guard let failure, await pauses(after: failure, failures, retry, until: deadline) else { throw error }
            }
        }
    }
}
