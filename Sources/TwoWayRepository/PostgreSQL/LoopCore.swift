import DequeModule
import Logging

/// What an event loop has in its care: connections and the work that waits for them.
///
/// Used by one thread at a time, under the event loop's lock. Each turn reads answers, takes commands and hands work to
/// connections; who waits is told after it, all of them together.
final class LoopCore {
    /// How often deadlines are looked at while there is something to wait for, and for how long after that a thread sleeps
    /// lightly: work that others send meanwhile needs no waking for its deadline.
    static let sweepInterval: Duration = .milliseconds(50)
    /// How long an answer may be overdue before its connection is taken for dead.
    static let patience: Duration = .seconds(5)

    let configuration: DatabaseConfiguration
    let target: ConnectionTarget
    let poller: Poller
    let logger: Logger
    let sharedLimit: Int
    let transactionLimit: Int

    var connections: [UInt64: PostgresConnection] = [:]
    var lastID: UInt64 = 0
    var queue: Deque<Exchange> = []
    var borrowers: Deque<Borrower> = []
    var metrics = DatabaseMetrics()
    var connectFailures = 0
    var nextConnect: ContinuousClock.Instant
    var nextSweep: ContinuousClock.Instant
    /// Connections that were written to in this turn.
    var written: [PostgresConnection] = []
    var closers: [CheckedContinuation<Void, Never>] = []
    /// Set when closing: what is not done by then is given up.
    var closeBy: ContinuousClock.Instant?

    private var done = Done()
    /// Whether the thread waits for sockets only, and for no deadline.
    private var waitsForEver = false

    init(_ configuration: DatabaseConfiguration, poller: Poller, logger: Logger) {
        self.configuration = configuration
        self.poller = poller
        self.logger = logger
        target = ConnectionTarget(configuration)
        let loops = max(configuration.loops, 1)
        sharedLimit = max((configuration.sharedConnections + loops - 1) / loops, 1)
        transactionLimit = max((configuration.transactionConnections + loops - 1) / loops, 1)
        nextConnect = .now
        nextSweep = .now
    }

    /// The thread's turn: reads from the sockets that are ready, and does what there is to do.
    ///
    /// Answers how many milliseconds to wait for sockets now, -1 for any time, and nil when all is over.
    func turn(_ loop: EventLoop, ready: [UInt64]) -> (wait: Int32?, done: Done) {
        for id in ready { advance(id) }
        for command in loop.takeCommands(isThread: true) { obey(command) }
        let now = ContinuousClock.now
        connectIfNeeded(now)
        dispatch()
        flush()
        if now >= nextSweep { sweep(now) }
        if isFinished(now) {
            finish(loop)
            return (nil, takeDone())
        }
        guard loop.fallAsleep() else { return (0, takeDone()) }
        let wait = waitTime(now) ?? (ready.isEmpty ? -1 : Int32(clamping: LoopCore.sweepInterval.wholeMilliseconds))
        waitsForEver = wait < 0
        return (wait, takeDone())
    }

    /// The turn of a caller while the thread sleeps: hands its command to the connections that there are.
    ///
    /// It is not enough where connections have to be made or ended, and where nobody would look at the deadline.
    func assist(_ loop: EventLoop) -> (isEnough: Bool, done: Done) {
        for command in loop.takeCommands(isThread: false) { obey(command) }
        dispatch()
        flush()
        return (!waitsForEver && closeBy == nil && !wantsConnection, takeDone())
    }

    private func finish(_ loop: EventLoop) {
        for connection in connections.values { connection.close() }
        connections = [:]
        for command in loop.end() { refuse(command) }
        for closer in closers { done.freed.append(closer) }
    }
}

/// Telling callers.
extension LoopCore {
    /// Who is to be told something.
    struct Done {
        fileprivate var exchanges: [Exchange] = []
        fileprivate var borrowers: [Borrower] = []
        fileprivate var freed: [CheckedContinuation<Void, Never>] = []

        func deliver() {
            for exchange in exchanges { exchange.deliver() }
            for borrower in borrowers { borrower.deliver() }
            for waiter in freed { waiter.resume() }
        }
    }

    private func takeDone() -> Done {
        defer { done = Done() }
        return done
    }

    func end(_ exchange: Exchange, _ outcome: Exchange.Outcome) {
        if exchange.isOver { return }
        exchange.end(outcome)
        switch outcome {
        case .success: metrics.completed += 1
        case .failure: metrics.failed += 1
        }
        done.exchanges.append(exchange)
    }

    func end(_ borrower: Borrower, _ outcome: Result<Lease, ExchangeFailure>) {
        borrower.end(outcome)
        done.borrowers.append(borrower)
    }

    func free(_ lease: Lease) {
        if let waiter = lease.waiter { done.freed.append(waiter) }
        lease.waiter = nil
    }

    /// What was done, with what is under way.
    var currentMetrics: DatabaseMetrics {
        var current = metrics
        current.waiting = queue.count + borrowers.count
        current.inFlight = connections.values.reduce(0) { $0 + $1.tracker.count }
        current.openConnections = connections.values.count { $0.isReady }
        return current
    }
}

/// Commands.
extension LoopCore {
    private func obey(_ command: EventLoop.Command) {
        switch command {
        case .submit(let exchange):
            if exchange.isCancelled { return end(exchange, .failure(.cancelled)) }
            guard closeBy == nil, queue.count < configuration.waitingLimit else {
                return end(exchange, .failure(.turnedAway))
            }
            queue.append(exchange)
        case .borrow(let borrower):
            if borrower.isCancelled { return end(borrower, .failure(.cancelled)) }
            guard closeBy == nil, borrowers.count < configuration.waitingLimit else {
                return end(borrower, .failure(.turnedAway))
            }
            borrowers.append(borrower)
        case .submitTo(let lease, let exchange): submit(exchange, to: lease)
        case .giveBack(let lease, let waiter):
            lease.waiter = waiter
            lease.isEnding = true
            settle(lease)
        case .cancel(let exchange): cancel(exchange)
        case .cancelBorrowing(let borrower):
            borrower.isCancelled = true
            guard let index = borrowers.firstIndex(where: { $0 === borrower }) else { return }
            borrowers.remove(at: index)
            end(borrower, .failure(.cancelled))
        case .close(let closer):
            if let closer { closers.append(closer) }
            if closeBy == nil { closeBy = .now + LoopCore.patience }
        }
    }

    private func cancel(_ exchange: Exchange) {
        exchange.isCancelled = true
        if exchange.isOver || !exchange.isRevocable { return }
        if !exchange.isSent {
            guard let index = queue.firstIndex(where: { $0 === exchange }) else { return }
            queue.remove(at: index)
        }
        end(exchange, .failure(.cancelled))
    }

    /// Answers a command that came after the end.
    private func refuse(_ command: EventLoop.Command) {
        switch command {
        case .submit(let exchange), .submitTo(_, let exchange): end(exchange, .failure(.turnedAway))
        case .borrow(let borrower): end(borrower, .failure(.turnedAway))
        case .giveBack(let lease, let waiter):
            lease.waiter = waiter
            free(lease)
        case .cancel, .cancelBorrowing: break
        case .close(let closer): if let closer { closers.append(closer) }
        }
    }
}
