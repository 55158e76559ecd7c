/// A PostgreSQL type that parameters are declared with; the raw value is its OID.
///
/// The OIDs of built-in types are fixed for ever (`src/include/catalog/pg_type.dat` of PostgreSQL).
public enum SQLType: UInt32, Sendable, Hashable {
    case bool = 16
    case bytes = 17
    case int = 20
    case int4 = 23
    case text = 25
    case double = 701
    case date = 1082
    case localTimestamp = 1114
    case timestamp = 1184
    case uuid = 2950
    case json = 3802
    case boolArray = 1000
    case bytesArray = 1001
    case textArray = 1009
    case intArray = 1016
    case doubleArray = 1022
    case timestampArray = 1185
    case uuidArray = 2951
    case jsonArray = 3807

    /// The type of an array's elements; nil for a type that is not an array.
    var element: SQLType? {
        switch self {
        case .boolArray: .bool
        case .bytesArray: .bytes
        case .textArray: .text
        case .intArray: .int
        case .doubleArray: .double
        case .timestampArray: .timestamp
        case .uuidArray: .uuid
        case .jsonArray: .json
        case .bool, .bytes, .int, .int4, .text, .double, .date, .localTimestamp, .timestamp, .uuid, .json: nil
        }
    }
}
