extension ServiceReport {
    /// Something that is to be reached, and how it came out.
    struct Goal: Codable, Sendable {
        var name: String
        var value: Double
        /// What the value has to reach, or else must not go beyond.
        var least: Double?
        var most: Double?

        var isMet: Bool { value >= least ?? -.infinity && value <= most ?? .infinity }
    }

    /// The goals that this run has measured, all at 32 clients.
    var goals: [Goal] {
        let clients = 32
        var goals: [Goal] = []
        func add(_ name: String, _ value: Double?, least: Double? = nil, most: Double? = nil) {
            guard let value else { return }
            goals.append(Goal(name: name, value: value, least: least, most: most))
        }
        for workload in [Workload.opportunityGet, .interviewList] {
            add("\(workload.rawValue) of pgbench", line(workload, clients: clients)?.ofDatabase, least: 0.8)
        }
        let written = line(.captureRecord, clients: clients)?.ofStatements
        add("capture.record of pgbench's own form of a transaction", written, least: 1.2)
        for workload in Workload.allCases where workload.isRead {
            add("\(workload.rawValue) of the peer", line(workload, clients: clients)?.timesPeer, least: 4)
        }
        for workload in Workload.allCases {
            guard workload != .login, let line = line(workload, clients: clients) else { continue }
            add("\(workload.rawValue), p99 of p50", line.p99 / line.p50, most: 5)
        }
        for figure in idle {
            let name = "KiB each of \(figure.connections) idle connections\(figure.tls ? " with TLS" : "")"
            add(name, figure.each, most: figure.tls ? 45 : 10)
        }
        add("readers' p99 beside logins", storm.map { $0.storm / $0.quiet }, most: 2)
        for workload in Workload.allCases {
            add("\(workload.rawValue), time at full data of 1/100", growth(workload), most: 1.3)
        }
        return goals
    }
}
