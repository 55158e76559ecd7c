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
            figures. The load comes from one thread of this program, on the same cores.
            """
    )

    @Option(help: "Rounds; medians of them are told.")
    var rounds = 5

    @Option(help: "Seconds of each measurement.")
    var seconds = 3

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

    func validate() throws {
        guard rounds >= 1, seconds >= 1, accounts >= BenchData.measured,
            clientCounts.allSatisfy({ (1...BenchData.measured).contains($0) })
        else {
            throw ValidationError("There are at least one round, one second, 128 accounts and from 1 to 128 clients.")
        }
    }

    func run() async throws {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let site = try Site(programs: programs ?? beside)
        let result: Result<ServiceReport, any Error>
        do {
            result = .success(try await measure(site))
        } catch {
            result = .failure(error)
        }
        await site.remove()
        let report = try result.get()
        print(report.table)
        if let json { try report.json().write(to: URL(filePath: json)) }
        if let svg { try report.picture.write(toFile: svg, atomically: true, encoding: .utf8) }
    }

    private func measure(_ site: Site) async throws -> ServiceReport {
        let progress = RunProgress()
        progress.say("starting in \(site.folder)")
        try await site.start()
        _ = try await site.signUp("first", as: .candidate)
        progress.say("filling \(accounts) accounts")
        let data = BenchData(accounts: accounts, site: site)
        try await data.fill()
        let actors = try await data.actors()
        let limit = try DatabaseLimit(site)
        var peer: Peer?
        if let python { peer = try await Peer(site, python: python, program: self.peer) }
        var report = ServiceReport(accounts: accounts, rounds: rounds, seconds: seconds)
        for clients in clientCounts {
            for round in 1...rounds {
                progress.say("\(clients) clients, round \(round) of \(rounds)")
                for workload in Workload.allCases {
                    let turn = Turn(site: site, actors: actors, clients: clients, seconds: seconds)
                    report.note(
                        .database,
                        workload,
                        clients,
                        try await limit.run(workload, clients: clients, seconds: seconds)
                    )
                    report.note(workload, clients, try await turn.server(workload))
                    if let peer, workload.hasPeer {
                        report.note(.peer, workload, clients, try await turn.load(workload, port: peer.port).perSecond)
                    }
                }
                try await site.sql("TRUNCATE tw.idempotency")
            }
            try await data.tidy()
        }
        if let peer { await peer.stop() }
        report.peakMemory = site.processID.flatMap { ProcessUse($0) }?.peakMemory ?? 0
        progress.say("idle connections and logins")
        report.idle = try await IdleBench(site: site, actors: actors).run()
        report.storm = try await LoginStorm(site: site, actors: actors, seconds: seconds).run()
        try await site.stop()
        return report
    }
}

/// One measurement of a workload.
struct Turn {
    let site: Site
    let actors: [BenchData.Actor]
    let clients: Int
    let seconds: Int

    /// What a run at the server came to, with the processor time it took of the server's process.
    struct Served: Sendable {
        var outcome: LoadGenerator.Outcome
        /// Microseconds a request.
        var processor: Double
    }

    func server(_ workload: Workload) async throws -> Served {
        guard let processID = site.processID, let before = ProcessUse(processID) else { throw Failure("no server") }
        let outcome = try await load(workload, port: site.port)
        guard let after = ProcessUse(processID) else { throw Failure("no server") }
        let requests = Double(max(1, outcome.waits.count))
        // The warm-up is in the processor time and not in the requests: a little is taken off for it.
        let share = outcome.seconds / (outcome.seconds + 0.3)
        return Served(outcome: outcome, processor: (after.processor - before.processor) * share * 1e6 / requests)
    }

    func load(_ workload: Workload, port: Int) async throws -> LoadGenerator.Outcome {
        let clients = try actors.prefix(clients).map { actor in
            let socket = try LoadSocket(port: port)
            try socket.hello(actor.token)
            return LoadGenerator.Client(socket: socket) { workload.line(actor, $0) }
        }
        let outcome = try await LoadGenerator(clients).runOnThread(seconds: Double(seconds))
        if let error = outcome.errors.first {
            throw Failure("\(workload.rawValue), \(outcome.errors.count) errors such as \(error)")
        }
        return outcome
    }
}

extension LoadSocket {
    /// Says hello in the name of a session.
    func hello(_ token: String) throws {
        let params = #"{"protocol":{"min":1,"max":1},"client":"bench","token":"\#(token)"}"#
        let answer = try roundTrip(
            Array(#"{"jsonrpc":"2.0","method":"session.hello","params":\#(params),"id":0}"#.utf8) + [10]
        )
        guard answer.contains(#""result""#) else { throw Failure("hello: \(answer)") }
    }
}

extension LoadGenerator {
    /// Runs on a thread of its own: the load must not wait for anything else of this program.
    func runOnThread(seconds: Double) async throws -> Outcome {
        let box = Box(self)
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try box.value.run(seconds: seconds) })
            }
        }
    }

    /// Given to one thread and used by no other meanwhile.
    private struct Box: @unchecked Sendable {
        let value: LoadGenerator
        init(_ value: LoadGenerator) { self.value = value }
    }
}
