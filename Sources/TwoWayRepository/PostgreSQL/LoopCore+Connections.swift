import Logging

/// Making, reading and losing connections.
extension LoopCore {
    /// Starts connections as the work at hand wants them, within the limits and not before the pause is over.
    func connectIfNeeded(_ now: ContinuousClock.Instant) {
        if now < nextConnect || queue.isEmpty && borrowers.isEmpty { return }
        let shared = connections.values.filter { $0.purpose == .shared }
        let work = shared.reduce(queue.count) { $0 + $1.tracker.count }
        let sharedWanted = queue.isEmpty ? 0 : min(sharedLimit, work)
        for _ in shared.count..<max(sharedWanted, shared.count) { connect(.shared, now) }

        let lending = connections.values.filter { $0.purpose == .transactions }
        let lent = lending.count { $0.lease != nil }
        let lendingWanted = min(transactionLimit, lent + borrowers.count)
        for _ in lending.count..<max(lendingWanted, lending.count) { connect(.transactions, now) }
    }

    /// Whether work waits for connections that there may be more of.
    var wantsConnection: Bool {
        if queue.isEmpty && borrowers.isEmpty { return false }
        let shared = connections.values.count { $0.purpose == .shared }
        return !queue.isEmpty && shared < sharedLimit
            || !borrowers.isEmpty && connections.count - shared < transactionLimit
    }

    private func connect(_ purpose: PostgresConnection.Purpose, _ now: ContinuousClock.Instant) {
        // Several may be wanted at once, but one failure is reason enough to pause.
        if now < nextConnect { return }
        lastID += 1
        let connection = PostgresConnection(
            id: lastID,
            purpose: purpose,
            target: target,
            contextSQL: configuration.contextSQL,
            connectBy: now + configuration.connectTimeout
        )
        guard let connection else { return pauseConnecting("no memory") }
        connections[connection.id] = connection
        // libpq wants to be called first when the socket can be written to.
        watch(connection, .writing)
    }

    private func watch(_ connection: PostgresConnection, _ progress: PostgresConnection.Progress) {
        switch progress {
        case .reading: poller.watch(connection.socket, id: connection.id, for: .reading)
        case .ready: watch(connection, for: .reading)
        case .writing where connection.socket >= 0:
            poller.watch(connection.socket, id: connection.id, for: .writing)
        case .writing: giveUp(connection, connection.errorMessage)
        case .failed(let reason): giveUp(connection, reason)
        }
        guard progress == .ready else { return }
        connectFailures = 0
        metrics.connectionsMade += 1
    }

    /// Watches the socket of a connection that is ready.
    func watch(_ connection: PostgresConnection, for interest: Poller.Interest) {
        if connection.interest == interest { return }
        connection.interest = interest
        poller.watch(connection.socket, id: connection.id, for: interest)
    }

    /// Does what a socket has become ready for.
    func advance(_ id: UInt64) {
        guard let connection = connections[id] else { return }
        guard connection.isReady else { return watch(connection, connection.advance()) }
        let isAlive = connection.receive { exchange, failure in finished(exchange, failure, on: connection) }
        if !isAlive { return lose(connection) }
        switch connection.flush() {
        case false: watch(connection, for: .reading)
        case true: watch(connection, for: .both)
        case nil: return lose(connection)
        }
        if let lease = connection.lease, lease.isEnding { settle(lease) }
        if connection.isRetiring && connection.tracker.isEmpty && connection.lease == nil { lose(connection) }
    }

    /// Gives up an attempt to connect.
    private func giveUp(_ connection: PostgresConnection, _ reason: String) {
        connections[connection.id] = nil
        metrics.connectionsLost += 1
        connection.close()
        pauseConnecting(reason)
    }

    private func pauseConnecting(_ reason: String) {
        connectFailures += 1
        let pause = Backoff.reconnect.pause(afterFailures: connectFailures, random: .random(in: 0...1))
        nextConnect = .now + pause
        logger.warning(
            "no connection to the database",
            metadata: ["reason": "\(reason)", "failures": "\(connectFailures)", "nextAttempt": "\(pause)"]
        )
    }

    /// Takes in that a connection is of no more use; what was on its way has an unseen end.
    func lose(_ connection: PostgresConnection) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        let reason = connection.errorMessage
        metrics.connectionsLost += 1
        for exchange in connection.tracker.pending { end(exchange, .failure(.lost(sent: true))) }
        connection.close()
        if let lease = connection.lease { free(lease) }
        connection.lease = nil
        nextConnect = .now + Backoff.reconnect.pause(afterFailures: 1, random: .random(in: 0...1))
        logger.notice("lost a database connection", metadata: ["reason": "\(reason)"])
    }

    /// How long to wait for sockets at most, in milliseconds; nil if there is no deadline to look at.
    func waitTime(_ now: ContinuousClock.Instant) -> Int32? {
        let hasWork = !queue.isEmpty || !borrowers.isEmpty || closeBy != nil
        guard hasWork || connections.values.contains(where: { !$0.isReady || !$0.tracker.isEmpty }) else { return nil }
        var until = nextSweep
        if !(queue.isEmpty && borrowers.isEmpty) && nextConnect > now { until = min(until, nextConnect) }
        return Int32(clamping: max((until - now).wholeMilliseconds, 0) + 1)
    }

    /// Ends what is overdue.
    func sweep(_ now: ContinuousClock.Instant) {
        nextSweep = now + LoopCore.sweepInterval
        let isConnected = connections.values.contains { $0.isReady }
        let overdue: ExchangeFailure = isConnected ? .deadline(sent: false) : .unreachable
        for exchange in queue where exchange.deadline <= now { end(exchange, .failure(overdue)) }
        queue.removeAll { $0.isOver }
        for borrower in borrowers where borrower.deadline <= now { end(borrower, .failure(overdue)) }
        borrowers.removeAll { $0.deadline <= now }
        for connection in Array(connections.values) {
            if !connection.isReady {
                if connection.connectBy <= now { giveUp(connection, "timed out") }
                continue
            }
            let pending = connection.tracker.pending
            for exchange in pending where exchange.deadline <= now { end(exchange, .failure(.deadline(sent: true))) }
            if pending.contains(where: { $0.deadline + LoopCore.patience <= now }) { lose(connection) }
        }
    }

    /// Whether closing is complete; gives up what takes too long.
    func isFinished(_ now: ContinuousClock.Instant) -> Bool {
        guard let closeBy else { return false }
        let isBusy = connections.values.contains { $0.lease != nil || !$0.tracker.isEmpty }
        if now < closeBy && (isBusy || !queue.isEmpty || !borrowers.isEmpty) { return false }
        for exchange in queue { end(exchange, .failure(.turnedAway)) }
        for borrower in borrowers { end(borrower, .failure(.turnedAway)) }
        queue.removeAll()
        borrowers.removeAll()
        for connection in Array(connections.values) where connection.lease != nil || !connection.tracker.isEmpty {
            lose(connection)
        }
        return true
    }
}
