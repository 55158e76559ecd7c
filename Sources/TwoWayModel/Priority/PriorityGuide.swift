/// What a candidate says of one dimension of the catalogue in a guided start.
public struct GuideAnswer: Codable, Sendable, Hashable {
    /// A key of the catalogue.
    public var dimension: String
    /// From 0, does not matter, to 4, decides.
    public var importance: Int
    /// The catalogue's when absent.
    public var direction: Direction?
    /// A rating from 1 to 5, for the direction target; the catalogue's when absent.
    public var target: Double?
    public var mustHave: Bool?
    /// The worst rating, 1 to 5, at which the must-have passes.
    public var threshold: Double?

    public init(
        dimension: String,
        importance: Int,
        direction: Direction? = nil,
        target: Double? = nil,
        mustHave: Bool? = nil,
        threshold: Double? = nil
    ) {
        self.dimension = dimension
        self.importance = importance
        self.direction = direction
        self.target = target
        self.mustHave = mustHave
        self.threshold = threshold
    }
}

/// The threshold of a must-have in the words of its dimension.
public struct WordedThreshold: Codable, Sendable, Hashable {
    public var dimension: String
    public var threshold: Double
    /// The anchor at the threshold.
    public var words: String

    public init(dimension: String, threshold: Double, words: String) {
        self.dimension = dimension
        self.threshold = threshold
        self.words = words
    }
}
