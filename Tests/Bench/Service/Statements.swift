import TwoWayModel
import TwoWayRepository

/// The SQL of the calls that are measured, word for word, for pgbench and for the peer.
enum Statements {
    static let opportunity = Statement<OwnedID<Opportunity>, Opportunity>.opportunity.text
    static let people = Statement<OwnedID<Opportunity>, PersonView>.peopleOfOpportunity.text
    static let events = Statement<OwnedID<Opportunity>, StageEvent>.stageEvents.text
    static let interviews = Statement<InterviewPage, InterviewLine>.interviewLines.text
    static let earlier = Statement<IdempotentCall, KeptResponse>.earlierResponse.text
    static let locked = Statement<OwnedID<Interview>, Interview.State>.lockedInterviewState.text
    static let record = Statement<SentAskings, (id: ID<Asking>, settlesSomething: Bool)>.recordAskings.text
    static let stored = Statement<SentAskings, Asking>.storedAskings.text
    static let count = Statement<OwnedID<Interview>, Int>.askingCount.text
    static let keep = Statement<(call: IdempotentCall, response: [UInt8]), Void>.keepResponse.text

    /// What the dashboard asks for, in the server's order; $1 is whose, $2 the time or the day.
    static let dashboard: [String] = [
        asked(.dashboardUnprepared, at: "timestamptz"), asked(.dashboardComing, at: "timestamptz"),
        asked(.dashboardToClose, at: "timestamptz"), asked(.dashboardMustAsks), asked(.dashboardBeliefs),
        asked(.dashboardContradictions), asked(.dashboardDue, at: "date"), asked(.dashboardDueSoon, at: "date"),
        asked(.dashboardPromises), asked(.dashboardOffers, at: "timestamptz"), asked(.dashboardReality, at: "date"),
        asked(.dashboardUnaskable), asked(.dashboardUpgrades), overlays, asked(.dashboardPrompts),
        asked(.dashboardComments), asked(.dashboardOpinions),
    ]

    private static func asked<Entry>(
        _ statement: Statement<DashboardQuestion, DashboardEntry<Entry>>,
        at type: String = "text"
    ) -> String {
        statement.text.replacing("$1", with: "$1::uuid").replacing("$2", with: "$2::\(type)")
    }

    private static let overlays = Statement<DashboardQuestion, OverlayCounts>.dashboardOverlays.text
        .replacing("$1", with: "$1::uuid")

    /// By the names that the peer knows them by.
    static var byName: [String: String] {
        [
            "opportunity": opportunity, "people": people, "events": events, "interviews": interviews,
            "earlier": earlier,
            "locked": locked, "record": typedRecord, "stored": stored, "count": count, "keep": keep,
        ].merging(dashboard.enumerated().map { ("dashboard \($0)", $1) }) { $1 }
    }

    /// With the types of the arrays, which our engine sends along and the peer's driver asks the server for.
    private static var typedRecord: String {
        let types =
            ["uuid", "uuid", "text", "uuid", "timestamptz", "text", "uuid", "text", "text", "text"]
            + ["text", "float8", "text", "boolean", "text"]
        var text = record
        for (place, type) in types.enumerated().reversed() {
            text = text.replacing("$\(place + 3)", with: "$\(place + 3)::\(type)[]")
        }
        return text
    }
}
