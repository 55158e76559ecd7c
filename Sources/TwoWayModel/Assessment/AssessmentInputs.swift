/// All that an assessment is computed from.
///
/// Evidence is kept in the order of its ids and only as far as it belongs to the opportunity and to a priority of the set,
/// so that equal inputs are equal in whatever order they were read.
public struct AssessmentInputs: Hashable, Sendable {
    public let opportunity: ID<Opportunity>
    public let prioritySet: PrioritySet
    public let evidence: [Evidence]
    /// The candidate's own ratings by priority key.
    public let own: [ID<Priority>: OwnRating]
    /// The live waivers of must-haves by priority key.
    public let waivers: [ID<Priority>: Waiver]

    /// Takes the live evidence in any order.
    ///
    /// Own ratings of priorities outside the set, or with an interval that is none (R13), do not count, nor does a waiver
    /// of what is no must-have of the set.
    public init(
        opportunity: ID<Opportunity>,
        prioritySet: PrioritySet,
        evidence: [Evidence],
        own: [ID<Priority>: OwnRating] = [:],
        waivers: [Waiver] = []
    ) {
        let keys = Set(prioritySet.priorities.map(\.key))
        let mustHaves = Set(prioritySet.priorities.filter { $0.theta != nil }.map(\.key))
        let live = waivers.filter { $0.isLive && $0.opportunity == opportunity && mustHaves.contains($0.priority) }
        self.opportunity = opportunity
        self.prioritySet = prioritySet
        self.evidence =
            evidence
            .filter { $0.opportunity == opportunity && keys.contains($0.priority) }
            .sorted { $0.id < $1.id }
        self.own = own.filter { keys.contains($0.key) && $0.value.interval.isProper }
        self.waivers = Dictionary(live.map { ($0.priority, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The bytes to be hashed with SHA-256 for `Assessment.inputsHash`: all that bears on a number of the result.
    ///
    /// Independent of the order of the evidence; wordings and notes are left out.
    public func canonicalInputs() -> [UInt8] {
        var bytes = CanonicalBytes()
        bytes.put("assessment")
        bytes.put(AssessmentMethod.version)
        bytes.put(opportunity.description)
        bytes.put(prioritySet.id.description)
        bytes.put(prioritySet.version)
        bytes.put(prioritySet.weightMode.rawValue)
        bytes.putList(count: prioritySet.priorities.count)
        for priority in prioritySet.priorities {
            bytes.put(priority.key.description)
            bytes.put(priority.direction.rawValue)
            bytes.put(priority.target)
            bytes.put(priority.weight)
            // Only where it decides, so that inputs without ranks keep their hash.
            if prioritySet.weightMode == .ordinal { bytes.put(priority.rank) }
            bytes.put(priority.mustHave)
            bytes.put(priority.threshold)
            bytes.put(priority.requiredSource?.rawValue)
            bytes.put(own[priority.key]?.interval.lo)
            bytes.put(own[priority.key]?.interval.hi)
        }
        bytes.putList(count: evidence.count)
        for piece in evidence {
            bytes.put(piece.id.description)
            bytes.put(piece.priority.description)
            bytes.put(piece.scope.rawValue)
            bytes.put(piece.sourceClass.rawValue)
            bytes.put(piece.specificity.rawValue)
            bytes.put(piece.rating)
            bytes.put(piece.strength)
        }
        // Only where there are any, so that inputs without waivers keep their hash.
        let waived = prioritySet.priorities.map(\.key).filter { waivers[$0] != nil }
        if !waived.isEmpty {
            bytes.putList(count: waived.count)
            for key in waived { bytes.put(key.description) }
        }
        return bytes.bytes
    }
}
