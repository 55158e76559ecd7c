/// What the draws come to, in lists in the order of the problem's alternatives.
///
/// The method is SMAA-2: R. Lahdelma and P. Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for group
/// decision making", Operations Research 49 (2001) 444-454; T. Tervonen and R. Lahdelma, "Implementing stochastic
/// multicriteria acceptability analysis", European Journal of Operational Research 178 (2007) 500-513.
public struct ComparisonDraws: Hashable, Sendable {
    /// How often is drawn.
    public static let standard = 10_000

    /// For each alternative its chance of each rank, from the first on; ties share equally.
    public var rankChances: [[Double]]
    /// For each alternative its chance against each other one, with half a win for a tie; one half against itself.
    public var beats: [[Double]]
    /// The mean of the weights with which an alternative came first; nil for one that never did.
    public var centralWeights: [[Double]?]
    /// The chance of an alternative to come first at its own central weights; nil without them.
    public var confidence: [Double?]
}

extension ComparisonDraws {
    /// Scores are counted in these units, so that what is equal but for rounding is a tie.
    fileprivate static let scale = 0x1p30

    /// Draws weights and values, ranks, and counts.
    ///
    /// The weights come from one stream of the seed, and the values of each alternative from one of its own, keyed by its
    /// id: another alternative beside it changes none of its numbers. So the order in which alternatives are given does not
    /// matter, and one that is certain to be beaten takes no first place from anybody.
    public init(_ problem: ComparisonProblem, seed: UInt64, draws: Int = standard) {
        let (count, rounds) = (problem.alternatives.count, max(1, draws))
        let bench = DrawBench(problem, seed: seed)
        let tally = bench.countRanks(rounds: rounds)
        let firsts = (0..<count).map { tally.ranks[$0 * count] }
        let total = Double(rounds)
        let shares = (0..<count).map { one in tally.ranks[one * count..<(one + 1) * count].map { $0 / total } }
        rankChances = shares
        beats = (0..<count).map { one in
            (0..<count).map { other in
                let (won, lost) = (tally.wins[one * count + other], tally.wins[other * count + one])
                return (Double(won) + (total - Double(won) - Double(lost)) / 2) / total
            }
        }
        guard problem.weights.shape != .exact else {
            // Whoever comes first does so at the one weight vector there is.
            centralWeights = firsts.map { $0 > 0 ? problem.weights.stated : nil }
            confidence = zip(firsts, shares).map { $0 > 0 ? $1.first : nil }
            return
        }
        let priorities = problem.weights.stated.count
        let central: [[Double]?] = (0..<count).map { one in
            firsts[one] > 0
                ? tally.central[one * priorities..<(one + 1) * priorities].map { $0 / firsts[one] } : nil
        }
        centralWeights = central
        let confident = bench.countConfidence(central, rounds: rounds)
        confidence = zip(central, confident).map { $0 == nil ? nil : $1 / total }
    }
}

/// Eight numbers of single precision, reckoned with at once.
private typealias Octet = SIMD8<Float>

/// The counts of the first pass.
private struct DrawTally {
    /// Alternative by rank; ties share equally.
    var ranks: [Double]
    /// Alternative by alternative: how often the one was strictly above the other.
    var wins: [Int32]
    /// Alternative by priority: the sum of the weights with which it came first.
    var central: [Double]
}

/// The flat arrays of a problem and what is counted on them.
///
/// The loops run over buffers without checks of bounds. The invariant is that each buffer has the size that its
/// initialiser gives it, from `count` and `priorities` alone, that these never change, and that all indices run below
/// them; nothing outside of this file reaches a buffer.
private struct DrawBench {
    private let count: Int
    private let priorities: Int
    private let seed: UInt64
    private let belief: WeightBelief
    /// Alternative by priority.
    private let lows: [Double]
    private let widths: [Double]
    /// The same in single precision, eight at once; each alternative begins anew, and is filled up with zeros.
    private let roughLows: [Octet]
    private let roughWidths: [Octet]
    /// Where the stream of each alternative starts.
    private let streams: [UInt64]

