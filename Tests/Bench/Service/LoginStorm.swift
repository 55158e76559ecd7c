import Foundation
import TwoWaySite

/// What readers feel while others sign in as fast as they can.
struct LoginStorm {
    let turn: Turn

    struct Figure: Sendable {
        /// Microseconds below which 99 of 100 reads lie, without the storm and in it.
        var quiet: Double
        var storm: Double
        var logins: Int
    }

    func run() async throws -> Figure {
        try await turn.data.allowLogins()
        let quiet = try await turn.load(.opportunityGet, port: turn.site.port)
        let storm = LoginThreads(port: turn.site.port, accounts: turn.data.accounts)
        storm.start()
        let loud = try await turn.load(.opportunityGet, port: turn.site.port)
        let logins = storm.stop()
        return Figure(quiet: quiet.wait(0.99), storm: loud.wait(0.99), logins: logins)
    }
}

/// Signs in as one account after the other, from one network after the other, so that no bucket gets empty.
///
/// Twice as many at once as the server hashes at once: there is always one that waits.
private final class LoginThreads: @unchecked Sendable {
    private static let threads = 4

    // Guards what is below it.
    private let lock = NSLock()
    private var isOver = false
    private var count = 0
    private var running = 0

    private let port: Int
    private let accounts: Int

    init(port: Int, accounts: Int) {
        self.port = port
        self.accounts = accounts
    }

    func start() {
        for place in 0..<Self.threads {
            lock.withLock { running += 1 }
            Thread.detachNewThread { self.work(place) }
        }
    }

    private func work(_ place: Int) {
        var turn = place
        while !lock.withLock({ isOver }) {
            let source = "127.\(1 + turn / 200 % 100).\(1 + turn % 200).1"
            let line = Array(Workload.login(account: 1 + turn % accounts, id: 1).utf8) + [10]
            if let socket = try? LoadSocket(port: port, from: source), (try? socket.hello(nil)) != nil,
                let answer = try? socket.roundTrip(line), answer.contains("token")
            {
                lock.withLock { count += 1 }
            }
            turn += Self.threads
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
