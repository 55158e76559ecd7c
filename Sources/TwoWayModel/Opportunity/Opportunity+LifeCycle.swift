extension Opportunity.Stage: LifeCycle {
    /// The stages that may follow: any later one, or closed.
    ///
    /// A closed opportunity goes back only to the stage it was closed from: see `successors(after:)`.
    public var successors: Set<Self> {
        switch self {
        case .interested: [.applied, .interviewing, .offer, .accepted, .closed]
        case .applied: [.interviewing, .offer, .accepted, .closed]
        case .interviewing: [.offer, .accepted, .closed]
        case .offer: [.accepted, .closed]
        case .accepted: []
        case .closed: [.interested, .applied, .interviewing, .offer]
        }
    }

    /// The stages that may follow in the light of the stage events, oldest first.
    public func successors(after timeline: [StageEvent]) -> Set<Self> {
        switch self {
        case .interested, .applied, .interviewing, .offer, .accepted: successors
        case .closed: Self.beforeClosing(timeline).map { [$0] } ?? []
        }
    }

    /// The stage from which an opportunity was closed last; nil if the events, oldest first, do not say.
    public static func beforeClosing(_ timeline: [StageEvent]) -> Self? {
        guard let from = timeline.last(where: { $0.to == .closed })?.from else { return nil }
        return closed.mayBecome(from) ? from : nil
    }

    /// Whether a change to this stage states a reason (R8).
    public var needsReason: Bool { self == .closed }

    /// Whether the employer has made an offer by then.
    public var hasOffer: Bool {
        switch self {
        case .offer, .accepted: true
        case .interested, .applied, .interviewing, .closed: false
        }
    }
}
