/// Two pieces of evidence that disagree about one priority at one scope (DOMAIN 5.5).
public struct EvidenceConflict: Hashable, Sendable {
    /// The older of the two.
    public let first: Evidence
    public let second: Evidence

    /// Ratings that are at least this far apart disagree.
    public static let distance = 2
    /// Weaker evidence disagrees with nothing.
    public static let leastStrength = 0.4

    /// Nil unless the two are of one opportunity, priority and scope and disagree.
    public init?(_ one: Evidence, _ other: Evidence) {
        guard one.id != other.id, one.opportunity == other.opportunity, one.priority == other.priority,
            one.scope == other.scope, one.rating.distance(to: other.rating).magnitude >= Self.distance,
            one.strength >= Self.leastStrength, other.strength >= Self.leastStrength
        else { return nil }
        (first, second) = one.id < other.id ? (one, other) : (other, one)
    }

    public var priority: ID<Priority> { first.priority }

    /// How grave it is, 0 to 1: weight * |dr|/4 * the weaker strength, by half more if one side is the future supervisor.
    public func severity(weight: Double) -> Double {
        let distance = Double(first.rating.distance(to: second.rating).magnitude)
        let plain = weight * distance / 4 * min(first.strength, second.strength)
        let asksTheBoss = first.sourceClass == .futureSupervisor || second.sourceClass == .futureSupervisor
        return min(asksTheBoss ? plain * 1.5 : plain, 1)
    }
}

extension EvidenceConflict {
    /// Every pair of live evidence that disagrees, each once, in the order of the ids.
    public static func all(among evidence: [Evidence]) -> [EvidenceConflict] {
        let groups = Dictionary(grouping: evidence) { $0.priority }
        var conflicts: [EvidenceConflict] = []
        for group in groups.values {
            for (index, one) in group.enumerated() {
                conflicts += group[(index + 1)...].compactMap { EvidenceConflict(one, $0) }
            }
        }
        return conflicts.sorted { ($0.first.id, $0.second.id) < ($1.first.id, $1.second.id) }
    }
}
