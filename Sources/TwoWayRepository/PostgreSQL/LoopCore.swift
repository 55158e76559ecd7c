import DequeModule
import Logging

/// What an event loop's thread owns: its connections and the work that waits for them.
///
/// Used by that thread only. Each turn takes commands, hands work to connections, waits, reads answers, and only then
/// resumes the callers, all of them together.
final class LoopCore {
    /// How often deadlines are looked at while there is something to wait for.
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

    private var doneExchanges: [Exchange] = []
    private var doneBorrowers: [Borrower] = []
    private var freed: [CheckedContinuation<Void, Never>] = []

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

    func run(_ loop: EventLoop) {
        while true {
            for command in loop.takeCommands() { obey(command) }
            let now = ContinuousClock.now
            connectIfNeeded(now)
            dispatch()
            flush()
            if now >= nextSweep { sweep(now) }
            deliver(loop)
            if isFinished(now) { break }
            let sleeps = loop.fallAsleep()
            if sleeps { publish(loop) }
            let ready = poller.wait(milliseconds: sleeps ? waitTime(now) : 0)
            for id in ready { advance(id) }
            deliver(loop)
        }
        for connection in connections.values { connection.close() }
        connections = [:]
        metrics.openConnections = 0
        publish(loop)
        for command in loop.end() { refuse(command) }
        deliver(loop)
        for closer in closers { closer.resume() }
    }
}

/// Telling callers.
extension LoopCore {
    func end(_ exchange: Exchange, _ outcome: Exchange.Outcome) {
        if exchange.isOver { return }
        exchange.end(outcome)
        switch outcome {
        case .success: metrics.completed += 1
        case .failure: metrics.failed += 1
        }
        doneExchanges.append(exchange)
    }

    func end(_ borrower: Borrower, _ outcome: Result<Lease, ExchangeFailure>) {
        borrower.end(outcome)
        doneBorrowers.append(borrower)
    }

    func free(_ lease: Lease) {
        if let waiter = lease.waiter { freed.append(waiter) }
        lease.waiter = nil
    }

    private func deliver(_ loop: EventLoop) {
        if doneExchanges.isEmpty && doneBorrowers.isEmpty && freed.isEmpty { return }
        publish(loop)
        for exchange in doneExchanges { exchange.deliver() }
        for borrower in doneBorrowers { borrower.deliver() }
        for waiter in freed { waiter.resume() }
        doneExchanges.removeAll(keepingCapacity: true)
        doneBorrowers.removeAll(keepingCapacity: true)
        freed.removeAll(keepingCapacity: true)
    }

    private func publish(_ loop: EventLoop) {
        metrics.waiting = queue.count + borrowers.count
        metrics.inFlight = connections.values.reduce(0) { $0 + $1.tracker.count }
        metrics.openConnections = connections.values.count { $0.isReady }
        loop.publish(metrics)
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
