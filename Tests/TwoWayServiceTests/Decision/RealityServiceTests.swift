import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct RealityServiceTests {
    /// A job that was accepted after a peer had said 2 of training and the manager 4, and begun a hundred days ago.
    private struct Job {
        let offer: DecisionServiceTests.Offer
        let accepted: DecisionView
        let peer: Evidence

        var client: TestClient { offer.client }
        var training: ID<Priority> { offer.scene.set.priorities[1].key }
        var supervision: ID<Priority> { offer.scene.set.priorities[0].key }

        init(_ service: TestService) async throws {
            offer = try await DecisionServiceTests.Offer(service)
            let interview = try await offer.scene.interview()
            let said = try await offer.scene.answer(of: offer.scene.peer, in: interview, .example)
            peer = try await offer.scene.rate(said, 2, on: 1)
            let told = try await offer.scene.answer(of: offer.scene.manager, in: interview, .example)
            try await offer.scene.rate(told, 4, on: 1)
            accepted = try await offer.decide(.accept)
        }

        func day(_ ago: Int) -> Day {
            Day(daysSince1970: LocalDateTime(Timestamp.now(), in: .utc).day.daysSince1970 - ago)
        }

        @discardableResult
        func start(_ ago: Int, revision: Int = 0) async throws -> JobStart {
            try await client.call(
                Decisions.Start.self,
                .init(id: accepted.decision.id, startsOn: day(ago), revision: revision)
            )
        }

        func check(_ day: Int = 30, _ ratings: [(ID<Priority>, Int)]) async throws -> RealityCheck {
            try await client.call(
                RealityChecks.Record.self,
                .init(
                    opportunity: offer.id,
                    day: day,
                    ratings: ratings.map { RealityRating(priority: $0.0, rating: $0.1) },
                    note: try Prose("Quieter than said.")
                )
            )
        }

        func due(until: Day? = nil) async throws -> [DueRealityCheck] {
            try await client.call(RealityChecks.Due.self, .init(until: until)).items
        }

        func calibration() async throws -> Calibration { try await client.call(Calibrations.Get.self, NoParams()) }
    }

    @Test func `checks are due 30, 90 and 180 days after the start, until they are made`() async throws {
        try await TestService.with { service in
            let job = try await Job(service)
            #expect(try await job.due().isEmpty)
            try await job.start(100)
            #expect(try await job.due().map(\.day) == [30, 90])
            #expect(try await job.due().map(\.dueOn) == [job.day(70), job.day(10)])
            #expect(try await job.due(until: job.day(-100)).map(\.day) == [30, 90, 180])
            let shown = try await job.client.call(Dashboards.Get.self).realityDue
            let due = try await job.due()
            #expect(shown.total == 2 && shown.items == due)
            #expect(shown.items.first?.organisation == job.offer.scene.organisation.name)
            _ = try await job.check(30, [(job.training, 4)])
            #expect(try await job.due().map(\.day) == [90])
            // Page by page they are the same.
            let first = try await job.client.call(RealityChecks.Due.self, .init(until: job.day(-100), limit: 1))
            let second = try await job.client.call(
                RealityChecks.Due.self,
                .init(until: job.day(-100), limit: 1, cursor: first.nextCursor)
            )
            #expect(first.items.map(\.day) == [90] && second.items.map(\.day) == [180] && second.nextCursor == nil)
        }
    }

    @Test func `a check compares what was said when the job was accepted, once and for good`() async throws {
        try await TestService.with { service in
            let job = try await Job(service)
            try await job.start(31)
            // What became of the evidence since does not matter.
            _ = try await job.client.call(EvidenceRatings.Retire.self, .init(id: job.peer.id))
            try await job.offer.scene.rate(1)
            let check = try await job.check(30, [(job.training, 4), (job.supervision, 4)])
            #expect(
                check.sources == [
                    SourceTruth(sourceClass: .futureSupervisor, hits: 1, compared: 1),
                    SourceTruth(sourceClass: .observation, hits: 1, compared: 1),
                    SourceTruth(sourceClass: .peer, hits: 0, compared: 1),
                ]
            )
            #expect(try await job.offer.get(job.accepted).checks.map(\.sources) == [check.sources])
            #expect(try await job.offer.get(job.accepted).checks.first?.note?.text == "Quieter than said.")
            await expectFailure(.alreadyExists) { _ = try await job.check(30, [(job.training, 1)]) }
        }
    }

    @Test func `new evidence is trusted as far as its sources were right, and stored evidence stays as it was`()
        async throws
    {
        try await TestService.with { service in
            let job = try await Job(service)
            try await job.start(181)
            for day in [30, 90, 180] { _ = try await job.check(day, [(job.training, 4)]) }
            let second = try await job.offer.scene.another("Second")
            func rated(_ source: SourceClass, at scope: Scope = .job) async throws -> Double {
                try await job.offer.scene.rate(3, on: 0, scope, source: source, of: second.id).strength
            }
            // A peer was wrong three times, and the future supervisor right.
            #expect(abs(try await rated(.peer) - 7.0 / 13) < 1e-12)
            #expect(abs(try await rated(.futureSupervisor) - 12.0 / 13) < 1e-12)
            #expect(try await rated(.recruiter) == 0.4)
            #expect(try await rated(.recruiter, at: .organisation) == 0.6)
            let old = try await job.client.call(EvidenceRatings.List.self, .init(opportunity: job.offer.id)).items
            #expect(old.first { $0.id == job.peer.id }?.strength == 0.7)
            let calibration = try await job.calibration()
            let peer = try #require(calibration.sources.first { $0.sourceClass == .peer })
            #expect(peer.hits == 0 && peer.compared == 3 && abs(peer.strength - 7.0 / 13) < 1e-12)
            // Both were asked the same: half of it was true.
            #expect(calibration.questions.map(\.text.text) == ["How was it the last time?"])
            #expect(calibration.questions.map(\.hits) == [3] && calibration.questions.map(\.compared) == [6])
        }
    }

    @Test func `a check that is early, late in its place or about something else is refused`() async throws {
        try await TestService.with { service in
            let job = try await Job(service)
            let ratings = [(job.training, 4)]
            await expectFailure(.invalidState) { _ = try await job.check(30, ratings) }
            try await job.start(29)
            await expectFailure(.invalidState) { _ = try await job.check(30, ratings) }
            try await job.start(30, revision: 1)
            await expectInvalid("params.day") { _ = try await job.check(31, ratings) }
            await expectInvalid("params.ratings") { _ = try await job.check(30, []) }
            await expectInvalid("params.ratings[0].rating") { _ = try await job.check(30, [(job.training, 6)]) }
            await expectInvalid("params.ratings[1].priority") { _ = try await job.check(30, ratings + ratings) }
            await expectInvalid("params.ratings[0].priority") { _ = try await job.check(30, [(.make(), 4)]) }
            _ = try await job.check(30, ratings)
            await expectFailure(.invalidState) { try await job.start(40, revision: 2) }
        }
    }

    @Test func `the first day is edited with its revision, and only of an acceptance that stands`() async throws {
        try await TestService.with { service in
            let job = try await Job(service)
            #expect(try await job.start(10).revision == 1)
            await expectFailure(.staleRevision) { try await job.start(11) }
            #expect(try await job.start(11, revision: 1).startsOn == job.day(11))
            _ = try await job.offer.reverse(job.accepted)
            await expectFailure(.invalidState) { try await job.start(12, revision: 2) }
            #expect(try await job.due(until: job.day(-400)).isEmpty)
        }
    }
}
