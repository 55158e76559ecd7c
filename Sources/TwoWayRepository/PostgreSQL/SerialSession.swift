import CLibPQ
import Foundation

/// A plain connection for what is done rarely and in order: migrations, roles, test databases.
///
/// It blocks, and therefore lives on a thread of its own: `SerialSession.run` makes that thread.
package struct SerialSession: ~Copyable {
    private let handle: OpaquePointer

    /// Connects, or throws after a few seconds.
    package init(_ conninfo: String) throws(SerialSessionError) {
        let keywords = ["connect_timeout", "fallback_application_name", "dbname", "client_encoding"]
        let values = ["10", "twoway-setup", conninfo, "UTF8"]
        let handle = withCStrings(keywords) { keywords in
            withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let handle else { throw SerialSessionError(ServerError(sqlState: "53200", message: "no memory")) }
        guard PQstatus(handle) == CONNECTION_OK else {
            let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
            PQfinish(handle)
            throw SerialSessionError(ServerError(sqlState: "08006", message: text))
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        self.handle = handle
    }

    deinit {
        PQfinish(handle)
    }

    /// Runs a text of any number of statements and answers the rows of the last, each value as text.
    @discardableResult
    package borrowing func execute(_ sql: String) throws(SerialSessionError) -> [[String?]] {
        guard let result = PQexec(handle, sql) else {
            throw SerialSessionError(ServerError(sqlState: "08006", message: "no answer"))
        }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
        default: throw SerialSessionError(ServerError(result))
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                if PQgetisnull(result, row, column) == 1 { return nil }
                return PQgetvalue(result, row, column).map { String(cString: $0) }
            }
        }
    }

    /// Whether a transaction is open and none of its statements has failed.
    package var isInGoodTransaction: Bool {
        PQtransactionStatus(handle) == PQTRANS_INTRANS
    }

    /// Whether a server accepts connections.
    static func isAnswering(_ conninfo: String) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: PQping(conninfo) == PQPING_OK)
            }
        }
    }

    /// Connects on a new thread and runs `body` there.
    @discardableResult
    package static func run<Value: Sendable>(
        _ conninfo: String,
        _ body: @escaping @Sendable (borrowing SerialSession) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let session = try SerialSession(conninfo)
                        return try body(session)
                    }
                )
            }
        }
    }
}

/// An error of a `SerialSession`, for people who set the database up: it shows the server's message.
package struct SerialSessionError: Error, CustomStringConvertible {
    let server: ServerError

    init(_ server: ServerError) {
        self.server = server
    }

    package var sqlState: String { server.sqlState }
    /// Where in the text it happened, in characters from 1; 0 if not told.
    package var position: Int { server.position }

    package var description: String {
        "\(server.message.trimmingCharacters(in: .whitespacesAndNewlines)) (\(server.sqlState))"
    }
}

/// Puts a value into single quotes for a connection string.
func conninfoQuoted(_ value: String) -> String {
    "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}

/// Puts a name into double quotes for SQL.
package func identifierQuoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
}

/// Puts a text into single quotes for SQL, with `standard_conforming_strings` as by default.
package func literalQuoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
}
