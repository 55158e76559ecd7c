import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

/// Decisions, and how it turned out, in words a person would like to read.
@Suite struct DecisionTextTests {
    private func priority(_ title: String, _ key: ID<Priority> = .make()) throws -> PriorityAssessment {
        PriorityAssessment(key: key, title: try Title(title))
    }

    @Test func `what has been learned is said in sentences, only of sources that were compared`() {
        let calibration = Calibration(
            truths: [
                SourceTruth(sourceClass: .recruiter, hits: 10, compared: 10),
                SourceTruth(sourceClass: .futureSupervisor, hits: 0, compared: 1),
                SourceTruth(sourceClass: .writtenOffer, hits: 2, compared: 2),
            ],
            questions: []
        )
        #expect(
            RealityText.sentences(calibration) == [
                "What the written offer said was true 2 of 2 times. It still counts 1.00.",
                "What your future supervisor said was true 0 of 1 time. It counts 0.82 from now on, and 0.90 before.",
                "What a recruiter said was true 10 of 10 times. It counts 0.70 from now on, and 0.40 before.",
            ]
        )
        #expect(RealityText.sentences(Calibration(truths: [], questions: [])).isEmpty)
    }

    @Test func `ratings are typed as priority and number, and what is wrong is said`() throws {
        let (training, pay) = (try priority("Training and development"), try priority("Pay"))
        let walk = RealityWalk([training, pay])
        let read = try walk.read(["training=4", "pay=2"])
        #expect(
            read == [
                RealityRating(priority: training.key, rating: 4), RealityRating(priority: pay.key, rating: 2),
            ]
        )
        for wrong in ["training", "training=6", "training=x", "nothing=3"] {
            #expect(throws: CommandFailure.self) { try walk.read([wrong]) }
        }
    }

    @Test func `without ratings each priority is asked about, and nothing leaves one out`() throws {
        let priorities = [try priority("Training"), try priority("Pay"), try priority("Calm")]
        func walk(_ lines: String...) -> [RealityRating] {
            var rest = lines[...]
            let dialogue = Dialogue(output: Output(descriptor: -1, isJSON: false)) { rest.popFirst() }
            return RealityWalk(priorities).run(dialogue)
        }
        #expect(walk("4", "", "9", "2").map(\.rating) == [4, 2])
        #expect(walk("4", "", "9", "2").map(\.priority) == [priorities[0].key, priorities[2].key])
        #expect(walk("5").map(\.rating) == [5])
        #expect(walk().isEmpty)
    }

    @Test func `whether a decision stands is said with the one that took it back`() throws {
        var decision = Decision(
            id: .make(),
            opportunity: .make(),
            kind: .accept,
            reasons: try Prose("The team."),
            stage: .offer,
            decidedAt: Timestamp(microseconds: 0)
        )
        #expect(DecisionText.standing(decision) == "stands")
        let back = ID<Decision>.make()
        decision.reversedBy = back
        #expect(DecisionText.standing(decision) == "taken back by \(back.short)")
        decision.kind = .reversal
        decision.reversedBy = nil
        decision.reverses = back
        #expect(DecisionText.standing(decision) == "takes back \(back.short)")
    }
}
