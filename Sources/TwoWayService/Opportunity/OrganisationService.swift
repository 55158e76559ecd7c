import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Employers that a candidate notes.
struct OrganisationService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Organisations.Create.self, by: create)
        router.serve(Organisations.List.self, by: list)
        router.serve(Organisations.Update.self, by: update)
    }

    func create(
        _ params: Organisations.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Organisation {
        try await store.write(Organisations.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.organisations, of: candidate.id)
            return try await transaction.one(
                .createOrganisation,
                NewOrganisation(
                    owner: candidate.id,
                    id: store.newID(),
                    name: params.name,
                    website: params.website,
                    notes: params.notes
                )
            )
        }
    }

    func list(
        _ params: Organisations.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Organisation> {
        let request = try PageRequest(Organisations.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        return request.page(try await store.read(by: candidate, .all(.organisations, page))) { $0.id.rawValue }
    }

    func update(
        _ params: Organisations.Update.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Organisation {
        try await store.write(Organisations.Update.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.organisationForUpdate, OwnedID(candidate.id, params.id))
            try row.require(params.revision)
            row.name = params.name ?? row.name
            row.website = params.website.applied(to: row.website)
            row.notes = params.notes.applied(to: row.notes)
            return try await transaction.one(.updateOrganisation, (owner: candidate.id, edited: row))
        }
    }
}
