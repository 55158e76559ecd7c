import ArgumentParser
import Foundation
import TwoWayModel
import TwoWaySite

/// Measures the server beside the database itself and beside what people would write instead, in one run.
struct ServiceBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service",
        abstract:
            "Measures calls beside pgbench and beside a server in Python, idle connections, and a storm of logins.",
        discussion: """
            Makes a private, durable cluster with 10,000 accounts, 200,000 opportunities and 1,000,000 answers. Everything is \
            measured in turns, so that all of it meets the same machine; what counts are the ratios of one run, not its \
            figures. The load comes from one thread of this program, on the same cores. Below the table stands every goal \
            that was measured; the exit code is 1 when one of them is not reached.
            """
    )

    @Option(help: "Rounds; medians of them are told.")
    var rounds = 5

    @Option(help: "Seconds of each measurement.")
    var seconds = 2

    @Option(name: .customLong("clients"), help: "How many clients at once; may be given several times.")
    var clientCounts: [Int] = [1, 8, 32, 128]

    @Option(help: "Accounts in the database.")
    var accounts = 10_000

    @Option(help: "The folder with the built programs; the one of this program when absent.")
    var programs: String?

    @Option(help: "A Python that has the peer's packages; without it there is no peer.")
    var python: String?

    @Option(help: "The peer's program.")
    var peer = "Tests/Bench/Peer/peer.py"

    @Option(help: "Where to write the figures as JSON.")
    var json: String?

    @Option(help: "Where to write a picture of them as SVG.")
    var svg: String?

    @Option(name: .customLong("call"), help: "Only this call, without idle connections, logins and growth.")
    var call: String?

    func validate() throws {
        guard rounds >= 1, seconds >= 1, accounts >= BenchData.mostMeasured,
            clientCounts.allSatisfy({ (1...BenchData.mostMeasured).contains($0) })
        else {
            throw ValidationError("There are at least one round, one second, 128 accounts and from 1 to 128 clients.")
        }
        guard call == nil || workloads.count == 1 else {
            throw ValidationError("The calls are \(Workload.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    private var workloads: [Workload] { Workload.allCases.filter { call == nil || $0.rawValue == call } }

    func run() async throws {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let site = try Site(programs: programs ?? beside)
        let small = call == nil ? try Site(programs: programs ?? beside, name: "small-site") : nil
        let result: Result<ServiceReport, any Error>
        do {
            result = .success(try await measure(site, small))
        } catch {
            result = .failure(error)
        }
        await site.remove()
        await small?.remove()
        let report = try result.get()
        print(report.table)
        if let json { try report.json().write(to: URL(filePath: json)) }
        if let svg { try report.picture.write(toFile: svg, atomically: true, encoding: .utf8) }
        // One means that a goal is not reached, as in the table.
        if report.goals.contains(where: { !$0.isMet }) { throw ExitCode(1) }
    }

    private func measure(_ site: Site, _ small: Site?) async throws -> ServiceReport {
        let progress = RunProgress()
        let (data, actors) = try await prepare(site, accounts: accounts, progress)
        let limit = try DatabaseLimit(site)
        var peer: Peer?
        if let python { peer = try await Peer(site, python: python, program: self.peer) }
        var report = ServiceReport(accounts: accounts, rounds: rounds, seconds: seconds)
        for clients in clientCounts {
            let turn = Turn(site: site, data: data, actors: actors, clients: clients, seconds: seconds)
            for round in 1...rounds {
                progress.say("\(clients) clients, round \(round) of \(rounds)")
                for workload in workloads {
                    let most = try await limit.run(workload, clients: clients, seconds: seconds)
                    report.note(.database, workload, clients, most)
                    let statements = try await limit.run(workload, as: .statements, clients: clients, seconds: seconds)
                    report.note(.statements, workload, clients, statements)
                    report.note(workload, clients, try await turn.server(workload))
                    if let peer, workload.hasPeer {
                        report.note(.peer, workload, clients, try await turn.load(workload, port: peer.port).perSecond)
                    }
                }
                try await data.tidy()
            }
        }
        if let peer { await peer.stop() }
        if let small {
            let turn = Turn(site: site, data: data, actors: actors, clients: min(32, actors.count), seconds: seconds)
            try await measureBeside(turn, small, into: &report, progress)
        }
        try await site.stop()
        return report
    }

    /// Readers beside logins, the same calls with little data, and idle connections.
    private func measureBeside(
        _ turn: Turn,
        _ small: Site,
        into report: inout ServiceReport,
        _ progress: RunProgress
    ) async throws {
        for round in 1...rounds {
            progress.say("logins beside readers, round \(round) of \(rounds)")
            report.storms.append(try await LoginStorm(turn: turn).run())
        }
        try await turn.data.allowLogins()
        let (data, actors) = try await prepare(small, accounts: max(32, accounts / 100), progress)
        var little = turn
        (little.site, little.data, little.actors) = (small, data, actors)
        for round in 1...rounds {
            progress.say("growth, round \(round) of \(rounds)")
            for workload in Workload.allCases where workload != .login {
                report.noteGrowth(
                    workload,
                    little: try await little.load(workload, port: small.port).perSecond,
                    full: try await turn.load(workload, port: turn.site.port).perSecond
                )
            }
            try await data.tidy()
            try await turn.data.tidy()
        }
        try await small.stop()
        progress.say("idle connections")
        report.idle = try await IdleBench(site: turn.site, actors: turn.actors).run()
    }

    private func prepare(
        _ site: Site,
        accounts: Int,
        _ progress: RunProgress
    ) async throws -> (BenchData, [BenchData.Actor]) {
        progress.say("filling \(accounts) accounts in \(site.folder)")
        try await site.start()
        // pgbench has a connection for each client.
        try await site.sql("ALTER SYSTEM SET max_connections = 300")
        try await site.stop()
        try await site.start()
        _ = try await site.signUp("first", as: .candidate)
        let data = BenchData(accounts: accounts, site: site)
        try await data.fill()
        return (data, try await data.actors())
    }
}
