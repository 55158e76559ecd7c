import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.OneServer {
    /// The numbers of DOMAIN 5.1 and 5.3 as they come out of a whole main job.
    @Suite
    struct AssessmentTests {
        let caller: ServerCaller
        let job: MainJob

        init() async throws {
            let (installation, server) = try #require(SharedServer.current)
            let name = "\(UInt32.random(in: 0...UInt32.max))"
            let coach = try await installation.signUp("coach-\(name)", as: .coach, on: server)
            caller = try await installation.signUp("candidate-\(name)", as: .candidate, on: server).caller
            job = try await MainJob.play(caller, library: try await coach.caller.publishStarterLibrary())
        }

        private func assessment() async throws -> Assessment {
            try await caller.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
        }
    }
}

extension EndToEnd.OneServer.AssessmentTests {
    /// Agrees to 1e-9.
    private func expect(
        _ interval: ValueInterval?,
        _ lo: Double,
        _ hi: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let interval = try #require(interval, sourceLocation: sourceLocation)
        #expect(abs(interval.lo - lo) <= 1e-9, "\(interval.lo)", sourceLocation: sourceLocation)
        #expect(abs(interval.hi - hi) <= 1e-9, "\(interval.hi)", sourceLocation: sourceLocation)
    }

    @Test func `an untouched opportunity shows nothing but ignorance`() throws {
        #expect(job.untouched.knowledge == 0)
        #expect(job.untouched.score == .unknown)
        #expect(job.untouched.gate == .unknown)
        #expect(job.untouched.priorities.allSatisfy { $0.interval == .unknown && $0.evidence == [] })
    }

    @Test func `the intervals are those of the examples`() async throws {
        let assessment = try await assessment()
        let intervals = assessment.priorities.map(\.interval)
        // The manager says 4, with an example.
        try expect(intervals[0], 0.675, 0.775)
        // Manager and peer both say 4.
        try expect(intervals[1], 0.7275, 0.7575)
        // A recruiter alone says 5.
        try expect(intervals[2], 0.4, 1)
        // The manager says 5, the peer 2.
        try expect(intervals[3], 0.2936523437, 1)
        // Less is better: a practice, rated 2, has value 3/4 and strength 0.9 * 0.9.
        try expect(intervals[4], 0.81 * 0.75, 0.81 * 0.75 + 0.19)
        // The target is 3: a 4 has value 1/2.
        try expect(intervals[5], 0.45, 0.55)
        #expect(intervals[6] == .unknown)

        let weights = [0.30, 0.20, 0.15, 0.15, 0.10, 0.05, 0.05]
        for (priority, weight) in zip(assessment.priorities, weights) {
            #expect(abs(try #require(priority.weight) - weight) <= 1e-9)
        }
        let lo = 0.675 * 0.3 + 0.7275 * 0.2 + 0.4 * 0.15 + 0.2936523437 * 0.15 + 0.6075 * 0.1 + 0.45 * 0.05
        let hi = 0.775 * 0.3 + 0.7575 * 0.2 + 1 * 0.15 + 1 * 0.15 + 0.7975 * 0.1 + 0.55 * 0.05 + 1 * 0.05
        try expect(assessment.score, lo, hi)
        #expect(abs(try #require(assessment.knowledge) - (1 - (hi - lo))) <= 1e-9)
        #expect(
            job.evidence.map(\.strength).map { ($0 * 100).rounded() / 100 } == [
                0.9, 0.9, 0.7, 0.4, 0.9, 0.7, 0.81, 0.9,
            ]
        )
        // Nothing has changed in between: the same inputs, the same bytes.
        #expect(try await self.assessment() == assessment)
    }

    @Test func `must-haves pass, fail or stay unknown, and the worst of them decides`() async throws {
        var assessment = try await assessment()
        // 0.675 reaches 1/2 and the future supervisor has spoken; 0.29 to 1 may or may not reach 3/4; 0.7975 is below 1.
        #expect(assessment.priorities.map(\.gate) == [.pass, nil, nil, .unknown, .fail, nil, nil])
        #expect(assessment.gate == .fail)

        for (priority, interval) in [(4, ValueInterval(lo: 1, hi: 1)), (3, ValueInterval(lo: 0.8, hi: 0.9))] {
            let own = try await caller.call(
                Assessments.Rate.self,
                .init(
                    opportunity: job.opportunity.id,
                    priority: job.set.priorities[priority].key,
                    revision: 0,
                    interval: .set(interval)
                )
            )
            #expect(own.interval == interval)
            #expect(own.computed == assessment.priorities[priority].computed)
            #expect(own.gate == .pass)
            assessment = try await self.assessment()
            #expect(assessment.gate == (priority == 4 ? .unknown : .pass))
        }
    }

    @Test func `a must-have waits for the source it requires, and ratings can be taken back`() async throws {
        try await caller.call(EvidenceRatings.Retire.self, .init(id: job.evidence[0].id))
        var training = try #require(try await assessment().priorities.first)
        #expect(training.interval == .unknown)
        #expect(training.gate == .unknown)

        let promise = try await caller.call(
            EvidenceRatings.Rate.self,
            EvidenceRatings.Rate.Params(
                opportunity: job.opportunity.id,
                priority: training.key,
                scope: .job,
                rating: 5,
                origin: .promise,
                sourceClass: .writtenOffer,
                specificity: .example
            )
        )
        training = try #require(try await assessment().priorities.first)
        try expect(training.interval, 1, 1)
        #expect(training.evidence == [promise])
        // The offer is as sure as can be, but the future supervisor has not spoken.
        #expect(training.gate == .unknown)
    }
}
