/// A state of something that moves along fixed ways.
public protocol LifeCycle: Hashable, Sendable {
    /// The states that may follow this one; empty for a final state.
    var successors: Set<Self> { get }
}

extension LifeCycle {
    /// Whether nothing follows.
    public var isFinal: Bool { successors.isEmpty }

    /// Whether the other state may follow this one; staying is not a move.
    public func mayBecome(_ next: Self) -> Bool {
        successors.contains(next)
    }
}
