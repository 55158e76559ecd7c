import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// Fills a candidate's data by the calls that the client library makes.
struct Filler: Sendable {
    /// How many opportunities are filled side by side.
    private static let width = 6

    let site: Site
    let progress: RunProgress
    let volume: Volume
    let library: Library
    let document: LibraryDocument

    /// Question keys of the library, in its order.
    var questions: [String] { document.topics.flatMap(\.questions).map(\.key) }

    func fill(_ player: Player) async throws -> Candidate {
        let caller = try await player.connect(site)
        var candidate = try await prepare(player, caller)
        try await noteEmployers(&candidate, caller)
        try await noteOwn(&candidate, caller)
        try await Filler.earlierJob(caller)
        candidate.opportunities = try await fillOpportunities(candidate)
        let open = candidate.opportunities.map(\.opportunity).filter { $0.stage != .closed }
        try await caller.call(
            Comparisons.Create.self,
            .init(jobSearch: candidate.search.id, opportunities: open.prefix(2).map(\.id))
        )
        await caller.connection.close()
        return candidate
    }

    /// What matters, and where the questions come from.
    private func prepare(_ player: Player, _ caller: Caller) async throws -> Candidate {
        let subscription = try await caller.call(Subscriptions.Create.self, .init(library: library.id))
        let search = try await caller.call(JobSearches.Create.self, .init(title: try Title("Spring 2027")))
        return Candidate(
            player: player,
            library: library,
            subscription: subscription,
            search: search,
            set: try await Filler.priorities(caller, search)
        )
    }

    /// A set that was worked on: the current one is the third.
    private static func priorities(_ caller: Caller, _ search: JobSearch) async throws -> PrioritySet {
        var keys: [ID<Priority>?] = []
        var set: PrioritySet?
        for version in 1...3 {
            let entries = try entries(keys: keys, version: version)
            let draft = try await caller.call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: search.id,
                    weightMode: .exact,
                    priorities: entries,
                    tradeOffs: keys.count < 2 ? nil : tradeOffs(keys.compactMap(\.self))
                )
            )
            keys = draft.priorities.map(\.key)
            set = try await caller.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        }
        guard let set else { throw Failure("no set of priorities was made") }
        return set
    }

    private static func entries(keys: [ID<Priority>?], version: Int) throws -> [PrioritySets.Save.Entry] {
        let dimensions = [
            "training", "supervision_style", "feedback", "growth", "overtime", "pay", "technology", "colleagues",
        ]
        var entries = dimensions.enumerated().map { index, dimension in
            PrioritySets.Save.Entry(
                key: keys.indices.contains(index) ? keys[index] : nil,
                dimension: dimension,
                weight: Double(3 + (index * 5 + version) % 11),
                mustHave: index < 2,
                threshold: index < 2 ? 2 : nil
            )
        }
        entries.append(
            .init(
                key: keys.indices.contains(dimensions.count) ? keys[dimensions.count] : nil,
                title: try Title("Learning from colleagues"),
                direction: .more,
                weight: 12,
                vital: true
            )
        )
        return entries
    }

    private static func tradeOffs(_ keys: [ID<Priority>]) -> [TradeOff] {
        [TradeOff(give: keys[4], gain: keys[5], limit: 2)]
    }

    private func noteEmployers(_ candidate: inout Candidate, _ caller: Caller) async throws {
        let roles: [InterviewerRole] = [.hiringManager, .peer, .recruiter, .skipLevel, .peer, .executive]
        for number in 0..<volume.organisations {
            let organisation = try await caller.call(
                Organisations.Create.self,
                .init(
                    name: try Title(Words.organisation(number)),
                    website: try Line("https://example.org/\(number)"),
                    notes: try Prose(Words.answer(number))
                )
            )
            var people: [Person] = []
            for place in 0..<volume.peopleEach {
                let person = try await caller.call(
                    People.Create.self,
                    .init(
                        organisation: organisation.id,
                        name: try Title(Words.person(number * volume.peopleEach + place)),
                        role: roles[place % roles.count],
                        notes: try Prose(Words.answer(place))
                    )
                )
                people.append(person)
            }
            candidate.organisations.append(organisation)
            candidate.people.append(people)
        }
    }

    /// Own questions, what is laid over the library's, and stories.
    private func noteOwn(_ candidate: inout Candidate, _ caller: Caller) async throws {
        let priorities = candidate.set.priorities.map(\.key)
        for number in 0..<volume.ownQuestions {
            let question = try await caller.call(
                OwnQuestions.Create.self,
                .init(
                    text: try Line(
                        "When did somebody here last say no to a deadline, and what came of it? (\(number))"
                    ),
                    audience: number % 3 == 0 ? [.hiringManager, .peer] : nil,
                    minutes: 3,
                    informativeness: 0.6,
                    dimensions: [candidate.set.priorities[number % 8].dimension].compactMap(\.self),
                    priorities: [priorities[number % priorities.count]]
                )
            )
            candidate.ownQuestions.append(question)
        }
        for (number, key) in questions.prefix(volume.overlays).enumerated() {
            try await caller.call(
                Overlays.Save.self,
                .init(
                    subscription: candidate.subscription.id,
                    questionKey: try Slug(key),
                    revision: 0,
                    ownText: number % 2 == 0
                        ? .set(try Line("In my words: \(key), the last time it happened?")) : .unchanged,
                    privateNotes: .set(try Prose(Words.answer(number))),
                    priorities: [priorities[number % priorities.count]]
                )
            )
        }
        for number in 0..<volume.stories {
            let story = try await caller.call(
                Stories.Create.self,
                .init(
                    title: try Title("The night the ledger stopped \(number)"),
                    situation: try Prose(Words.answer(number)),
                    task: try Prose("Get it going again."),
                    action: try Prose(Words.answer(number + 1)),
                    result: try Prose("It has not stopped since.")
                )
            )
            candidate.stories.append(story)
        }
    }

    /// Several side by side, each on a connection of its own; in the order of their numbers.
    private func fillOpportunities(_ candidate: Candidate) async throws -> [FilledOpportunity] {
        let width = min(Filler.width, volume.opportunities)
        let filled = try await withThrowingTaskGroup(of: [(Int, FilledOpportunity)].self) { group in
            for lane in 0..<width {
                group.addTask {
                    let caller = try await candidate.player.connect(site)
                    var filled: [(Int, FilledOpportunity)] = []
                    for number in stride(from: lane, to: volume.opportunities, by: width) {
                        filled.append((number, try await fillOpportunity(number, candidate, caller)))
                        if number % 20 == 0 { progress.say("opportunity \(number) of \(volume.opportunities)") }
                    }
                    await caller.connection.close()
                    return filled
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return filled.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
