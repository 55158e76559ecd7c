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

extension Share {
    /// Whether the share opens anything at a time: neither revoked nor past its end, whatever a sweep has noted so far.
    public func isLive(at time: Timestamp) -> Bool {
        guard state == .active, revokedAt == nil, time >= from else { return false }
        guard let until else { return true }
        return time < until
    }
}
