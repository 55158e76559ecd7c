import CLibPQ

/// The rows that one statement answered with.
///
/// `@unchecked Sendable`: the `PGresult` is complete when it gets here, belongs to this object alone, and is only read
/// until `deinit` frees it; libpq says such reads are safe from any thread.
public final class QueryResult: @unchecked Sendable {
    private let handle: OpaquePointer
    let rowCount: Int
    let columnCount: Int
    /// The OIDs of the columns, nil for one that did not come in binary format: asked once, not for each cell.
    let types: [UInt32?]

    /// Takes ownership of a result.
    init(_ handle: OpaquePointer) {
        self.handle = handle
        rowCount = Int(PQntuples(handle))
        columnCount = Int(PQnfields(handle))
        types = (0..<PQnfields(handle)).map { PQfformat(handle, $0) == 1 ? PQftype(handle, $0) : nil }
    }

    deinit {
        PQclear(handle)
    }

    /// How many rows an INSERT, UPDATE, DELETE, MERGE or SELECT touched; 0 for other commands.
    var affectedRows: Int {
        guard let text = PQcmdTuples(handle) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The command tag, such as `COMMIT` or `INSERT 0 1`.
    var commandTag: String {
        PQcmdStatus(handle).map { String(cString: $0) } ?? ""
    }

    /// The bytes of a cell, nil for NULL; valid as long as this object is alive.
    func cell(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        if PQgetisnull(handle, row, column) == 1 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column),
            count: Int(PQgetlength(handle, row, column))
        )
    }
}