    init(_ problem: ComparisonProblem, seed: UInt64) {
        count = problem.alternatives.count
        priorities = problem.weights.stated.count
        self.seed = seed
        belief = problem.weights
        lows = problem.alternatives.flatMap { $0.intervals.map(\.lo) }
        widths = problem.alternatives.flatMap { $0.intervals.map(\.width) }
        roughLows = problem.alternatives.flatMap { Self.octets($0.intervals.map(\.lo)) }
        roughWidths = problem.alternatives.flatMap { Self.octets($0.intervals.map(\.width)) }
        streams = problem.alternatives.map { SplitMix64(seed: seed, for: $0.id).state }
    }

    fileprivate static func octets(_ numbers: [Double]) -> [Octet] {
        stride(from: 0, to: numbers.count, by: 8).map { start in
            var octet = Octet.zero
            for (lane, number) in numbers[start..<min(start + 8, numbers.count)].enumerated() {
                octet[lane] = Float(number)
            }
            return octet
        }
    }

    /// The first pass: who is where, and with which weights whoever is first got there.
    func countRanks(rounds: Int) -> DrawTally {
        var tally = DrawTally(
            ranks: Array(repeating: 0, count: count * count),
            wins: Array(repeating: 0, count: count * count),
            central: Array(repeating: 0, count: count * priorities)
        )
        var sampler = WeightSampler(belief, seed: seed)
        var weights = [Double](repeating: 0, count: priorities)
        var scores = [Int32](repeating: 0, count: count)
        weights.withUnsafeMutableBufferPointer { weights in
            scores.withUnsafeMutableBufferPointer { scores in
                tally.ranks.withUnsafeMutableBufferPointer { ranks in
                    tally.wins.withUnsafeMutableBufferPointer { wins in
                        tally.central.withUnsafeMutableBufferPointer { central in
                            for round in 0..<rounds {
                                sampler.draw(into: weights)
                                score(round, weights, into: scores)
                                rank(scores, weights, ranks, wins, central)
                            }
                        }
                    }
                }
            }
        }
        return tally
    }

    private func score(
        _ round: Int,
        _ weights: UnsafeMutableBufferPointer<Double>,
        into scores: UnsafeMutableBufferPointer<Int32>
    ) {
        let skipped = UInt64(truncatingIfNeeded: round &* priorities) &* SplitMix64.step
        lows.withUnsafeBufferPointer { lows in
            widths.withUnsafeBufferPointer { widths in
                streams.withUnsafeBufferPointer { streams in
                    var cell = 0
                    for one in 0..<count {
                        var (state, score) = (streams[one] &+ skipped, 0.0)
                        for priority in 0..<priorities {
                            state &+= SplitMix64.step
                            let value = lows[cell] + SplitMix64.uniform(of: SplitMix64.mixed(state)) * widths[cell]
                            score += weights[priority] * value
                            cell &+= 1
                        }
                        scores[one] = Int32(score * ComparisonDraws.scale + 0.5)
                    }
                }
            }
        }
    }

    private func rank(
        _ scores: UnsafeMutableBufferPointer<Int32>,
        _ weights: UnsafeMutableBufferPointer<Double>,
        _ ranks: UnsafeMutableBufferPointer<Double>,
        _ wins: UnsafeMutableBufferPointer<Int32>,
        _ central: UnsafeMutableBufferPointer<Double>
    ) {
        for one in 0..<count {
            let own = scores[one]
            var (above, equal): (Int32, Int32) = (0, 0)
            let row = one &* count
            for other in 0..<count {
                let its = scores[other]
                above &+= its > own ? 1 : 0
                equal &+= its == own ? 1 : 0
                wins[row &+ other] &+= own > its ? 1 : 0
            }
            let share = 1 / Double(equal)
            for place in Int(above)..<Int(above &+ equal) { ranks[row &+ place] += share }
            guard above == 0 else { continue }
            for priority in 0..<priorities { central[one &* priorities &+ priority] += share * weights[priority] }
        }
    }
}

