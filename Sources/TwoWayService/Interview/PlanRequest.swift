import TwoWayModel
import TwoWayProtocol

/// A plan as it was sent, checked as far as that goes without the database.
struct PlanRequest {
    /// The most items of a plan.
    static let maximumItems = NextQuestions.maximumItems
    /// The most priorities of an item.
    static let maximumPriorities = 50
    /// The most talking points of a plan.
    static let maximumTalkingPoints = 50

    let entries: [Plans.Save.Entry]
    let talkingPoints: [TalkingPoint]?

    init(_ params: Plans.Save.Params) throws(ServiceFailure) {
        guard params.items.count <= Self.maximumItems else {
            throw .invalid(path: "params.items", reason: "must have at most \(Self.maximumItems) items")
        }
        if let points = params.talkingPoints, points.count > Self.maximumTalkingPoints {
            let reason = "must have at most \(Self.maximumTalkingPoints) points"
            throw .invalid(path: "params.talkingPoints", reason: reason)
        }
        var ids: Set<ID<PlanItem>> = []
        var carried: Set<ID<PlanItem>> = []
        for (index, entry) in params.items.enumerated() {
            if let id = entry.id, !ids.insert(id).inserted {
                throw .invalid(path: "params.items[\(index)].id", reason: "is listed already")
            }
            if let item = entry.carriedFrom, !carried.insert(item).inserted {
                throw .invalid(path: "params.items[\(index)].carriedFrom", reason: "is listed already")
            }
            try Self.check(entry, at: "params.items[\(index)]")
        }
        entries = params.items
        talkingPoints = params.talkingPoints
    }

    /// The questions of libraries, each once.
    var sources: [QuestionSource] { Array(Set(entries.compactMap(\.source))) }

    /// The questions of one's own, each once.
    var ownQuestions: [ID<OwnQuestion>] { Array(Set(entries.compactMap(\.ownQuestion))) }

    /// The beliefs to settle, each once.
    var beliefs: [ID<Belief>] { Array(Set(entries.compactMap(\.belief))) }

    /// The contradictions to clear up, each once.
    var contradictions: [ID<Contradiction>] { Array(Set(entries.compactMap(\.contradiction))) }

    /// The questions to carry over, each once.
    var carried: [ID<PlanItem>] { entries.compactMap(\.carriedFrom) }

    /// The people to ask, each once.
    var people: [ID<Person>] { Array(Set(entries.compactMap(\.targetPerson))) }

    private static func check(_ entry: Plans.Save.Entry, at path: String) throws(ServiceFailure) {
        if entry.belief != nil && entry.contradiction != nil {
            throw .invalid(path: "\(path).contradiction", reason: "does not go with a belief")
        }
        if entry.source != nil && entry.ownQuestion != nil {
            throw .invalid(path: "\(path).ownQuestion", reason: "does not go with a source")
        }
        let comesFromSomewhere = entry.source != nil || entry.ownQuestion != nil || entry.carriedFrom != nil
        guard entry.id != nil || comesFromSomewhere || entry.text != nil else {
            throw .invalid(path: "\(path).text", reason: "is needed without a source")
        }
        if let minutes = entry.minutes, !(1...60).contains(minutes) {
            throw .invalid(path: "\(path).minutes", reason: "must be from 1 to 60")
        }
        guard let priorities = entry.priorities else { return }
        guard priorities.count <= maximumPriorities else {
            throw .invalid(path: "\(path).priorities", reason: "must have at most \(maximumPriorities) keys")
        }
        var keys: Set<ID<Priority>> = []
        for (index, key) in priorities.enumerated() where !keys.insert(key).inserted {
            throw .invalid(path: "\(path).priorities[\(index)]", reason: "is listed already")
        }
    }
}
