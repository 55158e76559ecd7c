/// Texts in the Markdown form: as they are where a line can hold them, else in JSON's double quotes.
enum QuotedText {
    /// The text itself, or quoted if it would not be read back from the rest of a line.
    static func written(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// Reads what `written` has written; nil if it starts like a quoted text but is none.
    static func read(_ text: String) -> String? {
        guard text.utf8.first == UInt8(ascii: "\"") else { return text }
        var reader = QuotedTextReader(text)
        guard let value = reader.quoted(), reader.isAtEnd else { return nil }
        return value
    }

    /// Whether a text is one line, not empty, without white space at its ends, and does not look like another form.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        // Combining marks must not merge with what the form puts beside the text.
        guard " \(text) ".count == text.count + 2 else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace && first != "\"" && first != "["
            && !text.unicodeScalars.contains { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: true
                default: scalar == "\u{FEFF}"
                }
            }
    }

    /// The text in double quotes, all that is not visible in one line escaped.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Items in one line, between commas; in brackets, each quoted, if one of them needs it.
    static func written(list: [String]) -> String {
        let isSimple = !list.isEmpty && list.allSatisfy { isPlain($0) && !$0.utf8.contains(UInt8(ascii: ",")) }
        return isSimple ? list.joined(separator: ", ") : "[" + list.map(quoted).joined(separator: ", ") + "]"
    }

    /// Reads what `written(list:)` has written; nil if it is neither form.
    static func read(list text: String) -> [String]? {
        guard text.utf8.first == UInt8(ascii: "[") else {
            let items = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { String($0).trimmingWhitespace() }
            return items.contains("") ? nil : items
        }
        var reader = QuotedTextReader(text)
        guard let items = reader.bracketed(), reader.isAtEnd else { return nil }
        return items
    }
}

/// Reads quoted texts scalar by scalar.
private struct QuotedTextReader {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String) {
        rest = Substring(text).unicodeScalars
    }

    var isAtEnd: Bool { rest.isEmpty }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(result)
            case "\\":
                guard let escaped = escape() else { return nil }
                result.append(escaped)
            default: result.append(scalar)
            }
        }
        return nil
    }

    /// Reads `["a", "b"]`.
    mutating func bracketed() -> [String]? {
        guard take("[") else { return nil }
        if take("]") { return [] }
        var items: [String] = []
        while true {
            while take(" ") {}
            guard let item = quoted() else { return nil }
            items.append(item)
            if take("]") { return items }
            guard take(",") else { return nil }
        }
    }

    private mutating func escape() -> Unicode.Scalar? {
        switch rest.popFirst() {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let digits = rest.prefix(4)
            guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit),
                let value = UInt32(String(digits), radix: 16)
            else { return nil }
            rest.removeFirst(4)
            return Unicode.Scalar(value)
        default: return nil
        }
    }
}
