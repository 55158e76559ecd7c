import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct AssessmentServiceTests {
    private func expect(
        _ interval: ValueInterval?,
        _ lo: Double,
        _ hi: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let interval = try #require(interval, sourceLocation: sourceLocation)
        #expect(abs(interval.lo - lo) < 1e-9, "lo \(interval.lo)", sourceLocation: sourceLocation)
        #expect(abs(interval.hi - hi) < 1e-9, "hi \(interval.hi)", sourceLocation: sourceLocation)
    }

    @Test func `an untouched opportunity is all ignorance`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let assessment = try await scene.assessment()
            #expect(assessment.knowledge == 0)
            #expect(assessment.score == .unknown)
            #expect(assessment.gate == .unknown)
            #expect(assessment.priorities.map(\.interval) == [.unknown, .unknown])
            #expect(assessment.priorities.map(\.weight) == [0.75, 0.25])
        }
    }

    /// The golden values of DOMAIN 5.1; the hiring manager stands in for the future supervisor, of the same strength.
    @Test func `answers that are rated give the intervals of the method`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            let ofManager = try await scene.answer(of: scene.manager, in: interview, .example)
            let evidence = try await scene.rate(ofManager, 4, on: 0)
            #expect(evidence.sourceClass == .futureSupervisor)
            #expect(evidence.specificity == .example)
            #expect(abs(evidence.strength - 0.9) < 1e-12)
            var assessment = try await scene.assessment()
            try expect(assessment.priorities[0].interval, 0.675, 0.775)
            #expect(assessment.gate == .pass)

            let ofPeer = try await scene.answer(of: scene.peer, in: interview, .example)
            try await scene.rate(ofPeer, 4, on: 0)
            assessment = try await scene.assessment()
            try expect(assessment.priorities[0].interval, 0.7275, 0.7575)
            try expect(assessment.score, 0.75 * 0.7275, 0.75 * 0.7575 + 0.25)
            #expect(abs(try #require(assessment.knowledge) - 0.7275) < 1e-9)
        }
    }

    @Test func `disagreement widens, and retiring evidence takes it out of the count`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            try await scene.rate(scene.answer(of: scene.manager, in: interview, .example), 5, on: 0)
            let low = try await scene.rate(scene.answer(of: scene.peer, in: interview, .example), 2, on: 0)
            try expect(try await scene.assessment().priorities[0].interval, 0.2936523437, 1.0)
            _ = try await scene.candidate.call(EvidenceRatings.Retire.self, .init(id: low.id))
            try expect(try await scene.assessment().priorities[0].interval, 0.9, 1.0)
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(EvidenceRatings.Retire.self, .init(id: low.id))
            }
            let list = try await scene.candidate.call(
                EvidenceRatings.List.self,
                .init(opportunity: scene.opportunity.id)
            )
            #expect(list.items.count == 1)
        }
    }

    @Test func `a must-have fails where even the best reading is below it`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            try await scene.rate(scene.answer(of: scene.manager, in: interview, .example), 1, on: 0)
            let assessment = try await scene.assessment()
            #expect(assessment.priorities[0].gate == .fail)
            #expect(assessment.priorities[1].gate == nil)
            #expect(assessment.gate == .fail)
        }
    }

    @Test func `an own interval overrules, both are kept, and null takes it back (R13)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            func rate(_ lo: Double, _ hi: Double, _ revision: Revision) async throws -> PriorityAssessment {
                try await scene.candidate.call(
                    Assessments.Rate.self,
                    .init(
                        opportunity: scene.opportunity.id,
                        priority: scene.set.priorities[1].key,
                        revision: revision,
                        interval: .set(ValueInterval(lo: lo, hi: hi)),
                        note: .set(try Prose("A feeling."))
                    )
                )
            }
            await expectInvalid("params.interval") { _ = try await rate(0.9, 0.1, 0) }
            await expectInvalid("params.interval") { _ = try await rate(-0.1, 0.1, 0) }
            let rated = try await rate(0.2, 0.4, 0)
            #expect(rated.interval == ValueInterval(lo: 0.2, hi: 0.4))
            #expect(rated.computed == .unknown)
            #expect(rated.own?.note?.text == "A feeling.")
            await expectFailure(.staleRevision) { _ = try await rate(0.3, 0.4, 0) }
            let back = try await scene.candidate.call(
                Assessments.Rate.self,
                .init(
                    opportunity: scene.opportunity.id,
                    priority: scene.set.priorities[1].key,
                    revision: 1,
                    interval: .clear
                )
            )
            #expect(back.own == nil && back.interval == .unknown)
        }
    }

    @Test func `evidence states its source where no answer tells it`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            func rate(
                _ origin: EvidenceOrigin,
                _ source: SourceClass?,
                _ specificity: Specificity?,
                answer: ID<Answer>? = nil,
                rating: Int = 3,
                priority: ID<Priority>? = nil
            ) async throws -> Evidence {
                try await scene.candidate.call(
                    EvidenceRatings.Rate.self,
                    .init(
                        opportunity: scene.opportunity.id,
                        priority: priority ?? scene.set.priorities[1].key,
                        scope: .organisation,
                        rating: rating,
                        origin: origin,
                        answer: answer,
                        sourceClass: source,
                        specificity: specificity
                    )
                )
            }
            let evidence = try await rate(.research, .published, .general)
            #expect(abs(evidence.strength - 0.42) < 1e-12)
            await expectInvalid("params.sourceClass") { _ = try await rate(.research, nil, .general) }
            #expect(try await rate(.research, .published, nil).specificity == .general)
            await expectInvalid("params.sourceClass") { _ = try await rate(.promise, nil, .general) }
            #expect(try await rate(.observation, nil, nil).sourceClass == .observation)
            await expectInvalid("params.answer") { _ = try await rate(.answer, nil, nil) }
            await expectInvalid("params.answer") {
                _ = try await rate(.research, .published, .general, answer: .make())
            }
            await expectInvalid("params.rating") { _ = try await rate(.research, .published, .general, rating: 6) }
            await expectInvalid("params.priority") {
                _ = try await rate(.research, .published, .general, priority: .make())
            }
            await expectFailure(.notFound) { _ = try await rate(.answer, nil, nil, answer: .make()) }
        }
    }

    @Test func `without a set that counts there is nothing to assess against`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let search = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Second")))
            let opportunity = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: search.id, organisation: scene.organisation.id, title: try Title("Other"))
            )
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Assessments.Get.self, .init(opportunity: opportunity.id))
            }
        }
    }

    @Test func `the same inputs give the same bytes`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            try await scene.rate(scene.answer(of: scene.manager, in: interview, .practice), 4, on: 0)
            let line =
                #"{"jsonrpc":"2.0","method":"assessment.get","params":{"opportunity":"\#(scene.opportunity.id)"},"id":9}"#
            let first = await scene.candidate.send(line)
            #expect(first?.contains("inputsHash") == true)
            #expect(await scene.candidate.send(line) == first)
        }
    }

    @Test func `of two first ratings at once one is stale, and neither is lost silently (R23)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for number in 1...6 {
                    group.addTask {
                        do {
                            let rated = try await scene.candidate.call(
                                Assessments.Rate.self,
                                .init(
                                    opportunity: scene.opportunity.id,
                                    priority: scene.set.priorities[1].key,
                                    revision: 0,
                                    interval: .set(ValueInterval(lo: Double(number) / 10, hi: 1))
                                )
                            )
                            return "written at \(rated.own?.revision ?? 0)"
                        } catch let error as RPCError {
                            return error.data?.kind ?? ""
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(outcomes.sorted() == Array(repeating: "stale_revision", count: 5) + ["written at 1"])
        }
    }

    @Test func `a note needs an interval to stand beside`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            await expectInvalid("params.interval") {
                _ = try await scene.candidate.call(
                    Assessments.Rate.self,
                    .init(
                        opportunity: scene.opportunity.id,
                        priority: scene.set.priorities[1].key,
                        revision: 0,
                        note: .set(try Prose("A feeling."))
                    )
                )
            }
        }
    }
}
