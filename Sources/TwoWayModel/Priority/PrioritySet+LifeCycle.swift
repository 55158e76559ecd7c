extension PrioritySet.State: LifeCycle {
    /// The active set is frozen by the first offer, and superseded, frozen or not, when a newer one is activated.
    public var successors: Set<Self> {
        switch self {
        case .draft: [.active]
        case .active: [.frozen, .superseded]
        case .frozen: [.superseded]
        case .superseded: []
        }
    }

    /// Whether the set itself may still be edited (R7).
    public var isEditable: Bool {
        switch self {
        case .draft, .active: true
        case .frozen, .superseded: false
        }
    }
}
