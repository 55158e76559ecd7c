import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// The candidate's own scorecard from draft to superseded (R16, DOMAIN 27), and the explanation of a priority.
@Suite struct AssessmentVersionServiceTests {
    private func save(
        _ scene: Scene,
        _ revision: Revision,
        gives: Judgement? = nil,
        succeeds: Judgement? = nil,
        note: Patch<Prose> = .unchanged
    ) async throws -> AssessmentVersion {
        try await scene.candidate.call(
            Assessments.Save.self,
            .init(
                opportunity: scene.opportunity.id,
                revision: revision,
                givesWhatIWant: gives,
                canSucceed: succeeds,
                note: note
            )
        )
    }

    private func finalise(_ scene: Scene, _ revision: Revision) async throws -> AssessmentVersion {
        try await scene.candidate.call(
            Assessments.Finalise.self,
            .init(opportunity: scene.opportunity.id, revision: revision)
        )
    }

    private func version(_ scene: Scene, _ number: Int) async throws -> AssessmentVersion {
        try await scene.candidate.call(
            Assessments.Version.self,
            .init(opportunity: scene.opportunity.id, version: number)
        )
    }

    @Test func `a draft is open at first, and each of the two answers is edited apart from the other`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let first = try await save(scene, 0)
            #expect(first.version == 1 && first.state == .draft && first.scorecard == nil && first.revision == 1)
            #expect(first.givesWhatIWant == .open && first.canSucceed == .open)
            let gives = Judgement(verdict: .ratherYes, note: try Prose("The team."))
            let second = try await save(scene, 1, gives: gives, note: .set(try Prose("Sleep over it.")))
            #expect(second.givesWhatIWant == gives && second.canSucceed == .open && second.revision == 2)
            let third = try await save(scene, 2, succeeds: Judgement(verdict: .no), note: .clear)
            #expect(third.givesWhatIWant == gives && third.canSucceed.verdict == .no && third.note == nil)
            #expect(try await version(scene, 1) == third)
            await expectFailure(.staleRevision) { _ = try await save(scene, 0) }
            await expectFailure(.staleRevision) { _ = try await save(scene, 2) }
        }
    }

    @Test func `a final one holds the numbers of its day, and never changes again`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            try await scene.rate(scene.answer(of: scene.manager, in: interview, .example), 4, on: 0)
            let waiver = try await scene.waive(0)
            _ = try await save(scene, 0, gives: Judgement(verdict: .yes))
            let computed = try await scene.assessment()
            await expectFailure(.staleRevision) { _ = try await finalise(scene, 2) }
            let final = try await finalise(scene, 1)
            #expect(final.state == .final && final.finalisedAt != nil && final.revision == 2)
            #expect(final.scorecard == computed.withoutNotes)
            #expect(final.scorecard?.inputsHash == computed.inputsHash && final.scorecard?.methodVersion == "1")
            #expect(final.scorecard?.priorities[0].waiver == waiver)

            // What comes later does not reach it.
            try await scene.rate(1, on: 0, source: .peer)
            _ = try await scene.candidate.call(Waivers.Revoke.self, .init(id: waiver.id))
            #expect(try await scene.assessment().inputsHash != computed.inputsHash)
            #expect(try await version(scene, 1) == final)
            await expectFailure(.invalidState) { _ = try await finalise(scene, 2) }
            await expectFailure(.staleRevision) { _ = try await save(scene, 2) }
        }
    }

    @Test func `the next one begins with what the last one said, and supersedes it when final`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let gives = Judgement(verdict: .ratherNo, note: try Prose("Too far."))
            _ = try await save(scene, 0, gives: gives, succeeds: Judgement(verdict: .yes))
            let first = try await finalise(scene, 1)
            let draft = try await save(scene, 0, succeeds: .open)
            #expect(draft.version == 2 && draft.givesWhatIWant == gives && draft.canSucceed == .open)
            #expect(try await version(scene, 1).state == .final)
            let second = try await finalise(scene, 1)
            let superseded = try await version(scene, 1)
            #expect(superseded.state == .superseded && superseded.supersededAt != nil)
            #expect(superseded.scorecard == first.scorecard && superseded.finalisedAt == first.finalisedAt)
            #expect(second.state == .final && second.version == 2)
        }
    }

    @Test func `history is paged, newest first, with the head of each scorecard and no notes`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            for _ in 1...2 {
                _ = try await save(scene, 0, gives: Judgement(verdict: .yes, note: try Prose("zq-note")))
                _ = try await finalise(scene, 1)
            }
            _ = try await save(scene, 0, succeeds: Judgement(verdict: .ratherYes))
            let params = Assessments.History.Params(opportunity: scene.opportunity.id, limit: 2)
            let page = try await scene.candidate.call(Assessments.History.self, params)
            #expect(page.items.map(\.version) == [3, 2] && page.items.map(\.state) == [.draft, .final])
            #expect(page.items[0].result == nil && page.items[0].canSucceed == .ratherYes)
            let assessment = try await scene.assessment()
            let result = try #require(page.items[1].result)
            #expect(result.score == assessment.score && result.gate == .unknown && result.gateWithWaivers == .unknown)
            #expect(result.inputsHash == assessment.inputsHash && result.methodVersion == assessment.methodVersion)
            var next = params
            next.cursor = page.nextCursor
            let rest = try await scene.candidate.call(Assessments.History.self, next)
            #expect(rest.items.map(\.version) == [1] && rest.nextCursor == nil)
            #expect(rest.items[0].state == .superseded && rest.items[0].supersededAt != nil)
            let line =
                #"{"jsonrpc":"2.0","method":"assessment.history","params":{"opportunity":"\#(scene.opportunity.id)"},"id":9}"#
            #expect(await scene.candidate.send(line)?.contains("zq-note") == false)
        }
    }

    @Test func `nothing is made final without a draft or without priorities that count`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            await expectFailure(.invalidState) { _ = try await finalise(scene, 0) }
            let search = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Second")))
            let job = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: search.id, organisation: scene.organisation.id, title: try Title("Other"))
            )
            _ = try await scene.candidate.call(Assessments.Save.self, .init(opportunity: job.id, revision: 0))
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Assessments.Finalise.self, .init(opportunity: job.id, revision: 1))
            }
            for number in [0, 1, 201, Int(Int32.max)] {
                await expectFailure(.notFound) { _ = try await version(scene, number) }
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Assessments.Save.self, .init(opportunity: .make(), revision: 0))
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Assessments.History.self, .init(opportunity: .make()))
            }
        }
    }

    @Test func `an opportunity has so many versions`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let owner = try scene.candidate.account.id
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                INSERT INTO tw.assessment (owner_id, id, opportunity_id, version, state, gives_verdict, success_verdict,
                    scorecard, inputs_hash, method_version, finalised_at, superseded_at)
                SELECT '\(owner)', gen_random_uuid(), '\(scene.opportunity.id)', n, 'superseded', 'yes', 'no', '{}',
                    repeat('a', 64), '1', now(), now() FROM generate_series(1, \(AssessmentVersion.maximumPerOpportunity - 1)) n
                """
            )
            _ = try await save(scene, 0)
            _ = try await finalise(scene, 1)
            await expectFailure(.limitReached) { _ = try await save(scene, 0) }
        }
    }

    @Test func `of two first drafts at once one is stale (R23)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 1...5 {
                    group.addTask {
                        do {
                            return "version \(try await save(scene, 0).version)"
                        } catch {
                            return (error as? RPCError)?.data?.kind ?? "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(outcomes.sorted() == Array(repeating: "stale_revision", count: 4) + ["version 1"])
        }
    }

    @Test func `verdicts are the owner's alone, whatever is shared`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            _ = try await scene.share(.assessment, Array(ShareSubject.assessment.fields), in: relationship)
            _ = try await save(scene, 0, gives: Judgement(verdict: .no, note: try Prose("zq-verdict")))
            let line =
                #"{"jsonrpc":"2.0","method":"assessment.get","params":{"opportunity":"\#(scene.opportunity.id)"},"id":9}"#
            let seen = try #require(await kim.send(line))
            #expect(seen.contains("\"result\"") && !seen.contains("zq-verdict") && !seen.contains("givesWhatIWant"))
            await expectFailure(.forbidden) {
                _ = try await kim.call(Assessments.History.self, .init(opportunity: scene.opportunity.id))
            }
        }
    }

    @Test func `the explanation tells the same numbers as the assessment, in words`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            try await scene.rate(scene.answer(of: scene.manager, in: interview, .example), 4, on: 0)
            try await scene.waive(0)
            let key = scene.set.priorities[0].key
            let told = try await scene.candidate.call(
                Assessments.Explain.self,
                .init(opportunity: scene.opportunity.id, priority: key)
            )
            let known = try await scene.assessment().priorities[0]
            #expect(told.interval == known.interval && told.weight == known.weight)
            #expect(told.mustHave?.gate == known.gate && told.mustHave?.waiver == known.waiver)
            #expect(
                told.pieces.map(\.sentence) == [
                    "The future supervisor said 4 with an example: counts 0.90 of 1, and is worth 0.75 to you. Without it the range would be 0.00 to 1.00."
                ]
            )
            await expectInvalid("params.priority") {
                _ = try await scene.candidate.call(
                    Assessments.Explain.self,
                    .init(opportunity: scene.opportunity.id, priority: .make())
                )
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Assessments.Explain.self, .init(opportunity: .make(), priority: key))
            }
        }
    }
}
