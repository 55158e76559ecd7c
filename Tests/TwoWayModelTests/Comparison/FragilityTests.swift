import Testing

@testable import TwoWayModel

struct FragilityTests {
    private let weights = [0.5, 0.3, 0.2]
    private let keys: [ID<Priority>] = [.numbered(1), .numbered(2), .numbered(3)]

    private func fragility(_ rows: [[Double]], steps: [Double] = [0.25, 0.25, 0.25]) throws -> Fragility {
        try #require(Fragility(try .points(.exact(weights), rows), keys: keys, steps: steps))
    }

    @Test func `the golden flips`() throws {
        let rows = [[0.9, 0.4, 0.5], [0.5, 0.8, 0.6]]
        let leads = zip(rows[0], rows[1]).map { $0 - $1 }
        let flips = (0..<3).compactMap { Fragility.flip(of: $0, weights: weights, leads: leads) }
        #expect(flips.count == 3)
        for (flip, golden) in zip(flips, [0.411_764_705_9, 0.391_304_347_8, 0.5]) { #expect(abs(flip - golden) < 1e-9) }
        let fragility = try fragility(rows)
        #expect(abs(fragility.lead - 0.06) < 1e-12)
        #expect(fragility.leader == .numbered(1) && fragility.runnerUp == .numbered(2))
        // The least move first.
        #expect(fragility.weightFlips.map(\.priority) == [.numbered(1), .numbered(2), .numbered(3)])
        #expect(abs(fragility.weightFlips[0].change - 0.088_235_294_1) < 1e-9)
        #expect(!fragility.isFragile)
    }

    @Test func `at the weight of a flip both are level, and beyond it the other one leads`() throws {
        var generator = SeededGenerator(seed: 4)
        var flipped = 0
        for _ in 0..<500 {
            let rows = (0..<2).map { _ in (0..<3).map { _ in Double.random(in: 0...1, using: &generator) } }
            let found = try fragility(rows)
            let leader = found.leader == .numbered(1) ? 0 : 1
            for flip in found.weightFlips {
                let place = try #require(keys.firstIndex(of: flip.priority))
                func lead(at weight: Double) -> Double {
                    weights.indices.reduce(0) { sum, other in
                        let share = other == place ? weight : weights[other] / (1 - weights[place]) * (1 - weight)
                        return sum + share * (rows[leader][other] - rows[1 - leader][other])
                    }
                }
                #expect(abs(lead(at: flip.to)) < 1e-9)
                let beyond = flip.to + (flip.to - flip.from) * 0.01
                #expect(lead(at: beyond) <= 1e-9)
                flipped += 1
            }
        }
        #expect(flipped > 300)
    }

    @Test func `rating steps that flip are all found`() throws {
        // 0.57 against 0.56 and 0.4: a step at the first priority moves 0.125, at the second 0.075, at the third 0.05.
        let fragility = try fragility([[0.9, 0.2, 0.3], [0.5, 0.7, 0.5], [0.4, 0.4, 0.4]])
        #expect(fragility.losses.map(\.priority) == keys)
        #expect(fragility.losses.allSatisfy { $0.overtakes == .numbered(2) })
        #expect(fragility.gains == [Fragility.RatingGain(opportunity: .numbered(2), priorities: keys)])
    }

    @Test func `a step ends at the end of the scale`() throws {
        // The second is 0.05 behind and has 0.01 left at the first priority, which is not enough.
        let fragility = try fragility([[1, 1, 0.755], [0.99, 1, 0.5]])
        #expect(
            fragility.gains
                == [Fragility.RatingGain(opportunity: .numbered(2), priorities: [])].filter { !$0.priorities.isEmpty }
        )
        #expect(fragility.losses.map(\.priority) == [.numbered(1), .numbered(2)])
    }

    @Test func `whoever is better everywhere is flipped by no weight`() throws {
        let fragility = try fragility([[0.9, 0.9, 0.9], [0.1, 0.2, 0.3]])
        #expect(fragility.weightFlips.isEmpty && fragility.losses.isEmpty && fragility.gains.isEmpty)
        #expect(!fragility.isFragile)
    }

    @Test func `a single priority and a single opportunity have nothing to flip`() throws {
        #expect(Fragility.flip(of: 0, weights: [1], leads: [0.2]) == nil)
        #expect(Fragility(try .points(.exact([1]), [[0.4]]), keys: [.numbered(1)], steps: [0.25]) == nil)
    }

    @Test func `a rating step is a quarter, or the slope towards a target`() throws {
        #expect(try Priority.sample(1).ratingStep == 0.25)
        #expect(try Priority.sample(1, direction: .less).ratingStep == 0.25)
        #expect(try Priority.sample(1, direction: .target, target: 3).ratingStep == 0.5)
        #expect(try Priority.sample(1, direction: .target, target: 5).ratingStep == 0.25)
    }
}
