import TwoWayModel
import Yams

extension LibraryDocument {
    /// The document as YAML, from which `YAMLFile` reads back an equal one.
    ///
    /// The form that reads best loses some line ends and rare characters, and a text with both `&name` and `*name` in it is
    /// refused as an alias; where that would happen every text stands in quotes.
    func yaml() -> String {
        let encoder = YAMLEncoder()
        encoder.options.allowUnicode = true
        encoder.options.width = 110
        guard let text = try? encoder.encode(self), isRead(from: text) else { return quotedYAML() }
        return text
    }

    private func isRead(from text: String) -> Bool {
        guard let read = try? YAMLFile(path: "", text: text).decode(LibraryDocument.self) else { return false }
        return read == self && read.canonicalContent() == canonicalContent()
    }

    private func quotedYAML() -> String {
        var lines = YAMLLines()
        lines.put("slug", slug)
        lines.put("title", title)
        lines.put("summary", summary)
        lines.put("language", language)
        lines.put("licence", licence)
        lines.put("topics", of: topics) { topic, lines in
            lines.put("key", topic.key)
            lines.put("title", topic.title)
            lines.put("summary", topic.summary)
            lines.put("general", bare: topic.general)
            lines.put("questions", of: topic.questions) { $0.put(in: &$1) }
        }
        return lines.text
    }
}

extension LibraryDocument.Question {
    fileprivate func put(in lines: inout YAMLLines) {
        lines.put("key", key)
        lines.put("text", text)
        lines.put("purpose", purpose)
        lines.put("followUps", followUps)
        lines.put("listenFor", listenFor)
        lines.put("warningSigns", warningSigns)
        lines.put("kind", kind?.rawValue)
        lines.put("subject", subject?.rawValue)
        lines.put("horizon", horizon?.rawValue)
        lines.put("audience", audience.map { $0.map(\.rawValue) })
        lines.put("minutes", bare: minutes)
        lines.put("informativeness", bare: informativeness)
        lines.put("dimensions", dimensions)
    }
}

/// Writes YAML with every text in double quotes, where nothing but the text itself has a meaning.
private struct YAMLLines {
    private(set) var text = ""
    private var depth = 0
    /// Whether the next line is the first of an item of a list.
    private var isItemStart = false

    mutating func put(_ name: String, _ value: String?) {
        if let value { line("\(name): \(Self.quoted(value))") }
    }

    mutating func put(_ name: String, _ list: [String]?) {
        guard let list else { return }
        guard !list.isEmpty else { return line("\(name): []") }
        line("\(name):")
        for item in list { line("  - \(Self.quoted(item))") }
    }

    /// Writes a number or a truth value.
    mutating func put(_ name: String, bare value: (some CustomStringConvertible)?) {
        if let value { line("\(name): \(value)") }
    }

    mutating func put<Item>(_ name: String, of items: [Item], _ body: (Item, inout YAMLLines) -> Void) {
        guard !items.isEmpty else { return line("\(name): []") }
        line("\(name):")
        depth += 2
        for item in items {
            isItemStart = true
            body(item, &self)
        }
        depth -= 2
    }

    private mutating func line(_ content: String) {
        let indent = String(repeating: "  ", count: isItemStart ? depth - 1 : depth)
        text += indent + (isItemStart ? "- " : "") + content + "\n"
        isItemStart = false
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "&", "*": result += number(of: scalar)
            case _ where isPlain(scalar): result.unicodeScalars.append(scalar)
            default: result += number(of: scalar)
            }
        }
        return result + "\""
    }

    private static func number(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
