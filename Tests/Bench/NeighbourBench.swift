import Foundation
import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// How long clients wait while another one makes the server compare without a pause.
struct NeighbourBench {
    let programs: String
    let opportunities: Int
    let priorities: Int

    /// Turns of quiet and busy, one after the other, so that both meet the same machine.
    private static let turns = 4
    private static let callsPerTurn = 400

    private struct Waits {
        var ping: [Double] = []
        var get: [Double] = []
    }

    func run() async throws {
        let progress = RunProgress()
        let site = try Site(programs: programs)
        let result: Result<Void, any Error>
        do {
            progress.say("starting a server in \(site.folder)")
            try await site.start()
            result = .success(try await play(site, progress))
        } catch {
            result = .failure(error)
        }
        await site.remove()
        try result.get()
    }

    private func play(_ site: Site, _ progress: RunProgress) async throws {
        let busy = try await Desk(site, "anna", opportunities: opportunities, priorities: priorities, progress)
        let neighbour = try await Desk(site, "bert", opportunities: 2, priorities: 3, progress)
        let job = neighbour.jobs[0]
        var (quiet, loud) = (Waits(), Waits())
        var comparisons = 0
        for turn in 0..<Self.turns {
            progress.say("turn \(turn + 1) of \(Self.turns)")
            try await measure(neighbour.caller, job, into: &quiet)
            // A flag, since cancelling would break off a call that is under way, and its connection with it.
            let isOver = Flag()
            let load = Task {
                var done = 0
                while !isOver.isUp {
                    _ = try await busy.caller.call(Comparisons.WhatIf.self, busy.tryOut)
                    done += 1
                }
                return done
            }
            try await measure(neighbour.caller, job, into: &loud)
            isOver.raise()
            comparisons += try await load.value
        }
        print("\(comparisons) calls of comparison.whatIf ran beside what follows")
        report("server.ping", quiet.ping, loud.ping)
        report("opportunity.get", quiet.get, loud.get)
    }

    private func measure(_ caller: Caller, _ job: ID<Opportunity>, into waits: inout Waits) async throws {
        for _ in 0..<Self.callsPerTurn {
            waits.ping.append(try await timed { _ = try await caller.call(Server.Ping.self) })
            waits.get.append(try await timed { _ = try await caller.call(Opportunities.Get.self, .init(id: job)) })
        }
    }

    private func timed(_ body: () async throws -> Void) async throws -> Double {
        let begin = ContinuousClock.now
        try await body()
        return (ContinuousClock.now - begin) / .milliseconds(1)
    }

    private func report(_ method: String, _ quiet: [Double], _ loud: [Double]) {
        func place(_ waits: [Double], _ share: Double) -> Double {
            waits.sorted()[min(waits.count - 1, Int(Double(waits.count) * share))]
        }
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            let (without, with) = (place(quiet, share), place(loud, share))
            print(
                "\(method) \(name): \(String(format: "%.2f", without)) ms quiet, \(String(format: "%.2f", with)) ms beside "
                    + "comparisons, ratio \(String(format: "%.2f", with / without))"
            )
        }
    }
}

/// Something that is said once, from one task to another.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock { $0 } }

    func raise() {
        state.withLock { $0 = true }
    }
}

/// A candidate with jobs of which something is known.
private struct Desk {
    let caller: Caller
    let jobs: [ID<Opportunity>]
    let tryOut: Comparisons.WhatIf.Params

    init(_ site: Site, _ name: String, opportunities: Int, priorities: Int, _ progress: RunProgress) async throws {
        progress.say("filling the desk of \(name)")
        caller = try await site.signUp(name, as: .candidate).connect(site)
        let search = try await caller.call(JobSearches.Create.self, .init(title: try Title("Next job")))
        let employer = try await caller.call(Organisations.Create.self, .init(name: try Title("Works")))
        let draft = try await caller.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: search.id,
                weightMode: .points,
                certainty: .rough,
                priorities: try (1...priorities).map { place in
                    .init(title: try Title("Priority \(place)"), direction: .more, weight: Double(1 + place * 7 % 11))
                }
            )
        )
        let set = try await caller.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        var generator = SplitMix64(seed: 1)
        var jobs: [ID<Opportunity>] = []
        for number in 1...opportunities {
            let job = try await caller.call(
                Opportunities.Create.self,
                .init(jobSearch: search.id, organisation: employer.id, title: try Title("Job \(number)"))
            )
            jobs.append(job.id)
            for priority in set.priorities {
                try await caller.call(
                    Assessments.Rate.self,
                    .init(
                        opportunity: job.id,
                        priority: priority.key,
                        revision: 0,
                        interval: .set(Sample.interval(&generator))
                    )
                )
            }
        }
        self.jobs = jobs
        tryOut = .init(jobSearch: search.id, weights: [.init(priority: set.priorities[0].key, weight: 0.1)])
    }
}
