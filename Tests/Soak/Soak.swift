import Foundation
import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// One run: people, two servers, their deaths, and what everybody heard.
final class Soak: Sendable {
    private let site: Site
    private let pairs: Int
    /// Changes of each candidate, and versions of the library.
    private let rounds: Int
    private let kills: Int
    private let progress = RunProgress()
    /// Writes that were acknowledged.
    private let written = Atomic<Int>(0)

    init(site: Site, pairs: Int, rounds: Int, kills: Int) {
        self.site = site
        self.pairs = pairs
        self.rounds = rounds
        self.kills = kills
    }

    func run() async throws {
        progress.say("starting two servers")
        try await site.start()
        let servers = [site.first, try await site.startAnother()]
        let people = try await signUp()
        let followers = (people.coaches + people.candidates).enumerated().map { index, player in
            SoakFollower(player: player, servers: servers, first: index % 2)
        }
        let following = Task {
            await withDiscardingTaskGroup { tasks in
                for follower in followers { tasks.addTask { await follower.run() } }
            }
        }
        defer { following.cancel() }
        progress.say("\(followers.count) clients follow; writing")
        let start = ContinuousClock.now
        try await write(people, servers)
        let writing = ContinuousClock.now - start
        progress.say("all is written; waiting until everybody has heard it")
        try await settle(followers)
        let report = try SoakReport(
            followers: followers,
            writing: writing,
            hearing: ContinuousClock.now - start,
            kills: kills
        )
        print(report.text)
    }
}

/// Beginning.
extension Soak {
    private func signUp() async throws -> SoakPeople {
        var people = SoakPeople()
        for number in 1...pairs {
            let coach = try await site.signUp("coach-\(number)", as: .coach)
            let candidate = try await site.signUp("candidate-\(number)", as: .candidate)
            people.coaches.append(coach)
            people.candidates.append(candidate)
            try await people.prepare(coach, candidate, number, on: site.port)
            guard number.isMultiple(of: 10) else { continue }
            // So many who sign in from one network would have to wait.
            try await site.sql("DELETE FROM tw.throttle")
            progress.say("\(2 * number) people have signed up")
        }
        return people
    }
}

/// Writing and killing.
extension Soak {
    private func write(_ people: SoakPeople, _ servers: [SiteServer]) async throws {
        let total = rounds * (pairs + 1)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (index, candidate) in people.candidates.enumerated() {
                let job = people.jobs[index]
                tasks.addTask { [self] in
                    let writer = SoakWriter(player: candidate, servers: servers, first: index % 2)
                    var revision = job.revision
                    for round in 1...rounds {
                        let params = Opportunities.Update.Params(
                            id: job.id,
                            revision: revision,
                            title: try Title("Engineer, \(round)"),
                            idempotencyKey: .make()
                        )
                        revision = try await writer.insist(Opportunities.Update.self, params).revision
                        written.wrappingAdd(1, ordering: .relaxed)
                    }
                }
            }
            tasks.addTask { [self] in
                let publisher = SoakWriter(player: people.coaches[0], servers: servers, first: 1)
                try await people.publish(rounds, by: publisher) { written.wrappingAdd(1, ordering: .relaxed) }
            }
            tasks.addTask { [self] in try await killInTurn(servers, total: total) }
            try await tasks.waitForAll()
        }
    }

    /// Kills the servers in turn, at equal parts of what is to be written.
    private func killInTurn(_ servers: [SiteServer], total: Int) async throws {
        for number in 0..<kills {
            let mark = total * (number + 1) / (kills + 1)
            while written.load(ordering: .relaxed) < mark { try await Task.sleep(for: .milliseconds(20)) }
            let server = servers[number % servers.count]
            progress.say("\(written.load(ordering: .relaxed)) of \(total) written; killing a server")
            try await server.kill()
            try await server.start()
        }
    }
}

/// Ending.
extension Soak {
    /// Waits until every client has what its log has.
    private func settle(_ followers: [SoakFollower]) async throws {
        while try await !site.sql("SELECT 1 FROM tw.event_announcement LIMIT 1").isEmpty {
            try await Task.sleep(for: .milliseconds(100))
        }
        var heads: [String: Int] = [:]
        for row in try await site.sql("SELECT owner_id, last_seq FROM tw.event_log") {
            let columns = row.split(separator: "\t")
            heads[String(columns[0])] = Int(columns[1])
        }
        for follower in followers { follower.expect(heads[follower.account.description] ?? 0) }
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline, followers.contains(where: { !$0.isComplete }) {
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
