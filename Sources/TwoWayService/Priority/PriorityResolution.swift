import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Makes priorities of entries: fills in what an entry leaves to the catalogue, and gives new ones their key.
struct PriorityResolution {
    let catalogue: [Dimension]
    /// Keys that belong to another job search of the candidate.
    let elsewhere: Set<ID<Priority>>
    let newKey: () -> ID<Priority>

    func priorities(
        _ entries: [PrioritySets.Save.Entry],
        weightMode: WeightMode
    ) throws(ServiceFailure) -> [Priority] {
        let dimensions = Dictionary(catalogue.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let standings = try Self.standings(entries, weightMode: weightMode)
        var priorities: [Priority] = []
        for (index, entry) in entries.enumerated() {
            let path = "params.priorities[\(index)]"
            let dimension = entry.dimension.flatMap { dimensions[$0] }
            guard let title = entry.title ?? dimension.flatMap({ try? Title($0.title) }) else {
                throw .invalid(path: "\(path).title", reason: "is needed without a dimension of the catalogue")
            }
            guard let direction = entry.direction ?? dimension?.defaultDirection else {
                throw .invalid(path: "\(path).direction", reason: "is needed without a dimension of the catalogue")
            }
            if let key = entry.key, elsewhere.contains(key) {
                throw .invalid(path: "\(path).key", reason: "is a key of another job search; a new one needs none")
            }
            priorities.append(
                Priority(
                    key: entry.key ?? newKey(),
                    dimension: entry.dimension,
                    title: title,
                    statement: entry.statement,
                    direction: direction,
                    target: entry.target ?? (direction == .target ? dimension?.defaultTarget : nil),
                    weight: standings[index].weight,
                    rank: standings[index].rank,
                    vital: entry.vital ?? false,
                    mustHave: entry.mustHave ?? false,
                    threshold: entry.threshold,
                    requiredSource: entry.requiredSource,
                    bossDependent: dimension?.bossDependent ?? false,
                    anchors: entry.anchors
                )
            )
        }
        return priorities
    }

    /// Weight and rank of each entry: in the ordinal mode each follows from the other where it is left out.
    private static func standings(
        _ entries: [PrioritySets.Save.Entry],
        weightMode: WeightMode
    ) throws(ServiceFailure) -> [(weight: Double, rank: Int?)] {
        let weights = entries.compactMap(\.weight)
        let ranks = entries.compactMap(\.rank)
        let hasRanks = weightMode == .ordinal && ranks.count == entries.count
        guard hasRanks || weights.count == entries.count else {
            let lacking = entries.firstIndex { $0.weight == nil && ($0.rank == nil || weightMode != .ordinal) }
            let index = lacking ?? entries.firstIndex { $0.weight == nil } ?? 0
            let reason = weightMode == .ordinal ? "is needed where not every priority has a rank" : "is needed"
            throw .invalid(path: "params.priorities[\(index)].weight", reason: reason)
        }
        switch weightMode {
        case .ordinal where ranks.isEmpty:
            return weights.map { weight in (weight, 1 + weights.count { $0 > weight }) }
        case .ordinal, .exact, .points:
            return entries.map { ($0.weight ?? weight(ofRank: $0.rank ?? 1, among: entries.count), $0.rank) }
        }
    }

    /// As many points as there are ranks from here down, so that the order of the weights is that of the ranks; a rank that
    /// does not fit is refused later.
    private static func weight(ofRank rank: Int, among count: Int) -> Double {
        Double(count + 1 - min(max(1, rank), count))
    }
}
