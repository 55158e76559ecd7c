/// How the interval of one priority comes about, taken apart into the evidence behind it (DOMAIN 5.1 and 5.3).
///
/// Each part says in a sentence what its numbers mean, for somebody who has never seen the method.
public struct PriorityExplanation: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    public var priority: ID<Priority>
    public var title: Title
    public var methodVersion: String
    /// Normalised over the set.
    public var weight: Double
    /// What counts, its share of the score, and why the two intervals differ if they do.
    public var summary: String
    /// What counts: the candidate's own interval if there is one, else the computed one.
    public var interval: ValueInterval
    public var computed: ValueInterval
    public var own: OwnRating?
    /// The evidence, oldest first.
    public var pieces: [Piece]
    /// Absent without evidence of any strength.
    public var steps: Steps?
    /// Present exactly for a must-have.
    public var mustHave: MustHave?
    /// What is not there, in sentences.
    public var missing: [String]
    /// What would narrow the computed interval most, best first; at most three.
    public var narrowing: [Narrowing]

    /// One piece of evidence and what it does.
    public struct Piece: Codable, Sendable, Hashable {
        public var evidence: ID<Evidence>
        public var sourceClass: SourceClass
        public var specificity: Specificity
        public var scope: Scope
        public var rating: Int
        /// What the rating is worth to the candidate, 0 to 1.
        public var value: Double
        public var strength: Double
        /// What the computed interval would be without it.
        public var without: ValueInterval
        public var sentence: String
    }

    /// The sums of the method.
    public struct Steps: Codable, Sendable, Hashable {
        /// S: the strengths together.
        public var total: Double
        /// m: the mean value, weighed by strength.
        public var mean: Double
        /// d: how far the sources are from it, weighed by strength.
        public var disagreement: Double
        /// g: the chance that no source is reliable.
        public var ignorance: Double
        public var sentences: [String]
    }

    /// The gate of a must-have.
    public struct MustHave: Codable, Sendable, Hashable {
        public var gate: Gate
        /// As a rating.
        public var threshold: Double
        /// As a value.
        public var theta: Double
        public var requiredSource: SourceClass?
        public var requiredSourceHasSpoken: Bool
        public var waiver: Waiver?
        public var sentence: String
    }

    /// Something to find out, and what it would leave of the computed interval.
    public struct Narrowing: Codable, Sendable, Hashable {
        /// Who is to give an example; the interval holds if it agrees with what is known.
        public var source: SourceClass?
        /// Or two pieces that contradict each other; the interval holds if the weaker one goes.
        public var settles: [ID<Evidence>]?
        public var interval: ValueInterval
        public var sentence: String
    }
}
