import Testing

@testable import TwoWayModel

struct CoverageTests {
    private typealias World = NextQuestionsWorld

    private static let now = Timestamp(microseconds: 1_000_000_000_000_000)

    private func inputs(_ priorities: [Priority]) -> CoverageInputs {
        CoverageInputs(
            opportunity: .numbered(1),
            futureSupervisor: World.boss,
            prioritySet: .sample(priorities),
            asked: [],
            planned: [],
            questions: [],
            ahead: [],
            openMustAsks: [],
            now: Self.now
        )
    }

    @Test func `vital is a must-have, flagged, or of weight 0.15 or more`() throws {
        var flagged = try Priority.sample(1, weight: 0.01)
        flagged.vital = true
        let set = PrioritySet.sample([
            flagged, try .sample(2, weight: 0.01, threshold: 3), try .sample(3, weight: 0.15),
            try .sample(4, weight: 0.14), try .sample(5, weight: 0.69),
        ])
        #expect(set.vitals().map(\.isVital) == [true, true, true, false, true])
        #expect(abs(set.vitals().reduce(0) { $0 + $1.weight } - 1) < 1e-12)
        #expect(PrioritySet.sample([try .sample(1, weight: 0)]).vitals().map(\.weight) == [0])
    }

    @Test func `a vital priority wants the future supervisor's answer and two people`() throws {
        let steps: [([AskedQuestion], [String])] = [
            (
                [],
                [
                    "Priority 1 is vital and has not been put to the future supervisor.",
                    "Priority 1 is vital and has been put to nobody.",
                ]
            ),
            (
                [try World.asked("one", of: World.peer, priorities: [1])],
                [
                    "Priority 1 is vital and has not been put to the future supervisor.",
                    "Priority 1 is vital and has been put to one person only.",
                ]
            ),
            (
                [
                    try World.asked("one", of: World.peer, priorities: [1]),
                    try World.asked("one", of: World.boss, outcome: .evaded, priorities: [1]),
                ],
                ["Priority 1 is vital and the future supervisor has not answered it."]
            ),
            (
                [
                    try World.asked("one", of: World.peer, outcome: .declined, priorities: [1]),
                    try World.asked("one", of: World.boss, outcome: .partial, priorities: [1]),
                ],
                []
            ),
        ]
        for (asked, warnings) in steps {
            var inputs = inputs([try .sample()])
            inputs.asked = asked
            let coverage = Coverage.computed(from: inputs)
            #expect(coverage.warnings.map(\.message) == warnings)
            #expect(coverage.priorities[0].isCovered == warnings.isEmpty)
            #expect(coverage.priorities[0].askings == asked.map(\.put))
        }
    }

    @Test func `twice the same person is one person`() throws {
        var inputs = inputs([try .sample()])
        inputs.asked = [
            try World.asked("one", of: World.boss, priorities: [1]),
            try World.asked("two", of: World.boss, priorities: [1]),
        ]
        let coverage = Coverage.computed(from: inputs)
        #expect(coverage.priorities[0].answeredByFutureSupervisor)
        #expect(!coverage.priorities[0].putToTwoPeople)
        #expect(coverage.warnings.map(\.path) == ["priorities[0]"])
    }

    @Test func `what is not vital is listed without a warning`() throws {
        let coverage = Coverage.computed(from: inputs([try .sample(1, weight: 9), try .sample(2, weight: 1)]))
        #expect(coverage.priorities.map(\.vital) == [true, false])
        #expect(coverage.warnings.allSatisfy { $0.path == "priorities[0]" })
    }

    @Test func `a question without a link to a priority does not count for it`() throws {
        var inputs = inputs([try .sample()])
        inputs.asked = [try World.asked("one", of: World.boss)]
        #expect(Coverage.computed(from: inputs).priorities[0].askings.isEmpty)
    }

    @Test func `general topics are listed once, with whether they were asked or are planned`() throws {
        var inputs = inputs([])
        inputs.questions = [
            try .sample("one", topic: "The job"), try .sample("two", topic: "The job"),
            try .sample("three", topic: "Its place"), try .sample("four", topic: "Measures"), try .sample("five"),
            try .sample("six", topic: "Hidden", hidden: true),
        ]
        inputs.asked = [try World.asked("two", of: World.peer, outcome: .declined)]
        inputs.planned = [
            PlannedQuestion(
                interview: .numbered(1),
                source: try World.source("three"),
                text: try Line("?"),
                priorities: []
            )
        ]
        let coverage = Coverage.computed(from: inputs)
        #expect(coverage.topics.map(\.topic) == ["The job", "Its place", "Measures"])
        #expect(coverage.topics.map(\.asked) == [true, false, false])
        #expect(coverage.topics.map(\.planned) == [false, true, false])
        #expect(coverage.warnings.map(\.path) == ["topics[1]", "topics[2]"])
    }

    @Test(arguments: [(0, true), (48 * 3600, true), (48 * 3600 + 1, false), (-1, false)])
    func `an interview within 48 hours has a question to ask`(_ seconds: Int, _ isNear: Bool) throws {
        for isReady in [false, true] {
            var inputs = inputs([])
            inputs.ahead = [
                AheadInterview(
                    interview: .numbered(1),
                    title: try Title("Talk"),
                    round: 1,
                    scheduledStart: Self.now + .seconds(seconds),
                    isReady: isReady
                )
            ]
            let coverage = Coverage.computed(from: inputs)
            #expect(coverage.unprepared.count == (isNear && !isReady ? 1 : 0))
            #expect(coverage.warnings.count == coverage.unprepared.count)
        }
    }

