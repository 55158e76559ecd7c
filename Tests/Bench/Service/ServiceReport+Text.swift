import Foundation
import JSONRPC

/// The report for people.
extension ServiceReport {
    var table: String {
        let head = [
            "call           ", pad("clients", 8), pad("req/s", 8), pad("p50 us", 9), pad("p99 us", 9),
            pad("p99.9 us", 9),
            pad("errors/s", 9), pad("CPU us", 8), pad("PG us", 7), pad("MiB", 5), pad("pgbench", 9), pad("ratio", 7),
            pad("own form", 9),
            pad("peer", 8),
            pad("times", 7),
        ].joined()
        let rows = lines.map { line in
            line.call.padding(toLength: 15, withPad: " ", startingAt: 0)
                + [
                    text(Double(line.clients), 8), text(line.perSecond, 8), text(line.p50, 9), text(line.p99, 9),
                    text(line.p999, 9), text(line.errorsPerSecond, 9), text(line.processor, 8),
                    text(line.databaseProcessor, 7),
                    text(Double(line.memory / 1024), 5), text(line.database, 9), text(line.ofDatabase, 7, digits: 2),
                    text(line.ofStatements, 9, digits: 2), text(line.peer, 8), text(line.timesPeer, 7, digits: 1),
                ].joined()
        }
        let storm = storm.map {
            "p99 of 32 readers: \(text($0.quiet, 0)) us alone, \(text($0.storm, 0)) us beside \($0.logins) logins"
        }
        let about = "\(accounts) accounts; medians of \(rounds) rounds of \(seconds) s"
        let rule = String(repeating: "-", count: head.count)
        return ([about, head, rule] + rows + ["", storm].compactMap(\.self) + [""] + goals.map(text)).joined(
            separator: "\n"
        )
    }

    private func text(_ goal: Goal) -> String {
        let wanted = goal.least.map { "at least \($0)" } ?? goal.most.map { "at most \($0)" } ?? ""
        return (goal.isMet ? "met      " : "NOT MET  ") + text(goal.value, 7, digits: 2) + "  "
            + wanted.padding(toLength: 13, withPad: " ", startingAt: 0) + " " + goal.name
    }

    private func text(_ number: Double?, _ width: Int, digits: Int = 0) -> String {
        pad(number.map { String(format: "%.\(digits)f", $0) } ?? "-", width)
    }

    private func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// The report for programs.
extension ServiceReport {
    private struct Written: Codable {
        var accounts: Int
        var rounds: Int
        var seconds: Int
        var lines: [Line]
        var idle: [IdleBench.Figure]
        var readersP99: Double?
        var readersP99BesideLogins: Double?
        var growth: [String: Double]
        var goals: [Goal]
        var missed: [String]
    }

    func json() throws -> Data {
        let growth = Workload.allCases.compactMap { call in self.growth(call).map { (call.rawValue, $0) } }
        let written = Written(
            accounts: accounts,
            rounds: rounds,
            seconds: seconds,
            lines: lines,
            idle: idle,
            readersP99: storm?.quiet,
            readersP99BesideLogins: storm?.storm,
            growth: Dictionary(uniqueKeysWithValues: growth),
            goals: goals,
            missed: goals.filter { !$0.isMet }.map(\.name)
        )
        return Data(try JSONEncoding.encode(written))
    }
}
