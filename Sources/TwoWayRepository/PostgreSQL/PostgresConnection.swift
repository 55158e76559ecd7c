import CLibPQ

/// One connection to the server in libpq's pipeline mode, used by one thread at a time under its event loop's lock.
///
/// Sends exchanges, each ended by a Sync, and sorts the answers; what follows from an answer is decided by its owner.
/// Nothing here waits.
final class PostgresConnection {
    /// What making the connection needs next.
    enum Progress: Hashable {
        case reading
        case writing
        case ready
        case failed(String)
    }

    enum Purpose: Hashable {
        /// Carries single round trips of many clients.
        case shared
        /// Is lent to one interactive transaction at a time.
        case transactions
    }

    private struct Prepared {
        let name: String
        let types: [SQLType]
    }

    let id: UInt64
    let purpose: Purpose
    /// When an attempt to connect is given up.
    let connectBy: ContinuousClock.Instant
    var isReady = false
    /// Whether it takes no new work and ends when the old is done.
    var isRetiring = false
    /// What its socket is watched for, once it is ready.
    var interest: Poller.Interest?
    /// Who has it, on a connection for transactions.
    var lease: Lease?
    private let contextSQL: StaticString
    private(set) var tracker = ReplyTracker<Exchange>()
    private var prepared: [PreparedKey: Prepared] = [:]
    private var preparedCount = 0
    private var missedReplication = false
    private var handle: OpaquePointer?

    init?(
        id: UInt64,
        purpose: Purpose,
        target: ConnectionTarget,
        contextSQL: StaticString,
        connectBy: ContinuousClock.Instant
    ) {
        guard let handle = target.start() else { return nil }
        self.id = id
        self.purpose = purpose
        self.contextSQL = contextSQL
        self.connectBy = connectBy
        self.handle = handle
        PQsetNoticeReceiver(handle, PostgresConnection.noticed, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        close()
    }

    /// Says goodbye to the server and frees the socket.
    func close() {
        if let handle { PQfinish(handle) }
        handle = nil
    }

    var socket: Int32 { PQsocket(handle) }
    var errorMessage: String { PQerrorMessage(handle).map { String(cString: $0) } ?? "" }
    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

    /// Takes the next step of connecting, after the socket has become ready for the last one.
    func advance() -> Progress {
        if PQstatus(handle) == CONNECTION_BAD { return .failed(errorMessage) }
        switch PQconnectPoll(handle) {
        case PGRES_POLLING_READING: return .reading
        case PGRES_POLLING_WRITING: return .writing
        case PGRES_POLLING_OK:
            guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
                return .failed(errorMessage)
            }
            isReady = true
            return .ready
        default: return .failed(errorMessage)
        }
    }

    /// Writes out what the socket takes; nil if the connection is gone, else whether something is left.
    func flush() -> Bool? {
        switch PQflush(handle) {
        case 0: false
        case 1: true
        default: nil
        }
    }

    private static let noticed: PQnoticeReceiver = { argument, result in
        guard let argument, let result, ServerError(result).isMissedReplication else { return }
        Unmanaged<PostgresConnection>.fromOpaque(argument).takeUnretainedValue().missedReplication = true
    }
}

/// Sending.
extension PostgresConnection {
    /// Hands an exchange to libpq, statements to be prepared first included.
    ///
    /// The exchange counts as sent even if it throws: some of it may be on its way.
    func send(_ exchange: Exchange) throws(ExchangeFailure) {
        try check(exchange)
        var steps: [Step] = []
        steps.reserveCapacity(exchange.queries.count + 2)
        var isAccepted = true
        switch exchange.frame {
        case .single: break
        case .open(let isolation):
            isAccepted = sendCommand(isolation.beginSQL)
            steps.append(.begin)
        case .inside, .commit: break
        case .rollback:
            isAccepted = sendCommand("ROLLBACK")
            steps.append(.rollback)
        }
        if exchange.setsContext { isAccepted = isAccepted && sendContext(exchange.context, &steps) }
        for (index, query) in exchange.queries.enumerated() where isAccepted {
            isAccepted = send(query, at: index, role: exchange.context.role.name, &steps)
        }
        // Last, so that a statement that travels with it and fails leaves nothing to commit.
        if exchange.frame == .commit {
            isAccepted = isAccepted && sendCommand("COMMIT")
            steps.append(.commit)
        }
        isAccepted = isAccepted && PQpipelineSync(handle) == 1
        tracker.sent(exchange, steps)
        exchange.isSent = true
        if !isAccepted { throw .lost(sent: true) }
    }

