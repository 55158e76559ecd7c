/// Runs statements on behalf of somebody, each call one round trip and one transaction.
///
/// A call has succeeded when the server has committed, not before. Calls of many sessions travel on the same connections
/// at once; an error in one touches no other.
public struct DatabaseSession: StatementRunner {
    let database: Database
    let context: DatabaseContext
    let retry: RetryPolicy
    let limit: Duration

    public func roundTrip(_ queries: [BoundQuery]) async throws(StorageError) -> [QueryResult] {
        let deadline = ContinuousClock.now + limit
        var failures = 0
        while true {
            // The implicit transaction of a pipeline ends at its Sync: the server commits there, or has rolled back.
            let exchange = Exchange(.single, context: context, queries: queries, deadline: deadline)
            switch await database.nextLoop().perform(exchange) {
            case .success(let results): return results
            case .failure(let failure):
                failures += 1
                if await database.pauses(after: failure, failures, retry, until: deadline) { continue }
                throw failure.storageError(commits: true)
            }
        }
    }
}
