import JSONRPC
import Synchronization
import TwoWayProtocol
import TwoWaySite

/// Somebody who writes until it is done: after a failure on the other server, with the same key.
final class SoakWriter: Sendable {
    private let player: Player
    private let servers: [SiteServer]
    private let state: Mutex<State>

    private struct State {
        var caller: Caller?
        var turn: Int
    }

    init(player: Player, servers: [SiteServer], first: Int) {
        self.player = player
        self.servers = servers
        state = Mutex(State(turn: first))
    }

    func insist<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) async throws -> Method.Result where Method.Params: KeyedParams {
        var tries = 0
        while true {
            do {
                return try await caller().call(method, params)
            } catch {
                tries += 1
                if let error = error as? RPCError, error.data?.retryable != true { throw error }
                guard tries < 600, !Task.isCancelled else { throw error }
                let lost = state.withLock { state in
                    state.turn += 1
                    return state.caller.take()
                }
                await lost?.connection.close()
                try await Task.sleep(for: .milliseconds(Int.random(in: 50...150)))
            }
        }
    }

    private func caller() async throws -> Caller {
        if let caller = state.withLock({ $0.caller }) { return caller }
        let server = state.withLock { servers[$0.turn % servers.count] }
        let caller = try await Caller(port: server.port, token: player.token)
        state.withLock { $0.caller = caller }
        return caller
    }
}