    private func check(_ exchange: Exchange) throws(ExchangeFailure) {
        for query in exchange.queries {
            guard query.parameters.fits else {
                throw .unsendable("statement \(query.name): too many or large parameters")
            }
            let key = PreparedKey(query.sql, role: exchange.context.role.name)
            if let known = prepared[key], known.types != query.parameters.types {
                throw .unsendable("statement \(query.name): parameters of other types than the first time")
            }
        }
    }

    private func send(_ query: BoundQuery, at index: Int, role: String, _ steps: inout [Step]) -> Bool {
        let key = PreparedKey(query.sql, role: role)
        guard let name = prepare(key, query.sql, query.parameters.types, &steps) else { return false }
        steps.append(.query(index, key))
        return query.parameters.withPointers { count, values, lengths, formats in
            PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1) == 1
        }
    }

    private func sendContext(_ context: DatabaseContext, _ steps: inout [Step]) -> Bool {
        let key = PreparedKey(contextSQL, role: "")
        guard let name = prepare(key, contextSQL, [.text, .text], &steps) else { return false }
        steps.append(.context)
        return withCStrings([context.role == .login ? "none" : context.role.name, context.token]) { values in
            PQsendQueryPrepared(handle, name, 2, values, nil, nil, 1) == 1
        }
    }

    /// The name of the prepared statement, which is sent to be prepared if it is not known yet; nil if that failed.
    private func prepare(
        _ key: PreparedKey,
        _ sql: StaticString,
        _ types: [SQLType],
        _ steps: inout [Step]
    ) -> String? {
        if let known = prepared[key] { return known.name }
        preparedCount += 1
        let name = "s\(preparedCount)"
        let isAccepted = sql.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) { text in
                PQsendPrepare(handle, name, text.baseAddress, Int32(types.count), types.map(\.rawValue)) == 1
            }
        }
        guard isAccepted else { return nil }
        prepared[key] = Prepared(name: name, types: types)
        steps.append(.prepare(key))
        return name
    }

    private func sendCommand(_ sql: String) -> Bool {
        PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1
    }
}

/// Receiving.
extension PostgresConnection {
    /// Reads what has arrived and reports each exchange that is over; false if the connection is gone.
    func receive(_ finished: (Exchange, ExchangeFailure?) -> Void) -> Bool {
        let isAlive = PQconsumeInput(handle) == 1
        // Whole answers that came before the end still count.
        return drain(finished) && isAlive && PQstatus(handle) == CONNECTION_OK
    }

    private func drain(_ finished: (Exchange, ExchangeFailure?) -> Void) -> Bool {
        var ends = 0
        while !tracker.isEmpty, PQisBusy(handle) == 0 {
            guard let result = PQgetResult(handle) else {
                // One nil ends a step's answer; more in a row mean that libpq expects nothing although we do.
                ends += 1
                if ends > 2 { return false }
                continue
            }
            ends = 0
            guard take(result, finished) else { return false }
        }
        return true
    }

    private func take(_ result: OpaquePointer, _ finished: (Exchange, ExchangeFailure?) -> Void) -> Bool {
        let reply: Reply
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: reply = .done
        case PGRES_PIPELINE_ABORTED: reply = .skipped
        case PGRES_PIPELINE_SYNC: reply = .sync
        case PGRES_FATAL_ERROR:
            let error = ServerError(result)
            if error.isFatal || error.sqlState.isEmpty || PQstatus(handle) == CONNECTION_BAD {
                PQclear(result)
                return false
            }
            reply = .failed(error)
        default:
            PQclear(result)
            return false
        }
        switch tracker.received(reply) {
        case .done(let exchange, .query), .done(let exchange, .commit):
            exchange.results.append(QueryResult(result))
            return true
        case .undone(_, .prepare(let key)): prepared[key] = nil
        case .finished(let exchange, let error, let step):
            finished(exchange, failure(of: exchange, error, at: step))
        case .done, .undone, .none: break
        case .disorder:
            PQclear(result)
            return false
        }
        PQclear(result)
        return true
    }

    private func failure(of exchange: Exchange, _ error: ServerError?, at step: Step?) -> ExchangeFailure? {
        defer { missedReplication = false }
        guard let error else { return missedReplication && exchange.commits ? .notReplicated : nil }
        switch step {
        case .query(let index, let key):
            if error.isStalePlan { prepared[key] = nil }
            return .refused(error, statement: "\(exchange.queries[index].name)")
        case .prepare(let key):
            let query = exchange.queries.first { PreparedKey($0.sql, role: key.role) == key }
            return .refused(error, statement: query.map { "\($0.name)" } ?? "context")
        case .context, .begin, .commit, .rollback, nil:
            return .refused(error, statement: step?.summary ?? "commit")
        }
    }
}
