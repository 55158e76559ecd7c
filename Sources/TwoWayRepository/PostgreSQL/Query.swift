/// A statement with its parameters bound, ready to be sent.
public struct BoundQuery: Sendable {
    let name: StaticString
    let sql: StaticString
    let parameters: ParameterBuffer
}

/// A statement together with its input and the shape of its answer, to be sent with others in one round trip.
public struct Query<Result>: Sendable {
    let bound: BoundQuery
    let collect: @Sendable (QueryResult) throws(StorageError) -> Result

    /// All rows, in the order of the statement.
    public static func all<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) -> Query<[Output]> where Result == [Output] {
        Query(bound: statement.bound(input)) { result throws(StorageError) in
            try statement.rows(of: result)
        }
    }

    /// The first row, or nil if there is none.
    public static func first<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) -> Query<Output?> where Result == Output? {
        Query(bound: statement.bound(input)) { result throws(StorageError) in
            result.rowCount == 0 ? nil : try statement.row(0, of: result)
        }
    }

    /// The only row; any other number of rows is a mistake in the statement.
    public static func one<Input>(_ statement: Statement<Input, Result>, _ input: Input) -> Query<Result> {
        Query(bound: statement.bound(input)) { result throws(StorageError) in
            guard result.rowCount == 1 else {
                throw .mistake("statement \(statement.name): \(result.rowCount) rows instead of one")
            }
            return try statement.row(0, of: result)
        }
    }

    /// The number of rows that were touched.
    public static func execute<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input
    ) -> Query<Int> where Result == Int {
        Query(bound: statement.bound(input)) { result throws(StorageError) in result.affectedRows }
    }
}

/// Statements without parameters.
extension Query {
    /// All rows, in the order of the statement.
    public static func all<Output>(_ statement: Statement<Void, Output>) -> Query<[Output]> where Result == [Output] {
        .all(statement, ())
    }

    /// The first row, or nil if there is none.
    public static func first<Output>(_ statement: Statement<Void, Output>) -> Query<Output?> where Result == Output? {
        .first(statement, ())
    }

    /// The only row; any other number of rows is a mistake in the statement.
    public static func one(_ statement: Statement<Void, Result>) -> Query<Result> {
        .one(statement, ())
    }

    /// The number of rows that were touched.
    public static func execute<Output>(_ statement: Statement<Void, Output>) -> Query<Int> where Result == Int {
        .execute(statement, ())
    }
}
