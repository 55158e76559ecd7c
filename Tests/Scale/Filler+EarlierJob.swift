import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// A job of an earlier search, taken and looked back on.
extension Filler {
    static func earlierJob(_ caller: Caller) async throws {
        let search = try await caller.call(JobSearches.Create.self, .init(title: try Title("Spring 2025")))
        let draft = try await caller.call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: [.init(dimension: "training", weight: 1)])
        )
        let set = try await caller.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        guard let priority = set.priorities.first?.key else { throw Failure("no priority was made") }
        let employer = try await caller.call(Organisations.Create.self, .init(name: try Title("The last employer")))
        let job = try await caller.call(
            Opportunities.Create.self,
            .init(jobSearch: search.id, organisation: employer.id, title: try Title("The last job"))
        )
        try await caller.call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: job.id,
                priority: priority,
                scope: .job,
                rating: 4,
                origin: .observation,
                sourceClass: .observation,
                specificity: .example
            )
        )
        try await caller.call(Opportunities.Advance.self, .init(id: job.id, revision: job.revision, stage: .offer))
        let accepted = try await caller.call(
            Decisions.Record.self,
            .init(opportunity: job.id, kind: .accept, reasons: try Prose("The team."))
        )
        try await caller.call(
            Decisions.Start.self,
            .init(id: accepted.decision.id, startsOn: try Day("2025-06-02"), revision: 0)
        )
        try await caller.call(
            RealityChecks.Record.self,
            .init(opportunity: job.id, day: 30, ratings: [.init(priority: priority, rating: 3)])
        )
    }
}
