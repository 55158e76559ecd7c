import Foundation
import Testing

@testable import TwoWayModel

struct AssessmentTests {
    private func compute(
        _ set: PrioritySet,
        _ evidence: [Evidence] = [],
        own: [ID<Priority>: OwnRating] = [:]
    ) -> Assessment {
        .computed(
            from: AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: evidence, own: own),
            inputsHash: "hash"
        )
    }

    @Test func `an untouched opportunity has knowledge 0 in every mode`() throws {
        for mode in WeightMode.allCases {
            for count in 1...30 as ClosedRange<UInt32> {
                let set = PrioritySet.sample(
                    try (1...count).map { try .sample($0, weight: 1 / Double($0)) },
                    mode: mode
                )
                let assessment = compute(set)
                #expect(assessment.score == .unknown)
                #expect(assessment.knowledge == 0)
                #expect(assessment.priorities.allSatisfy { $0.interval == .unknown && $0.evidence == [] })
            }
        }
    }

    @Test func `the score is the weighted sum of the intervals`() throws {
        let set = PrioritySet.sample([try .sample(1, weight: 3), try .sample(2, weight: 1)])
        let assessment = compute(set, [try .sample(1, .hiringManager, 4), try .sample(2, priority: 2, .recruiter, 5)])
        let score = try #require(assessment.score)
        #expect(abs(score.lo - (0.75 * 0.675 + 0.25 * 0.4)) < 1e-9)
        #expect(abs(score.hi - (0.75 * 0.775 + 0.25 * 1)) < 1e-9)
        #expect(abs((assessment.knowledge ?? -1) - (1 - (score.hi - score.lo))) < 1e-12)
        #expect(assessment.priorities.map(\.weight) == [0.75, 0.25])
        #expect(assessment.methodVersion == "1")
        #expect(assessment.inputsHash == "hash")
        #expect(assessment.gate == .pass)
    }

    @Test func `an own rating overrules the computed interval and both are kept`() throws {
        let set = PrioritySet.sample([try .sample(1, threshold: 3)])
        let own = OwnRating(interval: ValueInterval(lo: 0.1, hi: 0.2), note: try Prose("My view"), revision: 3)
        let assessment = compute(set, [try .sample(1, .writtenOffer, 5)], own: [.numbered(1): own])
        let priority = try #require(assessment.priorities.first)
        #expect(priority.interval == own.interval)
        #expect(priority.computed == ValueInterval(lo: 1, hi: 1))
        #expect(priority.own == own)
        #expect(priority.gate == .fail)
        #expect(assessment.gate == .fail)
        #expect(assessment.score == own.interval)
    }

    @Test(arguments: [(0.5, 0.4), (-0.1, 0.5), (0.5, 1.1), (.nan, 0.5), (0.5, .nan), (0.5, .infinity)])
    func `an own interval that is none does not count`(lo: Double, hi: Double) throws {
        let own = OwnRating(interval: ValueInterval(lo: lo, hi: hi), revision: 1)
        let assessment = compute(PrioritySet.sample([try .sample(1)]), own: [.numbered(1): own])
        #expect(assessment.score == .unknown)
        #expect(assessment.priorities.first?.own == nil)
    }

    @Test func `evidence of other opportunities and priorities does not count`() throws {
        var foreign = try Evidence.sample(1, .writtenOffer, 5)
        foreign.opportunity = .numbered(2)
        let strange = try Evidence.sample(2, priority: 9, .writtenOffer, 5)
        let set = PrioritySet.sample([try .sample(1)])
        #expect(compute(set, [foreign, strange]) == compute(set))
        let inputs = AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: [foreign, strange])
        let none = AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: [])
        #expect(inputs.canonicalInputs() == none.canonicalInputs())
    }

    @Test func `a set without weights or priorities knows nothing`() throws {
        let zero = compute(PrioritySet.sample([try .sample(1, weight: 0)]), [try .sample(1, .writtenOffer, 5)])
        #expect(zero.score == .unknown)
        #expect(zero.priorities.first?.weight == 0)
        let empty = compute(PrioritySet.sample([]))
        #expect(empty.score == .unknown)
        #expect(empty.knowledge == 0)
        #expect(empty.gate == .pass)
    }

    @Test func `permuting the evidence changes neither a byte of the result nor of the inputs`() throws {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<100 {
            let mode = try #require(WeightMode.allCases.randomElement(using: &generator))
            let priorities = try (1...8).map { number in
                try Priority.sample(
                    number,
                    weight: .random(in: 0...1, using: &generator),
                    threshold: Bool.random(using: &generator) ? 3 : nil
                )
            }
            let set = PrioritySet.sample(priorities, mode: mode)
            let evidence = try (0..<40).map { number in
                try Evidence.sample(
                    number,
                    priority: .random(in: 1...8, using: &generator),
                    SourceClass.allCases.randomElement(using: &generator) ?? .peer,
                    .random(in: 1...5, using: &generator)
                )
            }
            let shuffled = evidence.shuffled(using: &generator)
            let inputs = AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: evidence)
            let others = AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: shuffled)
            #expect(inputs.canonicalInputs() == others.canonicalInputs())
            #expect(try json(Assessment.computed(from: inputs)) == json(Assessment.computed(from: others)))
            let assessment = Assessment.computed(from: inputs)
            #expect(assessment.score?.isProper == true)
            #expect(assessment.knowledge.map { (0...1).contains($0) } == true)
            for (priority, result) in zip(priorities, assessment.priorities) {
                #expect((result.gate != nil) == priority.mustHave)
            }
        }
    }

    @Test func `every input that bears on a number changes the canonical bytes`() throws {
        let evidence = try Evidence.sample(1, .peer, 4)
        let base = try AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: .sample([.sample(1)]),
            evidence: [evidence]
        ).canonicalInputs()
        var priorities = [try Priority.sample(1), try .sample(1), try .sample(1), try .sample(1), try .sample(1)]
        priorities[0].weight = 1.0.nextUp
        priorities[1].direction = .less
        priorities[2].mustHave = true
        priorities[3].threshold = 1
        priorities[4].requiredSource = .peer
        var pieces = [evidence, evidence, evidence]
        pieces[0].rating = 3
        pieces[1].strength = 0.1
        pieces[2].sourceClass = .hr
        var variants: [[UInt8]] = []
        for priority in priorities {
            let set = PrioritySet.sample([priority])
            variants.append(
                AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: [evidence]).canonicalInputs()
            )
        }
        let set = PrioritySet.sample([try .sample(1)])
        for piece in pieces {
            variants.append(
                AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: [piece]).canonicalInputs()
            )
        }
        let own = [ID<Priority>.numbered(1): OwnRating(interval: .unknown, revision: 1)]
        variants.append(
            AssessmentInputs(opportunity: .numbered(1), prioritySet: set, evidence: [evidence], own: own)
                .canonicalInputs()
        )
        for rank in [1, 2] {
            let ranked = PrioritySet.sample([try .sample(1, rank: rank)], mode: .ordinal)
            variants.append(
                AssessmentInputs(opportunity: .numbered(1), prioritySet: ranked, evidence: [evidence]).canonicalInputs()
            )
        }
        #expect(Set(variants + [base]).count == variants.count + 1)
        // Where ranks decide nothing they are no input.
        let idle = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: .sample([try .sample(1, rank: 1)]),
            evidence: [evidence]
        )
        #expect(idle.canonicalInputs() == base)
    }
}
