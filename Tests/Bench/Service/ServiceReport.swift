import Foundation
import JSONRPC

/// What a run has found out, for people and for programs.
struct ServiceReport {
    /// Who answered.
    enum Side: String, CaseIterable {
        case database
        case server
        case peer
    }

    private struct Place: Hashable {
        let side: Side
        let workload: Workload
        let clients: Int
    }

    let accounts: Int
    let rounds: Int
    let seconds: Int
    /// Requests a second, one figure a round.
    private var rates: [Place: [Double]] = [:]
    private var served: [Place: [Turn.Served]] = [:]
    /// KiB.
    var peakMemory = 0
    var idle: [IdleBench.Figure] = []
    var storm: LoginStorm.Figure?

    init(accounts: Int, rounds: Int, seconds: Int) {
        self.accounts = accounts
        self.rounds = rounds
        self.seconds = seconds
    }

    mutating func note(_ side: Side, _ workload: Workload, _ clients: Int, _ perSecond: Double?) {
        guard let perSecond else { return }
        rates[Place(side: side, workload: workload, clients: clients), default: []].append(perSecond)
    }

    mutating func note(_ workload: Workload, _ clients: Int, _ run: Turn.Served) {
        note(.server, workload, clients, run.outcome.perSecond)
        served[Place(side: .server, workload: workload, clients: clients), default: []].append(run)
    }

    private func rate(_ side: Side, _ workload: Workload, _ clients: Int) -> Double? {
        rates[Place(side: side, workload: workload, clients: clients)].map(Self.median)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    private var clientCounts: [Int] { Set(rates.keys.map(\.clients)).sorted() }
}

extension ServiceReport {
    /// One line of the table.
    struct Line: Codable, Sendable {
        var call: String
        var clients: Int
        var perSecond: Double
        /// Microseconds.
        var p50: Double
        var p99: Double
        var p999: Double
        /// Microseconds of processor time of the server's process a request.
        var processor: Double
        var database: Double?
        var peer: Double?
        var ofDatabase: Double?
        var timesPeer: Double?
    }

    var lines: [Line] {
        clientCounts.flatMap { clients in
            Workload.allCases.compactMap { workload in
                guard let perSecond = rate(.server, workload, clients),
                    let runs = served[Place(side: .server, workload: workload, clients: clients)]
                else { return nil }
                let (database, peer) = (rate(.database, workload, clients), rate(.peer, workload, clients))
                return Line(
                    call: workload.rawValue,
                    clients: clients,
                    perSecond: perSecond,
                    p50: Self.median(runs.map { $0.outcome.wait(0.5) }),
                    p99: Self.median(runs.map { $0.outcome.wait(0.99) }),
                    p999: Self.median(runs.map { $0.outcome.wait(0.999) }),
                    processor: Self.median(runs.map(\.processor)),
                    database: database,
                    peer: peer,
                    ofDatabase: database.map { perSecond / $0 },
                    timesPeer: peer.map { perSecond / $0 }
                )
            }
        }
    }

    var table: String {
        let head =
            "call            clients      req/s   p50 us   p99 us p99.9 us   CPU us    pgbench  ratio       peer   times"
        let rows = lines.map { line in
            let start = line.call.padding(toLength: 16, withPad: " ", startingAt: 0)
            let figures = [
                text(Double(line.clients), 7), text(line.perSecond, 11), text(line.p50, 9), text(line.p99, 9),
                text(line.p999, 9), text(line.processor, 9), text(line.database, 11),
                text(line.ofDatabase, 7, digits: 2),
                text(line.peer, 11), text(line.timesPeer, 8, digits: 1),
            ]
            return start + figures.joined()
        }
        let idle = idle.map { "\($0.connections) idle connections: \(text($0.each, 0, digits: 1)) KiB each" }
        let storm = storm.map {
            "opportunity.get of 32 readers, p99: \(text($0.quiet, 0)) us alone, \(text($0.storm, 0)) us beside \($0.logins) logins"
        }
        return
            ([
                "\(accounts) accounts; medians of \(rounds) rounds of \(seconds) s", head,
                String(repeating: "-", count: head.count),
            ] + rows + ["peak memory of the server: \(peakMemory / 1024) MiB"] + idle + [storm].compactMap(\.self))
            .joined(separator: "\n")
    }

    private func text(_ number: Double?, _ width: Int, digits: Int = 0) -> String {
        let text = number.map { String(format: "%.\(digits)f", $0) } ?? "-"
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private struct Written: Codable {
        var accounts: Int
        var rounds: Int
        var seconds: Int
        var lines: [Line]
        var peakMemoryKiB: Int
        var idleKiB: [String: Double]
        var readersP99: Double?
        var readersP99BesideLogins: Double?
    }

    func json() throws -> Data {
        let written = Written(
            accounts: accounts,
            rounds: rounds,
            seconds: seconds,
            lines: lines,
            peakMemoryKiB: peakMemory,
            idleKiB: Dictionary(uniqueKeysWithValues: idle.map { ("\($0.connections)", $0.each) }),
            readersP99: storm?.quiet,
            readersP99BesideLogins: storm?.storm
        )
        return Data(try JSONEncoding.encode(written))
    }
}
