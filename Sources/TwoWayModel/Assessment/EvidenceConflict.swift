/// A piece of evidence with the value that was said, if it rests on an answer that has one.
public struct Testimony: Hashable, Sendable {
    public var evidence: Evidence
    public var value: AnswerValue?

    public init(_ evidence: Evidence, value: AnswerValue? = nil) {
        self.evidence = evidence
        self.value = value
    }
}

/// Two pieces of evidence that disagree about one priority at one scope (DOMAIN 5.5).
public struct EvidenceConflict: Hashable, Sendable {
    /// The older of the two.
    public let first: Evidence
    public let second: Evidence
    /// How far apart they are; values that differ count as if the ratings were just far enough apart.
    public let distance: Int

    /// Ratings that are at least this far apart disagree.
    public static let distance = 2
    /// Weaker evidence disagrees with nothing.
    public static let leastStrength = 0.4

    /// Nil unless the two are of one opportunity, priority and scope and their ratings disagree.
    public init?(_ one: Evidence, _ other: Evidence) {
        self.init(Testimony(one), Testimony(other))
    }

    /// Nil unless the two are of one opportunity, priority and scope and disagree, by their ratings or by what was said.
    public init?(_ one: Testimony, _ other: Testimony) {
        let (left, right) = (one.evidence, other.evidence)
        guard left.id != right.id, left.opportunity == right.opportunity, left.priority == right.priority,
            left.scope == right.scope, left.strength >= Self.leastStrength, right.strength >= Self.leastStrength
        else { return nil }
        let apart = Int(left.rating.distance(to: right.rating).magnitude)
        let valuesDiffer = one.value.map { value in other.value.map(value.differs) ?? false } ?? false
        guard apart >= Self.distance || valuesDiffer else { return nil }
        distance = max(apart, Self.distance)
        (first, second) = left.id < right.id ? (left, right) : (right, left)
    }

    public var priority: ID<Priority> { first.priority }

    /// Whether one side is the future supervisor.
    public var asksTheBoss: Bool {
        first.sourceClass == .futureSupervisor || second.sourceClass == .futureSupervisor
    }

    /// How grave it is, 0 to 1: weight * |dr|/4 * the weaker strength, by half more if one side is the future supervisor.
    public func severity(weight: Double) -> Double {
        Self.severity(
            weight: weight,
            distance: distance,
            strength: min(first.strength, second.strength),
            asksTheBoss: asksTheBoss
        )
    }

    static func severity(weight: Double, distance: Int, strength: Double, asksTheBoss: Bool) -> Double {
        let plain = weight * Double(distance) / 4 * strength
        return min(asksTheBoss ? plain * 1.5 : plain, 1)
    }
}

extension EvidenceConflict {
    /// Every pair of live evidence that disagrees by its ratings, each once, in the order of the ids.
    public static func all(among evidence: [Evidence]) -> [EvidenceConflict] {
        all(among: evidence.map { Testimony($0) })
    }

    /// The same, by ratings or by what was said.
    public static func all(among testimonies: [Testimony]) -> [EvidenceConflict] {
        let groups = Dictionary(grouping: testimonies) { $0.evidence.priority }
        var conflicts: [EvidenceConflict] = []
        for group in groups.values {
            for (index, one) in group.enumerated() {
                conflicts += group[(index + 1)...].compactMap { EvidenceConflict(one, $0) }
            }
        }
        return conflicts.sorted { ($0.first.id, $0.second.id) < ($1.first.id, $1.second.id) }
    }
}
