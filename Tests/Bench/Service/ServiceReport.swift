/// What a run has found out.
struct ServiceReport {
    /// Who answered.
    enum Side: String, CaseIterable {
        case database
        /// The database, asked statement by statement.
        case statements
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
    private var grown: [Workload: [(little: Double, full: Double)]] = [:]
    var idle: [IdleBench.Figure] = []
    var storms: [LoginStorm.Figure] = []

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

    mutating func noteGrowth(_ workload: Workload, little: Double, full: Double) {
        grown[workload, default: []].append((little, full))
    }

    private func rates(_ side: Side, _ workload: Workload, _ clients: Int) -> [Double] {
        rates[Place(side: side, workload: workload, clients: clients)] ?? []
    }

    static func median(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    /// The median of the ratios of rounds, each of which met the same machine.
    private static func ratio(_ these: [Double], _ those: [Double]) -> Double? {
        median(zip(these, those).map { $0 / $1 })
    }

    private var clientCounts: [Int] { Set(rates.keys.map(\.clients)).sorted() }
}

extension ServiceReport {
    /// One line of the table; medians of the rounds.
    struct Line: Codable, Sendable {
        var call: String
        var clients: Int
        var perSecond: Double
        /// Microseconds.
        var p50: Double
        var p99: Double
        var p999: Double
        var errorsPerSecond: Double
        /// Microseconds of processor time of the server's process a request.
        var processor: Double
        /// The same of PostgreSQL's processes, while the server is what asks them.
        var databaseProcessor: Double
        /// KiB of the server's process at the most.
        var memory: Int
        var database: Double?
        var peer: Double?
        var ofDatabase: Double?
        /// As a ratio to pgbench's own form of a transaction, for writes.
        var ofStatements: Double?
        var timesPeer: Double?
    }

    var lines: [Line] {
        clientCounts.flatMap { clients in
            Workload.allCases.compactMap { line($0, clients: clients) }
        }
    }

    func line(_ workload: Workload, clients: Int) -> Line? {
        guard let runs = served[Place(side: .server, workload: workload, clients: clients)] else { return nil }
        func median(_ value: (Turn.Served) -> Double) -> Double { Self.median(runs.map(value)) ?? .nan }
        let own = rates(.server, workload, clients)
        let (database, peer) = (rates(.database, workload, clients), rates(.peer, workload, clients))
        return Line(
            call: workload.rawValue,
            clients: clients,
            perSecond: median(\.outcome.perSecond),
            p50: median { $0.outcome.wait(0.5) },
            p99: median { $0.outcome.wait(0.99) },
            p999: median { $0.outcome.wait(0.999) },
            errorsPerSecond: median { Double($0.outcome.errors.count) / $0.outcome.seconds },
            processor: median(\.processor),
            databaseProcessor: median(\.database),
            memory: runs.map(\.memory).max() ?? 0,
            database: Self.median(database),
            peer: Self.median(peer),
            ofDatabase: Self.ratio(own, database),
            ofStatements: Self.ratio(own, rates(.statements, workload, clients)),
            timesPeer: Self.ratio(own, peer)
        )
    }

    /// How many times as long a call takes with all the data as with a hundredth of it.
    func growth(_ workload: Workload) -> Double? {
        Self.median((grown[workload] ?? []).map { $0.little / $0.full })
    }

    /// The waits of readers without and with logins beside them, in microseconds, and how many logins there were.
    var storm: LoginStorm.Figure? {
        guard let quiet = Self.median(storms.map(\.quiet)), let storm = Self.median(storms.map(\.storm)) else {
            return nil
        }
        return LoginStorm.Figure(quiet: quiet, storm: storm, logins: storms.reduce(0) { $0 + $1.logins })
    }
}
