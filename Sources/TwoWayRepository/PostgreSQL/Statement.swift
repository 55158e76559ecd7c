/// One SQL statement as a value: its text, the way in and the way out.
///
/// Declare it as `static let` in an extension that fixes `Input` and `Output`. The text is a `StaticString`, so that no
/// value can get into it. `name` is for logs and error texts. The server prepares a statement once per connection and
/// role, at its first use; `bind` must therefore answer the same number and types of values every time, and in an order
/// that fits `$1`, `$2` and so on. `decode` is called once per row, in the caller's task.
public struct Statement<Input, Output>: Sendable {
    let name: StaticString
    let sql: StaticString
    let bind: @Sendable (Input) -> [SQLValue]
    let decode: @Sendable (inout Row) throws(RowError) -> Output

    public init(
        name: StaticString,
        sql: StaticString,
        bind: @escaping @Sendable (Input) -> [SQLValue],
        decode: @escaping @Sendable (inout Row) throws(RowError) -> Output
    ) {
        self.name = name
        self.sql = sql
        self.bind = bind
        self.decode = decode
    }

    /// The SQL, for whoever measures what the database itself does with it.
    package var text: String { "\(sql)" }

    func bound(_ input: Input) -> BoundQuery {
        BoundQuery(name: name, sql: sql, parameters: ParameterBuffer(bind(input)))
    }

    func rows(of result: QueryResult) throws(StorageError) -> [Output] {
        var rows: [Output] = []
        rows.reserveCapacity(result.rowCount)
        for index in 0..<result.rowCount {
            rows.append(try row(index, of: result))
        }
        return rows
    }

    func row(_ index: Int, of result: QueryResult) throws(StorageError) -> Output {
        var row = Row(result, at: index)
        do throws(RowError) {
            return try decode(&row)
        } catch {
            throw .mistake("statement \(name): \(error)")
        }
    }
}

extension Statement where Output == Void {
    /// Declares a statement that answers no rows.
    public init(name: StaticString, sql: StaticString, bind: @escaping @Sendable (Input) -> [SQLValue]) {
        self.init(name: name, sql: sql, bind: bind, decode: { _ in })
    }
}

extension Statement where Input == Void {
    /// Declares a statement without parameters.
    public init(
        name: StaticString,
        sql: StaticString,
        decode: @escaping @Sendable (inout Row) throws(RowError) -> Output
    ) {
        self.init(name: name, sql: sql, bind: { _ in [] }, decode: decode)
    }
}

extension Statement where Input == Void, Output == Void {
    /// Declares a statement without parameters that answers no rows.
    public init(name: StaticString, sql: StaticString) {
        self.init(name: name, sql: sql, bind: { _ in [] }, decode: { _ in })
    }
}
