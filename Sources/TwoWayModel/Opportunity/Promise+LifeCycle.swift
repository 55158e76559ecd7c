extension Promise.State: LifeCycle {
    /// The offer is held against a promise once; whatever came of it, the candidate may then let it go.
    public var successors: Set<Self> {
        switch self {
        case .noted: [.inOffer, .differs, .missing]
        case .inOffer, .differs, .missing: [.waived]
        case .waived: []
        }
    }
}

extension FollowUp.State: LifeCycle {
    /// What was ticked by mistake is opened again.
    public var successors: Set<Self> {
        switch self {
        case .open: [.done, .dropped]
        case .done, .dropped: [.open]
        }
    }
}
