import JSONRPC
import Synchronization
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// A second opinion that both sides seal at the same moment, each on a server of its own.
    @Suite
    struct SealingTests {}
}

extension EndToEnd.SealingTests {
    private static let rounds = 40

    /// What is looked at: a job with a share of its assessment, and its priorities.
    private struct Desk {
        let anna: ServerCaller
        let kim: ServerCaller
        let relationship: ID<Relationship>
        let job: ID<Opportunity>
        let priorities: [ID<Priority>]

        /// Asks for an opinion that both rate, each with a word of the round that stands on the own sheet alone.
        func rated(_ round: Int) async throws -> ID<Opinion> {
            let asked = try await anna.call(Opinions.Ask.self, .init(relationship: relationship, opportunity: job))
            for (caller, name, rating) in [(anna, "anna", 4), (kim, "kim", 2)] {
                let word = "zq-\(name)-\(round)"
                let ratings = try priorities.map { OpinionRating(priority: $0, rating: rating, note: try Line(word)) }
                try await caller.call(
                    Opinions.Rate.self,
                    .init(id: asked.id, revision: 0, ratings: ratings, note: try Prose(word))
                )
            }
            return asked.id
        }
    }

    /// Tells those who watch that they may stop.
    private final class End: Sendable {
        private let state = Mutex(false)

        var isReached: Bool { state.withLock { $0 } }

        func reach() { state.withLock { $0 = true } }
    }

    /// Looks again and again, until it is told to end: one side sees the sheet of the other with the opinion revealed, or
    /// not at all.
    private static func watch(
        _ opinion: ID<Opinion>,
        by caller: ServerCaller,
        for word: String,
        until end: End
    ) async throws {
        repeat {
            let json = try await caller.text(of: Opinions.Get.self, .init(id: opinion))
            let text = String(decoding: json.bytes, as: UTF8.self)
            #expect(text.contains(#""state":"revealed""#) == text.contains(word), "\(text)")
        } while !end.isReached && !Task.isCancelled
    }

    @Test func `two sides that seal at once both come through, and neither saw the other's before`() async throws {
        try await Installation.with { installation in
            let servers = [try await installation.startServer(), try await installation.startServer()]
            let kim = try await installation.signUp("kim", as: .coach, on: servers[1])
            let anna = try await installation.signUp("anna", as: .candidate, on: servers[0])
            let desk = try await prepare(anna.caller, kim.caller)
            let watchers = (
                try await servers[1].connect(token: anna.signedIn.token),
                try await servers[0].connect(token: kim.signedIn.token)
            )
            var firsts: [Role: Int] = [:]
            for round in 0..<Self.rounds {
                let opinion = try await desk.rated(round)
                let end = End()
                let ends: [(Role, Opinion)] = try await withThrowingTaskGroup(of: (Role, Opinion)?.self) { group in
                    group.addTask {
                        try await Self.watch(opinion, by: watchers.0, for: "zq-kim-\(round)", until: end)
                        return nil
                    }
                    group.addTask {
                        try await Self.watch(opinion, by: watchers.1, for: "zq-anna-\(round)", until: end)
                        return nil
                    }
                    // Who sends first takes turns; the lead of either is as long as a call takes, down to none, and sometimes so
                    // long that it is surely first.
                    let step = round / 2 % 10
                    let lead = Duration.microseconds(step == 9 ? 250_000 : step * 300)
                    let sides: [(Role, ServerCaller)] = [(.candidate, desk.anna), (.coach, desk.kim)]
                    for (place, (role, caller)) in (round.isMultiple(of: 2) ? sides : sides.reversed()).enumerated() {
                        group.addTask {
                            if place == 1 { try await Task.sleep(for: lead) }
                            return (role, try await caller.call(Opinions.Seal.self, .init(id: opinion, revision: 1)))
                        }
                    }
                    var ends: [(Role, Opinion)] = []
                    while ends.count < 2, let next = try await group.next() {
                        if let next { ends.append(next) }
                    }
                    end.reach()
                    try await group.waitForAll()
                    return ends
                }
                #expect(Set(ends.map(\.1.state)) == [.sealed, .revealed], "round \(round)")
                if let first = ends.first(where: { $0.1.state == .sealed }) { firsts[first.0, default: 0] += 1 }
                for caller in [desk.anna, desk.kim] {
                    let view = try await caller.call(Opinions.Get.self, .init(id: opinion))
                    let comparison = try #require(view.comparison)
                    #expect(comparison.rows.map(\.candidate) == desk.priorities.map { _ in 4 })
                    #expect(comparison.rows.map(\.coach) == desk.priorities.map { _ in 2 })
                    #expect(comparison.candidateNote?.text == "zq-anna-\(round)")
                    #expect(comparison.coachNote?.text == "zq-kim-\(round)")
                }
            }
            #expect(firsts[.candidate, default: 0] > 0 && firsts[.coach, default: 0] > 0, "\(firsts)")
            for server in servers { #expect(try await server.terminate() == .exit(0)) }
        }
    }

    private func prepare(_ anna: ServerCaller, _ kim: ServerCaller) async throws -> Desk {
        let code = try await kim.call(Relationships.MakeCode.self).code
        let relationship = try await anna.call(Relationships.Redeem.self, .init(code: code))
        let search = try await anna.call(JobSearches.Create.self, .init(title: try Title("Spring")))
        let employer = try await anna.call(Organisations.Create.self, .init(name: try Title("Harbour")))
        let job = try await anna.call(
            Opportunities.Create.self,
            .init(jobSearch: search.id, organisation: employer.id, title: try Title("Lead"))
        )
        let entries = try ["Training", "Pay"].map {
            PrioritySets.Save.Entry(title: try Title($0), direction: .more, weight: 1)
        }
        let draft = try await anna.call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: entries)
        )
        let set = try await anna.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        try await anna.call(
            Shares.Create.self,
            .init(relationship: relationship.id, subject: .assessment, opportunity: job.id)
        )
        return Desk(
            anna: anna,
            kim: kim,
            relationship: relationship.id,
            job: job.id,
            priorities: set.priorities.map(\.key)
        )
    }
}
