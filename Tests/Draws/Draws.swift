import JSONRPC
import TwoWayModel

/// `twoway-draws`: reads problems as JSON lines, and prints what the draws say of each, so that others can check them.
@main
struct Draws {
    static func main() throws {
        while let line = readLine(strippingNewline: true) {
            let document = try JSONDocument(parsing: Array(line.utf8))
            let problem = try JSONDecoding.decode(Problem.self, from: document.root, at: "problem")
            guard let comparison = try problem.comparison() else { throw Failure() }
            let draws = ComparisonDraws(
                comparison,
                seed: UInt64(problem.seed),
                draws: problem.draws ?? ComparisonDraws.standard
            )
            let answer = Answer(
                opportunities: comparison.alternatives.map(\.id),
                rankChances: draws.rankChances,
                beats: draws.beats,
                centralWeights: draws.centralWeights,
                confidence: draws.confidence
            )
            print(String(decoding: try JSONEncoding.encode(answer), as: UTF8.self))
        }
    }

    struct Failure: Error {}

    /// What is read: weights as a candidate states them, and an interval for each opportunity and priority.
    struct Problem: Codable {
        var seed: UInt32
        var draws: Int?
        var mode: WeightMode
        var certainty: Certainty?
        var weights: [Double]
        var ranks: [Int]?
        var opportunities: [ID<Opportunity>]
        var intervals: [[ValueInterval]]

        func comparison() throws -> ComparisonProblem? {
            let priorities = try weights.enumerated().map { place, weight in
                Priority(
                    key: .make(),
                    title: try Title("Priority \(place + 1)"),
                    direction: .more,
                    weight: weight,
                    rank: ranks.flatMap { $0.indices.contains(place) ? $0[place] : nil },
                    vital: false,
                    mustHave: false,
                    bossDependent: false
                )
            }
            let set = PrioritySet(
                id: .make(),
                jobSearch: .make(),
                version: 1,
                state: .active,
                weightMode: mode,
                certainty: certainty,
                priorities: priorities,
                revision: 1,
                updatedAt: Timestamp(microseconds: 0)
            )
            return WeightBelief(set).flatMap { belief in
                ComparisonProblem(
                    weights: belief,
                    alternatives: zip(opportunities, intervals).map { .init(id: $0, intervals: $1) }
                )
            }
        }
    }

    /// What is printed, in the order of `opportunities`.
    struct Answer: Codable {
        var opportunities: [ID<Opportunity>]
        var rankChances: [[Double]]
        var beats: [[Double]]
        var centralWeights: [[Double]?]
        var confidence: [Double?]
    }
}
