import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

extension JobSearch: Revised {}

extension JobSearch {
    /// A closed job search takes no new opportunities and no new priorities; what is under way in it goes on to its end.
    func requireActive() throws(ServiceFailure) {
        try state.requireActive()
    }
}

extension JobSearch.State {
    func requireActive() throws(ServiceFailure) {
        guard self == .active else {
            throw .invalidState("The job search is closed; reopen it first.")
        }
    }
}

/// A candidate's campaigns, and the catalogue of what can matter in them.
struct JobSearchService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Dimensions.List.self, by: listDimensions)
        router.serve(JobSearches.Create.self, by: create)
        router.serve(JobSearches.List.self, by: list)
        router.serve(JobSearches.Update.self, by: update)
    }

    func listDimensions(
        _ params: NoParams,
        by member: Member
    ) async throws(ServiceFailure) -> Dimensions.List.Result {
        Dimensions.List.Result(items: try await store.read(by: member, .all(.dimensions, ())))
    }

    func create(
        _ params: JobSearches.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> JobSearch {
        try await store.write(JobSearches.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.jobSearches, of: candidate.id)
            return try await transaction.one(
                .createJobSearch,
                (owner: candidate.id, id: store.newID(), title: params.title)
            )
        }
    }

    func list(
        _ params: JobSearches.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<JobSearch> {
        let request = try PageRequest(JobSearches.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        return request.page(try await store.read(by: candidate, .all(.jobSearches, page))) { $0.id.rawValue }
    }

    /// Naming the state that it is in changes nothing of it.
    func update(
        _ params: JobSearches.Update.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> JobSearch {
        try await store.write(JobSearches.Update.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.jobSearchForUpdate, OwnedID(candidate.id, params.id))
            try row.require(params.revision)
            row.title = params.title ?? row.title
            row.state = params.state ?? row.state
            return try await transaction.one(.updateJobSearch, (owner: candidate.id, edited: row))
        }
    }
}
