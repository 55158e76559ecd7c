/// Why a value cannot be written as JSON.
public struct JSONEncodingError: Error, Hashable {
    /// The place of the offence inside the value, such as `items[3].weight`; empty for the value itself.
    public let path: String
    public let reason: String

    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

extension JSONEncodingError: CustomStringConvertible {
    public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}
