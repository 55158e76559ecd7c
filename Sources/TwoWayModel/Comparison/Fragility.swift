/// How little would change who leads, when every interval is taken at its middle.
public struct Fragility: Codable, Sendable, Hashable {
    /// Who has the best score at the middles; not always who most often comes first.
    public var leader: ID<Opportunity>
    public var runnerUp: ID<Opportunity>
    /// By how much the leader's score is above the runner-up's.
    public var lead: Double
    /// For each priority the least move of its weight that flips the order, the smallest move first; priorities whose weight
    /// flips nothing are left out.
    public var weightFlips: [WeightFlip]
    /// The priorities of which one rating step less makes the leader lose, in the order of the set.
    public var losses: [RatingLoss]
    /// The others of which one rating step more makes them lead.
    public var gains: [RatingGain]

    /// Another weight of one priority, the others rescaled, at which somebody else draws level with the leader.
    public struct WeightFlip: Codable, Sendable, Hashable {
        public var priority: ID<Priority>
        public var from: Double
        public var to: Double
        public var overtakes: ID<Opportunity>

        public init(priority: ID<Priority>, from: Double, to: Double, overtakes: ID<Opportunity>) {
            self.priority = priority
            self.from = from
            self.to = to
            self.overtakes = overtakes
        }

        /// How far the weight moves.
        public var change: Double { abs(to - from) }
    }

    public struct RatingLoss: Codable, Sendable, Hashable {
        public var priority: ID<Priority>
        /// Who leads then.
        public var overtakes: ID<Opportunity>

        public init(priority: ID<Priority>, overtakes: ID<Opportunity>) {
            self.priority = priority
            self.overtakes = overtakes
        }
    }

    public struct RatingGain: Codable, Sendable, Hashable {
        public var opportunity: ID<Opportunity>
        /// Any one of them is enough.
        public var priorities: [ID<Priority>]

        public init(opportunity: ID<Opportunity>, priorities: [ID<Priority>]) {
            self.opportunity = opportunity
            self.priorities = priorities
        }
    }

    public init(
        leader: ID<Opportunity>,
        runnerUp: ID<Opportunity>,
        lead: Double,
        weightFlips: [WeightFlip],
        losses: [RatingLoss],
        gains: [RatingGain]
    ) {
        self.leader = leader
        self.runnerUp = runnerUp
        self.lead = lead
        self.weightFlips = weightFlips
        self.losses = losses
        self.gains = gains
    }
}

extension Fragility {
    /// A smaller move of a weight is none that anybody could tell.
    public static let leastChange = 0.05
    /// Rounding flips nothing.
    private static let tolerance = 1e-12

    /// Whether the order hangs on so little that it is too close to call.
    public var isFragile: Bool { (weightFlips.first?.change).map { $0 < Self.leastChange } ?? false }

    /// Nil with fewer than two alternatives.
    ///
    /// Keys and steps, which say by how much a rating step of 1 moves the value, are in the order of the priorities.
    init?(_ problem: ComparisonProblem, keys: [ID<Priority>], steps: [Double]) {
        let weights = problem.weights.stated
        let middles = problem.alternatives.map { one in one.intervals.map { ($0.lo + $0.hi) / 2 } }
        let scores = problem.alternatives.map { $0.middle(weights) }
        // The order of the ids decides between equal ones.
        let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        guard order.count > 1, keys.count == weights.count, steps.count == weights.count else { return nil }
        let (leader, runnerUp) = (order[0], order[1])
        let ids = problem.alternatives.map(\.id)
        let challengers = order.dropFirst()

        let flips = keys.indices.compactMap { place -> WeightFlip? in
            let candidates = challengers.compactMap { challenger -> WeightFlip? in
                let leads = zip(middles[leader], middles[challenger]).map { $0 - $1 }
                return Self.flip(of: place, weights: weights, leads: leads).map {
                    WeightFlip(priority: keys[place], from: weights[place], to: $0, overtakes: ids[challenger])
                }
            }
            return candidates.enumerated().min { ($0.element.change, $0.offset) < ($1.element.change, $1.offset) }?
                .element
        }
        let losses = keys.indices.compactMap { place -> RatingLoss? in
            let less = min(steps[place], middles[leader][place])
            let isLost = scores[leader] - weights[place] * less < scores[runnerUp] - Self.tolerance
            return isLost ? RatingLoss(priority: keys[place], overtakes: ids[runnerUp]) : nil
        }
        let gains = challengers.compactMap { challenger -> RatingGain? in
            let priorities = keys.indices.filter { place in
                let more = min(steps[place], 1 - middles[challenger][place])
                return scores[challenger] + weights[place] * more > scores[leader] + Self.tolerance
            }
            if priorities.isEmpty { return nil }
            return RatingGain(opportunity: ids[challenger], priorities: priorities.map { keys[$0] })
        }
        self.init(
            leader: ids[leader],
            runnerUp: ids[runnerUp],
            lead: scores[leader] - scores[runnerUp],
            weightFlips: flips.enumerated().sorted { ($0.element.change, $0.offset) < ($1.element.change, $1.offset) }
                .map(\.element),
            losses: losses,
            gains: gains
        )
    }

    /// The weight of one priority, the others rescaled, at which the lead is gone; nil if there is none from 0 to 1.
    ///
    ///     delta = sum w*D;  R = (delta - w_k*D_k)/(1 - w_k);  w_k* = R/(R - D_k)
    static func flip(of place: Int, weights: [Double], leads: [Double]) -> Double? {
        let (weight, lead) = (weights[place], leads[place])
        guard weight < 1 else { return nil }
        let delta = zip(weights, leads).reduce(0) { $0 + $1.0 * $1.1 }
        let rest = (delta - weight * lead) / (1 - weight)
        guard abs(rest - lead) > tolerance else { return nil }
        let flip = rest / (rest - lead)
        return (0...1).contains(flip) ? flip : nil
    }
}

extension Priority {
    /// By how much a rating step of 1 moves the value; towards a target the slope of its longer side.
    var ratingStep: Double {
        switch direction {
        case .more, .less: return 0.25
        case .target:
            let target = min(max(1, target ?? 3), 5)
            return 1 / max(target - 1, 5 - target)
        }
    }
}
