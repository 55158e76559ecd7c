/// A text that has been looked at: length in UTF-8 bytes, no control characters, not blank.
///
/// PostgreSQL compares and limits bytes where Swift compares graphemes, so lengths here are bytes, as in the constraints
/// of the schema.
public protocol CheckedText: TextValue {
    /// The longest text, in UTF-8 bytes.
    static var maximumBytes: Int { get }
    /// Whether line breaks and tabs may stand in it.
    static var allowsLines: Bool { get }
    init(unchecked text: String)
}

extension CheckedText {
    /// Trims white space at the ends, then checks.
    public init(_ text: String) throws(TextRefusal) {
        let trimmed = text.trimmingWhitespace()
        guard !trimmed.isEmpty else { throw TextRefusal("must not be empty") }
        guard trimmed.utf8.count <= Self.maximumBytes else {
            throw TextRefusal("is longer than \(Self.maximumBytes) bytes")
        }
        for scalar in trimmed.unicodeScalars where scalar.properties.generalCategory == .control {
            let isLayout = scalar == "\n" || scalar == "\t" || scalar == "\r"
            guard Self.allowsLines && isLayout else { throw TextRefusal("has a control character") }
        }
        self.init(unchecked: trimmed)
    }
}

/// A name or a heading: one line of at most 200 bytes.
public struct Title: CheckedText {
    public static let maximumBytes = 200
    public static let allowsLines = false
    public let text: String
    public init(unchecked text: String) { self.text = text }
}

/// A sentence or two, such as a question: one line of at most 1,000 bytes.
public struct Line: CheckedText {
    public static let maximumBytes = 1000
    public static let allowsLines = false
    public let text: String
    public init(unchecked text: String) { self.text = text }
}

/// Free text with line breaks: at most 16 KiB.
public struct Prose: CheckedText {
    public static let maximumBytes = 16384
    public static let allowsLines = true
    public let text: String
    public init(unchecked text: String) { self.text = text }
}
