import DequeModule

/// Handing work to connections, and what follows from their answers.
extension LoopCore {
    /// Gives waiting work to connections that can take it, the least busy first.
    func dispatch() {
        while let exchange = queue.first, let connection = leastBusyConnection() {
            queue.removeFirst()
            send(exchange, on: connection)
        }
        while !borrowers.isEmpty, let connection = idleConnection() {
            let lease = Lease(connection)
            connection.lease = lease
            end(borrowers.removeFirst(), .success(lease))
        }
    }

    private func leastBusyConnection() -> PostgresConnection? {
        var best: PostgresConnection?
        for connection in connections.values where connection.purpose == .shared {
            guard connection.isReady, !connection.isRetiring, connection.tracker.count < configuration.pipelineDepth
            else { continue }
            if connection.tracker.count < best?.tracker.count ?? .max { best = connection }
        }
        return best
    }

    private func idleConnection() -> PostgresConnection? {
        connections.values.first {
            $0.purpose == .transactions && $0.isReady && !$0.isRetiring && $0.lease == nil
        }
    }

    /// Sends a round trip of a transaction that is under way.
    func submit(_ exchange: Exchange, to lease: Lease) {
        let connection = lease.connection
        if exchange.isCancelled && exchange.isRevocable { return end(exchange, .failure(.cancelled)) }
        if exchange.deadline <= .now { return end(exchange, .failure(.deadline(sent: false))) }
        // A lost connection took the transaction with it: nothing of this exchange was sent, and nothing is committed.
        guard !lease.isEnding, connections[connection.id] != nil else {
            return end(exchange, .failure(.lost(sent: false)))
        }
        send(exchange, on: connection)
    }

    private func send(_ exchange: Exchange, on connection: PostgresConnection) {
        do throws(ExchangeFailure) {
            try connection.send(exchange)
            written.append(connection)
        } catch {
            end(exchange, .failure(error))
            if error == .lost(sent: true) { lose(connection) }
        }
    }

    /// Takes in that an exchange is over, with or without success.
    func finished(_ exchange: Exchange, _ failure: ExchangeFailure?, on connection: PostgresConnection) {
        guard let failure else { return end(exchange, .success(exchange.results)) }
        if case .refused(let error, _) = failure {
            if error.spoilsConnection { connection.isRetiring = true }
            // The server rolled back before anything could be committed: with the statement prepared anew it may pass.
            if error.isStalePlan, exchange.frame == .single, exchange.reruns < 3, !exchange.isOver {
                exchange.reruns += 1
                exchange.results = []
                exchange.isSent = false
                return queue.prepend(exchange)
            }
        }
        end(exchange, .failure(failure))
    }

    /// Makes a connection that was given back fit for the next borrower, or ends it.
    func settle(_ lease: Lease) {
        let connection = lease.connection
        guard connections[connection.id] != nil else { return free(lease) }
        guard lease.isEnding, connection.tracker.isEmpty else { return }
        if !connection.isInTransaction {
            connection.lease = nil
            return free(lease)
        }
        if lease.isRolledBack { return lose(connection) }
        lease.isRolledBack = true
        let rollback = Exchange(.rollback, context: .admin, deadline: .now + LoopCore.patience)
        send(rollback, on: connection)
    }

    /// Writes out what this turn handed to connections.
    func flush() {
        for connection in written {
            switch connection.flush() {
            case false: break
            case true: watch(connection, for: .both)
            case nil: lose(connection)
            }
        }
        written.removeAll(keepingCapacity: true)
    }
}
