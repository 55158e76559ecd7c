import SwiftCSV

/// Comma-separated values after RFC 4180.
enum CSVText {
    /// Every cell in quotes, every row ended by CR LF.
    static func written(_ rows: [[String]]) -> String {
        rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    static func quoted(_ cell: String) -> String {
        var result = "\"".unicodeScalars
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { result.append(scalar) }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }

    /// The rows of a text between commas, semicolons or tabs, the header first; nil if it is not of that form.
    ///
    /// The reader of SwiftCSV takes a text that ends inside of quotes, so that is looked at before.
    static func rows(_ text: String) -> [[String]]? {
        guard text.unicodeScalars.count(where: { $0 == "\"" }).isMultiple(of: 2) else { return nil }
        guard let table = try? EnumeratedCSV(string: text, delimiter: delimiter(of: text), loadColumns: false) else {
            return nil
        }
        return [table.header] + table.rows
    }

    /// What stands after the first cell.
    private static func delimiter(of text: String) -> CSVDelimiter {
        let candidates: [Unicode.Scalar] = [",", ";", "\t"]
        switch text.unicodeScalars.first(where: candidates.contains) {
        case ";": return .semicolon
        case "\t": return .tab
        default: return .comma
        }
    }
}
