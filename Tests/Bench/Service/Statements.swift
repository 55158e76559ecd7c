import TwoWayModel
import TwoWayRepository

/// The SQL of the calls that are measured, word for word, for pgbench and for the peer.
enum Statements {
    static let opportunity = Statement<OwnedID<Opportunity>, Opportunity>.opportunity.text
    static let people = Statement<OwnedID<Opportunity>, PersonView>.peopleOfOpportunity.text
    static let events = Statement<OwnedID<Opportunity>, StageEvent>.stageEvents.text
    static let interviews = Statement<InterviewPage, Interview>.interviews.text
    static let earlier = Statement<IdempotentCall, KeptResponse>.earlierResponse.text
    static let locked = Statement<OwnedID<Interview>, Interview.State>.lockedInterviewState.text
    static let record = Statement<SentAskings, (id: ID<Asking>, settlesSomething: Bool)>.recordAskings.text
    static let stored = Statement<SentAskings, Asking>.storedAskings.text
    static let removed =
        Statement<(interview: OwnedID<Interview>, askings: [ID<Asking>]), ID<Asking>>.removedAskingsAmong.text
    static let count = Statement<OwnedID<Interview>, Int>.askingCount.text
    static let keep = Statement<(call: IdempotentCall, response: [UInt8]), Void>.keepResponse.text

    /// By the names that the peer knows them by.
    static var byName: [String: String] {
        [
            "opportunity": opportunity, "people": people, "events": events, "interviews": interviews,
            "earlier": earlier,
            "locked": locked, "record": typedRecord, "stored": stored, "removed": removed, "count": count, "keep": keep,
        ]
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