/// The second pass: each alternative at its own central weights.
extension DrawBench {
    /// Counts for each alternative with central weights how often it comes first with them; ties share equally.
    ///
    /// In single precision, which is 2,000 times finer than what so many draws can tell.
    func countConfidence(_ central: [[Double]?], rounds: Int) -> [Double] {
        let octets = (priorities + 7) / 8
        var values = [Octet](repeating: .zero, count: count * octets)
        let weights = central.flatMap { Self.octets($0 ?? Array(repeating: 0, count: priorities)) }
        let candidates = central.indices.filter { central[$0] != nil }
        let rivals = candidates.flatMap { self.rivals(of: $0, at: central[$0] ?? []) }
        var drawn = [Int32](repeating: -1, count: count)
        // Whoever has beaten each last; at first itself, which means nobody.
        var beaters = (0..<count).map { Int32(truncatingIfNeeded: $0) }
        var firsts = [Double](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
                rivals.withUnsafeBufferPointer { rivals in
                    drawn.withUnsafeMutableBufferPointer { drawn in
                        beaters.withUnsafeMutableBufferPointer { beaters in
                            for round in 0..<Int32(truncatingIfNeeded: rounds) {
                                var list = 0
                                for one in candidates {
                                    firsts[one] += share(
                                        of: one,
                                        list,
                                        round,
                                        octets,
                                        values,
                                        weights,
                                        rivals,
                                        drawn,
                                        &beaters[one]
                                    )
                                    list &+= count &- 1
                                }
                            }
                        }
                    }
                }
            }
        }
        return firsts
    }

    /// The others, the strongest at these weights first: whoever is beaten mostly is by one of them.
    private func rivals(of one: Int, at weights: [Double]) -> [Int32] {
        let scores = (0..<count).map { other in
            weights.indices.reduce(0) { sum, priority in
                let cell = other * priorities + priority
                return sum + weights[priority] * (lows[cell] + widths[cell] / 2)
            }
        }
        let order = (0..<count).filter { $0 != one }.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        return order.map { Int32(truncatingIfNeeded: $0) }
    }

    /// 1 for the first, a part of it for one of several, 0 for anybody else.
    private func share(
        of one: Int,
        _ list: Int,
        _ round: Int32,
        _ octets: Int,
        _ values: UnsafeMutableBufferPointer<Octet>,
        _ weights: UnsafeBufferPointer<Octet>,
        _ rivals: UnsafeBufferPointer<Int32>,
        _ drawn: UnsafeMutableBufferPointer<Int32>,
        _ beater: inout Int32
    ) -> Double {
        func score(_ other: Int) -> Int32 {
            if drawn[other] != round {
                drawn[other] = round
                draw(Int(round), other, octets, into: values)
            }
            var sum = Octet.zero
            for octet in 0..<octets { sum += weights[one &* octets &+ octet] * values[other &* octets &+ octet] }
            let half = sum.lowHalf + sum.highHalf
            let quarter = half.lowHalf + half.highHalf
            return Int32((quarter[0] + quarter[1]) * 0x1p20 + 0.5)
        }
        let own = score(one)
        // Asked first, since it often does so again; what comes out is the same in whatever order they are asked.
        if Int(beater) != one, score(Int(beater)) > own { return 0 }
        var equal = 1.0
        for place in list..<list &+ count &- 1 {
            let its = score(Int(rivals[place]))
            if its > own {
                beater = rivals[place]
                return 0
            }
            if its == own { equal += 1 }
        }
        return 1 / equal
    }

    /// Draws the values of one alternative: those of the first pass, from the top 24 of their bits.
    private func draw(_ round: Int, _ one: Int, _ octets: Int, into values: UnsafeMutableBufferPointer<Octet>) {
        var state = streams[one] &+ UInt64(truncatingIfNeeded: round &* priorities) &* SplitMix64.step
        func next() -> Int32 {
            state &+= SplitMix64.step
            return Int32(truncatingIfNeeded: SplitMix64.mixed(state) >> 40)
        }
        for cell in one &* octets..<(one &+ 1) &* octets {
            // Made whole in registers: what is stored in parts cannot be read at once as a whole.
            let bits = SIMD8<Int32>(next(), next(), next(), next(), next(), next(), next(), next())
            values[cell] = roughLows[cell] + roughWidths[cell] * (SIMD8<Float>(bits) * 0x1p-24)
        }
    }
}
