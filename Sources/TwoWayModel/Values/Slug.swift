/// A short name in addresses and files: 2 to 63 small letters, digits and hyphens, not starting with a hyphen.
public struct Slug: TextValue, Comparable {
    public let text: String

    public init(_ text: String) throws(TextRefusal) {
        guard Self.accepts(text) else {
            throw TextRefusal("must have 2 to 63 small letters, digits or hyphens, and not start with a hyphen")
        }
        self.text = text
    }

    /// Whether a text matches `^[a-z0-9][a-z0-9-]{1,62}$`.
    static func accepts(_ text: String) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (2...63).contains(text.utf8.count) && text.utf8.first != hyphen
            && text.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == hyphen }
    }

    public static func < (left: Slug, right: Slug) -> Bool {
        left.text < right.text
    }
}
