/// What is held of the weights of a set: as stated, as a ranking only, or as points with a doubt.
public struct WeightBelief: Hashable, Sendable {
    enum Shape: Hashable, Sendable {
        case exact
        /// The places of the priorities from the weightiest on; those of one group are ties.
        case ranked([[Int]])
        case points(concentration: Double)
    }

    /// Normalised to the sum 1; of a ranking the mean of what is drawn.
    public let stated: [Double]
    let shape: Shape

    init(stated: [Double], shape: Shape) {
        self.stated = stated
        self.shape = shape
    }

    /// Nil when there is nothing to normalise, as only a draft can have it.
    public init?(_ set: PrioritySet) {
        guard let stated = set.normalisedWeights() else { return nil }
        self.stated = stated
        switch set.weightMode {
        case .exact: shape = .exact
        case .ordinal: shape = .ranked(Self.groups(of: set.masses))
        case .points: shape = .points(concentration: (set.certainty ?? .rough).concentration)
        }
    }

    /// The masses of a ranking fall with the rank, and those of ties are equal.
    private static func groups(of masses: [Double]) -> [[Int]] {
        var groups: [[Int]] = []
        for place in masses.indices.sorted(by: { (-masses[$0], $0) < (-masses[$1], $1) }) {
            if let first = groups.last?.first, masses[first] == masses[place] {
                groups[groups.count - 1].append(place)
            } else {
                groups.append([place])
            }
        }
        return groups
    }
}

extension Certainty {
    /// The concentration of the Dirichlet distribution around the points: the larger, the closer to them.
    public var concentration: Double {
        switch self {
        case .sure: 200
        case .fairly: 50
        case .rough: 12
        }
    }
}

/// Draws weights, one vector after the other.
///
/// A ranking: n exponentials, normalised, sorted and given out by rank, ties shuffled, which is uniform over all weights that
/// keep the ranking. Points: a Dirichlet distribution with the stated weights as its mean.
struct WeightSampler {
    private let belief: WeightBelief
    private var generator: SplitMix64
    private var gammas: GammaSampler
    /// Of the stated points.
    private let shapes: [GammaSampler.Shape?]
    /// The places of the priorities in the order in which weights are given out.
    private var order: [Int]
    private let groups: [Range<Int>]

    init(_ belief: WeightBelief, seed: UInt64) {
        self.belief = belief
        generator = SplitMix64(seed: seed)
        gammas = GammaSampler(seed: seed)
        if case .points(let concentration) = belief.shape {
            shapes = belief.stated.map { GammaSampler.Shape($0 * concentration) }
        } else {
            shapes = []
        }
        guard case .ranked(let groups) = belief.shape else {
            order = []
            self.groups = []
            return
        }
        order = groups.flatMap { $0 }
        var start = 0
        self.groups = groups.map { group in
            defer { start += group.count }
            return start..<start + group.count
        }
    }

    /// Writes the next weights, of which there are as many as priorities.
    mutating func draw(into weights: UnsafeMutableBufferPointer<Double>) {
        switch belief.shape {
        case .exact:
            for place in weights.indices { weights[place] = belief.stated[place] }
        case .points:
            var sum = 0.0
            for place in weights.indices {
                let mass = shapes[place].map { gammas.draw($0) } ?? 0
                weights[place] = mass
                sum += mass
            }
            normalise(weights, sum: sum)
        case .ranked:
            drawRanked(into: weights)
        }
    }

    private mutating func drawRanked(into weights: UnsafeMutableBufferPointer<Double>) {
        for group in groups where group.count > 1 { shuffle(group) }
        var mass = 0.0
        var sum = 0.0
        // The gaps between sorted exponentials are exponentials too: the k-th largest of n is the sum over j >= k of E_j/j
        // (A. Rényi 1953), which comes out sorted.
        for rank in stride(from: weights.count, to: 0, by: -1) {
            mass += generator.exponential() / Double(rank)
            weights[order[rank - 1]] = mass
            sum += mass
        }
        normalise(weights, sum: sum)
    }

    /// Draws that are all 0 come once in 2^53 with a single priority; then the weights are as stated.
    private func normalise(_ weights: UnsafeMutableBufferPointer<Double>, sum: Double) {
        for place in weights.indices { weights[place] = sum > 0 ? weights[place] / sum : belief.stated[place] }
    }

    private mutating func shuffle(_ group: Range<Int>) {
        for last in stride(from: group.upperBound - 1, to: group.lowerBound, by: -1) {
            let span = Double(last - group.lowerBound + 1)
            order.swapAt(last, group.lowerBound + min(Int(generator.uniform() * span), last - group.lowerBound))
        }
    }
}
