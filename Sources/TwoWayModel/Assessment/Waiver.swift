/// A candidate's reasoned exception from a must-have at one opportunity (R14); it is revoked, never edited.
public struct Waiver: Codable, Sendable, Hashable {
    public var id: ID<Waiver>
    public var opportunity: ID<Opportunity>
    public var priority: ID<Priority>
    /// Absent only where a viewer has no right to the candidate's notes.
    public var reason: Line?
    public var createdAt: Timestamp
    /// Present once it no longer counts.
    public var revokedAt: Timestamp?

    /// The most that one opportunity may ever have, revoked ones included.
    public static let maximumPerOpportunity = 200

    public init(
        id: ID<Waiver>,
        opportunity: ID<Opportunity>,
        priority: ID<Priority>,
        reason: Line?,
        createdAt: Timestamp,
        revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.opportunity = opportunity
        self.priority = priority
        self.reason = reason
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }

    public var isLive: Bool { revokedAt == nil }
}
