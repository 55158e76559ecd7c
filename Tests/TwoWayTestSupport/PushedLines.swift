import JSONRPC
import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayService

/// What is pushed to a `TestClient`, and how much room it has for it.
public final class PushedLines: Sendable {
    private struct State {
        var lines: [String] = []
        /// How many more lines are taken before the next ``makeRoom(for:)``; nil for any number.
        var room: Int?
        var whenDrained: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The lines as they came.
    public var lines: [String] { state.withLock { $0.lines } }

    /// The notifications that they are.
    public var notices: [Events.Notice] {
        get throws {
            try lines.compactMap { line in
                guard case .notification(let method, let params) = try RPCReply(parsing: Array(line.utf8)) else {
                    throw TestFailure("not a notification: \(line)")
                }
                return try Events.Notice(method: method, params: params)
            }
        }
    }

    public var events: [Event] {
        get throws {
            try notices.compactMap { if case .event(let event) = $0 { event } else { nil } }
        }
    }

    /// Takes so many more lines and then refuses, as a connection does whose peer does not read; nil takes everything.
    public func makeRoom(for lines: Int?) {
        let whenDrained = state.withLock { state in
            state.room = lines
            return state.whenDrained.take()
        }
        whenDrained?()
    }

    var sink: EventSink {
        EventSink(
            send: { line in
                self.state.withLock { state in
                    if let room = state.room {
                        guard room > 0 else { return false }
                        state.room = room - 1
                    }
                    state.lines.append(String(decoding: line, as: UTF8.self))
                    return true
                }
            },
            whenDrained: { body in
                let isDrained = self.state.withLock { state in
                    if state.room == 0 { state.whenDrained = body }
                    return state.room != 0
                }
                if isDrained { body() }
            }
        )
    }
}

extension TestService {
    /// Runs a test while events are delivered, woken by the database as in a server.
    public func delivering<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        let listener = NotificationListener(
            DatabaseConfiguration(conninfo: database.app),
            channel: EventHead.channel,
            logger: TestCluster.logger,
            onNotification: events.heard
        )
        let delivery = Task { await events.run() }
        let result: Result<Answer, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        delivery.cancel()
        await delivery.value
        await listener.close()
        return try result.get()
    }
}

/// Waits until something is so; throws after a time that only a hanging test needs.
public func eventually(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw TestFailure("it did not come about") }
        try await Task.sleep(for: .milliseconds(5))
    }
}
