import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// Everything that the measured calls are about.
struct Stage: Sendable {
    /// The candidate with the most data.
    let anna: Candidate
    /// The coach whose library she follows, and who reads what she shares.
    let kim: Player
    /// A coach with a small library; everybody else in the crowd of coaches is a copy.
    let lee: Player
    let document: LibraryDocument
    let relationship: Relationship
    /// Something that contradicts itself, something decided, a prompt that was answered, and a revealed second opinion.
    let contradiction: ID<Contradiction>
    let decision: ID<Decision>
    let prompt: ID<Prompt>
    let opinion: ID<Opinion>
    let candidate: Caller
    let coach: Caller
    let otherCoach: Caller
    let site: Site

    var library: Library { anna.library }
    var priorities: [ID<Priority>] { anna.set.priorities.map(\.key) }
    /// The opportunity with the most interviews.
    var busiest: FilledOpportunity { anna.opportunities[0] }

    var openOpportunities: [FilledOpportunity] { anna.opportunities.filter { $0.opportunity.stage != .closed } }

    /// An opportunity that is not closed, another one for each run.
    func openOpportunity(_ run: Int) -> FilledOpportunity {
        let open = openOpportunities
        return open[(run + 1) % open.count]
    }
}

/// Calls that are measured together, since one needs what the other made.
struct Case: Sendable {
    let name: String
    /// Beyond this many runs there would be more of something than there may be.
    var most = Int.max
    /// The number of the run is never used twice.
    let run: @Sendable (Meter, Int) async throws -> Void
}

extension Case {
    /// One call.
    static func call<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ way: String = "",
        _ params: Method.Params,
        on caller: Caller
    ) -> Case {
        Case(name: "\(method.name) \(way)") { meter, _ in try await meter.call(method, way, params, on: caller) }
    }

    /// One reading of what somebody else has shared.
    static func read<Method: SharedMethod>(
        _ method: Method.Type,
        _ params: Method.Params,
        on caller: Caller
    ) -> Case {
        Case(name: "\(method.name) coach") { meter, _ in try await meter.read(method, "coach", params, on: caller) }
    }

    /// A list: its first page, a page as long as may be, and its last page.
    static func list<Method: TwoWayMethod, Item: Codable & Sendable>(
        _ method: Method.Type,
        _ way: String = "",
        _ params: Method.Params,
        on caller: Caller
    ) -> Case where Method.Params: PagedParams, Method.Result == Page<Item> {
        let last = LastPage()
        return Case(name: "\(method.name) \(way)") { meter, _ in
            var params = params
            try await meter.call(method, way + " first page", params, on: caller)
            params.limit = PageLimits.maximum
            let long = try await meter.call(method, way + " longest page", params, on: caller)
            if !last.isKnown {
                var (next, found) = (long.nextCursor, String?.none)
                while let cursor = next {
                    found = cursor
                    params.cursor = cursor
                    next = try await caller.call(method, params).nextCursor
                }
                last.know(found)
            }
            guard let cursor = last.cursor else { return }
            params.limit = nil
            params.cursor = cursor
            try await meter.call(method, way + " last page", params, on: caller)
        }
    }
}

/// Where the last page of a list starts, once that was found out.
private final class LastPage: Sendable {
    private let place = Mutex<(isKnown: Bool, cursor: String?)>((false, nil))

    var isKnown: Bool { place.withLock { $0.isKnown } }
    /// Nil when the list has one page.
    var cursor: String? { place.withLock { $0.cursor } }

    func know(_ cursor: String?) {
        place.withLock { $0 = (true, cursor) }
    }
}
