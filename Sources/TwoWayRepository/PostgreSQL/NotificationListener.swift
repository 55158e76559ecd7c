import CLibPQ
import Foundation
public import Logging
import Synchronization

/// Hears what is notified on a channel, on a connection and a thread of its own.
///
/// Nothing is promised: what is said while there is no connection is not heard, so that whoever listens also looks by
/// itself now and then. A lost connection is made again with growing, jittered pauses.
public final class NotificationListener: Sendable {
    private let target: ConnectionTarget
    private let channel: StaticString
    private let connectTimeout: Duration
    private let logger: Logger
    private let onNotification: @Sendable (String) -> Void
    private let state: Mutex<State>

    private struct State {
        /// Nil once the thread has ended, or if it never could start.
        var poller: Poller?
        var isClosing = false
        var isListening = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// Begins to listen; `onNotification` gets each payload on the listener's thread and must not block.
    public init(
        _ configuration: DatabaseConfiguration,
        channel: StaticString,
        logger: Logger,
        onNotification: @escaping @Sendable (String) -> Void
    ) {
        target = ConnectionTarget(configuration)
        connectTimeout = configuration.connectTimeout
        self.channel = channel
        self.logger = logger
        self.onNotification = onNotification
        let poller = Poller()
        state = Mutex(State(poller: poller))
        guard let poller else {
            logger.critical("no file descriptors for a listener")
            return
        }
        let thread = Thread { [self] in run(poller) }
        thread.name = "database-listener"
        thread.start()
    }

    /// Whether it would hear something now.
    public var isListening: Bool { state.withLock { $0.isListening } }

    /// Ends connection and thread, and waits until they have.
    public func close() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                state.isClosing = true
                guard let poller = state.poller else { return true }
                state.closers.append(continuation)
                poller.wake()
                return false
            }
            if hasEnded { continuation.resume() }
        }
    }
}

/// The thread.
extension NotificationListener {
    private static let socketID: UInt64 = 1

    private var isClosing: Bool { state.withLock { $0.isClosing } }

    private func run(_ poller: Poller) {
        var failures = 0
        while !isClosing {
            if let handle = connect(poller) {
                failures = 0
                logger.debug("listening", metadata: ["channel": "\(channel)"])
                state.withLock { $0.isListening = true }
                let reason = listen(on: handle, poller)
                state.withLock { $0.isListening = false }
                PQfinish(handle)
                if !isClosing { logger.notice("lost the listening connection", metadata: ["reason": "\(reason)"]) }
            }
            if isClosing { break }
            failures += 1
            let pause = Backoff.reconnect.pause(afterFailures: failures, random: .random(in: 0...1))
            _ = poller.wait(milliseconds: Int32(clamping: pause.wholeMilliseconds))
        }
        let closers = state.withLock { state in
            state.poller = nil
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    /// A connection that listens; nil if there is none to be had, or when closing.
    private func connect(_ poller: Poller) -> OpaquePointer? {
        guard let handle = target.start() else { return nil }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let deadline = ContinuousClock.now + connectTimeout
        // libpq wants to be called first when the socket can be written to.
        var interest = Poller.Interest.writing
        while PQstatus(handle) != CONNECTION_BAD, !isClosing {
            let left = (deadline - .now).wholeMilliseconds
            guard left > 0 else { break }
            poller.watch(PQsocket(handle), id: Self.socketID, for: interest)
            if poller.wait(milliseconds: Int32(clamping: left)).isEmpty { continue }
            switch PQconnectPoll(handle) {
            case PGRES_POLLING_READING: interest = .reading
            case PGRES_POLLING_WRITING: interest = .writing
            case PGRES_POLLING_OK:
                if beginListening(handle) { return handle }
                PQfinish(handle)
                return nil
            default:
                PQfinish(handle)
                return nil
            }
        }
        PQfinish(handle)
        return nil
    }

    private func beginListening(_ handle: OpaquePointer) -> Bool {
        guard let result = PQexec(handle, "LISTEN \(identifierQuoted("\(channel)"))") else { return false }
        defer { PQclear(result) }
        return PQresultStatus(result) == PGRES_COMMAND_OK
    }

    /// Hears until the connection is lost, and says why, or until closing.
    private func listen(on handle: OpaquePointer, _ poller: Poller) -> String {
        poller.watch(PQsocket(handle), id: Self.socketID, for: .reading)
        while !isClosing {
            giveAway(handle)
            _ = poller.wait(milliseconds: -1)
            guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else {
                return PQerrorMessage(handle).map { String(cString: $0) } ?? ""
            }
        }
        return "closed"
    }

    private func giveAway(_ handle: OpaquePointer) {
        while let notification = PQnotifies(handle) {
            onNotification(String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
    }
}
