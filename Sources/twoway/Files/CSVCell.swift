/// What stands in one cell of a table: a text or a list, absent or not, so that nothing is lost.
///
/// A cell holds a text as it is, and a list with one item a line. An empty cell is an absent value, `[]` an empty list. What
/// could be mistaken for something else starts with a backslash and has `\\`, `\n`, `\r`, `\t` and `\u{...}` in it: a text
/// that is empty, starts with a backslash or with what a spreadsheet takes for a formula, or holds characters that melt
/// into the quotes around them.
enum CSVCell {
    static func written(_ text: String?) -> String {
        guard let text else { return "" }
        return isPlain(text) ? text : escaped(text)
    }

    static func written(list: [String]?) -> String {
        guard let list else { return "" }
        guard !list.isEmpty else { return emptyList }
        return list.map { isPlain($0) && !$0.unicodeScalars.contains("\n") && $0 != emptyList ? $0 : escaped($0) }
            .joined(separator: "\n")
    }

    /// Reads what `written(_:)` has written; nil if the value is absent.
    static func text(_ cell: String) throws(CSVRefusal) -> String? {
        guard let first = cell.unicodeScalars.first else { return nil }
        return first == "\\" ? try unescaped(cell) : cell
    }

    /// Reads what `written(list:)` has written; nil if the list is absent.
    ///
    /// Lines with nothing on them are passed over.
    static func list(_ cell: String) throws(CSVRefusal) -> [String]? {
        if cell.isEmpty { return nil }
        if cell == emptyList { return [] }
        var items: [String] = []
        for line in cell.unicodeScalars.split(separator: "\n") {
            // A program that ends lines in its own way has touched the cell.
            let bare = line.last == "\r" ? line.dropLast() : line
            if let item = try text(String(bare)) { items.append(item) }
        }
        return items
    }

    private static let emptyList = "[]"

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        let formulas: Set<Unicode.Scalar> = ["\\", "=", "+", "-", "@", "\t"]
        return !formulas.contains(first) && isSafe(text)
            && text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !isInvisible($0) }
    }

    /// Whether each quote of the text, when it stands between quotes, is a character of its own to those who read by them.
    private static func isSafe(_ text: String) -> Bool {
        let quoted = CSVText.quoted(text)
        return quoted.count { $0 == "\"" } == quoted.unicodeScalars.count { $0 == "\"" }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: scalar == "\u{FEFF}"
        }
    }

    private static func escaped(_ text: String) -> String {
        let readable = escaped(text) { scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .format, .modifierSymbol, .unassigned: true
            default: isInvisible(scalar)
            }
        }
        return isSafe(readable) ? readable : escaped(text) { !$0.isASCII || isInvisible($0) }
    }

    private static func escaped(_ text: String, if isSpecial: (Unicode.Scalar) -> Bool) -> String {
        var result = "\\"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isSpecial(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Reads a cell that starts with a backslash.
    private static func unescaped(_ cell: String) throws(CSVRefusal) -> String {
        var rest = cell.unicodeScalars.dropFirst()
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "\\": result.append("\\")
            case "n": result.append("\n")
            case "r": result.append("\r")
            case "t": result.append("\t")
            case "u": result.append(try number(&rest))
            default: throw CSVRefusal("has a backslash that means nothing; write two of them for one")
            }
        }
        return String(result)
    }

    private static func number(_ rest: inout Substring.UnicodeScalarView) throws(CSVRefusal) -> Unicode.Scalar {
        let refusal = CSVRefusal("has a \\u that is not followed by a character's number in braces")
        guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}") else { throw refusal }
        let digits = rest[..<end]
        guard (1...6).contains(digits.count), digits.allSatisfy(\.properties.isASCIIHexDigit),
            let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value)
        else { throw refusal }
        rest = rest[rest.index(after: end)...]
        return scalar
    }
}

/// Why a cell or a row cannot be read.
struct CSVRefusal: Error {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
