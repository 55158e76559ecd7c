extension Relationship.Status: LifeCycle {
    /// Either side may end it at any time, also by not accepting the invitation.
    public var successors: Set<Self> {
        switch self {
        case .invited: [.active, .ended]
        case .active: [.paused, .ended]
        case .paused: [.active, .ended]
        case .ended: []
        }
    }
}

extension Share.State: LifeCycle {
    public var successors: Set<Self> {
        switch self {
        case .active: [.revoked, .expired]
        case .revoked, .expired: []
        }
    }
}
