import Foundation
import JSONRPC
import TwoWayModel
import TwoWaySite

/// What PostgreSQL wrote about how it carried statements out.
struct PlanLog: Sendable {
    /// One statement that was carried out.
    struct Entry: Sendable {
        let at: Timestamp
        let query: String
        let plan: [Scan]
    }

    /// One look into a table.
    struct Scan: Sendable, Hashable {
        let kind: String
        let table: String
        /// What it looked for; nil if for everything.
        let condition: String?
        /// Whether an index took it straight to what it looked for.
        let isDirected: Bool
        /// How many rows it had to look at, over all its rounds.
        let read: Int

        /// Whether it reads a table of so many rows whole, or walks along an index for as long as if it did.
        func readsWhole(_ rows: Int) -> Bool {
            kind.hasSuffix("Seq Scan") || !isDirected && read >= min(Scan.longWalk, max(1, rows / 2))
        }

        /// More rows than any page of a list needs.
        private static let longWalk = 1_000
    }

    var entries: [Entry] = []

    /// Has every session from now on write its plans; the server is to be restarted for it.
    static func switchOn(_ site: Site) async throws {
        try await site.sql(
            """
            LOAD 'auto_explain';
            ALTER SYSTEM SET session_preload_libraries = 'auto_explain';
            ALTER SYSTEM SET auto_explain.log_min_duration = 0;
            ALTER SYSTEM SET auto_explain.log_nested_statements = on;
            ALTER SYSTEM SET auto_explain.log_analyze = on;
            ALTER SYSTEM SET auto_explain.log_timing = off;
            ALTER SYSTEM SET auto_explain.log_format = json;
            ALTER SYSTEM SET log_destination = 'jsonlog';
            ALTER SYSTEM SET log_timezone = 'UTC';
            """
        )
    }

    init(_ site: Site) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: site.databaseLogs).filter {
            $0.hasSuffix(".json")
        }
        guard !files.isEmpty else { throw Failure("PostgreSQL wrote no plans; version 15 or newer is needed") }
        for file in files {
            let text = try String(contentsOfFile: "\(site.databaseLogs)/\(file)", encoding: .utf8)
            for line in text.split(separator: "\n") {
                if let entry = try PlanLog.entry(line) { entries.append(entry) }
            }
        }
        entries.sort { $0.at < $1.at }
    }

    private static func entry(_ line: Substring) throws -> Entry? {
        guard let root = try? JSONDocument(parsing: Array(line.utf8), limits: .reply).root,
            let message = root["message"]?.string, let time = root["timestamp"]?.string,
            message.hasPrefix("duration: "), let start = message.range(of: "plan:\n")
        else { return nil }
        let at = try Timestamp(
            time.replacingOccurrences(of: " UTC", with: "Z").replacingOccurrences(of: " ", with: "T")
        )
        let document = try JSONDocument(
            parsing: Array(message[start.upperBound...].utf8),
            limits: JSONReaderLimits(maximumDepth: 200)
        )
        var scans: [Scan] = []
        if let plan = document.root["Plan"] { collect(plan, into: &scans) }
        return Entry(at: at, query: document.root["Query Text"]?.string ?? "", plan: scans)
    }

    private static func collect(_ node: JSONNode, into scans: inout [Scan]) {
        if let table = node["Relation Name"]?.string, let kind = node["Node Type"]?.string, kind.hasSuffix("Scan") {
            let conditions = [node["Index Cond"], node["Recheck Cond"]].compactMap { $0?.string }
            let filter = node["Filter"]?.string.map { "filter \($0)" }
            let dropped = ["Rows Removed by Filter", "Rows Removed by Index Recheck"].compactMap { node[$0]?.integer }
            let rounds = node["Actual Loops"]?.integer ?? 0
            let rows = (node["Actual Rows"]?.double ?? 0) + Double(dropped.reduce(0, +))
            scans.append(
                Scan(
                    kind: kind,
                    table: table,
                    condition: conditions.first ?? filter,
                    isDirected: !conditions.isEmpty,
                    read: Int(rows * Double(rounds))
                )
            )
        }
        for child in (node["Plans"]?.elements).map(Array.init) ?? [] { collect(child, into: &scans) }
    }
}

/// What the plans say about one method.
struct PlanFinding: Sendable {
    let subject: Meter.Subject
    let scan: PlanLog.Scan
    let query: String
    var times: Int
}

extension PlanLog {
    /// The looks into growing tables, of which the rows are given, that read them whole, by method.
    func wholeReads(_ spans: [Meter.Span], tables: [String: Int]) -> [PlanFinding] {
        var findings: [PlanFinding] = []
        for (subject, entry) in assigned(spans) {
            for scan in entry.plan {
                guard let rows = tables[scan.table], scan.readsWhole(rows) else { continue }
                let known = findings.firstIndex {
                    $0.subject == subject && $0.query == entry.query && $0.scan.table == scan.table
                }
                if let known {
                    findings[known].times += 1
                } else {
                    findings.append(PlanFinding(subject: subject, scan: scan, query: entry.query, times: 1))
                }
            }
        }
        return findings
    }

    /// For each way of calling the statement that looked at the most rows.
    func busiest(_ spans: [Meter.Span]) -> [Meter.Subject: PlanFinding] {
        var busiest: [Meter.Subject: PlanFinding] = [:]
        for (subject, entry) in assigned(spans) {
            for scan in entry.plan where scan.read > busiest[subject]?.scan.read ?? 0 {
                busiest[subject] = PlanFinding(subject: subject, scan: scan, query: entry.query, times: 1)
            }
        }
        return busiest
    }

    /// Each entry with the call during which it was written; the log counts whole milliseconds.
    private func assigned(_ spans: [Meter.Span]) -> [(Meter.Subject, Entry)] {
        var assigned: [(Meter.Subject, Entry)] = []
        var next = 0
        for span in spans {
            let from = Timestamp(microseconds: span.from.microseconds - 1_000)
            while next < entries.count, entries[next].at < from { next += 1 }
            while next < entries.count, entries[next].at <= span.to {
                assigned.append((span.subject, entries[next]))
                next += 1
            }
        }
        return assigned
    }
}
