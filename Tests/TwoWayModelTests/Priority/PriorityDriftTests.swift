import Testing

@testable import TwoWayModel

struct PriorityDriftTests {
    private func set(_ weights: [(UInt32, Double)], mode: WeightMode = .exact, version: Int = 1) throws -> PrioritySet {
        .sample(try weights.map { try .sample($0, weight: $1) }, mode: mode, version: version)
    }

    private func drift(_ old: [(UInt32, Double)], _ new: [(UInt32, Double)]) throws -> Double {
        PriorityDrift(from: try set(old), to: try set(new)).drift
    }

    @Test func `drift is half of what the normalised weights moved`() throws {
        #expect(try drift([(1, 1), (2, 1)], [(1, 1), (2, 1)]) == 0)
        #expect(try drift([(1, 1), (2, 1)], [(2, 7), (1, 7)]) == 0)
        #expect(try drift([(1, 1)], [(2, 1)]) == 1)
        #expect(abs(try drift([(1, 1), (2, 1)], [(1, 3), (2, 1)]) - 0.25) < 1e-12)
        #expect(abs(try drift([(1, 0.5), (2, 0.3), (3, 0.2)], [(1, 0.4), (2, 0.3), (4, 0.3)]) - 0.3) < 1e-12)
        #expect(try drift([(1, 1)], [(1, 1), (2, 0)]) == 0)
    }

    @Test func `a set without any weight counts as zero`() throws {
        #expect(try drift([(1, 0)], [(1, 0)]) == 0)
        #expect(try drift([(1, 1)], [(1, 0)]) == 0.5)
        #expect(try drift([], []) == 0)
    }

    @Test func `ordinal sets drift by their ranks`() throws {
        let old = PrioritySet.sample([try .sample(1, rank: 1), try .sample(2, rank: 2)], mode: .ordinal)
        let new = PrioritySet.sample([try .sample(1, rank: 2), try .sample(2, rank: 1)], mode: .ordinal)
        #expect(abs(PriorityDrift(from: old, to: new).drift - 0.5) < 1e-12)
    }

    @Test func `drift is symmetric, lies from 0 to 1, and keeps the triangle`() throws {
        var generator = SeededGenerator(seed: 510)
        func random() throws -> PrioritySet {
            let count = Int.random(in: 1...12, using: &generator)
            let keys = (0..<20 as Range<UInt32>).shuffled(using: &generator).prefix(count)
            return try set(keys.map { ($0, Double.random(in: 0...9, using: &generator)) })
        }
        for _ in 0..<300 {
            let (a, b, c) = (try random(), try random(), try random())
            let ab = PriorityDrift(from: a, to: b).drift
            #expect((0...1).contains(ab))
            #expect(abs(ab - PriorityDrift(from: b, to: a).drift) < 1e-12)
            #expect(PriorityDrift(from: a, to: a).drift == 0)
            #expect(PriorityDrift(from: a, to: c).drift <= ab + PriorityDrift(from: b, to: c).drift + 1e-12)
        }
    }

    @Test func `each priority says what became of it`() throws {
        var old = [try Priority.sample(1, weight: 2), try .sample(2), try .sample(3), try .sample(4)]
        var new = [try Priority.sample(5), try .sample(2), try .sample(1, weight: 2), try .sample(3)]
        old[3].title = try Title("Gone")
        new[1].direction = .less
        new[3].weight = 0.5
        new[0].weight = 1.5
        let drift = PriorityDrift(from: .sample(old, version: 2), to: .sample(new, version: 5))
        #expect(drift.fromVersion == 2 && drift.toVersion == 5)
        #expect(drift.priorities.map(\.key) == [.numbered(5), .numbered(2), .numbered(1), .numbered(3), .numbered(4)])
        #expect(drift.priorities.map(\.kind) == [.added, .redefined, .unchanged, .reweighted, .removed])
        #expect(drift.priorities.map { $0.before != nil } == [false, true, true, true, true])
        #expect(drift.priorities.map { $0.after != nil } == [true, true, true, true, false])
        #expect(drift.priorities[4].title.text == "Gone")
        #expect(drift.priorities[2].before?.weight == 0.4)
        #expect(abs(drift.drift - 0.3) < 1e-12)
    }
}
