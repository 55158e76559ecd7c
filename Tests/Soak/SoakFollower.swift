import JSONRPC
import JSONRPCTransport
import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// A client that follows its events, and after a break goes on on the other server.
final class SoakFollower: Sendable {
    /// What it has heard.
    struct Record: Sendable {
        /// The numbers as they came.
        var heard: [Int] = []
        /// From the time that an event carries until it was heard, in milliseconds.
        var delays: [Double] = []
        var connections = 0
        var lags = 0
        var trouble: String?
        var expected = Int.max
    }

    let account: ID<Account>
    private let token: String
    private let servers: [SiteServer]
    private let first: Int
    private let state = Mutex(Record())

    var record: Record { state.withLock { $0 } }
    /// Whether the last event has come.
    var isComplete: Bool { state.withLock { ($0.heard.last ?? 0) >= $0.expected } }

    init(player: Player, servers: [SiteServer], first: Int) {
        account = player.account.id
        token = player.token
        self.servers = servers
        self.first = first
    }

    /// Notes how many events there are in all.
    func expect(_ last: Int) {
        state.withLock { $0.expected = last }
    }

    /// Follows until its task is cancelled.
    func run() async {
        var turn = first
        while !Task.isCancelled {
            do {
                try await follow(on: servers[turn % servers.count].port)
            } catch let error as RPCError where error.data?.retryable != true {
                return state.withLock { $0.trouble = "\(error)" }
            } catch {
                // The server is gone, or going.
            }
            turn += 1
            try? await Task.sleep(for: .milliseconds(Int.random(in: 50...150)))
        }
    }

    private func follow(on port: Int) async throws {
        let (notices, arrival) = AsyncStream.makeStream(of: Events.Notice.self)
        let caller = try await Caller(
            port: port,
            token: token,
            onNotification: { [self] method, params in
                do {
                    if let notice = try Events.Notice(method: method, params: params) { arrival.yield(notice) }
                } catch {
                    state.withLock { $0.trouble = "\(error)" }
                }
            },
            onClose: { arrival.finish() }
        )
        do {
            state.withLock { $0.connections += 1 }
            let since = state.withLock { $0.heard.last ?? 0 }
            try await caller.call(Events.Subscribe.self, .init(since: since))
            for await notice in notices {
                switch notice {
                case .event(let event): hear(event)
                case .lagged(let lag):
                    state.withLock { $0.lags += 1 }
                    try await caller.call(Events.Subscribe.self, .init(since: lag.next - 1))
                case .ended: state.withLock { $0.trouble = "the session has ended" }
                case .heartbeat: break
                }
            }
        } catch {
            await caller.connection.close()
            throw error
        }
        await caller.connection.close()
    }

    private func hear(_ event: Event) {
        let delay = (Timestamp.now() - event.at) / .milliseconds(1)
        state.withLock { record in
            record.heard.append(event.seq)
            record.delays.append(delay)
        }
    }
}