    @Test func `without a set or a supervisor it says so`() throws {
        var inputs = inputs([])
        inputs.prioritySet = nil
        inputs.futureSupervisor = nil
        let coverage = Coverage.computed(from: inputs)
        #expect(coverage.prioritySet == nil)
        #expect(coverage.warnings.map(\.path) == ["prioritySet", "futureSupervisor"])
    }

    @Test func `must-asks that were left are told`() throws {
        var inputs = inputs([])
        inputs.openMustAsks = [
            UnaskedMustAsk(
                item: .numbered(1),
                interview: .numbered(1),
                round: 2,
                text: try Line("Why?"),
                priorities: []
            )
        ]
        #expect(
            Coverage.computed(from: inputs).warnings.map(\.message) == ["A must-ask of round 2 was not asked: Why?"]
        )
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `another asking never uncovers anything`(_ seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var inputs = inputs(try (1...4).map { try .sample($0, weight: .random(in: 0...1, using: &dice)) })
        var warnings = Coverage.computed(from: inputs).warnings.count
        for _ in 1...10 {
            let asked = try World.asked(
                "one",
                of: Bool.random(using: &dice) ? World.boss : World.peer,
                outcome: Asking.Outcome.allCases.randomElement(using: &dice) ?? .answered,
                priorities: [.random(in: 1...4, using: &dice)]
            )
            inputs.asked.append(asked)
            let count = Coverage.computed(from: inputs).warnings.count
            #expect(count <= warnings)
            warnings = count
        }
    }
}

struct PlanFindingTests {
    private typealias World = NextQuestionsWorld

    private static let now = Timestamp(microseconds: 1_000_000_000_000_000)

    private func findings(
        _ items: [PlanItem],
        minutes: Int = 30,
        people: [Interviewer]? = nil,
        state: Interview.State = .scheduled,
        startsIn seconds: Int = 7200,
        priorities: [Priority]? = nil,
        covered: Set<ID<Priority>> = []
    ) throws -> [Finding] {
        Plan.findings(
            items: items,
            of: try World.interview(
                try people ?? [World.mara(), World.pat()],
                minutes: minutes,
                state: state,
                start: Self.now + .seconds(seconds)
            ),
            prioritySet: priorities.map { .sample($0) },
            covered: covered,
            now: Self.now
        )
    }

    @Test func `a good plan has none`() throws {
        var item = try World.item(1, priorities: [1])
        item.targetPerson = World.boss
        #expect(try findings([item], priorities: [try .sample()]) == [])
    }

    @Test func `more than the minutes is told, by how much, and must-asks apart`() throws {
        var vital = try World.item(1, minutes: 20)
        let more = [vital, try World.item(2, minutes: 15), try World.item(3, state: .dropped, minutes: 60)]
        #expect(
            try findings(more).map(\.message) == ["The questions take 35 minutes, 5 more than the 30 there are."]
        )
        vital.mustAsk = true
        vital.minutes = 31
        #expect(
            try findings([vital]).map(\.message) == [
                "The questions take 31 minutes, 1 more than the 30 there are.",
                "The must-asks alone take 31 minutes of the 30 there are.",
            ]
        )
    }

    @Test func `somebody who does not come and a role that nobody has are told`() throws {
        var person = try World.item(1, "A?")
        person.targetPerson = .numbered(77)
        var role = try World.item(2, "B?")
        role.targetRole = .executive
        var gone = try World.item(3, "C?", state: .dropped)
        gone.targetPerson = .numbered(77)
        var peers = try World.item(4, "D?")
        peers.targetRole = .peer
        #expect(
            try findings([person, role, gone, peers]).map(\.path) == ["items[0].targetPerson", "items[1].targetRole"]
        )
        #expect(try findings([person, role], people: []).map(\.path) == ["interviewers"])
    }

    @Test(arguments: [(3600, 1), (48 * 3600, 1), (48 * 3600 + 1, 0), (-1, 0)])
    func `an empty plan is told within 48 hours`(_ seconds: Int, _ count: Int) throws {
        #expect(try findings([], startsIn: seconds).count == count)
        #expect(try findings([try World.item(1, state: .dropped)], startsIn: seconds).count == count)
        #expect(try findings([try World.item(1)], startsIn: seconds).isEmpty)
    }

    @Test func `a vital priority that nothing asks about is told, unless it is covered`() throws {
        let priorities = [try Priority.sample(1, weight: 9), try .sample(2, weight: 1), try .sample(3, weight: 9)]
        let items = [try World.item(1, priorities: [3])]
        #expect(
            try findings(items, priorities: priorities).map(\.message)
                == ["Priority 1 is vital, and no question of the plan is about it."]
        )
        #expect(try findings(items, priorities: priorities, covered: [.numbered(1)]).isEmpty)
    }

    @Test(arguments: [Interview.State.held, .closed, .cancelled, .noShow])
    func `of an interview that is over nothing is told`(_ state: Interview.State) throws {
        #expect(try findings([try World.item(1, minutes: 60)], state: state, priorities: [try .sample()]).isEmpty)
    }
}
