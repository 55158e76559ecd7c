extension Belief.State: LifeCycle {
    /// Evidence settles a belief from wherever it stands, and leaves it open again when it goes; dismissed is the end.
    public var successors: Set<Self> {
        switch self {
        case .unverified, .planned, .confirmed, .contradicted, .mixed: Set(Self.allCases).subtracting([self])
        case .dismissed: []
        }
    }

    /// Whether evidence has decided it.
    public var isSettled: Bool {
        switch self {
        case .confirmed, .contradicted, .mixed: true
        case .unverified, .planned, .dismissed: false
        }
    }
}
