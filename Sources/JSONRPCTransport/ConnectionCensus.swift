import NIOCore
import Synchronization

/// Counts the connections of a server, in all and per network, and knows them for the shutdown.
///
/// A connection is counted from `admit` until its channel is closed and its session is over, whichever is later.
final class ConnectionCensus: Sendable {
    enum Verdict {
        case admitted
        /// Over a limit; may be told so.
        case refused
        /// Over a limit, as are so many others that are being told so that this one is only closed.
        case dropped
    }

    private struct State {
        var admitted = 0
        var refused = 0
        var perNetwork: [String: Int] = [:]
        var connections: [ObjectIdentifier: LineConnection] = [:]
        var sessions = 0
        var isShuttingDown = false
        var whenEmpty: EventLoopPromise<Void>?

        var isEmpty: Bool { connections.isEmpty && sessions == 0 }
    }

    /// How many connections over the limits may be told so at the same time.
    private static let maximumRefused = 256

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    /// How many connections are open and within the limits.
    var count: Int { state.withLock { $0.admitted } }

    /// Decides on a new connection; each `admitted` and `refused` must be followed by one `release`.
    func admit(_ network: String) -> Verdict {
        state.withLock { state in
            let ofNetwork = state.perNetwork[network, default: 0]
            if state.admitted < limits.connections, ofNetwork < limits.connectionsPerAddress {
                state.admitted += 1
                state.perNetwork[network] = ofNetwork + 1
                return .admitted
            }
            guard state.refused < Self.maximumRefused else { return .dropped }
            state.refused += 1
            return .refused
        }
    }

    /// Takes back a verdict when the channel has closed.
    func release(_ network: String, _ verdict: Verdict) {
        leave { state in
            switch verdict {
            case .admitted:
                state.admitted -= 1
                let ofNetwork = state.perNetwork[network, default: 0] - 1
                state.perNetwork[network] = ofNetwork > 0 ? ofNetwork : nil
            case .refused: state.refused -= 1
            case .dropped: break
            }
        }
    }
}

// MARK: - Shutdown

extension ConnectionCensus {
    /// Remembers a connection until `forget`, to shut it down if need be.
    func remember(_ connection: LineConnection) {
        let isLate = state.withLock { state in
            state.connections[ObjectIdentifier(connection.channel)] = connection
            return state.isShuttingDown
        }
        if isLate { connection.shutDown() }
    }

    func forget(_ channel: any Channel) {
        leave { $0.connections[ObjectIdentifier(channel)] = nil }
    }

    func sessionBegins() {
        state.withLock { $0.sessions += 1 }
    }

    func sessionEnds() {
        leave { $0.sessions -= 1 }
    }

    /// Ends all connections, each after its running request.
    func shutDownAll() {
        let connections = state.withLock { state in
            state.isShuttingDown = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.shutDown() }
    }

    /// Ends all connections now.
    func abortAll() {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections { connection.abort() }
    }

    /// Waits until every connection is gone, but no longer than `patience`.
    func emptied(within patience: TimeAmount, on eventLoop: any EventLoop) async {
        let promise = eventLoop.makePromise(of: Void.self)
        let timer = eventLoop.scheduleTask(in: patience) { promise.succeed() }
        let isEmpty = state.withLock { state in
            if !state.isEmpty { state.whenEmpty = promise }
            return state.isEmpty
        }
        if isEmpty { promise.succeed() }
        // It is only ever succeeded.
        try? await promise.futureResult.get()
        timer.cancel()
    }

    private func leave(_ change: (inout State) -> Void) {
        let promise = state.withLock { state -> EventLoopPromise<Void>? in
            change(&state)
            return state.isEmpty ? state.whenEmpty.take() : nil
        }
        promise?.succeed()
    }
}
