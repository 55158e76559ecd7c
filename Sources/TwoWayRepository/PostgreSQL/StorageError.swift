/// What can go wrong between a service and the database.
///
/// Ask of each: may the caller retry now, after re-reading, or only after a change? The description is fit for logs: it
/// never holds a row's values.
public enum StorageError: Error, Hashable, Sendable {
    /// A constraint of the schema refused the change (SQLSTATE class 23), named as in the schema.
    ///
    /// For a NOT NULL column the name is the column's.
    case constraint(name: String, sqlState: String)
    /// A function of our own schema raised an error: SQLSTATE P0001, or one of our class `TW`.
    case raised(sqlState: String, message: String)
    /// The role may not do this: a missing grant, or a row that row-level security keeps from being written.
    case denied
    /// Another transaction was in the way; nothing was changed, and running again may succeed.
    case conflict
    /// The database could not be reached, went away, or has too much to do.
    ///
    /// With `outcomeUnknown` the change may have been made all the same.
    case unavailable(outcomeUnknown: Bool)
    /// The time allowed was over.
    ///
    /// With `outcomeUnknown` the change may still be made.
    case deadline(outcomeUnknown: Bool)
    /// The caller's task was cancelled; nothing was changed.
    case cancelled
    /// Our own mistake: a statement, its binding or its decoding is wrong.
    case mistake(String)
}

extension StorageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .constraint(let name, let sqlState): "constraint \(name) (\(sqlState))"
        case .raised(let sqlState, _): "raised \(sqlState)"
        case .denied: "denied"
        case .conflict: "conflict"
        case .unavailable(let outcomeUnknown): "unavailable\(outcomeUnknown ? ", outcome unknown" : "")"
        case .deadline(let outcomeUnknown): "deadline passed\(outcomeUnknown ? ", outcome unknown" : "")"
        case .cancelled: "cancelled"
        case .mistake(let text): "mistake: \(text)"
        }
    }
}
