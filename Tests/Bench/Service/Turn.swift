import Foundation
import TwoWaySite

/// One measurement of a workload at a server of a site.
struct Turn {
    var site: Site
    var data: BenchData
    var actors: [BenchData.Actor]
    let clients: Int
    let seconds: Int

    /// What a run at the server came to, with what it took of the server's process.
    struct Served: Sendable {
        var outcome: LoadGenerator.Outcome
        /// Microseconds of processor time a request.
        var processor: Double
        /// The same of PostgreSQL.
        var database: Double
        /// KiB at the most.
        var memory: Int
    }

    func server(_ workload: Workload) async throws -> Served {
        guard let processID = site.processID, let before = ProcessUse(processID),
            let databaseBefore = try site.databaseProcessor
        else { throw Failure("no server") }
        ProcessUse.forgetPeak(of: processID)
        if workload == .login { try await data.allowLogins() }
        let outcome = try await load(workload, port: site.port)
        guard let after = ProcessUse(processID), let databaseAfter = try site.databaseProcessor else {
            throw Failure("no server")
        }
        let requests = Double(max(1, outcome.waits.count + outcome.errors.count))
        // The warm-up is in the processor time and not in the requests: a little is taken off for it.
        let share = outcome.seconds / (outcome.seconds + 0.3) * 1e6 / requests
        return Served(
            outcome: outcome,
            processor: (after.processor - before.processor) * share,
            database: (databaseAfter - databaseBefore) * share,
            memory: after.peakMemory
        )
    }

    func load(_ workload: Workload, port: Int) async throws -> LoadGenerator.Outcome {
        let clients = try actors.prefix(clients).map { actor in
            // A network for each client: tries to sign in are counted by network.
            let socket = try LoadSocket(port: port, from: "127.0.\(1 + actor.place).1")
            try socket.hello(workload == .login ? nil : actor.token)
            return LoadGenerator.Client(socket: socket, lines: workload.lines(actor, accounts: data.accounts))
        }
        let outcome = try await LoadGenerator(clients).runOnThread(seconds: Double(seconds))
        if !workload.mayBeRefused, let error = outcome.errors.first {
            throw Failure("\(workload.rawValue), \(outcome.errors.count) errors such as \(error)")
        }
        return outcome
    }
}

extension Site {
    /// Seconds of processor time of PostgreSQL so far.
    fileprivate var databaseProcessor: Double? {
        get throws {
            let lines = try String(contentsOfFile: databaseLock, encoding: .utf8)
            return lines.split(separator: "\n").first.flatMap { Int32($0) }
                .flatMap { ProcessUse.processor(ofFamily: $0) }
        }
    }
}

extension LoadSocket {
    /// Says hello, in the name of a session if given.
    func hello(_ token: String?) throws {
        let answer = try roundTrip(Self.hello(token))
        guard answer.contains(#""result""#) else { throw Failure("hello: \(answer)") }
    }

    /// The line of a hello.
    static func hello(_ token: String?) -> [UInt8] {
        let shown = token.map { #","token":"\#($0)""# } ?? ""
        let params = #"{"protocol":{"min":1,"max":1},"client":"bench"\#(shown)}"#
        return Array(#"{"jsonrpc":"2.0","method":"session.hello","params":\#(params),"id":0}"#.utf8) + [10]
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
