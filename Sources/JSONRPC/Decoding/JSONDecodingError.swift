/// Why a value does not have the shape it should have.
public struct JSONDecodingError: Error, Hashable {
    /// The place of the offence, such as `params.interviewers[2].role`.
    public let path: String
    /// What is wrong there, as the rest of a sentence that starts with the path: "must be a string, not a number".
    ///
    /// It never repeats the value. The exception is what a type's own `init(from:)` chose to say.
    public let reason: String

    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

extension JSONDecodingError: CustomStringConvertible {
    public var description: String { "\(path) \(reason)" }
}
