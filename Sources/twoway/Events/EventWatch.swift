import JSONRPC
import JSONRPCTransport
import Synchronization
import TwoWayModel
import TwoWayProtocol

/// Follows the events of an account for as long as somebody wants to know.
///
/// Connects again with growing, jittered pauses when the line breaks or nothing is heard, and goes on after the last event
/// that was shown, so that each is shown once.
struct EventWatch {
    /// How long nothing may be heard, in heartbeats.
    private static let patience = 2.5
    /// How many notifications may wait to be shown; with more the connection is made anew from the last one shown.
    private static let backlog = 10_000
    private static let longestPause = Duration.seconds(15)

    private enum Arrival {
        case notice(Events.Notice, RawJSON)
        /// Something that is no notification of the contract.
        case nonsense(any Error)
    }

    /// What ends a conversation without an error: the line broke, or is taken to be.
    private struct Silence: Error {}

    let place: ServerPlace
    let tls: ClientTLS?
    let token: String
    /// The last event that was shown; nil before the first greeting when only new ones are wanted.
    var since: Int?

    /// Shows events until its task is cancelled.
    ///
    /// - Throws: ``CommandFailure`` when the login has ended, or the server was never reached or refuses.
    mutating func run(show: (Event, RawJSON) -> Void, tell: (StyledText) -> Void) async throws {
        var failures = 0
        var hasConnected = false
        while !Task.isCancelled {
            do {
                try await follow(show: show, tell: tell) {
                    if failures > 0 { tell(StyledText("Connected again.", .faint)) }
                    failures = 0
                    hasConnected = true
                }
            } catch {
                if Task.isCancelled { return }
                let trouble = CallTrouble(error, place: place)
                guard error is Silence || trouble.mayPass(hasConnected: hasConnected) else {
                    throw trouble.failure(mayHaveHappened: false)
                }
                if failures == 0 { tell(StyledText("The connection broke; trying again.", .faint)) }
            }
            failures += 1
            let pause = min(Duration.milliseconds(250) * (1 << min(failures - 1, 6)), Self.longestPause)
            try? await Task.sleep(for: pause / 2 + pause / 2 * Double.random(in: 0...1))
        }
    }
}

extension EventWatch {
    /// Follows on one connection until it is over.
    private mutating func follow(
        show: (Event, RawJSON) -> Void,
        tell: (StyledText) -> Void,
        onGreeting: () -> Void
    ) async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(
            of: Arrival.self,
            bufferingPolicy: .bufferingOldest(Self.backlog)
        )
        let lastHeard = LastHeard()
        let connection = try await RPCConnection.connect(
            host: place.host,
            port: place.port,
            tls: tls,
            onNotification: { method, params in
                lastHeard.now()
                Self.take(method, params, into: arrival)
            },
            onClose: { arrival.finish() }
        )
        do {
            let client = TwoWayClient(connection)
            try await greet(client)
            let interval = try await subscribe(client)
            onGreeting()
            // Ends the stream when nothing was heard for too long.
            let watchdog = Task {
                while (try? await Task.sleep(for: interval)) != nil {
                    if lastHeard.age > interval * Self.patience { arrival.finish() }
                }
            }
            defer { watchdog.cancel() }
            for await arrival in arrivals {
                switch arrival {
                case .notice(let notice, let json):
                    try await take(notice, json, from: client, show: show, tell: tell)
                case .nonsense(let error): throw error
                }
            }
            throw Silence()
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func take(
        _ method: String,
        _ params: JSONNode?,
        into arrival: AsyncStream<Arrival>.Continuation
    ) {
        do {
            guard let notice = try Events.Notice(method: method, params: params) else { return }
            let result = arrival.yield(.notice(notice, params.map { RawJSON($0) } ?? .null))
            if case .dropped = result { arrival.finish() }
        } catch {
            arrival.yield(.nonsense(error))
        }
    }

    private func greet(_ client: TwoWayClient) async throws {
        let version = Sessions.Hello.VersionRange(min: Sessions.protocolVersion, max: Sessions.protocolVersion)
        let greeting = try await client.call(
            Sessions.Hello.self,
            Sessions.Hello.Params(protocol: version, client: Title(unchecked: Program.name), token: token)
        )
        guard greeting.resumed else { throw CommandFailure.loginEnded }
    }

    /// Goes on after the last event that was shown; answers how often something is to be heard.
    @discardableResult
    private mutating func subscribe(_ client: TwoWayClient) async throws -> Duration {
        let answer = try await client.call(Events.Subscribe.self, Events.Subscribe.Params(since: since))
        since = answer.since
        return .seconds(max(1, answer.heartbeatSeconds))
    }

    private mutating func take(
        _ notice: Events.Notice,
        _ json: RawJSON,
        from client: TwoWayClient,
        show: (Event, RawJSON) -> Void,
        tell: (StyledText) -> Void
    ) async throws {
        switch notice {
        case .event(let event):
            // What comes a second time was shown.
            guard event.seq > since ?? 0 else { return }
            show(event, json)
            since = event.seq
        case .heartbeat(let upTo): since = max(since ?? 0, upTo)
        case .lagged(let lag):
            if lag.reason == .forgotten { tell(StyledText("Older events are no longer kept.", .faint)) }
            since = lag.next - 1
            try await subscribe(client)
        case .ended: throw CommandFailure.loginEnded
        }
    }
}

/// When something was heard last.
private final class LastHeard: Sendable {
    private let time = Mutex(ContinuousClock.now)

    func now() { time.withLock { $0 = .now } }
    var age: Duration { ContinuousClock.now - time.withLock { $0 } }
}
