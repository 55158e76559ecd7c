import Testing

@testable import TwoWayModel

/// What holds for the suggestions of any world.
struct NextQuestionsPropertyTests {
    private typealias World = NextQuestionsWorld

    /// A world of up to six priorities and thirty questions, with evidence, beliefs and leftovers here and there.
    private func world(_ seed: UInt64) throws -> World {
        var dice = SeededGenerator(seed: seed)
        let count = UInt32.random(in: 1...6, using: &dice)
        var world = try World(minutes: .random(in: 0...40, using: &dice))
        world.next.interview.interviewers = try [World.mara(), World.pat(), World.rita()]
            .filter { _ in Bool.random(using: &dice) }
        let priorities = try (1...count).map { number in
            try Priority.sample(
                number,
                weight: .random(in: 0...5, using: &dice),
                threshold: Int.random(in: 0...3, using: &dice) == 0 ? 3 : nil
            )
        }
        let evidence = try (1...8).map { number in
            try Evidence.sample(
                number,
                priority: .random(in: 1...count, using: &dice),
                SourceClass.allCases.randomElement(using: &dice) ?? .peer,
                .random(in: 1...5, using: &dice)
            )
        }
        world.rethink(priorities, evidence: evidence.filter { _ in Bool.random(using: &dice) })
        world.next.questions = try (1...30).map { number in
            try .sample(
                "q\(number)",
                priorities: (0..<Int.random(in: 0...3, using: &dice)).map { _ in
                    .random(in: 1...count, using: &dice)
                },
                minutes: .random(in: 1...12, using: &dice),
                informativeness: .random(in: 0...1, using: &dice),
                audience: InterviewerRole.allCases.filter { _ in Int.random(in: 0...9, using: &dice) == 0 },
                subject: QuestionSubject.allCases.randomElement(using: &dice),
                topic: Int.random(in: 0...5, using: &dice) == 0 ? "T\(number % 3)" : nil
            )
        }
        world.next.beliefs = try (1...3).filter { _ in Bool.random(using: &dice) }.map { number in
            try World.belief(number, priority: .random(in: 1...count, using: &dice))
        }
        if Bool.random(using: &dice) { try leaveOne(in: &world) }
        return world
    }

    private func leaveOne(in world: inout World) throws {
        let item = try World.item(500, "Left over?", priorities: [1], minutes: 5)
        world.next.openItems = [item]
        world.next.openMustAsks = [
            UnaskedMustAsk(item: item.id, interview: .numbered(9), round: 1, text: item.text, priorities: [])
        ]
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `suggestions fit, repeat nothing, and gain what they say`(_ seed: UInt64) throws {
        let world = try world(seed)
        let suggestion = world.next.suggestion()
        #expect(suggestion == world.next.suggestion())
        let vital = suggestion.items.filter(\.mustAsk).reduce(0) { $0 + $1.minutes }
        #expect(suggestion.suggestedMinutes <= max(suggestion.minutes, vital))
        #expect(Set(suggestion.items.map(\.text)).count == suggestion.items.count)
        #expect(suggestion.items.allSatisfy { $0.gain.isFinite && $0.gain >= 0 && !$0.doubts.isEmpty })
        #expect(suggestion.items.allSatisfy { !$0.reason.isEmpty })
        let ranks = suggestion.items.map { $0.origin == .carried ? 0 : 1 }
        #expect(ranks == ranks.sorted())
        let people = Set(world.next.interview.interviewers.map(\.person))
        #expect(suggestion.items.allSatisfy { $0.person.map(people.contains) ?? people.isEmpty })
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `no question alone gains more than what is suggested`(_ seed: UInt64) throws {
        var world = try world(seed)
        world.next.beliefs = []
        world.next.openMustAsks = []
        let suggestion = world.next.suggestion()
        let total = suggestion.items.reduce(0) { $0 + $1.gain }
        for question in world.next.questions {
            var alone = world
            alone.next.questions = [question]
            let single = alone.next.suggestion().items.first?.gain ?? 0
            #expect(single <= total + 1e-9)
        }
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `once taken over, nothing is suggested twice and nothing more fits`(_ seed: UInt64) throws {
        var world = try world(seed)
        let suggestion = world.next.suggestion()
        world.next.plan = suggestion.items.enumerated().map { index, item in
            PlanItem(
                id: .numbered(UInt32(index) + 1000),
                origin: item.origin,
                source: item.source,
                belief: item.belief,
                carriedFrom: item.carriedFrom,
                text: item.text,
                targetPerson: item.person,
                mustAsk: item.mustAsk,
                minutes: item.minutes,
                state: .planned,
                priorities: item.priorities
            )
        }
        let taken = Set(suggestion.items.map(\.text))
        let more = world.next.suggestion()
        #expect(more.minutes == max(0, suggestion.minutes - suggestion.suggestedMinutes))
        #expect(more.items.isEmpty)
        world.next.minutes = 60
        #expect(world.next.suggestion().items.allSatisfy { !taken.contains($0.text) })
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `taking over one question at a time comes to the same`(_ seed: UInt64) throws {
        var world = try world(seed)
        world.next.beliefs = []
        world.next.openMustAsks = []
        world.next.minutes = 1000
        let all = world.next.suggestion().items
        for (index, expected) in all.enumerated() {
            let item = try #require(world.next.suggestion().items.first)
            #expect(item.text == expected.text)
            #expect(abs(item.gain - expected.gain) < 1e-9)
            world.next.plan.append(
                PlanItem(
                    id: .numbered(UInt32(index) + 1000),
                    origin: .suggested,
                    source: item.source,
                    text: item.text,
                    targetPerson: item.person,
                    mustAsk: false,
                    minutes: item.minutes,
                    state: .planned,
                    priorities: item.priorities
                )
            )
        }
        #expect(world.next.suggestion().items.isEmpty)
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `the order in which evidence was read changes nothing`(_ seed: UInt64) throws {
        var world = try world(seed)
        let suggestion = world.next.suggestion()
        guard let inputs = world.next.assessment else { return }
        var dice = SeededGenerator(seed: seed)
        world.rethink(inputs.prioritySet.priorities, evidence: inputs.evidence.shuffled(using: &dice))
        #expect(world.next.suggestion() == suggestion)
    }
}
