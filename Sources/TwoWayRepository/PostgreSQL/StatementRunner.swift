/// Something that statements run on: a `DatabaseSession`, where each call is a transaction of its own, or a
/// `Transaction`, where all calls are one.
///
/// A repository function over `some StatementRunner` serves both. Each call is one round trip.
public protocol StatementRunner: Sendable {
    /// Sends the queries together and answers their results in the same order.
    func roundTrip(_ queries: [BoundQuery]) async throws(StorageError) -> [QueryResult]
}

extension StatementRunner {
    /// All rows, in the order of the statement.
    public func all<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) async throws(StorageError) -> [Output] {
        try await run(only: .all(statement, input))
    }

    /// The first row, or nil if there is none.
    public func first<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) async throws(StorageError) -> Output? {
        try await run(only: .first(statement, input))
    }

    /// The only row; any other number of rows is a mistake in the statement.
    public func one<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) async throws(StorageError) -> Output {
        try await run(only: .one(statement, input))
    }

    /// Runs the statement and answers how many rows it touched.
    @discardableResult
    public func execute<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) async throws(StorageError) -> Int {
        try await run(only: .execute(statement, input))
    }

    private func run<Result>(only query: Query<Result>) async throws(StorageError) -> Result {
        guard let result = try await roundTrip([query.bound]).first else { throw .mistake("a query without a result") }
        return try query.collect(result)
    }

    /// Sends several queries in one round trip and one transaction; none sees the answer of another.
    @discardableResult
    public func run<each Result>(
        _ queries: repeat Query<each Result>
    ) async throws(StorageError) -> (repeat each Result) {
        var bound: [BoundQuery] = []
        repeat bound.append((each queries).bound)
        let results = try await roundTrip(bound)
        var index = 0
        func next() throws(StorageError) -> QueryResult {
            guard index < results.count else { throw .mistake("fewer results than queries") }
            defer { index += 1 }
            return results[index]
        }
        return (repeat try (each queries).collect(next()))
    }

    /// Sends any number of queries of one kind in one round trip and one transaction.
    @discardableResult
    public func run<Result>(_ queries: [Query<Result>]) async throws(StorageError) -> [Result] {
        if queries.isEmpty { return [] }
        let results = try await roundTrip(queries.map(\.bound))
        guard results.count == queries.count else { throw .mistake("fewer results than queries") }
        var collected: [Result] = []
        collected.reserveCapacity(results.count)
        for (query, result) in zip(queries, results) {
            collected.append(try query.collect(result))
        }
        return collected
    }
}

/// Statements without parameters.
extension StatementRunner {
    /// All rows, in the order of the statement.
    public func all<Output>(_ statement: Statement<Void, Output>) async throws(StorageError) -> [Output] {
        try await all(statement, ())
    }

    /// The first row, or nil if there is none.
    public func first<Output>(_ statement: Statement<Void, Output>) async throws(StorageError) -> Output? {
        try await first(statement, ())
    }

    /// The only row; any other number of rows is a mistake in the statement.
    public func one<Output>(_ statement: Statement<Void, Output>) async throws(StorageError) -> Output {
        try await one(statement, ())
    }

    /// Runs the statement and answers how many rows it touched.
    @discardableResult
    public func execute<Output>(_ statement: Statement<Void, Output>) async throws(StorageError) -> Int {
        try await execute(statement, ())
    }
}
