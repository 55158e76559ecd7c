import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// People that a candidate notes.
struct PersonService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(People.Create.self, by: create)
        router.serve(People.List.self, by: list)
        router.serve(People.Update.self, by: update)
    }

    func create(_ params: People.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Person {
        try await store.write(People.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.people, of: candidate.id)
            return try await transaction.one(
                .createPerson,
                NewPerson(
                    owner: candidate.id,
                    id: store.newID(),
                    organisation: params.organisation,
                    name: params.name,
                    jobTitle: params.jobTitle,
                    role: params.role,
                    notes: params.notes
                )
            )
        }
    }

    func list(_ params: People.List.Params, by candidate: Candidate) async throws(ServiceFailure) -> Page<Person> {
        let request = try PageRequest(People.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let people =
            if let organisation = params.organisation {
                try await store.read(
                    by: candidate,
                    .all(.peopleOfOrganisation, (page: page, organisation: organisation))
                )
            } else {
                try await store.read(by: candidate, .all(.people, page))
            }
        return request.page(people) { $0.id.rawValue }
    }

    func update(_ params: People.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> Person {
        try await store.write(People.Update.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.personForUpdate, OwnedID(candidate.id, params.id))
            try row.require(params.revision)
            row.name = params.name ?? row.name
            row.jobTitle = params.jobTitle.applied(to: row.jobTitle)
            row.role = params.role ?? row.role
            row.notes = params.notes.applied(to: row.notes)
            return try await transaction.one(.updatePerson, (owner: candidate.id, edited: row))
        }
    }
}
