import Foundation
import JSONRPC
import TwoWayProtocol

/// What the run found out, for people and for programs.
struct Report: Sendable {
    /// The longest median that is allowed, in milliseconds.
    static let limit = 50.0

    var volume: [String: Int]
    var series: [Meter.Series]
    var wholeReads: [PlanFinding]
    var busiest: [Meter.Subject: PlanFinding]
    /// Growing tables that are too small for a plan to say anything.
    var smallTables: [String]
    /// Calls that did not go well.
    var failures: [String]

    private var missing: [String] {
        let called = Set(series.map(\.subject.method))
        return API.methods.filter { $0.isRead && !called.contains($0.name) }.map { $0.name }
    }

    /// Writes that were not measured: signing in and out costs time on purpose.
    var writesLeftOut: [String] {
        let called = Set(series.map(\.subject.method))
        return API.methods.filter { !$0.isRead && !called.contains($0.name) }.map { $0.name }
    }

    /// Why the run is no success; empty when it is one.
    var complaints: [String] {
        failures
            + missing.map { "\($0) was not called" }
            + series.filter { $0.median >= Report.limit }.map {
                "\($0.subject.title) takes \($0.median.rounded(to: 1)) ms at the median; the limit is \(Int(Report.limit)) ms"
            }
            + wholeReads.map { "\($0.subject.title) reads all of \($0.scan.table):\n    \($0.query.shortened)" }
            + smallTables.map { "\($0) has too few rows for its plans to say anything" }
    }

    /// The table, the slowest first.
    var table: String {
        let sorted = series.sorted { $0.median > $1.median }
        let widest = max(6, sorted.map(\.subject.title.count).max() ?? 0)
        let longest = max(1, sorted.first?.median ?? 0)
        var lines = [
            "method".padded(widest) + "  calls  median     p95    rows  bytes     read",
            String(repeating: "-", count: widest + 50),
        ]
        for series in sorted {
            let read = busiest[series.subject].map { "\($0.scan.read)" } ?? "-"
            let columns = [
                "\(series.durations.count)".aligned(6), series.median.rounded(to: 1).aligned(7),
                series.milliseconds(0.95).rounded(to: 1).aligned(7), (series.rows.map { "\($0)" } ?? "-").aligned(7),
                "\(series.bytes)".aligned(8), read.aligned(7),
            ]
            let bar = String(repeating: "█", count: Int((series.median / longest * 30).rounded()))
            lines.append(series.subject.title.padded(widest) + columns.joined(separator: " ") + "  " + bar)
        }
        return lines.joined(separator: "\n")
    }
}

extension Report {
    private struct Written: Encodable {
        struct Call: Encodable {
            var method: String
            var way: String
            var calls: Int
            var medianMilliseconds: Double
            var p95Milliseconds: Double
            var rows: Int?
            var bytes: Int
            /// The rows that the statement looked at which looked at most.
            var rowsRead: Int?
            var table: String?
        }

        var volume: [String: Int]
        var limitMilliseconds: Double
        var calls: [Call]
        var complaints: [String]
    }

    func write(to path: String) throws {
        let calls = series.map { series in
            Written.Call(
                method: series.subject.method,
                way: series.subject.way,
                calls: series.durations.count,
                medianMilliseconds: series.median,
                p95Milliseconds: series.milliseconds(0.95),
                rows: series.rows,
                bytes: series.bytes,
                rowsRead: busiest[series.subject]?.scan.read,
                table: busiest[series.subject]?.scan.table
            )
        }
        let written = Written(
            volume: volume,
            limitMilliseconds: Report.limit,
            calls: calls,
            complaints: complaints
        )
        try Data(try JSONEncoding.encode(written)).write(to: URL(filePath: path))
    }
}

extension Meter.Subject {
    var title: String { way.isEmpty ? method : "\(method) (\(way.trimmingCharacters(in: .whitespaces)))" }
}

extension Double {
    fileprivate func rounded(to digits: Int) -> String { String(format: "%.\(digits)f", self) }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func aligned(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
    /// On one line, and not longer than a screen is wide.
    var shortened: String { String(split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300)) }
}
