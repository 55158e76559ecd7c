import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension TestClient {
    /// A job that was accepted a while ago, and a decision to wait with the first one.
    func decide(_ made: inout Belongings, _ words: TellTales) async throws {
        // Of a search of its own: an offer freezes what matters there.
        let search = try await call(JobSearches.Create.self, .init(title: try Title("Before \(words.hidden)")))
        let draft = try await call(
            PrioritySets.Save.self,
            .init(
                jobSearch: search.id,
                weightMode: .exact,
                priorities: [.init(title: try Title("Calm \(words.hidden)"), direction: .more, weight: 1)]
            )
        )
        let set = try await call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        let priority = try set.priorities.first.known.key
        let taken = try await call(
            Opportunities.Create.self,
            .init(
                jobSearch: search.id,
                organisation: try ID<Organisation>(made.organisation).known,
                title: try Title("Taken \(words.hidden)")
            )
        )
        _ = try await call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: taken.id,
                priority: priority,
                scope: .job,
                rating: 4,
                origin: .observation,
                sourceClass: .observation,
                specificity: .example
            )
        )
        _ = try await call(Opportunities.Advance.self, .init(id: taken.id, revision: taken.revision, stage: .offer))
        let accepted = try await call(
            Decisions.Record.self,
            .init(opportunity: taken.id, kind: .accept, reasons: try Prose("The team. \(words.hidden)"))
        )
        _ = try await call(
            Decisions.Start.self,
            .init(id: accepted.decision.id, startsOn: try Day("2026-01-02"), revision: 0)
        )
        let waiting = try await call(
            Decisions.Record.self,
            .init(
                opportunity: try ID<Opportunity>(made.opportunity).known,
                kind: .wait,
                reasons: try Prose("Until June. \(words.hidden)")
            )
        )
        made.acceptedJob = taken.id.description
        made.acceptedPriority = priority.description
        made.acceptance = accepted.decision.id.description
        made.decision = waiting.decision.id.description
    }
}
