import Foundation
import TwoWaySite

/// What connections cost that do nothing.
struct IdleBench {
    let site: Site
    let actors: [BenchData.Actor]

    struct Figure: Sendable {
        var connections: Int
        /// KiB of the server's process a connection.
        var each: Double
    }

    /// Signed-in connections, more and more of them.
    func run() async throws -> [Figure] {
        var sockets: [LoadSocket] = []
        var figures: [Figure] = []
        guard let processID = site.processID, let before = ProcessUse(processID) else { throw Failure("no server") }
        for goal in [1_000, 9_000] {
            while sockets.count < goal {
                // Each address may have 256.
                let place = sockets.count / 200
                let socket = try LoadSocket(port: site.port, from: "127.0.\(1 + place / 250).\(1 + place % 250)")
                try socket.hello(actors[sockets.count % actors.count].token)
                sockets.append(socket)
            }
            try await Task.sleep(for: .seconds(2))
            guard let after = ProcessUse(processID) else { throw Failure("no server") }
            figures.append(Figure(connections: goal, each: Double(after.memory - before.memory) / Double(goal)))
        }
        return figures
    }
}

/// What readers feel while others sign in as fast as they can.
struct LoginStorm {
    let site: Site
    let actors: [BenchData.Actor]
    let seconds: Int

    struct Figure: Sendable {
        /// Microseconds below which 99 of 100 reads lie, without the storm and in it.
        var quiet: Double
        var storm: Double
        var logins: Int
    }

    func run() async throws -> Figure {
        let turn = Turn(site: site, actors: actors, clients: min(32, actors.count), seconds: seconds)
        let quiet = try await turn.load(.opportunityGet, port: site.port)
        let storm = LoginThread(port: site.port)
        storm.start()
        let loud = try await turn.load(.opportunityGet, port: site.port)
        let logins = storm.stop()
        return Figure(quiet: quiet.wait(0.99), storm: loud.wait(0.99), logins: logins)
    }
}

/// Signs in as one account after the other, from one network after the other, so that no bucket gets empty.
private final class LoginThread: @unchecked Sendable {
    // Written by the main thread before the start and after the end; in between the lock guards it.
    private let lock = NSLock()
    private var isOver = false
    private var count = 0
    private var running = 0
    private let port: Int

    init(port: Int) { self.port = port }

    func start() {
        for place in 0..<4 {
            lock.withLock { running += 1 }
            Thread.detachNewThread { self.work(place) }
        }
    }

    private func work(_ place: Int) {
        var turn = place
        while !lock.withLock({ isOver }) {
            let source = "127.\(1 + turn / 200 % 100).\(1 + turn % 200).1"
            if let socket = try? LoadSocket(port: port, from: source) {
                let hello =
                    #"{"jsonrpc":"2.0","method":"session.hello","params":{"protocol":{"min":1,"max":1},"client":"b"},"id":0}"#
                _ = try? socket.roundTrip(Array(hello.utf8) + [10])
                let params =
                    #"{"email":"bench\#(1 + turn % 5_000)@example.org","password":"first lantern quartz umbrella"}"#
                let login = #"{"jsonrpc":"2.0","method":"session.login","params":\#(params),"id":1}"#
                if let answer = try? socket.roundTrip(Array(login.utf8) + [10]), answer.contains("token") {
                    lock.withLock { count += 1 }
                }
            }
            turn += 4
        }
        lock.withLock { running -= 1 }
    }

    /// How many got in.
    func stop() -> Int {
        lock.withLock { isOver = true }
        while lock.withLock({ running }) > 0 { usleep(10_000) }
        return lock.withLock { count }
    }
}
