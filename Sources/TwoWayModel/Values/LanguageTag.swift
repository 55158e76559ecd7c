/// A language after BCP 47: `en`, `de-CH`, `zh-Hant-TW`.
///
/// Language, script, region and variants, in the usual capitals; extensions and private use are refused.
public struct LanguageTag: TextValue {
    public let text: String

    public init(_ text: String) throws(TextRefusal) {
        guard let canonical = Self.canonical(text) else { throw TextRefusal("is not a language such as en or de-CH") }
        self.text = canonical
    }

    private static func canonical(_ text: String) -> String? {
        guard text.utf8.count <= 35 else { return nil }
        var rest = text.split(separator: "-", omittingEmptySubsequences: false)[...]
        guard let language = rest.popFirst(), (2...3).contains(language.utf8.count), isLetters(language) else {
            return nil
        }
        var tag = [language.lowercased()]
        if let script = rest.first, script.utf8.count == 4, isLetters(script) {
            tag.append(script.prefix(1).uppercased() + script.dropFirst().lowercased())
            rest.removeFirst()
        }
        if let region = rest.first, isRegion(region) {
            tag.append(region.uppercased())
            rest.removeFirst()
        }
        for variant in rest {
            guard isVariant(variant) else { return nil }
            tag.append(variant.lowercased())
        }
        return tag.joined(separator: "-")
    }

    private static func isLetters(_ part: Substring) -> Bool {
        part.utf8.allSatisfy { $0.isLetter }
    }

    private static func isRegion(_ part: Substring) -> Bool {
        part.utf8.count == 2 && isLetters(part) || part.utf8.count == 3 && part.utf8.allSatisfy { $0.isDigit }
    }

    /// Five to eight letters or digits, or four that start with a digit.
    private static func isVariant(_ part: Substring) -> Bool {
        guard let first = part.utf8.first, part.utf8.allSatisfy({ $0.isLetter || $0.isDigit }) else { return false }
        return (5...8).contains(part.utf8.count) || part.utf8.count == 4 && first.isDigit
    }
}
