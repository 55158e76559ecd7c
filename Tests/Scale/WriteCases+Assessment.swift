import TwoWayModel
import TwoWayProtocol

/// What an answer is worth, and what the candidate makes of it all.
extension Stage {
    func evidence(_ meter: Meter, _ run: Int) async throws {
        let evidence = try await meter.call(
            EvidenceRatings.Rate.self,
            "busiest opportunity",
            EvidenceRatings.Rate.Params(
                opportunity: busiest.opportunity.id,
                priority: priorities[run % priorities.count],
                scope: .organisation,
                rating: 1 + run % 5,
                origin: .research,
                sourceClass: .published,
                specificity: .general,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            EvidenceRatings.Retire.self,
            "",
            .init(id: evidence.id, idempotencyKey: .make()),
            on: candidate
        )
        let opportunity = openOpportunity(run).opportunity.id
        // The last priority has got its rating before.
        let priority = priorities[run / openOpportunities.count % (priorities.count - 1)]
        try await meter.call(
            Assessments.Rate.self,
            "",
            .init(
                opportunity: opportunity,
                priority: priority,
                revision: 0,
                interval: .set(ValueInterval(lo: 0.2, hi: 0.6)),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await judgement(meter, of: opportunity)
    }

    private func judgement(_ meter: Meter, of opportunity: ID<Opportunity>) async throws {
        let waiver = try await meter.call(
            Waivers.Grant.self,
            "",
            .init(
                opportunity: opportunity,
                priority: priorities[1],
                reason: try Line("It is not that far."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(Waivers.Revoke.self, "", .init(id: waiver.id, idempotencyKey: .make()), on: candidate)
        let head = try await candidate.call(Assessments.History.self, .init(opportunity: opportunity, limit: 1)).items
            .first
        let draft = try await meter.call(
            Assessments.Save.self,
            "",
            .init(
                opportunity: opportunity,
                revision: head?.state == .draft ? head?.revision ?? 0 : 0,
                canSucceed: Judgement(verdict: .yes, note: try Prose("Done that before.")),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Assessments.Finalise.self,
            "",
            .init(opportunity: opportunity, revision: draft.revision, idempotencyKey: .make()),
            on: candidate
        )
    }
}
