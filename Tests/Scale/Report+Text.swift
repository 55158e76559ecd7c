import Foundation

/// The report for people.
extension Report {
    var text: String {
        var parts = [introduction, table, account.text, "Left out, since it takes time on purpose: \(leftOutNames)"]
        if !complaints.isEmpty {
            parts.append(complaints.map { "FAILED  \($0)" }.joined(separator: "\n"))
        } else if isTrial {
            parts.append("The program works. With so little data that says nothing about speed.")
        } else {
            parts.append(
                "Every call stays below \(Int(Report.limit)) ms at the median, and none reads a table that grows whole."
            )
        }
        return parts.joined(separator: "\n\n")
    }

    private var introduction: String {
        let rows = extent.tables.values.reduce(0, +)
        return """
            One candidate with \(extent.opportunities.grouped) opportunities, \(extent.interviews.grouped) interviews and \
            \(extent.answers.grouped) answers, among \((extent.tables["account"] ?? 0).grouped) accounts with \
            \(rows.grouped) rows in \(extent.tables.count) tables; \(methods) methods, called in \(series.count) ways.
            Milliseconds from the line that asks to the line that answers; rows and bytes of the answer; and how many rows
            the busiest statement of the call has looked at.
            """
    }

    private var leftOutNames: String { Report.leftOut.map { $0.name }.joined(separator: ", ") }

    /// The slowest first.
    private var table: String {
        let sorted = series.sorted { $0.median > $1.median }
        let widest = max(6, sorted.map(\.subject.title.count).max() ?? 0)
        let longest = max(1, sorted.first?.median ?? 0)
        var lines = [
            "method".padded(widest) + "  calls  median     p95    rows    bytes  looked at",
            String(repeating: "-", count: widest + 51),
        ]
        for series in sorted {
            let read = busiest[series.subject].map { "\($0.scan.read)" } ?? "-"
            let columns = [
                "\(series.durations.count)".aligned(6), series.median.rounded(to: 1).aligned(7),
                series.milliseconds(0.95).rounded(to: 1).aligned(7), (series.rows.map { "\($0)" } ?? "-").aligned(7),
                "\(series.bytes)".aligned(8), read.aligned(10),
            ]
            let bar = String(repeating: "█", count: Int((series.median / longest * 30).rounded()))
            lines.append(series.subject.title.padded(widest) + columns.joined(separator: " ") + "  " + bar)
        }
        return lines.joined(separator: "\n")
    }
}

extension Int {
    /// With commas between thousands.
    fileprivate var grouped: String {
        var digits = String(self)
        var place = digits.index(digits.endIndex, offsetBy: -3, limitedBy: digits.startIndex)
        while let comma = place, comma > digits.startIndex {
            digits.insert(",", at: comma)
            place = digits.index(comma, offsetBy: -3, limitedBy: digits.startIndex)
        }
        return digits
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func aligned(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
