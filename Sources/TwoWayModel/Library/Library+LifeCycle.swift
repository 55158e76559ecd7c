extension Library.Status: LifeCycle {
    /// Draft, then published and deprecated to and fro; only a deprecated library is withdrawn, and only when nobody
    /// subscribes to it any more, which is for the caller to ask.
    public var successors: Set<Self> {
        switch self {
        case .draft: [.published]
        case .published: [.deprecated]
        case .deprecated: [.published, .withdrawn]
        case .withdrawn: []
        }
    }
}

extension Subscription.State: LifeCycle {
    /// Can be paused and resumed, and cancelled from both.
    public var successors: Set<Self> {
        switch self {
        case .active: [.paused, .cancelled]
        case .paused: [.active, .cancelled]
        case .cancelled: []
        }
    }
}
