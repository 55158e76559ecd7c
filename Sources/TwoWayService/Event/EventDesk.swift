import Logging
import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Brings events to the connections of this process that follow them.
///
/// The log in the database is the queue: a subscription is a place in it, and what is sent is read from there each time,
/// under the rights that the reader has then. Whoever is woken, by a notification of the database or by the slow look that
/// makes up for lost ones, takes a turn: one stretch of its log. A few turns run at once, none waits for its peer, and the
/// next stretch is read when the peer has taken the last one, so that a slow reader costs no memory and holds up nobody.
public final class EventDesk: Sendable {
    /// The measures of delivery.
    public struct Limits: Sendable {
        /// The most events of a turn.
        public var page = 100
        /// How many turns run at once.
        public var turns = 4
        /// How often a connection hears something at least.
        public var heartbeat = Duration.seconds(60)
        /// How long a lost notification delays an event at the most.
        public var look = Duration.seconds(5)
        /// How many followers of a library are told in one transaction.
        public var bite: Int32 = 250

        public init() {}
    }

    public let limits: Limits
    let database: Database
    let logger: Logger
    private let followers = Mutex<[ID<Account>: [EventSubscription]]>([:])
    private let turns: AsyncStream<EventSubscription>
    private let queued: AsyncStream<EventSubscription>.Continuation
    private let news: AsyncStream<Void>
    private let announced: AsyncStream<Void>.Continuation

    /// How many accounts are looked after in one statement.
    private static let chunk = 500

    public init(database: Database, limits: Limits = Limits(), logger: Logger) {
        self.database = database
        self.limits = limits
        self.logger = logger
        // A subscription is in the queue at most once, so that it is as short as there are connections.
        (turns, queued) = AsyncStream.makeStream()
        (news, announced) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes in what the database notified.
    public func heard(_ payload: String) {
        if payload == EventHead.announcement {
            announced.yield()
        } else if let account = ID<Account>(payload) {
            for subscription in followers.withLock({ $0[account] ?? [] }) { wake(subscription) }
        }
    }

    /// Delivers until its task is cancelled.
    public func run() async {
        announced.yield()
        await withDiscardingTaskGroup { tasks in
            tasks.addTask { await self.takeTurns() }
            tasks.addTask { await self.tellFollowers() }
            tasks.addTask { await self.keepLooking() }
        }
    }
}

/// Who follows.
extension EventDesk {
    /// How many connections follow their events.
    public var subscriptionCount: Int { followers.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    func open(_ subscription: EventSubscription) {
        guard !subscription.isOver else { return }
        followers.withLock { $0[subscription.account.id, default: []].append(subscription) }
        wake(subscription)
    }

    func close(_ subscription: EventSubscription) {
        subscription.end()
        followers.withLock { followers in
            guard var others = followers[subscription.account.id] else { return }
            others.removeAll { $0 === subscription }
            followers[subscription.account.id] = others.isEmpty ? nil : others
        }
    }

    func wake(_ subscription: EventSubscription) {
        if subscription.wake() { queue(subscription) }
    }

    /// Gives it a turn; only for one that has just said it needs one.
    func queue(_ subscription: EventSubscription) {
        queued.yield(subscription)
    }
}

/// What runs.
extension EventDesk {
    private func takeTurns() async {
        await withTaskGroup(of: Void.self) { tasks in
            var running = 0
            for await subscription in turns {
                if running >= limits.turns {
                    _ = await tasks.next()
                    running -= 1
                }
                tasks.addTask { await self.takeTurn(subscription) }
                running += 1
            }
        }
    }

    /// Tells the followers of libraries their news, bite by bite.
    private func tellFollowers() async {
        for await _ in news {
            do {
                var isMore = true
                while isMore, !Task.isCancelled {
                    isMore = try await database.one(.announce, limits.bite, as: .auth(), retry: .ifSafe)
                }
            } catch {
                // The next look tries again; what was told is told.
                logger.warning("could not tell the followers of a library", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Looks by itself now and then: for lost notifications, for turns that failed, and who should hear something.
    private func keepLooking() async {
        while (try? await Task.sleep(for: limits.look)) != nil {
            announced.yield()
            let everybody = followers.withLock { $0.values.flatMap { $0 } }
            let heads = await heads(of: Array(Set(everybody.map(\.account.id))))
            let now = ContinuousClock.now
            for subscription in everybody where subscription.isDue(head: heads[subscription.account.id], now) {
                wake(subscription)
            }
        }
    }

    private func heads(of accounts: [ID<Account>]) async -> [ID<Account>: Int] {
        var heads: [ID<Account>: Int] = [:]
        for start in stride(from: 0, to: accounts.count, by: Self.chunk) {
            let some = Array(accounts[start..<min(start + Self.chunk, accounts.count)])
            do {
                for head in try await database.all(.eventHeads, some, as: .auth(), retry: .ifSafe) {
                    heads[head.owner] = head.last
                }
            } catch {
                logger.warning("could not look for events", metadata: ["error": "\(error)"])
                return heads
            }
        }
        return heads
    }
}
