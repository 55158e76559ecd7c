import Foundation
import Testing
import TwoWayModel

@Suite struct OpinionComparisonTests {
    private func sheet(_ ratings: [(ID<Priority>, Int)], note: String? = nil) throws -> OpinionSheet {
        OpinionSheet(
            ratings: try ratings.map { key, rating in
                OpinionRating(priority: key, rating: rating, note: try Line("rated \(rating)"))
            },
            note: try note.map { try Prose($0) },
            isSealed: true,
            revision: 2,
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    @Test func `rows stand in the order of the priorities, and a step apart is a difference`() throws {
        let keys: [ID<Priority>] = (0..<4).map { _ in ID(UUID()) }
        let priorities = try keys.enumerated().map { OpinionPriority(key: $1, title: try Title("P\($0)")) }
        let candidate = try sheet([(keys[3], 5), (keys[0], 4), (keys[1], 2), (keys[2], 3)], note: "Mine")
        let coach = try sheet([(keys[0], 4), (keys[1], 3), (keys[2], 1)], note: "Kim's")
        let comparison = OpinionComparison(of: priorities, candidate: candidate, coach: coach)
        // What one of them has not rated cannot be compared.
        #expect(comparison.rows.map(\.title.text) == ["P0", "P1", "P2"])
        #expect(comparison.rows.map(\.difference) == [0, 1, -2])
        #expect(comparison.rows.map(\.differs) == [false, true, true])
        #expect(comparison.differing == 2)
        #expect(comparison.rows.map(\.coachNote?.text) == ["rated 4", "rated 3", "rated 1"])
        #expect(comparison.candidateNote?.text == "Mine" && comparison.coachNote?.text == "Kim's")
    }

    @Test func `an outcome of a prompt is a step of its life, and no other state follows`() {
        for outcome in Prompt.Outcome.allCases { #expect(Prompt.State.open.mayBecome(outcome.state)) }
        for state in Prompt.State.allCases where state != .open { #expect(state.isFinal) }
        #expect(!Opinion.State.open.mayBecome(.revealed))
        #expect(Opinion.State.revealed.isFinal && Opinion.State.cancelled.isFinal)
    }
}
