/// What may be given up for what, and to which limit.
public struct TradeOff: Codable, Sendable, Hashable {
    /// The priority of which something may be given up.
    public var give: ID<Priority>
    /// The priority that is to gain by it.
    public var gain: ID<Priority>
    /// The rating of `give`, 1 to 5, beyond which it is not given up any further.
    public var limit: Double
    public var note: Prose?

    public init(give: ID<Priority>, gain: ID<Priority>, limit: Double, note: Prose? = nil) {
        self.give = give
        self.gain = gain
        self.limit = limit
        self.note = note
    }
}

/// How sure a candidate is of weights given as points.
public enum Certainty: String, Codable, CaseIterable, Sendable {
    case sure
    case fairly
    case rough
}
