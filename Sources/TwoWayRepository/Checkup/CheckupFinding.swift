/// One thing that a doctor has looked at.
public struct CheckupFinding: Sendable, Hashable, Codable {
    public enum Level: String, Sendable, Codable, CaseIterable {
        case ok
        /// Works today, and may not tomorrow.
        case warn
        /// Does not work, or is not safe.
        case fail
    }

    public let level: Level
    /// What was looked at, in a few words.
    public let subject: String
    /// What was found, a sentence.
    public let found: String
    /// What to do; nil when nothing is to be done.
    public let advice: String?

    public init(_ level: Level, _ subject: String, _ found: String, advice: String? = nil) {
        self.level = level
        self.subject = subject
        self.found = found
        self.advice = advice
    }
}
