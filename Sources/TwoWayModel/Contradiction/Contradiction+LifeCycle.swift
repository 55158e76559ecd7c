extension Contradiction.State: LifeCycle {
    /// The candidate decides it from wherever it waits.
    ///
    /// When the evidence goes it is resolved, and it is open again if the same two contradict each other anew.
    public var successors: Set<Self> {
        switch self {
        case .open: [.queued, .explained, .acceptedAsRisk, .dismissed, .resolvedByData]
        case .queued: [.open, .explained, .acceptedAsRisk, .dismissed, .resolvedByData]
        case .resolvedByData: [.open, .queued]
        case .explained, .acceptedAsRisk, .dismissed: []
        }
    }

    /// Whether it waits to be cleared up.
    public var isWaiting: Bool {
        switch self {
        case .open, .queued: true
        case .explained, .acceptedAsRisk, .dismissed, .resolvedByData: false
        }
    }

    /// The state that follows from the evidence and the plans; what the candidate has decided stays.
    ///
    /// `stands` says whether the two still contradict each other, `isPlanned` whether a question about it is in a plan.
    public func following(stands: Bool, isPlanned: Bool) -> Self {
        switch self {
        case .explained, .acceptedAsRisk, .dismissed: self
        case .open, .queued, .resolvedByData: stands ? (isPlanned ? .queued : .open) : .resolvedByData
        }
    }
}
