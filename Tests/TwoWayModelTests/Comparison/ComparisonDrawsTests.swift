import Foundation
import Testing

@testable import TwoWayModel

/// The golden values and closed forms of DOMAIN 5.2.
struct ComparisonDrawsTests {
    @Test func `the generator gives the numbers of its authors`() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in generator.next() }
                == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        )
        var again = SplitMix64(seed: 1_234_567)
        #expect(again.uniform() == Double(6_457_827_717_110_365_317 as UInt64 >> 11) / 9_007_199_254_740_992)
    }

    @Test func `free weights let the one that is better at one priority of two come first in two thirds`() throws {
        // A first where 0.8w + 0.4(1-w) > 0.4w + 0.6(1-w), that is w > 1/3.
        let problem = try ComparisonProblem.points(.free(2), [[0.8, 0.4], [0.4, 0.6]])
        for seed in 1...5 as ClosedRange<UInt64> {
            let draws = ComparisonDraws(problem, seed: seed)
            #expect(abs(draws.rankChances[0][0] - 2.0 / 3) < 0.015)
        }
    }

    @Test func `a ranking of the weights decides what free weights leave open`() throws {
        let ranked = WeightBelief(stated: [0.75, 0.25], shape: .ranked([[0], [1]]))
        let draws = ComparisonDraws(try .points(ranked, [[0.8, 0.4], [0.4, 0.6]]), seed: 1)
        #expect(draws.rankChances == [[1, 0], [0, 1]])
        #expect(draws.confidence == [1, nil])
        #expect(draws.beats == [[0.5, 1], [0, 0.5]])
    }

    @Test func `what is unknown is drawn between worst and best`() throws {
        // A is 0.3 + 0.5u against 0.6: first where u > 0.6.
        let problem = try ComparisonProblem.sample(
            .exact([0.5, 0.5]),
            [[.point(0.6), .unknown], [.point(0.6), .point(0.6)]]
        )
        for seed in 1...5 as ClosedRange<UInt64> {
            let draws = ComparisonDraws(problem, seed: seed)
            #expect(abs(draws.rankChances[0][0] - 0.4) < 0.02)
            #expect(draws.confidence[0] == draws.rankChances[0][0])
        }
    }

    @Test func `equal ones share every rank, and a tie is half a win`() throws {
        // The same sum by other ways round: rounding must not part them.
        let problem = try ComparisonProblem.points(
            .exact([0.3, 0.3, 0.4]),
            [[0.1, 0.7, 0.2], [0.7, 0.1, 0.2], [0.1, 0.7, 0.2]]
        )
        let draws = ComparisonDraws(problem, seed: 3)
        for one in 0..<3 {
            for other in 0..<3 {
                #expect(abs(draws.rankChances[one][other] - 1.0 / 3) < 1e-9)
                #expect(draws.beats[one][other] == 0.5)
            }
        }
    }

    @Test func `draws of ranked weights have the rank order centroids as their mean, and keep the ranking`() {
        let count = 5
        var sampler = WeightSampler(
            WeightBelief(stated: [], shape: .ranked((0..<count).map { [$0] })),
            seed: 11
        )
        let centroids = WeightMode.ordinal.masses(of: (0..<count).map { Double(count - $0) })
        var means = [Double](repeating: 0, count: count)
        var weights = means
        for _ in 0..<20_000 {
            weights.withUnsafeMutableBufferPointer { sampler.draw(into: $0) }
            #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
            #expect(weights == weights.sorted(by: >))
            for place in weights.indices { means[place] += weights[place] / 20_000 }
        }
        for (mean, centroid) in zip(means, centroids) { #expect(abs(mean - centroid) < 0.005) }
    }

    @Test(arguments: [Certainty.sure, .fairly, .rough])
    func `draws of points have the points as their mean and the variance of a Dirichlet`(_ certainty: Certainty) {
        let stated = [0.55, 0.3, 0.13, 0.02, 0]
        let concentration = certainty.concentration
        var sampler = WeightSampler(
            WeightBelief(stated: stated, shape: .points(concentration: concentration)),
            seed: 5
        )
        let draws = 40_000
        var sums = [Double](repeating: 0, count: stated.count)
        var squares = sums
        var weights = sums
        for _ in 0..<draws {
            weights.withUnsafeMutableBufferPointer { sampler.draw(into: $0) }
            for place in weights.indices {
                sums[place] += weights[place]
                squares[place] += weights[place] * weights[place]
            }
        }
        for (place, weight) in stated.enumerated() {
            let mean = sums[place] / Double(draws)
            let variance = squares[place] / Double(draws) - mean * mean
            let expected = weight * (1 - weight) / (concentration + 1)
            #expect(abs(mean - weight) < 5 * (expected / Double(draws)).squareRoot() + 1e-12)
            #expect(abs(variance - expected) < 0.06 * expected + 1e-12)
        }
    }

    @Test func `own logarithms and powers are those of the library but for the last digits`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let number =
                Double.random(in: 0...1, using: &generator) * pow(2, Double.random(in: -52...8, using: &generator))
            guard number >= 0x1p-60 else { continue }
            #expect(abs(PortableMath.log(number) - log(number)) <= 4e-16 * max(1, abs(log(number))))
            let power = Double.random(in: -690...0, using: &generator)
            #expect(abs(PortableMath.exp(power) - exp(power)) <= 4e-15 * exp(power))
        }
        #expect(PortableMath.log(1) == 0)
        #expect(PortableMath.exp(0) == 1)
        #expect(PortableMath.exp(-1_000) == 0)
    }

    @Test func `the central weights are the mean of those with which one came first`() throws {
        // A first where w > 1/3: the mean of w from 1/3 to 1 is 2/3, and B's from 0 to 1/3 is 1/6.
        let draws = ComparisonDraws(try .points(.free(2), [[0.8, 0.4], [0.4, 0.6]]), seed: 2)
        let first = try #require(draws.centralWeights[0])
        let second = try #require(draws.centralWeights[1])
        #expect(abs(first[0] - 2.0 / 3) < 0.01 && abs(first[0] + first[1] - 1) < 1e-9)
        #expect(abs(second[0] - 1.0 / 6) < 0.01)
        #expect(draws.confidence == [1, 1])
    }
}
