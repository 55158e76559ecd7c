import Testing

@testable import TwoWayModel

/// How far sources are trusted once it is known whether they were right (DOMAIN 5.10).
struct CalibrationTests {
    private func truth(_ hits: Int, of compared: Int, _ source: SourceClass = .recruiter) -> SourceTruth {
        SourceTruth(sourceClass: source, hits: hits, compared: compared)
    }

    @Test func `ten hits of ten lift 0_4 to 0_7, and ten misses lower it to 0_2`() {
        #expect(truth(10, of: 10).strength(from: 0.4) == 0.7)
        #expect(truth(0, of: 10).strength(from: 0.4) == 0.2)
        #expect(truth(0, of: 0).strength(from: 0.4) == 0.4)
        #expect(abs(truth(3, of: 4).strength(from: 0.7) - 10.0 / 14) < 1e-12)
        #expect(truth(5, of: 5, .writtenOffer).strength(from: 1) == 1)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `a strength stays within 0 and 1, and each hit lifts it`(_ seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        let compared = Int.random(in: 1...200, using: &dice)
        let hits = Int.random(in: 0..<compared, using: &dice)
        let original = Double.random(in: 0...1, using: &dice)
        let less = truth(hits, of: compared).strength(from: original)
        let more = truth(hits + 1, of: compared).strength(from: original)
        #expect((0...1).contains(less) && (0...1).contains(more) && less < more)
    }

    @Test func `each scope starts from the strength that the tables have there`() {
        let tables = EvidenceTables.standard.calibrated(by: [truth(10, of: 10), truth(0, of: 10, .peer)])
        #expect(tables.sources[.recruiter] == 0.7)
        #expect(tables.organisationSources[.recruiter] == 0.8)
        #expect(abs(tables.strength(of: .recruiter, at: .organisation, specificity: .general) - 0.56) < 1e-12)
        #expect(tables.strength(of: .recruiter, at: .job, specificity: .example) == 0.7)
        #expect(tables.sources[.peer] == 0.35)
        // A peer's word is worth the same at every scope, and stays so.
        #expect(tables.organisationSources[.peer] == nil)
        #expect(tables.sources[.hr] == 0.4 && tables.organisationSources[.hr] == 0.6)
        #expect(EvidenceTables.standard.calibrated(by: []) == .standard)
    }

    @Test func `what was said is true if it is at most one from how it is`() {
        for (rating, actual, isHit) in [(4, 4, true), (4, 5, true), (4, 3, true), (4, 2, false), (1, 5, false)] {
            let finding = RealityFinding(evidence: .numbered(1), sourceClass: .peer, rating: rating, actual: actual)
            #expect(finding.isHit == isHit, "\(rating) and \(actual)")
        }
    }

    @Test func `only the evidence of priorities that were rated is compared, by class`() throws {
        let evidence = [
            try Evidence.sample(1, .peer, 4), try .sample(2, .peer, 1), try .sample(3, .recruiter, 5),
            try .sample(4, priority: 2, .recruiter, 5),
        ]
        let scorecard = Assessment.computed(
            from: AssessmentInputs(
                opportunity: .numbered(1),
                prioritySet: .sample([try .sample(1), try .sample(2), try .sample(3)]),
                evidence: evidence
            )
        )
        let findings = RealityFinding.all(
            in: scorecard,
            [RealityRating(priority: .numbered(1), rating: 4), RealityRating(priority: .numbered(3), rating: 2)]
        )
        #expect(findings.map(\.evidence) == [.numbered(1), .numbered(2), .numbered(3)])
        #expect(SourceTruth.all(findings) == [truth(1, of: 2, .peer), truth(1, of: 1, .recruiter)])
        #expect(SourceTruth.all([]) == [])
    }

    @Test func `every class is listed, with what it counted before and counts now`() {
        let calibration = Calibration(truths: [truth(10, of: 10)], questions: [])
        #expect(calibration.sources.map(\.sourceClass) == SourceClass.allCases)
        let recruiter = calibration.sources.first { $0.sourceClass == .recruiter }
        #expect(
            recruiter
                == CalibratedSource(
                    sourceClass: .recruiter,
                    hits: 10,
                    compared: 10,
                    original: 0.4,
                    strength: 0.7,
                    originalOfOrganisation: 0.6,
                    strengthOfOrganisation: 0.8
                )
        )
        #expect(calibration.sources.filter { $0.strength != $0.original }.count == 1)
    }
}
