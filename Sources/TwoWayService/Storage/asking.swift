/// Runs something on the database and says in the service's terms what went wrong.
func asking<Answer>(_ body: () async throws -> Answer) async throws(ServiceFailure) -> Answer {
    do {
        return try await body()
    } catch {
        throw ServiceFailure(any: error)
    }
}
