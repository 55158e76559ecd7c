import TwoWayModel
import TwoWayProtocol

/// Employers, their people, and jobs on their way to an end.
extension Stage {
    func opportunities(_ meter: Meter, _ run: Int) async throws {
        let organisation = try await meter.call(
            Organisations.Create.self,
            "",
            .init(name: try Title("New \(run) Ltd"), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Organisations.Update.self,
            "",
            .init(
                id: organisation.id,
                revision: organisation.revision,
                notes: .set(try Prose("Met at the fair.")),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        let person = try await meter.call(
            People.Create.self,
            "",
            .init(organisation: organisation.id, name: try Title("Ada \(run)"), role: .peer, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            People.Update.self,
            "",
            .init(id: person.id, revision: person.revision, role: .hiringManager, idempotencyKey: .make()),
            on: candidate
        )
        var opportunity = try await meter.call(
            Opportunities.Create.self,
            "",
            Opportunities.Create.Params(
                jobSearch: anna.search.id,
                organisation: organisation.id,
                title: try Title("New job \(run)"),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        opportunity = try await meter.call(
            Opportunities.Update.self,
            "",
            Opportunities.Update.Params(
                id: opportunity.id,
                revision: opportunity.revision,
                futureSupervisor: .set(person.id),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        opportunity = try await meter.call(
            Opportunities.Advance.self,
            "applied",
            .init(id: opportunity.id, revision: opportunity.revision, stage: .applied, idempotencyKey: .make()),
            on: candidate
        )
        opportunity = try await meter.call(
            Opportunities.Advance.self,
            "offer",
            .init(id: opportunity.id, revision: opportunity.revision, stage: .offer, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Opportunities.Advance.self,
            "closed",
            .init(
                id: opportunity.id,
                revision: opportunity.revision,
                stage: .closed,
                closedReason: .declined,
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }
}
