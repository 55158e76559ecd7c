import Foundation

@testable import TwoWayModel

extension ComparisonProblem {
    /// Opportunities by their intervals, with the ids 1, 2, 3 ...
    static func sample(_ weights: WeightBelief, _ rows: [[ValueInterval]]) throws -> ComparisonProblem {
        let alternatives = rows.enumerated().map { index, row in
            Alternative(id: .numbered(UInt32(index + 1)), intervals: row)
        }
        guard let problem = ComparisonProblem(weights: weights, alternatives: alternatives) else {
            throw TextRefusal("is no problem")
        }
        return problem
    }

    /// Rows of points.
    static func points(_ weights: WeightBelief, _ rows: [[Double]]) throws -> ComparisonProblem {
        try sample(weights, rows.map { $0.map { ValueInterval(lo: $0, hi: $0) } })
    }

    /// Anything that can be, from one generator; every fourth interval knows nothing and every fourth is a point.
    static func random(_ generator: inout SeededGenerator, belief: Belief? = nil) throws -> ComparisonProblem {
        let priorities = Int.random(in: 1...6, using: &generator)
        let belief = belief ?? Belief.allCases.randomElement(using: &generator) ?? .exact
        let rows = (0..<Int.random(in: 2...7, using: &generator)).map { _ in
            (0..<priorities).map { _ in ValueInterval.random(&generator) }
        }
        return try sample(belief.weights(priorities, &generator), rows)
    }

    /// How weights are believed, for tests of each.
    enum Belief: CaseIterable {
        case exact, ranked, tied, points

        func weights(_ count: Int, _ generator: inout SeededGenerator) -> WeightBelief {
            let masses = (0..<count).map { _ in Double.random(in: 0.1...1, using: &generator) }
            let sum = masses.reduce(0, +)
            let stated = masses.map { $0 / sum }
            let order = stated.indices.sorted { stated[$0] > stated[$1] }
            return switch self {
            case .exact: WeightBelief(stated: stated, shape: .exact)
            case .ranked: WeightBelief(stated: stated, shape: .ranked(order.map { [$0] }))
            case .tied: WeightBelief(stated: stated.map { _ in 1 / Double(count) }, shape: .ranked([order]))
            case .points: WeightBelief(stated: stated, shape: .points(concentration: 12))
            }
        }
    }
}

extension ValueInterval {
    static func random(_ generator: inout SeededGenerator) -> ValueInterval {
        let ends = [Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator)].sorted()
        return switch Int.random(in: 0..<4, using: &generator) {
        case 0: .unknown
        case 1: ValueInterval(lo: ends[0], hi: ends[0])
        default: ValueInterval(lo: ends[0], hi: ends[1])
        }
    }
}

extension WeightBelief {
    static func exact(_ weights: [Double]) -> WeightBelief {
        WeightBelief(stated: weights, shape: .exact)
    }

    /// All weights, each as likely as any other.
    static func free(_ count: Int) -> WeightBelief {
        WeightBelief(stated: Array(repeating: 1 / Double(count), count: count), shape: .ranked([Array(0..<count)]))
    }
}

extension ComparisonInputs {
    /// Opportunities with own ratings only, numbered from 1 on and named A, B, C and so on.
    static func sample(
        _ set: PrioritySet,
        _ rows: [[ValueInterval?]],
        waivers: [Waiver] = []
    ) throws -> ComparisonInputs {
        let entries = try rows.enumerated().map { index, row in
            let own = zip(set.priorities, row).compactMap { priority, interval in
                interval.map { (priority.key, OwnRating(interval: $0, revision: 1)) }
            }
            return Entry(
                assessment: AssessmentInputs(
                    opportunity: .numbered(UInt32(index + 1)),
                    prioritySet: set,
                    evidence: [],
                    own: Dictionary(uniqueKeysWithValues: own),
                    waivers: waivers
                ),
                title: try Title("Engineer"),
                organisation: try Title(String(Character(Unicode.Scalar(UInt8(65 + index % 26)))) + "-Works")
            )
        }
        guard let inputs = ComparisonInputs(prioritySet: set, entries: entries) else {
            throw TextRefusal("are no inputs")
        }
        return inputs
    }

    func computed(seed: Int = 7) -> ComparisonOutcome {
        .computed(from: self, inputsHash: "hash", seed: seed)
    }
}

extension ValueInterval {
    static func point(_ value: Double) -> ValueInterval { ValueInterval(lo: value, hi: value) }
}
