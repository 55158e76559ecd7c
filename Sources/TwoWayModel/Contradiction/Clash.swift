/// A contradiction as the live evidence and the beliefs of an opportunity have it, before it is a record.
public struct Clash: Hashable, Sendable {
    /// What identifies it: one record per unordered pair (DOMAIN 5.5).
    public struct Pair: Hashable, Sendable {
        /// The older one of two pieces of evidence, or the one that contradicts a belief.
        public var first: ID<Evidence>
        public var second: ID<Evidence>?
        public var belief: ID<Belief>?

        public init(first: ID<Evidence>, second: ID<Evidence>? = nil, belief: ID<Belief>? = nil) {
            self.first = first
            self.second = second
            self.belief = belief
        }
    }

    public let pair: Pair
    public let priority: ID<Priority>
    private let distance: Int
    private let strength: Double
    private let isOfSupervisor: Bool

    init(_ conflict: EvidenceConflict) {
        pair = Pair(first: conflict.first.id, second: conflict.second.id)
        priority = conflict.priority
        distance = conflict.distance
        strength = min(conflict.first.strength, conflict.second.strength)
        isOfSupervisor = conflict.asksTheBoss
    }

    /// Nil unless the evidence settles the belief (DOMAIN 5.4) and disagrees; a dismissed belief contradicts nothing.
    init?(_ belief: Belief, _ evidence: Evidence) {
        let distance = evidence.rating.distance(to: belief.expected).magnitude
        guard belief.state != .dismissed, belief.isSettled(by: evidence), distance >= EvidenceConflict.distance else {
            return nil
        }
        pair = Pair(first: evidence.id, belief: belief.id)
        priority = belief.priority
        self.distance = Int(distance)
        strength = evidence.strength
        isOfSupervisor = evidence.sourceClass == .futureSupervisor
    }

    /// How grave it is, 0 to 1: see `EvidenceConflict.severity(weight:)`; a belief is as strong as what contradicts it.
    public func severity(weight: Double) -> Double {
        EvidenceConflict.severity(
            weight: weight,
            distance: distance,
            strength: strength,
            asksTheBoss: isOfSupervisor
        )
    }

    /// Every clash among the live evidence of an opportunity and its beliefs, in the order of the ids.
    public static func all(among testimonies: [Testimony], beliefs: [Belief]) -> [Clash] {
        let conflicts = EvidenceConflict.all(among: testimonies).map { Clash($0) }
        let evidence = testimonies.map(\.evidence).sorted { $0.id < $1.id }
        let disappointed = beliefs.sorted { $0.id < $1.id }.flatMap { belief in
            evidence.compactMap { Clash(belief, $0) }
        }
        return conflicts + disappointed
    }
}

/// What becomes of the records of contradictions when evidence, beliefs or plans have changed.
public struct ContradictionUpkeep: Sendable {
    /// The most contradictions of an opportunity that stand; beyond these the less grave ones are not noted.
    public static let maximumStanding = 250

    /// A record as it is stored.
    public struct Known: Sendable {
        public var id: ID<Contradiction>
        public var pair: Clash.Pair
        public var state: Contradiction.State
        /// Whether a question about it stands in a plan.
        public var isPlanned: Bool

        public init(id: ID<Contradiction>, pair: Clash.Pair, state: Contradiction.State, isPlanned: Bool) {
            self.id = id
            self.pair = pair
            self.state = state
            self.isPlanned = isPlanned
        }
    }

    /// The records that get another state.
    public let changes: [(id: ID<Contradiction>, state: Contradiction.State)]
    /// What has no record yet.
    public let news: [Clash]
    /// How many of these there is room for.
    public let room: Int

    public init(known: [Known], clashes: [Clash]) {
        let standing = Set(clashes.map(\.pair))
        changes = known.compactMap { record in
            let next = record.state.following(
                stands: standing.contains(record.pair),
                isPlanned: record.isPlanned
            )
            return next == record.state ? nil : (record.id, next)
        }
        let noted = Set(known.map(\.pair))
        news = clashes.filter { !noted.contains($0.pair) }
        room = max(0, Self.maximumStanding - noted.intersection(standing).count)
    }

    /// What is to be noted, the gravest first, as far as there is room.
    public func additions(weights: [ID<Priority>: Double]) -> [(clash: Clash, weight: Double, severity: Double)] {
        let weighed = news.map { clash in
            let weight = weights[clash.priority] ?? 0
            return (clash: clash, weight: weight, severity: clash.severity(weight: weight))
        }
        // Stable, so that equal inputs are equal in what they leave out.
        let order = weighed.enumerated().sorted {
            (-$0.element.severity, $0.offset) < (-$1.element.severity, $1.offset)
        }
        return order.prefix(room).map(\.element)
    }
}
