extension Interview.State: LifeCycle {
    public var successors: Set<Self> {
        switch self {
        case .proposed: [.scheduled, .cancelled]
        case .scheduled: [.inProgress, .cancelled, .noShow]
        case .inProgress: [.held]
        case .held: [.closed]
        case .closed: []
        case .cancelled: [.scheduled]
        case .noShow: []
        }
    }
}

extension PlanItem.State: LifeCycle {
    /// Every item can still become asked, because a record made without a connection may arrive late (R10), and an asked
    /// one is planned again when its only asking is taken back.
    public var successors: Set<Self> {
        switch self {
        case .planned: [.asked, .deferred, .dropped, .moved]
        case .asked: [.planned]
        case .deferred: [.planned, .asked, .dropped, .moved]
        case .dropped: [.planned, .asked]
        case .moved: [.asked]
        }
    }
}
