import Foundation
import Testing

@testable import TwoWayModel

/// What holds for every comparison; each case can be repeated from its seed.
struct ComparisonPropertyTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `chances are chances`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let problem = try ComparisonProblem.random(&generator)
        let draws = ComparisonDraws(problem, seed: seed, draws: 2_000)
        let count = problem.alternatives.count
        for one in 0..<count {
            #expect(abs(draws.rankChances[one].reduce(0, +) - 1) < 1e-9)
            #expect(abs((0..<count).reduce(0) { $0 + draws.rankChances[$1][one] } - 1) < 1e-9)
            #expect(draws.beats[one][one] == 0.5)
            for other in 0..<count {
                #expect(abs(draws.beats[one][other] + draws.beats[other][one] - 1) < 1e-12)
                if problem.alternatives[one].certainlyBeatsUnderAllWeights(problem.alternatives[other]) {
                    #expect(draws.beats[one][other] == 1)
                }
            }
            // The mean rank says the same as the chances against each other one.
            let mean = draws.rankChances[one].enumerated().reduce(1) { $0 + Double($1.offset) * $1.element }
            let lost = (0..<count).reduce(0.5) { $0 + draws.beats[$1][one] }
            #expect(abs(mean - lost) < 1e-9)
            #expect((draws.centralWeights[one] == nil) == (draws.rankChances[one][0] == 0))
            if let central = draws.centralWeights[one] { #expect(abs(central.reduce(0, +) - 1) < 1e-9) }
            #expect((draws.confidence[one] ?? 0) >= 0 && (draws.confidence[one] ?? 0) <= 1)
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the order of the opportunities changes nothing`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let problem = try ComparisonProblem.random(&generator)
        let shuffled = ComparisonProblem(
            weights: problem.weights,
            alternatives: problem.alternatives.shuffled(using: &generator)
        )
        #expect(
            shuffled.map { ComparisonDraws($0, seed: seed, draws: 1_000) }
                == ComparisonDraws(problem, seed: seed, draws: 1_000)
        )
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `one more that is certain to be beaten takes no first place from anybody`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let problem = try ComparisonProblem.random(&generator)
        let before = ComparisonDraws(problem, seed: seed, draws: 2_000)
        let leader = try #require(
            before.rankChances.indices.max { before.rankChances[$0][0] < before.rankChances[$1][0] }
        )
        let worse = problem.alternatives[leader].intervals.map { interval in
            let hi = max(0, interval.lo - 0.001)
            return ValueInterval(lo: hi * Double.random(in: 0...1, using: &generator), hi: hi)
        }
        // Where the leader may be at 0, nothing can be worse.
        guard problem.alternatives[leader].intervals.allSatisfy({ $0.lo > 0.001 }) else { return }
        let place = UInt32.random(in: 0...200, using: &generator)
        let added = ComparisonProblem.Alternative(id: .numbered(1_000 + place), intervals: worse)
        let larger = try #require(
            ComparisonProblem(weights: problem.weights, alternatives: problem.alternatives + [added])
        )
        let after = ComparisonDraws(larger, seed: seed, draws: 2_000)
        for one in problem.alternatives.indices {
            #expect(after.rankChances[one][0] == before.rankChances[one][0])
            #expect(Array(after.beats[one].dropLast()) == before.beats[one])
        }
        #expect(after.rankChances.last?.first == 0)
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `two with the same inputs have the same chances, and a point never loses to itself`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let row = (0..<4).map { _ in ValueInterval.random(&generator) }
        let weights = ComparisonProblem.Belief.points.weights(4, &generator)
        let draws = ComparisonDraws(try .sample(weights, [row, row]), seed: seed)
        #expect(abs(draws.rankChances[0][0] - 0.5) < 0.025)
    }

    @Test func `the same inputs and seed give the same bytes, another seed others`() throws {
        var generator = SeededGenerator(seed: 9)
        let set = PrioritySet.sample([try .sample(1, weight: 2), try .sample(2), try .sample(3)])
        let rows = (0..<5).map { _ in (0..<3).map { _ in ValueInterval.random(&generator) as ValueInterval? } }
        let inputs = try ComparisonInputs.sample(set, rows)
        let backwards = try #require(ComparisonInputs(prioritySet: set, entries: inputs.entries.reversed()))
        #expect(try json(inputs.computed()) == json(backwards.computed()))
        #expect(inputs.canonicalInputs() == backwards.canonicalInputs())
        #expect(inputs.computed(seed: 8).opportunities != inputs.computed(seed: 7).opportunities)
    }
}
