/// Whether an opportunity takes part in the ranks of a comparison (R14).
public enum ComparisonStanding: String, Codable, CaseIterable, Sendable {
    /// Every must-have passes or is waived.
    case ranked
    /// It takes part, but a must-have is still open.
    case provisional
    /// It fails a must-have that is not waived, and has no ranks.
    case excluded
}

/// What a comparison comes to (DOMAIN 5.2).
///
/// Equal inputs, seed and method version give an equal result, to the last bit (R15).
public struct ComparisonOutcome: Codable, Sendable, Hashable {
    public var prioritySet: ID<PrioritySet>
    /// The version of the set.
    public var version: Int
    public var weightMode: WeightMode
    public var certainty: Certainty?
    public var methodVersion: String
    /// From 0 to `ComparisonMethod.maximumSeed`.
    public var seed: Int
    public var draws: Int
    /// SHA-256 of the canonical inputs, 64 hexadecimal digits.
    public var inputsHash: String
    /// What it comes to, in one sentence.
    public var headline: String
    /// Whether a change of a weight by less than 0.05 flips the order, or nobody comes first with a chance of 0.6.
    public var tooClose: Bool
    /// In the order of the set.
    public var priorities: [ComparedPriority]
    /// Those with ranks, the likeliest first one first; then those that are excluded.
    public var opportunities: [ComparedOpportunity]
    /// Absent with fewer than two that have ranks.
    public var fragility: Fragility?

    public init(
        prioritySet: ID<PrioritySet>,
        version: Int,
        weightMode: WeightMode,
        certainty: Certainty? = nil,
        methodVersion: String,
        seed: Int,
        draws: Int,
        inputsHash: String,
        headline: String,
        tooClose: Bool,
        priorities: [ComparedPriority],
        opportunities: [ComparedOpportunity],
        fragility: Fragility? = nil
    ) {
        self.prioritySet = prioritySet
        self.version = version
        self.weightMode = weightMode
        self.certainty = certainty
        self.methodVersion = methodVersion
        self.seed = seed
        self.draws = draws
        self.inputsHash = inputsHash
        self.headline = headline
        self.tooClose = tooClose
        self.priorities = priorities
        self.opportunities = opportunities
        self.fragility = fragility
    }
}

/// A priority by which was compared.
public struct ComparedPriority: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var title: Title
    /// Normalised over the set; of ranks and points the mean of what was drawn.
    public var weight: Double

    public init(key: ID<Priority>, title: Title, weight: Double) {
        self.key = key
        self.title = title
        self.weight = weight
    }
}

/// A must-have that does not count against an opportunity, because the candidate said so.
public struct WaivedMustHave: Codable, Sendable, Hashable {
    public var priority: ID<Priority>
    public var reason: Line?
    /// What the must-have answers without the waiver.
    public var gate: Gate

    public init(priority: ID<Priority>, reason: Line? = nil, gate: Gate) {
        self.priority = priority
        self.reason = reason
        self.gate = gate
    }
}

/// One opportunity of a comparison.
public struct ComparedOpportunity: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    /// As they were on that day.
    public var title: Title
    public var organisation: Title
    public var standing: ComparisonStanding
    /// The must-haves that fail and are not waived; there are some exactly when it is excluded.
    public var failed: [ID<Priority>]
    /// The must-haves that are still open and not waived.
    public var open: [ID<Priority>]
    public var waived: [WaivedMustHave]
    /// Under the weights as stated, from the worst to the best case.
    public var score: ValueInterval
    /// One minus the width of the score.
    public var knowledge: Double
    /// In the order of the priorities.
    public var intervals: [ValueInterval]
    /// What the draws say; absent exactly when it is excluded.
    public var ranking: ComparedRanking?

    public init(
        opportunity: ID<Opportunity>,
        title: Title,
        organisation: Title,
        standing: ComparisonStanding,
        failed: [ID<Priority>],
        open: [ID<Priority>],
        waived: [WaivedMustHave],
        score: ValueInterval,
        knowledge: Double,
        intervals: [ValueInterval],
        ranking: ComparedRanking? = nil
    ) {
        self.opportunity = opportunity
        self.title = title
        self.organisation = organisation
        self.standing = standing
        self.failed = failed
        self.open = open
        self.waived = waived
        self.score = score
        self.knowledge = knowledge
        self.intervals = intervals
        self.ranking = ranking
    }
}

/// How an opportunity does among those that have ranks.
public struct ComparedRanking: Codable, Sendable, Hashable {
    /// The chance of each rank, from the first on.
    public var rankChances: [Double]
    /// The chance to be better than each of those with ranks, in their order; one half against itself.
    public var beats: [Double]
    /// The mean of the weights with which it came first, in the order of the priorities; absent if it never did.
    public var centralWeights: [Double]?
    /// The chance to come first at these weights: whether what is known is enough to choose it.
    public var confidence: Double?
    /// Those that it beats for certain under the weights as stated.
    public var certainlyBeats: [ID<Opportunity>]
    /// Those of them that it beats whatever the weights.
    public var beatsUnderAllWeights: [ID<Opportunity>]

    public init(
        rankChances: [Double],
        beats: [Double],
        centralWeights: [Double]? = nil,
        confidence: Double? = nil,
        certainlyBeats: [ID<Opportunity>],
        beatsUnderAllWeights: [ID<Opportunity>]
    ) {
        self.rankChances = rankChances
        self.beats = beats
        self.centralWeights = centralWeights
        self.confidence = confidence
        self.certainlyBeats = certainlyBeats
        self.beatsUnderAllWeights = beatsUnderAllWeights
    }
}

extension ComparedOpportunity {
    /// The chance to come first; nil without ranks.
    public var firstChance: Double? { ranking?.rankChances.first }
}
