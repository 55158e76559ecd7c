import Foundation
import Logging
import Synchronization

/// A thread of our own that drives a few connections, and the way to give it work.
///
/// Callers put commands into an inbox, and the thread takes all of them at once. While it sleeps, the caller does its part
/// and sends the statements itself: to wake a thread costs more than that. The thread is woken for what only it may do.
final class EventLoop: Sendable {
    enum Command {
        /// A single round trip, on any shared connection.
        case submit(Exchange)
        /// A wish for a connection to hold a transaction on.
        case borrow(Borrower)
        /// A round trip on a borrowed connection.
        case submitTo(Lease, Exchange)
        /// The end of a loan; a transaction that is still open is rolled back.
        case giveBack(Lease, CheckedContinuation<Void, Never>?)
        case cancel(Exchange)
        case cancelBorrowing(Borrower)
        /// Finish what is accepted, end the connections and the thread.
        case close(CheckedContinuation<Void, Never>?)
    }

    private struct Inbox {
        var commands: [Command] = []
        var isSleeping = false
        /// Nil once the thread has ended, or if it never could start.
        var poller: Poller?
    }

    // Locked after the core by whoever needs both: the core looks into it.
    private let inbox: Mutex<Inbox>
    /// Nil if it never could start.
    private let core: Mutex<LoopCore?>

    init(_ configuration: DatabaseConfiguration, number: Int, logger: Logger) {
        let poller = Poller()
        inbox = Mutex(Inbox(poller: poller))
        core = Mutex(poller.map { LoopCore(configuration, poller: $0, logger: logger) })
        guard let poller else {
            logger.critical("no file descriptors for an event loop")
            return
        }
        let thread = Thread { [self] in run(poller) }
        thread.name = "database-\(number)"
        thread.start()
    }

    private func run(_ poller: Poller) {
        var ready: [UInt64] = []
        while true {
            let turn = core.withLock { $0?.turn(self, ready: ready) }
            // Not in the lock: who is told may have the next thing to do at once.
            turn?.done.deliver()
            guard let wait = turn?.wait else { return }
            ready = poller.wait(milliseconds: wait)
        }
    }

    var metrics: DatabaseMetrics { core.withLock { $0?.currentMetrics ?? DatabaseMetrics() } }

    /// Gives the thread something to do, or does it at once if the thread sleeps; false if it has ended.
    func post(_ command: Command) -> Bool {
        let (isTaken, sleeper) = inbox.withLock { inbox -> (Bool, Poller?) in
            guard let poller = inbox.poller else { return (false, nil) }
            inbox.commands.append(command)
            return (true, inbox.isSleeping ? poller : nil)
        }
        guard let sleeper else { return isTaken }
        // Whoever holds the lock may have looked into the inbox already: then the thread has to look again.
        let assistance = core.withLockIfAvailable { $0?.assist(self) } ?? nil
        assistance?.done.deliver()
        if assistance?.isEnough != true {
            inbox.withLock { $0.isSleeping = false }
            sleeper.wake()
        }
        return isTaken
    }
}

/// For callers.
extension EventLoop {
    /// Runs a single round trip, or one on a borrowed connection.
    func perform(_ exchange: Exchange, on lease: Lease? = nil) async -> Exchange.Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchange.continuation = continuation
                if !post(lease.map { .submitTo($0, exchange) } ?? .submit(exchange)) {
                    exchange.end(.failure(.turnedAway))
                    exchange.deliver()
                }
            }
        } onCancel: {
            _ = post(.cancel(exchange))
        }
    }

    /// Waits for a connection to hold a transaction on.
    func borrow(until deadline: ContinuousClock.Instant) async -> Result<Lease, ExchangeFailure> {
        let borrower = Borrower(deadline: deadline)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                borrower.continuation = continuation
                if !post(.borrow(borrower)) {
                    borrower.end(.failure(.turnedAway))
                    borrower.deliver()
                }
            }
        } onCancel: {
            _ = post(.cancelBorrowing(borrower))
        }
    }

    /// Gives a connection back and waits until it is free of the transaction.
    func giveBack(_ lease: Lease) async {
        await withCheckedContinuation { continuation in
            if !post(.giveBack(lease, continuation)) { continuation.resume() }
        }
    }

    /// Ends the thread after what was accepted is done.
    func close() async {
        await withCheckedContinuation { continuation in
            if !post(.close(continuation)) { continuation.resume() }
        }
    }
}

/// For the core.
extension EventLoop {
    /// Takes all commands that have come in, in the place of the thread if it sleeps on.
    func takeCommands(isThread: Bool) -> [Command] {
        inbox.withLock { inbox in
            if isThread { inbox.isSleeping = false }
            if inbox.commands.isEmpty { return [] }
            let commands = inbox.commands
            inbox.commands.removeAll(keepingCapacity: true)
            return commands
        }
    }

    /// Says that the thread is about to wait; false if there is something to do first.
    func fallAsleep() -> Bool {
        inbox.withLock { inbox in
            inbox.isSleeping = inbox.commands.isEmpty
            return inbox.isSleeping
        }
    }

    /// Accepts nothing more and lets go of the poller; answers what came in too late.
    func end() -> [Command] {
        inbox.withLock { inbox in
            inbox.poller = nil
            let late = inbox.commands
            inbox.commands = []
            return late
        }
    }
}
