import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct CaptureAmendmentTests {
    /// One question of a plan that was asked, with its rated answer and a belief that it settles.
    private struct Asked {
        let scene: Scene
        let interview: Interview
        let item: PlanItem
        let entry: Capture.Record.Entry
        let answer: Answer
        let evidence: Evidence
        let belief: Belief

        init(in service: TestService) async throws {
            scene = try await Scene("anna", in: service)
            interview = try await scene.interview()
            let plan = try await scene.candidate.call(
                Plans.Save.self,
                .init(interview: interview.id, revision: 0, items: [.init(text: try Line("Who did this before?"))])
            )
            item = plan.items[0]
            answer = Answer(id: .make(), body: try Prose("Mara."), specificity: .example, captured: .live)
            entry = Capture.Record.Entry(
                id: .make(),
                item: item.id,
                person: scene.manager.id,
                askedAt: try Timestamp("2026-05-04T07:45:00Z"),
                outcome: .answered,
                answer: answer
            )
            _ = try await scene.candidate.call(Capture.Record.self, .init(interview: interview.id, askings: [entry]))
            belief = try await scene.belief()
            evidence = try await scene.rate(answer, 4, on: 1)
        }

        /// At the revision that is stored, unless another one is said.
        func amend(
            _ outcome: Asking.Outcome? = nil,
            _ answer: Patch<Capture.Amend.AnswerAmendment> = .unchanged,
            at revision: Revision? = nil
        ) async throws -> Capture.Amend.Result {
            let current = try await askings().first { $0.id == entry.id }?.revision
            return try await scene.candidate.call(
                Capture.Amend.self,
                .init(asking: entry.id, revision: revision ?? current ?? 1, outcome: outcome, answer: answer)
            )
        }

        func remove(_ askings: [ID<Asking>]? = nil) async throws -> Capture.Remove.Result {
            try await scene.candidate.call(
                Capture.Remove.self,
                .init(interview: interview.id, askings: askings ?? [entry.id])
            )
        }

        func record(_ entries: [Capture.Record.Entry]) async throws -> Capture.Record.Result {
            try await scene.candidate.call(Capture.Record.self, .init(interview: interview.id, askings: entries))
        }

        func askings() async throws -> [Asking] {
            try await scene.candidate.call(Capture.List.self, .init(interview: interview.id)).items
        }

        func live() async throws -> [ID<Evidence>] {
            try await scene.candidate.call(EvidenceRatings.List.self, .init(opportunity: scene.opportunity.id))
                .items.map(\.id)
        }

        func itemState() async throws -> PlanItem.State? {
            try await scene.candidate.call(Plans.Get.self, .init(interview: interview.id)).items.first?.state
        }

        func close() async throws {
            for state in [Interview.State.held, .closed] {
                let current = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
                _ = try await scene.candidate.call(
                    Interviews.Advance.self,
                    .init(id: interview.id, revision: current.revision, state: state)
                )
            }
        }
    }

    @Test func `the body of an answer is corrected, and all that rests on it stays`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            let result = try await asked.amend(.partial, .set(.init(body: try Prose("Mara, ännu längre. 👍"))))
            let stored = result.asking
            #expect(stored.outcome == .partial && stored.amendedAt != nil && result.retired == [])
            #expect(stored.answer?.body.text == "Mara, ännu längre. 👍" && stored.answer?.id == asked.answer.id)
            #expect(stored.answer?.specificity == .example && stored.answer?.captured == .live)
            #expect(stored.text.text == "Who did this before?" && stored.askedAt == asked.entry.askedAt)
            #expect(stored.person == asked.scene.manager.id && stored.item == asked.item.id)
            #expect(try await asked.askings() == [stored])
            #expect(try await asked.live() == [asked.evidence.id])
            #expect(try await asked.scene.state(of: asked.belief) == .confirmed)
            let same = try await asked.amend(.partial, .set(.init(captured: .live)))
            #expect(same.asking == stored)
        }
    }

    @Test func `another specificity retires what was rated with the old one, and opens the belief (R12)`() async throws
    {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            let stated = try await asked.scene.candidate.call(
                EvidenceRatings.Rate.self,
                .init(
                    opportunity: asked.scene.opportunity.id,
                    priority: asked.scene.set.priorities[0].key,
                    scope: .supervisor,
                    rating: 3,
                    origin: .answer,
                    answer: asked.answer.id,
                    specificity: .general
                )
            )
            let result = try await asked.amend(nil, .set(.init(specificity: .practice)))
            #expect(result.asking.answer?.specificity == .practice)
            #expect(result.retired == [asked.evidence])
            #expect(try await asked.live() == [stated.id])
            #expect(try await asked.scene.state(of: asked.belief) == .unverified)
            let anew = try await asked.scene.rate(asked.answer, 4, on: 1)
            #expect(anew.specificity == .practice && anew.strength < asked.evidence.strength)
            #expect(try await asked.scene.state(of: asked.belief) == .confirmed)
        }
    }

    @Test func `an outcome without an answer takes it away with its evidence (R10, R12)`() async throws {
        for outcome in [Asking.Outcome.declined, .notKnown] {
            try await TestService.with { service in
                let asked = try await Asked(in: service)
                let result = try await asked.amend(outcome)
                #expect(result.asking.outcome == outcome && result.asking.answer == nil)
                #expect(result.retired == [asked.evidence])
                #expect(try await asked.live() == [])
                #expect(try await asked.scene.state(of: asked.belief) == .unverified)
                #expect(try await asked.itemState() == .asked)
                await expectInvalid("params.answer") {
                    _ = try await asked.amend(nil, .set(.init(body: try Prose("x"), specificity: .general)))
                }
                await expectInvalid("params.answer.specificity") {
                    _ = try await asked.amend(.answered, .set(.init(body: try Prose("x"))))
                }
                await expectInvalid("params.answer.body") {
                    _ = try await asked.amend(.answered, .set(.init(specificity: .general)))
                }
                let back = try await asked.amend(
                    .evaded,
                    .set(.init(body: try Prose("Later."), specificity: .evasive))
                )
                #expect(back.asking.answer?.captured == .after && back.asking.outcome == .evaded)
                #expect(back.asking.answer?.id != asked.answer.id)
                #expect(try await asked.live() == [])
            }
        }
    }

    @Test func `an answer is taken away alone, and every outcome becomes every other`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            let cleared = try await asked.amend(nil, .clear)
            #expect(cleared.asking.answer == nil && cleared.asking.outcome == .answered)
            #expect(cleared.retired == [asked.evidence])
            for from in Asking.Outcome.allCases {
                for to in Asking.Outcome.allCases {
                    _ = try await asked.amend(from)
                    #expect(try await asked.amend(to).asking.outcome == to)
                    #expect(try await asked.askings().map(\.outcome) == [to])
                }
            }
        }
    }

    @Test func `taking an asking back plans its item again and opens what it settled (R10, R12)`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            #expect(try await asked.itemState() == .asked)
            let result = try await asked.remove()
            #expect(result.removed == 1 && result.retired == [asked.evidence])
            #expect(try await asked.askings() == [])
            #expect(try await asked.itemState() == .planned)
            #expect(try await asked.live() == [])
            #expect(try await asked.scene.state(of: asked.belief) == .unverified)
            let again = try await asked.remove()
            #expect(again == .init(removed: 0, retired: []))
        }
    }

    @Test func `a closed interview is corrected, too, and its item is left over, not planned (R11)`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            try await asked.close()
            #expect(try await asked.amend(nil, .set(.init(body: try Prose("Mara and Tom.")))).asking.amendedAt != nil)
            #expect(try await asked.remove().removed == 1)
            #expect(try await asked.itemState() == .deferred)
        }
    }

    @Test func `a late copy of what was taken back stays away, and the others are written (R22)`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            _ = try await asked.remove()
            var other = asked.entry
            other.id = .make()
            other.answer = nil
            other.person = asked.scene.peer.id
            let result = try await asked.record([asked.entry, other])
            #expect(result == .init(written: 1, askings: [asked.entry.id, other.id], removed: [asked.entry.id]))
            #expect(try await asked.askings().map(\.id) == [other.id])
            #expect(try await asked.record([asked.entry, other]).written == 0)
            _ = try await asked.remove([other.id])
            #expect(try await asked.record([asked.entry]).removed == [asked.entry.id])
            #expect(try await asked.itemState() == .planned)
            // Also when the interview takes nothing more.
            try await service.database.sql("UPDATE tw.plan_item SET state = 'deferred'")
            try await asked.close()
            #expect(try await asked.record([asked.entry, other]).written == 0)
        }
    }

    @Test func `a late copy of what was corrected changes nothing, another wording is refused (R5, R22)`() async throws
    {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            let amended = try await asked.amend(.partial, .set(.init(body: try Prose("Mara, then Tom."))))
            #expect(try await asked.record([asked.entry]) == .init(written: 0, askings: [asked.entry.id]))
            #expect(try await asked.askings() == [amended.asking])
            var changed = asked.entry
            changed.text = try Line("Who will do this?")
            await expectFailure(.keyReused) { _ = try await asked.record([changed]) }
            changed = asked.entry
            changed.askedAt = try Timestamp("2026-05-04T07:46:00Z")
            await expectFailure(.keyReused) { _ = try await asked.record([changed]) }
        }
    }

    @Test func `what is somebody else's, or of another interview, is not there (R1)`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            let ben = try await Scene("ben", in: service)
            let meeting = try await ben.interview()
            for id in [asked.entry.id, ID<Asking>.make()] {
                await expectFailure(.notFound) {
                    let amendment = Capture.Amend.Params(asking: id, revision: 1, outcome: .declined)
                    _ = try await ben.candidate.call(Capture.Amend.self, amendment)
                }
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(Capture.Remove.self, .init(interview: meeting.id, askings: [id]))
                }
            }
            for interview in [asked.interview.id, ID<Interview>.make()] {
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(
                        Capture.Remove.self,
                        .init(interview: interview, askings: [asked.entry.id])
                    )
                }
            }
            await expectFailure(.notFound) { _ = try await asked.remove([asked.entry.id, .make()]) }
            let second = try await asked.scene.interview()
            await expectFailure(.notFound) {
                _ = try await asked.scene.candidate.call(
                    Capture.Remove.self,
                    .init(interview: second.id, askings: [asked.entry.id])
                )
            }
            #expect(try await asked.askings().count == 1)
            await expectInvalid("params.askings") { _ = try await asked.remove([]) }
            await expectInvalid("params.askings") { _ = try await asked.remove((0...50).map { _ in .make() }) }
        }
    }

    @Test func `of two who correct an answer the second is told, and nothing is merged (R23)`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            #expect(try await asked.askings().map(\.revision) == [1])
            let first = try await asked.amend(nil, .set(.init(body: try Prose("Mara and Tom."))), at: 1)
            #expect(first.asking.revision == 2)
            await expectFailure(.staleRevision) { _ = try await asked.amend(.partial, at: 1) }
            let stored = try #require(try await asked.askings().first)
            #expect(stored.outcome == .answered && stored.answer?.body.text == "Mara and Tom." && stored.revision == 2)
            // What changes nothing is no correction.
            #expect(try await asked.amend(.answered, at: 2).asking.revision == 2)
            #expect(try await asked.amend(.partial, at: 2).asking.revision == 3)
        }
    }

    @Test func `a repeated correction answers the same, and so many are taken back and no more (R22)`() async throws {
        try await TestService.with { service in
            let asked = try await Asked(in: service)
            var amendment = Capture.Amend.Params(
                asking: asked.entry.id,
                revision: 1,
                outcome: .partial,
                idempotencyKey: .make()
            )
            let first = try await asked.scene.candidate.call(Capture.Amend.self, amendment)
            #expect(try await asked.scene.candidate.call(Capture.Amend.self, amendment) == first)
            amendment.outcome = .declined
            await expectFailure(.keyReused) {
                _ = try await asked.scene.candidate.call(Capture.Amend.self, amendment)
            }
            let removal = Capture.Remove.Params(
                interview: asked.interview.id,
                askings: [asked.entry.id],
                idempotencyKey: .make()
            )
            try await service.database.sql(
                """
                INSERT INTO tw.removed_asking (owner_id, id, interview_id)
                SELECT owner_id, gen_random_uuid(), id FROM tw.interview, generate_series(1, 500)
                """
            )
            await expectFailure(.limitReached) {
                _ = try await asked.scene.candidate.call(Capture.Remove.self, removal)
            }
            try await service.database.sql("DELETE FROM tw.removed_asking")
            let removed = try await asked.scene.candidate.call(Capture.Remove.self, removal)
            #expect(removed.retired == [asked.evidence])
            #expect(try await asked.scene.candidate.call(Capture.Remove.self, removal) == removed)
        }
    }
}
