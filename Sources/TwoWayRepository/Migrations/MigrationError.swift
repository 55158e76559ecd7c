/// Why the schema could not be brought up to date, in words for the person who runs the server.
public enum MigrationError: Error, Hashable, Sendable {
    /// The migration files were not found or are not in order.
    case files(String)
    /// The database and the files do not belong together; one line for each difference.
    case outOfStep([String])
    /// A migration could not be applied and was rolled back.
    case failed(file: String, line: Int?, reason: String)
    /// The database could not be asked.
    case database(String)
}

extension MigrationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .files(let text), .database(let text): text
        case .outOfStep(let differences):
            "the database schema does not fit this program:\n" + differences.map { "  \($0)\n" }.joined()
        case .failed(let file, let line, let reason):
            "migration \(file)\(line.map { ", line \($0)" } ?? "") failed: \(reason)"
        }
    }
}
