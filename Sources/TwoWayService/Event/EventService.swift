import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What one is told: following it, reading it afterwards, and having read it.
struct EventService: Sendable {
    let store: Store
    let desk: EventDesk

    func serve(on router: inout Router) {
        router.serve(Events.Subscribe.self, by: subscribe)
        router.serve(Events.List.self, by: list)
        router.serve(Events.Acknowledge.self, by: acknowledge)
    }

    func subscribe(
        _ params: Events.Subscribe.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> Events.Subscribe.Result {
        guard let sink = call.conversation.sink else {
            throw .invalidState("Nothing can be pushed on this connection.")
        }
        let found: EventLogState? = try await store.read(by: member, .first(.eventLog, member.id))
        let log = found ?? .empty
        let since = params.since ?? log.last
        guard (0...log.last).contains(since) else {
            throw .invalid(path: "params.since", reason: "must be from 0 to \(log.last), the newest event")
        }
        call.conversation.prepare(
            EventSubscription(account: member.account, since: since, sink: sink, heartbeat: desk.limits.heartbeat),
            at: desk
        )
        return Events.Subscribe.Result(
            since: since,
            first: log.first,
            last: log.last,
            heartbeatSeconds: desk.limits.heartbeat / .seconds(1)
        )
    }

    /// In each role of the account, since what it is told in one is read in that one.
    func list(_ params: Events.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Event> {
        let request = try PageRequest(Events.List.self, params)
        let page = EventPage(
            owner: member.id,
            before: try request.beforeNumber,
            rows: request.rows,
            unreadOnly: params.unreadOnly ?? false
        )
        var events: [Event] = []
        if let candidate = member.asCandidate { events += try await store.read(by: candidate, .all(.events, page)) }
        if let coach = member.asCoach { events += try await store.read(by: coach, .all(.events, page)) }
        events.sort { $0.seq > $1.seq }
        return request.page(Array(events.prefix(request.rows))) { $0.seq }
    }

    func acknowledge(
        _ params: Events.Acknowledge.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Events.Acknowledge.Result {
        guard params.upTo >= 0 else { throw .invalid(path: "params.upTo", reason: "must not be negative") }
        let mark = (owner: member.id, upTo: params.upTo)
        let found: EventLogState? = try await store.change(by: member, .first(.acknowledgeEvents, mark))
        let log = found ?? .empty
        return Events.Acknowledge.Result(read: log.read, last: log.last)
    }
}
