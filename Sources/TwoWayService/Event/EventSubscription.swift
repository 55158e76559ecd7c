import Synchronization
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol

/// One connection that follows the events of an account: how far it is, and whose turn it is.
///
/// At most one turn runs at a time; a wake-up that comes meanwhile makes one more turn, however many come. After ``end()``
/// nothing of it is pushed any more.
final class EventSubscription: Sendable {
    /// What is to be done in a turn.
    struct Turn: Sendable {
        /// All up to this event was sent.
        let cursor: Int
        /// What ends the subscription, once there is room to say it.
        let lag: Events.Lagged.Params?
        let isBeatDue: Bool
    }

    private enum Phase {
        case idle
        case queued
        case running
        case runningAndWoken
        case over
    }

    private struct State {
        var phase = Phase.idle
        var cursor: Int
        var lag: Events.Lagged.Params?
        var lastBeat: ContinuousClock.Instant
        /// Whether the last turn came to nothing and another one is to be tried.
        var isOwed = false
    }

    let account: SignedInAccount
    /// The account in each of its roles: what it is told in one of them is read in that one.
    let actors: [Actor]
    private let sink: EventSink
    private let heartbeat: Duration
    private let state: Mutex<State>

    init(account: SignedInAccount, since: Int, sink: EventSink, heartbeat: Duration) {
        self.account = account
        actors = Role.allCases.filter(account.roles.contains).map { Actor(account: account, role: $0) }
        self.sink = sink
        self.heartbeat = heartbeat
        state = Mutex(State(cursor: since, lastBeat: .now))
    }

    var isOver: Bool { state.withLock { $0.phase == .over } }

    /// Ends it; whatever runs finds its pushes refused.
    func end() {
        state.withLock { $0.phase = .over }
    }
}

/// Turns.
extension EventSubscription {
    /// Notes that there may be something to do; whether it has to be queued for that.
    func wake() -> Bool {
        state.withLock { state in
            switch state.phase {
            case .idle:
                state.phase = .queued
                return true
            case .running: state.phase = .runningAndWoken
            case .queued, .runningAndWoken, .over: break
            }
            return false
        }
    }

    /// Whether to wake it although nobody has: its log goes further, a turn is owed or the peer should hear something.
    func isDue(head: Int?, _ now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            state.isOwed || state.lastBeat + heartbeat <= now || head.map { state.cursor < $0 } ?? false
        }
    }

    /// Begins a turn; nil when it is over.
    func begin(_ now: ContinuousClock.Instant) -> Turn? {
        state.withLock { state in
            guard state.phase == .queued else { return nil }
            state.phase = .running
            return Turn(cursor: state.cursor, lag: state.lag, isBeatDue: state.lastBeat + heartbeat <= now)
        }
    }

    /// Ends a turn; whether another one has to be queued at once.
    func finish(owing: Bool = false) -> Bool {
        state.withLock { state in
            state.isOwed = owing
            switch state.phase {
            case .runningAndWoken:
                state.phase = .queued
                return true
            case .running: state.phase = .idle
            case .idle, .queued, .over: break
            }
            return false
        }
    }
}

/// Pushing.
extension EventSubscription {
    /// Gives a line away, unless the subscription is over: nobody gets in between.
    func push(_ line: [UInt8]) -> Bool {
        state.withLock { $0.phase != .over && sink.send(line) }
    }

    /// Moves on; the peer has what there is up to here.
    func advance(to seq: Int) {
        state.withLock { $0.cursor = max($0.cursor, seq) }
    }

    /// Notes that the peer has heard something.
    func hasBeaten(_ now: ContinuousClock.Instant) {
        state.withLock { $0.lastBeat = now }
    }

    /// Decides the end, which is said when there is room for it.
    func lag(_ lag: Events.Lagged.Params) {
        state.withLock { $0.lag = lag }
    }

    func whenDrained(_ body: @escaping @Sendable () -> Void) {
        sink.whenDrained(body)
    }
}
