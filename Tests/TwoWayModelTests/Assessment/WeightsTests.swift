import Testing

@testable import TwoWayModel

struct WeightsTests {
    private func weights(_ stated: [Double], _ mode: WeightMode) throws -> [Double]? {
        let priorities = try stated.enumerated().map { try Priority.sample(UInt32($0), weight: $1) }
        return PrioritySet.sample(priorities, mode: mode).normalisedWeights()
    }

    private func isClose(_ left: [Double]?, _ right: [Double]) -> Bool {
        guard let left, left.count == right.count else { return false }
        return zip(left, right).allSatisfy { abs($0 - $1) <= 1e-12 }
    }

    @Test func `exact weights and points are proportional`() throws {
        for mode in [WeightMode.exact, .points] {
            #expect(isClose(try weights([2, 1, 1], mode), [0.5, 0.25, 0.25]))
            #expect(isClose(try weights([0, 3], mode), [0, 1]))
            #expect(isClose(try weights([1e308, 1e308], mode), [0.5, 0.5]))
        }
    }

    @Test func `ordinal weights are rank order centroids`() throws {
        #expect(isClose(try weights([9, 1], .ordinal), [0.75, 0.25]))
        #expect(isClose(try weights([1, 3, 2], .ordinal), [2.0 / 18, 11.0 / 18, 5.0 / 18]))
        #expect(isClose(try weights([7], .ordinal), [1]))
        #expect(isClose(try weights([4, 3, 2, 1], .ordinal), [25.0 / 48, 13.0 / 48, 7.0 / 48, 3.0 / 48]))
    }

    @Test func `equal ordinal weights share the mean of their ranks`() throws {
        #expect(isClose(try weights([5, 5], .ordinal), [0.5, 0.5]))
        #expect(isClose(try weights([1, 5, 5], .ordinal), [2.0 / 18, 8.0 / 18, 8.0 / 18]))
        #expect(isClose(try weights([0, 0, 0], .ordinal), [1.0 / 3, 1.0 / 3, 1.0 / 3]))
    }

    @Test func `ranks decide before weights, and equal ranks share their mean`() throws {
        func ranked(_ ranks: [Int?], mode: WeightMode = .ordinal) throws -> [Double]? {
            let priorities = try ranks.enumerated().map {
                try Priority.sample(UInt32($0), weight: Double($0), rank: $1)
            }
            return PrioritySet.sample(priorities, mode: mode).normalisedWeights()
        }
        #expect(isClose(try ranked([1, 3, 2]), [11.0 / 18, 2.0 / 18, 5.0 / 18]))
        #expect(isClose(try ranked([1, 1, 3]), [8.0 / 18, 8.0 / 18, 2.0 / 18]))
        // Only the order counts: a gap, as ties leave it, changes nothing.
        #expect(try ranked([1, 1, 2]) == ranked([1, 1, 3]))
        #expect(isClose(try ranked([1, 1]), [0.5, 0.5]))
        // With a rank missing, and in other modes, the weights decide as ever.
        #expect(isClose(try ranked([1, nil, 2]), [2.0 / 18, 5.0 / 18, 11.0 / 18]))
        #expect(isClose(try ranked([1, 2, 3], mode: .exact), [0, 1.0 / 3, 2.0 / 3]))
    }

    @Test func `ranks that follow weights give the golden values of those weights`() throws {
        for (stated, ranks) in [
            ([9.0, 1], [1, 2]), ([1, 3, 2], [3, 1, 2]), ([5, 5], [1, 1]), ([1, 5, 5], [3, 1, 1]),
        ] {
            let ranked = try zip(stated, ranks).enumerated().map {
                try Priority.sample(UInt32($0), weight: 1, rank: $1.1)
            }
            #expect(
                isClose(
                    PrioritySet.sample(ranked, mode: .ordinal).normalisedWeights(),
                    try weights(stated, .ordinal) ?? []
                )
            )
        }
    }

    @Test func `vital is a must-have, what is flagged, and what weighs 0,15 or more`() throws {
        var flagged = try Priority.sample(3, weight: 5)
        flagged.vital = true
        let set = PrioritySet.sample([
            try .sample(1, weight: 15), try .sample(2, weight: 14.9), flagged, try .sample(4, weight: 0, threshold: 3),
            try .sample(5, weight: 65.1),
        ])
        #expect(set.vitalPriorities() == [.numbered(1), .numbered(3), .numbered(4), .numbered(5)])
        #expect(PrioritySet.sample([try .sample(1, weight: 0)]).vitalPriorities().isEmpty)
    }

    @Test func `rank order centroids are the mean of sorted weights drawn at random`() throws {
        var generator = SeededGenerator(seed: 21)
        var sums = [0.0, 0, 0, 0]
        let draws = 20_000
        for _ in 0..<draws {
            // The gaps between sorted uniform numbers are uniform on the simplex.
            let cuts = [0] + (0..<3).map { _ in Double.random(in: 0..<1, using: &generator) }.sorted() + [1]
            let gaps = zip(cuts.dropFirst(), cuts).map { $0 - $1 }.sorted(by: >)
            for (rank, gap) in gaps.enumerated() { sums[rank] += gap }
        }
        let centroids = try #require(try weights([4, 3, 2, 1], .ordinal))
        for (sum, centroid) in zip(sums, centroids) {
            #expect(abs(sum / Double(draws) - centroid) < 0.005)
        }
    }

    @Test func `nothing to normalise gives nothing`() throws {
        #expect(try weights([], .exact) == nil)
        #expect(try weights([], .ordinal) == nil)
        #expect(try weights([0, 0], .exact) == nil)
        #expect(try weights([0, 0], .points) == nil)
    }

    @Test func `random weights sum to 1 and keep their order`() throws {
        var generator = SeededGenerator(seed: 22)
        for mode in WeightMode.allCases {
            for _ in 0..<100 {
                let stated = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
                    Double(Int.random(in: 0...9, using: &generator)) + 0.5
                }
                let normalised = try #require(try weights(stated, mode))
                #expect(abs(normalised.reduce(0, +) - 1) < 1e-12)
                for (left, right) in zip(stated.indices, stated.indices.dropFirst()) where stated[left] < stated[right]
                {
                    #expect(normalised[left] < normalised[right])
                }
            }
        }
    }
}
