import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What is decided, and how it really was.
extension Stage {
    /// One is explained, one is lived with, and one is none.
    func contradictions(_ meter: Meter, _ run: Int) async throws {
        let open = try await candidate.call(Contradictions.List.self, .init(state: .open, limit: 3)).items
        guard open.count == 3 else { throw Failure("nothing more contradicts itself") }
        try await meter.call(
            Contradictions.Explain.self,
            "",
            .init(id: open[0].id, explanation: try Prose("One was asked in May."), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Contradictions.AcceptRisk.self,
            "",
            .init(id: open[1].id, reason: try Prose("I can live with it."), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Contradictions.Dismiss.self,
            "",
            .init(id: open[2].id, reason: try Prose("I misheard."), idempotencyKey: .make()),
            on: candidate
        )
    }

    /// One that is taken back, about a job of which much is known.
    func waiting(_ meter: Meter, _ run: Int) async throws {
        let waiting = try await meter.call(
            Decisions.Record.self,
            "wait",
            .init(
                opportunity: openOpportunity(run).opportunity.id,
                kind: .wait,
                reasons: try Prose("Until I have met the team."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Decisions.Reverse.self,
            "",
            .init(id: waiting.decision.id, reason: try Prose("I have met them."), idempotencyKey: .make()),
            on: candidate
        )
    }

    /// A job of a search of its own, which is over by that.
    func accepting(_ meter: Meter, _ run: Int) async throws {
        let search = try await candidate.call(JobSearches.Create.self, .init(title: try Title("Last autumn \(run)")))
        let draft = try await candidate.call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: [.init(dimension: "training", weight: 1)])
        )
        let set = try await candidate.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        let job = try await candidate.call(
            Opportunities.Create.self,
            .init(
                jobSearch: search.id,
                organisation: busiest.opportunity.organisation,
                title: try Title("The job \(run)")
            )
        )
        try await candidate.call(
            Opportunities.Advance.self,
            .init(id: job.id, revision: job.revision, stage: .offer)
        )
        let accepted = try await meter.call(
            Decisions.Record.self,
            "accept",
            .init(
                opportunity: job.id,
                kind: .accept,
                reasons: try Prose("The team."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Decisions.Start.self,
            "",
            .init(
                id: accepted.decision.id,
                startsOn: Timestamp.now().day(adding: -35),
                revision: 0,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            RealityChecks.Record.self,
            "",
            .init(
                opportunity: job.id,
                day: 30,
                ratings: set.priorities.map { .init(priority: $0.key, rating: 3) },
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }
}
