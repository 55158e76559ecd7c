/// A column was not what its statement's `decode` expected: a mistake of ours, in the SQL or in the decoding.
///
/// Says which column and what was met, never the value.
public struct RowError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The position of the column, counted from 0.
    public let column: Int
    /// What `decode` asked for.
    public let expected: String
    /// What was there instead.
    public let found: String

    public init(column: Int, expected: String, found: String) {
        self.column = column
        self.expected = expected
        self.found = found
    }

    public var description: String {
        "column \(column): expected \(expected), found \(found)"
    }
}
