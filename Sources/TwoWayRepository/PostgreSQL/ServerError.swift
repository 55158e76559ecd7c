import CLibPQ

/// An error as the server reported it.
///
/// Messages and details can hold values of rows. `description` is what may be logged.
struct ServerError: Error, Hashable, Sendable {
    var sqlState = ""
    /// Whether the server ended the connection with it.
    var isFatal = false
    var message = ""
    var constraint = ""
    var table = ""
    var column = ""
    /// The function in PostgreSQL's source that reported it; unlike the message it is never translated.
    var routine = ""
    /// Where in the statement's text, in characters from 1; 0 if not told.
    var position = 0
}

extension ServerError {
    init(_ result: OpaquePointer) {
        func field(_ code: Character) -> String {
            PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
        }
        sqlState = field("C")
        isFatal = ["FATAL", "PANIC"].contains(field("V"))
        message = field("M")
        constraint = field("n")
        table = field("t")
        column = field("c")
        routine = field("R")
        position = Int(field("P")) ?? 0
    }
}

extension ServerError: CustomStringConvertible {
    var description: String {
        var parts = [sqlState]
        // In these classes the message speaks of the server or of the SQL text; in others it may quote a value.
        if ["08", "0A", "25", "26", "40", "42", "53", "55", "57", "58", "XX"].contains(sqlClass) {
            parts.append(message)
        }
        if !constraint.isEmpty { parts.append("constraint \(constraint)") }
        if !table.isEmpty { parts.append("table \(table)") }
        if !column.isEmpty { parts.append("column \(column)") }
        if position > 0 { parts.append("at character \(position)") }
        return parts.joined(separator: ", ")
    }
}

extension ServerError {
    /// The first two characters of the SQLSTATE, which group errors by kind.
    var sqlClass: String { String(sqlState.prefix(2)) }

    /// Whether a prepared statement has to be prepared again: it is gone, or its result has other columns now.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && routine == "RevalidateCachedQuery")
    }

    /// Whether the connection is of no more use although the server keeps it: it leads to a server that only reads.
    var spoilsConnection: Bool { sqlState == "25006" }

    /// Whether a commit was made here but not acknowledged by the standby it waited for.
    var isMissedReplication: Bool { routine == "SyncRepWaitForLSN" }

    /// What callers are told; `statement` names the statement for a mistake.
    func storageError(in statement: String) -> StorageError {
        switch sqlState {
        case "40001", "40P01", "55P03": .conflict
        case "42501": .denied
        case "57014", "25P03": .deadline(outcomeUnknown: false)
        case "25006": .unavailable(outcomeUnknown: false)
        default:
            switch sqlClass {
            case "23": .constraint(name: constraint.isEmpty ? column : constraint, sqlState: sqlState)
            case _ where !constraint.isEmpty: .constraint(name: constraint, sqlState: sqlState)
            case "P0", "TW": .raised(sqlState: sqlState, message: message)
            case "08", "53", "57", "58": .unavailable(outcomeUnknown: false)
            default: .mistake("statement \(statement): \(self)")
            }
        }
    }
}
