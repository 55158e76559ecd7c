import Logging
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// One turn of a subscription.
extension EventDesk {
    func takeTurn(_ subscription: EventSubscription) async {
        guard let turn = subscription.begin(.now) else { return }
        var owes = false
        if let lag = turn.lag {
            say(lag, to: subscription)
        } else {
            do {
                try await deliver(turn, to: subscription)
            } catch ServiceFailure.denied {
                // The session is over, or the role is: the peer learns that much and nothing more.
                if let line = try? Events.Ended.line(NoParams()) { _ = subscription.push(line) }
                close(subscription)
            } catch {
                owes = true
                logger.debug("a turn failed", metadata: ["error": "\(error)"])
            }
        }
        if subscription.finish(owing: owes) { queue(subscription) }
    }

    /// Sends the next stretch of the log, as far as the reader may still read it.
    private func deliver(_ turn: EventSubscription.Turn, to subscription: EventSubscription) async throws {
        if turn.isBeatDue { await touch(subscription) }
        let stretch = try await read(after: turn.cursor, by: subscription)
        guard stretch.first <= turn.cursor + 1 else {
            return end(subscription, Events.Lagged.Params(next: stretch.first, reason: .forgotten))
        }
        for event in stretch.events {
            guard subscription.push(try Events.Notify.line(event)) else {
                return end(subscription, Events.Lagged.Params(next: event.seq, reason: .slow))
            }
            subscription.advance(to: event.seq)
            subscription.hasBeaten(.now)
        }
        subscription.advance(to: stretch.end)
        if stretch.events.isEmpty, turn.isBeatDue {
            let beat = Events.Heartbeat.Params(upTo: max(turn.cursor, stretch.end))
            // Where there is no room the peer has enough to hear.
            _ = subscription.push(try Events.Heartbeat.line(beat))
            subscription.hasBeaten(.now)
        }
        if stretch.end < stretch.last { subscription.whenDrained { self.wake(subscription) } }
    }

    private func end(_ subscription: EventSubscription, _ lag: Events.Lagged.Params) {
        subscription.lag(lag)
        say(lag, to: subscription)
    }

    /// Says that it lags, now or when there is room for it, and that is the end.
    private func say(_ lag: Events.Lagged.Params, to subscription: EventSubscription) {
        if let line = try? Events.Lagged.line(lag), subscription.push(line) {
            close(subscription)
        } else if !subscription.isOver {
            subscription.whenDrained { self.wake(subscription) }
        }
    }

    /// A session whose owner listens is in use.
    private func touch(_ subscription: EventSubscription) async {
        let context = DatabaseContext.auth(tokenHash: subscription.account.tokenHash)
        // The reading that follows meets the same trouble and answers for it.
        _ = try? await database.execute(.touchSession, (), as: context, within: .seconds(1))
    }
}

/// A stretch of a log as its reader may see it.
struct EventStretch: Sendable {
    /// The oldest event that is kept.
    var first: Int
    /// The newest one there is.
    var last: Int
    /// Everything up to this number is in the stretch.
    var end: Int
    var events: [Event]
}

extension EventDesk {
    /// Reads in each role of the account; what one role sees later than the other counts for neither.
    private func read(after cursor: Int, by subscription: EventSubscription) async throws -> EventStretch {
        var stretch = EventStretch(first: 1, last: 0, end: .max, events: [])
        let window = EventWindow(owner: subscription.account.id, after: cursor, count: limits.page)
        for actor in subscription.actors {
            let rows: [EventWindowRow]
            do {
                rows = try await database.all(.eventWindow, window, as: actor.context, retry: .ifSafe)
            } catch {
                throw ServiceFailure(storage: error)
            }
            let log = rows.first?.log ?? .empty
            stretch.first = max(stretch.first, log.first)
            stretch.last = max(stretch.last, log.last)
            stretch.end = min(stretch.end, log.last, cursor + limits.page)
            stretch.events += rows.compactMap(\.event)
        }
        stretch.events = stretch.events.filter { $0.seq <= stretch.end }.sorted { $0.seq < $1.seq }
        return stretch
    }
}
