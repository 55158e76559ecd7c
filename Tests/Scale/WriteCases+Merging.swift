import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What was noted twice.
extension Stage {
    /// Of two organisations with a person and an opportunity each there is one in the end.
    func merging(_ meter: Meter, _ run: Int) async throws {
        var places: [(Organisation, Person, Opportunity)] = []
        for place in 0..<2 {
            let organisation = try await candidate.call(
                Organisations.Create.self,
                .init(name: try Title("Twin \(run) \(place)"))
            )
            let person = try await candidate.call(
                People.Create.self,
                .init(organisation: organisation.id, name: try Title("Twin \(run)"), role: .peer)
            )
            let opportunity = try await candidate.call(
                Opportunities.Create.self,
                Opportunities.Create.Params(
                    jobSearch: anna.search.id,
                    organisation: organisation.id,
                    title: try Title("Twin job \(run)"),
                    futureSupervisor: person.id
                )
            )
            try await candidate.call(
                Interviews.Create.self,
                .init(
                    opportunity: opportunity.id,
                    title: try Title("Twin talk \(run)"),
                    format: .phone,
                    interviewers: [.init(person: person.id)]
                )
            )
            places.append((organisation, person, opportunity))
        }
        let (kept, gone) = (places[0], places[1])
        try await meter.call(
            Organisations.Merge.self,
            "",
            .init(
                from: gone.0.id,
                into: kept.0.id,
                revision: kept.0.revision,
                fromRevision: gone.0.revision,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Opportunities.Merge.self,
            "",
            try await merged(kept.2.id, gone.2.id),
            on: candidate
        )
        try await meter.call(
            People.Merge.self,
            "",
            try await merged(kept.1.id, gone.1.id, of: kept.0.id),
            on: candidate
        )
    }

    /// What one merge has moved may have a new revision.
    private func merged(_ kept: ID<Opportunity>, _ gone: ID<Opportunity>) async throws -> Opportunities.Merge.Params {
        func revision(_ id: ID<Opportunity>) async throws -> Revision {
            guard let revision = try await candidate.call(Opportunities.Get.self, .init(id: id)).revision else {
                throw Failure("an opportunity of one's own came without its revision")
            }
            return revision
        }
        return .init(
            from: gone,
            into: kept,
            revision: try await revision(kept),
            fromRevision: try await revision(gone),
            idempotencyKey: .make()
        )
    }

    private func merged(
        _ kept: ID<Person>,
        _ gone: ID<Person>,
        of organisation: ID<Organisation>
    ) async throws -> People.Merge.Params {
        let people = try await candidate.call(People.List.self, .init(organisation: organisation)).items
        let revisions = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.revision) })
        return .init(
            from: gone,
            into: kept,
            revision: revisions[kept] ?? 1,
            fromRevision: revisions[gone] ?? 1,
            idempotencyKey: .make()
        )
    }
}
