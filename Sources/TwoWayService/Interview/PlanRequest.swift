import TwoWayModel
import TwoWayProtocol

/// A plan as it was sent, checked as far as that goes without the database.
struct PlanRequest {
    /// The most items of a plan.
    static let maximumItems = 100
    /// The most priorities of an item.
    static let maximumPriorities = 50

    let entries: [Plans.Save.Entry]

    init(_ params: Plans.Save.Params) throws(ServiceFailure) {
        guard params.items.count <= Self.maximumItems else {
            throw .invalid(path: "params.items", reason: "must have at most \(Self.maximumItems) items")
        }
        var ids: Set<ID<PlanItem>> = []
        for (index, entry) in params.items.enumerated() {
            if let id = entry.id, !ids.insert(id).inserted {
                throw .invalid(path: "params.items[\(index)].id", reason: "is listed already")
            }
            try Self.check(entry, at: "params.items[\(index)]")
        }
        entries = params.items
    }

    /// The questions of libraries, each once.
    var sources: [QuestionSource] { Array(Set(entries.compactMap(\.source))) }

    /// The people to ask, each once.
    var people: [ID<Person>] { Array(Set(entries.compactMap(\.targetPerson))) }

    private static func check(_ entry: Plans.Save.Entry, at path: String) throws(ServiceFailure) {
        guard entry.id != nil || entry.source != nil || entry.text != nil else {
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
