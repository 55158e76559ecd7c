import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct DecisionServiceTests {
    /// A job with an offer whose must-have, supervision, passes by what was seen.
    struct Offer {
        let scene: Scene
        let service: TestService

        var client: TestClient { scene.candidate }
        var id: ID<Opportunity> { scene.opportunity.id }

        init(_ service: TestService, name: String = "anna", passes: Bool = true) async throws {
            self.service = service
            scene = try await Scene(name, in: service)
            if passes { try await scene.rate(5, on: 0, source: .observation) }
            _ = try await advance(to: .offer)
        }

        func row() async throws -> Opportunity {
            let found = try await client.call(Opportunities.List.self, .init()).items
            return try #require(found.first { $0.id == id })
        }

        func advance(to stage: Opportunity.Stage, _ reason: Opportunity.ClosedReason? = nil) async throws -> Opportunity
        {
            let current = try await row()
            return try await client.call(
                Opportunities.Advance.self,
                .init(id: id, revision: current.revision, stage: stage, closedReason: reason)
            )
        }

        func decide(_ kind: Decision.Kind, _ reasons: String = "The team.") async throws -> DecisionView {
            try await client.call(
                Decisions.Record.self,
                .init(opportunity: id, kind: kind, reasons: try Prose(reasons))
            )
        }

        func reverse(_ view: DecisionView) async throws -> DecisionView {
            try await client.call(
                Decisions.Reverse.self,
                .init(id: view.decision.id, reason: try Prose("It was too early."))
            )
        }

        func get(_ view: DecisionView) async throws -> DecisionView {
            try await client.call(Decisions.Get.self, .init(id: view.decision.id))
        }
    }

    @Test func `accepting keeps the scorecard of the day and takes the job in one step`() async throws {
        try await TestService.with { service in
            let offer = try await Offer(service)
            let before = try await offer.scene.assessment()
            let accepted = try await offer.decide(.accept)
            #expect(try await offer.row().stage == .accepted)
            #expect(accepted.decision.kind == .accept && accepted.decision.stage == .offer)
            #expect(accepted.decision.basis?.inputsHash == before.inputsHash)
            #expect(accepted.decision.basis?.methodVersion == before.methodVersion)
            #expect(accepted.decision.basis?.prioritySet == offer.scene.set.id)
            #expect(accepted.decision.basis?.prioritySetVersion == offer.scene.set.version)
            // What is learned afterwards changes nothing of it, to the last digit.
            try await offer.scene.rate(1, on: 0)
            let kept = try await offer.get(accepted)
            #expect(kept == accepted)
            #expect(kept.scorecard == before.withoutNotes)
            #expect(try await offer.scene.assessment().inputsHash != before.inputsHash)
        }
    }

    @Test func `a must-have that does not pass stands against accepting, unless it is waived`() async throws {
        try await TestService.with { service in
            let offer = try await Offer(service, passes: false)
            await expectFailure(.invalidState) { _ = try await offer.decide(.accept) }
            #expect(try await offer.row().stage == .offer)
            #expect(try await offer.client.call(Decisions.List.self, .init(opportunity: offer.id)).items == [])
            _ = try await offer.client.call(
                Waivers.Grant.self,
                .init(
                    opportunity: offer.id,
                    priority: offer.scene.set.priorities[0].key,
                    reason: try Line("The team makes up for it.")
                )
            )
            let accepted = try await offer.decide(.accept)
            let kept = try #require(try await offer.get(accepted).scorecard)
            #expect(kept.priorities[0].gate == .unknown && kept.priorities[0].waiver != nil)
        }
    }

    @Test func `declining and withdrawing close the job with that reason, and waiting changes nothing`() async throws {
        try await TestService.with { service in
            let offer = try await Offer(service)
            let waiting = try await offer.decide(.wait, "Until Friday.")
            #expect(try await offer.row().stage == .offer)
            let declined = try await offer.decide(.decline)
            var row = try await offer.row()
            #expect(row.stage == .closed && row.closedReason == .declined)
            await expectFailure(.invalidState) { _ = try await offer.decide(.wait) }
            // Taken back, it is where it was; the first word is kept.
            let back = try await offer.reverse(declined)
            #expect(back.decision.kind == .reversal && back.decision.reverses == declined.decision.id)
            row = try await offer.row()
            #expect(row.stage == .offer && row.closedReason == nil)
            #expect(try await offer.get(declined).decision.reversedBy == back.decision.id)
            await expectFailure(.invalidState) { _ = try await offer.reverse(declined) }
            await expectFailure(.invalidState) { _ = try await offer.reverse(back) }
            _ = try await offer.decide(.withdraw)
            row = try await offer.row()
            #expect(row.stage == .closed && row.closedReason == .withdrawn)
            let kinds = try await offer.client.call(Decisions.List.self, .init(opportunity: offer.id)).items.map(\.kind)
            #expect(kinds == [.withdraw, .reversal, .decline, .wait])
            #expect(try await offer.get(waiting).decision.stands)
        }
    }

    @Test func `what does not fit where the job stands is refused`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            for kind in [Decision.Kind.accept, .decline] {
                await expectFailure(.invalidState) {
                    _ = try await scene.candidate.call(
                        Decisions.Record.self,
                        .init(opportunity: scene.opportunity.id, kind: kind, reasons: try Prose("x"))
                    )
                }
            }
            await expectInvalid("params.kind") {
                _ = try await scene.candidate.call(
                    Decisions.Record.self,
                    .init(opportunity: scene.opportunity.id, kind: .reversal, reasons: try Prose("x"))
                )
            }
            let offer = try await Offer(service, name: "bert")
            let accepted = try await offer.decide(.accept)
            for kind in [Decision.Kind.accept, .decline, .withdraw, .wait] {
                await expectFailure(.invalidState) { _ = try await offer.decide(kind) }
            }
            // An accepted job stays so, but may be accepted anew.
            _ = try await offer.reverse(accepted)
            #expect(try await offer.row().stage == .accepted)
            let again = try await offer.decide(.accept)
            #expect(again.decision.stage == .accepted)
        }
    }

    @Test func `a job that was accepted without a decision gets one`() async throws {
        try await TestService.with { service in
            let offer = try await Offer(service)
            _ = try await offer.advance(to: .accepted)
            let accepted = try await offer.decide(.accept)
            #expect(accepted.decision.basis != nil)
        }
    }

    @Test func `a repeated call decides once, and a job whose set does not count is decided without a scorecard`()
        async throws
    {
        try await TestService.with { service in
            let offer = try await Offer(service)
            let params = Decisions.Record.Params(
                opportunity: offer.id,
                kind: .wait,
                reasons: try Prose("Friday."),
                idempotencyKey: .make()
            )
            let first = try await offer.client.call(Decisions.Record.self, params)
            #expect(try await offer.client.call(Decisions.Record.self, params) == first)
            #expect(try await offer.client.call(Decisions.List.self, .init()).items.count == 1)
            let search = try await offer.client.call(JobSearches.Create.self, .init(title: try Title("Other")))
            let job = try await offer.client.call(
                Opportunities.Create.self,
                .init(jobSearch: search.id, organisation: offer.scene.organisation.id, title: try Title("Job"))
            )
            let bare = try await offer.client.call(
                Decisions.Record.self,
                .init(opportunity: job.id, kind: .withdraw, reasons: try Prose("No."))
            )
            #expect(bare.decision.basis == nil && bare.scorecard == nil)
            #expect(try await offer.get(bare) == bare)
        }
    }

    @Test func `decisions about one job are limited`() async throws {
        try await TestService.with { service in
            let offer = try await Offer(service)
            try await service.database.sql(
                """
                INSERT INTO tw.decision (owner_id, id, opportunity_id, kind, reasons, stage)
                SELECT '\(try offer.client.account.id)', gen_random_uuid(), '\(offer.id)', 'wait', 'x', 'offer'
                FROM generate_series(1, 100)
                """
            )
            await expectFailure(.limitReached) { _ = try await offer.decide(.wait) }
            let page = try await offer.client.call(Decisions.List.self, .init(limit: 60))
            let rest = try await offer.client.call(Decisions.List.self, .init(limit: 60, cursor: page.nextCursor))
            #expect(page.items.count == 60 && rest.items.count == 40 && rest.nextCursor == nil)
        }
    }
}
