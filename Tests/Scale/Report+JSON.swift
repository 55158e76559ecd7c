import Foundation
import JSONRPC

/// The report for programs.
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

        var opportunities: Int
        var interviews: Int
        var answers: Int
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
            opportunities: extent.opportunities,
            interviews: extent.interviews,
            answers: extent.answers,
            volume: extent.tables,
            limitMilliseconds: Report.limit,
            calls: calls,
            complaints: complaints
        )
        try Data(try JSONEncoding.encode(written)).write(to: URL(filePath: path))
    }
}
