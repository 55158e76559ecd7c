import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// The appointments for a calendar.
struct CalendarService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Interviews.Calendar.self, by: calendar)
    }

    func calendar(
        _ params: Interviews.Calendar.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Interviews.Calendar.Result {
        let selection = CalendarSelection(
            owner: candidate.id,
            opportunity: params.opportunity,
            interview: params.interview
        )
        let (isOwn, appointments) = try await store.read(
            by: candidate,
            .one(.calendarIsOwn, selection),
            .all(.appointments, selection)
        )
        guard isOwn else { throw .notFound }
        return Interviews.Calendar.Result(content: CalendarText(appointments).text)
    }
}
