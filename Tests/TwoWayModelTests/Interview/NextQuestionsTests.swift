import Testing

@testable import TwoWayModel

struct NextQuestionsTests {
    private typealias World = NextQuestionsWorld

    private func isClose(_ one: Double?, _ other: Double) -> Bool {
        one.map { abs($0 - other) < 1e-12 } ?? false
    }

    // What a question is worth.

    @Test func `the gain is weight times width times strength times informativeness`() throws {
        var world = try World()
        world.ask(try .sample("one"))
        let item = try #require(world.items.first)
        // 1 * 1 * (0.9 of the supervisor * 0.9 of a described practice) * 0.5
        #expect(isClose(item.gain, 0.405))
        #expect(item.person == World.boss)
        #expect(item.personName?.text == "Mara")
        #expect(item.origin == .suggested)
        #expect(item.priorities == [.numbered(1)])
        #expect(item.doubts == [Doubt(kind: .openPriority, priority: .numbered(1), width: 1)])
        #expect(item.reason == "Nothing is known yet about Priority 1.")
    }

    @Test func `the gain is the sum over the priorities of a question`() throws {
        var world = try World(weights: [3, 1])
        world.ask(try .sample("one", priorities: [1, 2], informativeness: 1))
        #expect(isClose(world.items.first?.gain, 0.81))
        world.ask(try .sample("one", priorities: [2], informativeness: 1))
        #expect(isClose(world.items.first?.gain, 0.81 / 4))
    }

    @Test func `what is known narrows the gain`() throws {
        var world = try World()
        // A manager with an example for 4: [0.675, 0.775].
        let evidence = try Evidence.sample(1, .hiringManager, 4)
        world.rethink([try .sample()], evidence: [evidence])
        world.ask(try .sample("one"))
        #expect(isClose(world.items.first?.gain, 0.1 * 0.405))
        #expect(world.items.first?.reason == "Priority 1 is still 10 % open.")
    }

    @Test func `without a word of the library an answer settles a half and takes three minutes`() throws {
        var world = try World()
        world.ask(try .sample("one", minutes: nil, informativeness: nil))
        #expect(isClose(world.items.first?.gain, 0.405))
        #expect(world.items.first?.minutes == 3)
    }

    @Test(arguments: [-1, 2, Double.nan, .infinity])
    func `an informativeness that is none does no harm`(_ informativeness: Double) throws {
        var world = try World()
        world.ask(try .sample("one", informativeness: informativeness))
        #expect(world.items.allSatisfy { $0.gain >= 0 && $0.gain <= 1 })
    }

    @Test func `a must-have that nobody knows of counts half as much again`() throws {
        var world = try World()
        world.rethink([try .sample(threshold: 3)])
        world.ask(try .sample("one"))
        #expect(isClose(world.items.first?.gain, 0.6075))
        #expect(world.items.first?.doubts.map(\.kind) == [.unknownMustHave])
        #expect(world.items.first?.reason == "Not known yet to meet your must-have: Priority 1.")
    }

    @Test func `a contradiction counts half as much again, and names nobody`() throws {
        var world = try World()
        let evidence = [try Evidence.sample(1, .futureSupervisor, 5), try Evidence.sample(2, .peer, 2)]
        world.rethink([try .sample()], evidence: evidence)
        world.next.contradictions = [try World.contradiction()]
        world.ask(try .sample("one"))
        let item = try #require(world.items.first)
        let width = try #require(item.doubts.first?.width)
        #expect(isClose(item.gain, width * 0.405 * 1.5))
        #expect(
            item.doubts == [
                Doubt(kind: .contradiction, priority: .numbered(1), contradiction: .numbered(1), width: width)
            ]
        )
        #expect(item.reason == "Two sources disagree about Priority 1.")
    }

    @Test(arguments: Contradiction.State.allCases)
    func `only an open contradiction is asked about, and counts half as much again`(
        _ state: Contradiction.State
    ) throws {
        var world = try World()
        world.next.contradictions = [try World.contradiction(state: state)]
        world.ask(try .sample("one"))
        let item = try #require(world.items.first)
        #expect(isClose(item.gain, 0.405 * (state == .open ? 1.5 : 1)))
        #expect(item.origin == (state == .open ? .contradiction : .suggested))
        #expect(item.contradiction == (state == .open ? .numbered(1) : nil))
    }

    @Test(arguments: Scope.allCases)
    func `without a question a contradiction is asked about again without a name or a quotation`(
        _ scope: Scope
    ) throws {
        var world = try World()
        world.next.contradictions = [try World.contradiction(scope: scope)]
        let item = try #require(world.items.first)
        #expect(world.items.count == 1)
        #expect(item.origin == .contradiction && item.person == World.boss)
        #expect(
            item.text.text.hasPrefix("I want to be sure that I understand \u{201C}Priority 1\u{201D}: how is that ")
        )
        for told in ["Mara", "Pat", "forty hours", "disagree", "said"] { #expect(!item.text.text.contains(told)) }
        #expect(throws: Never.self) { try Line(item.text.text) }
        // Planned, it is not suggested once more, by its id and by its words.
        var planned = try World.item(1)
        planned.contradiction = .numbered(1)
        world.next.plan = [planned]
        #expect(world.items.isEmpty)
        world.next.plan = [try World.item(1, item.text.text)]
        #expect(world.items.isEmpty)
    }

    @Test func `of several contradictions about one thing the gravest is asked about, and nobody is asked in vain`()
        throws
    {
        var world = try World()
        world.next.contradictions = [
            try World.contradiction(1, severity: 0.2), try World.contradiction(2, severity: 0.4),
            try World.contradiction(3, severity: 0.9, state: .explained),
        ]
        #expect(world.items.map(\.contradiction) == [.numbered(2)])
        // A recruiter's word about the job counts 0.4 * 0.9, which contradicts nothing.
        world.next.interview.interviewers = [try World.rita()]
        #expect(world.items.isEmpty)
    }

    @Test func `of two who know equally well the one is asked who is no side of it`() throws {
        var world = try World(people: [
            try World.pat(), Interviewer(person: .numbered(9), name: try Title("Ada"), role: .peer),
        ])
        world.next.contradictions = [try World.contradiction()]
        #expect(world.items.map(\.person) == [.numbered(9)])
    }

    @Test func `an unverified belief counts half as much again for what else is asked`() throws {
        var world = try World()
        world.next.beliefs = [try World.belief(scope: .supervisor)]
        // Too weak for the belief: only the recruiter is there.
        world.next.interview.interviewers = [try World.rita()]
        world.ask(try .sample("one"))
        #expect(isClose(world.items.first?.gain, 0.4 * 0.9 * 0.5 * 1.5))
        #expect(world.items.first?.origin == .suggested)
        #expect(world.items.first?.doubts.map(\.kind) == [.unverifiedBelief])
    }

    // Whom to ask.

    @Test func `a recruiter knows more of the organisation than of the job`() throws {
        var world = try World(people: [World.rita()])
        world.ask(try .sample("wide", subject: .organisation), try .sample("narrow", subject: .work))
        let items = world.items
        #expect(items.map(\.text.text) == ["wide?", "narrow?"])
        #expect(isClose(items[0].gain, 0.6 * 0.9 * 0.5))
        #expect(isClose(items[1].gain, (1 - 0.27) * 0.4 * 0.9 * 0.5))
    }

    @Test func `what depends on the boss is about the boss, whatever the question is about`() throws {
        var world = try World(people: [World.rita()])
        var priority = try Priority.sample()
        priority.bossDependent = true
        world.rethink([priority])
        world.ask(try .sample("wide", subject: .organisation))
        #expect(isClose(world.items.first?.gain, 0.4 * 0.9 * 0.5))
    }

    @Test func `of the audience the one who knows best is asked`() throws {
        var world = try World()
        world.next.interview.interviewers = [try World.rita(), try World.pat(), try World.mara()]
        world.ask(
            try .sample("anybody"),
            try .sample("peers", audience: [.peer, .recruiter]),
            try .sample("bosses", audience: [.hiringManager])
        )
        let people = Dictionary(uniqueKeysWithValues: world.items.map { ($0.text.text, $0.person) })
        #expect(people == ["anybody?": World.boss, "peers?": World.peer, "bosses?": World.boss])
    }

    @Test func `the future supervisor is a hiring manager in whatever role`() throws {
        let boss = Interviewer(person: World.boss, name: try Title("Mara"), role: .other)
        var world = try World(people: [boss])
        world.ask(try .sample("one", audience: [.hiringManager]))
        #expect(isClose(world.items.first?.gain, 0.405))
    }

    @Test func `without interviewers nobody is left out, and a word says so`() throws {
        var world = try World(people: [])
        world.ask(try .sample("one", audience: [.peer]))
        let suggestion = world.next.suggestion()
        #expect(suggestion.items.map(\.person) == [nil])
        #expect(isClose(suggestion.items.first?.gain, 0.2 * 0.5))
        #expect(suggestion.findings.map(\.path) == ["interviewers"])
    }

    // What is left out.

    @Test func `hidden and dormant questions and those of other audiences are left out`() throws {
        var world = try World()
        world.ask(
            try .sample("hidden", hidden: true),
            try .sample("dormant", state: .dormant),
            try .sample("executives", audience: [.executive]),
            try .sample("kept", state: .orphaned),
            try .sample("mine", state: .conflict)
        )
        #expect(Set(world.texts) == ["kept?", "mine?"])
    }

    @Test func `what the plan has is left out, in whatever state and version`() throws {
        for state in PlanItem.State.allCases {
            var world = try World()
            world.next.plan = [try World.item(1, "In other words?", key: "one", state: state)]
            world.ask(try .sample("one"), try .sample("two"))
            #expect(world.texts == ["two?"], "\(state)")
        }
        var world = try World()
        world.next.plan = [try World.item(1, "ONE?")]
        world.ask(try .sample("one"))
        #expect(world.texts == [])
    }

    @Test func `what public sources answer is left out, or asked in the sharper wording`() throws {
        let cases: [(AnsweredQuestion.Fate, [String])] = [
            (.answered, []), (.dropped, []), (.sharpened, ["Sharper?"]),
        ]
        for (fate, texts) in cases {
            var world = try World()
            world.ask(try .sample("one"))
            world.next.research = [
                AnsweredQuestion(
                    library: World.library,
                    questionKey: try Slug("one"),
                    fate: fate,
                    sharpenedText: fate == .sharpened ? try Line("Sharper?") : nil
                )
            ]
            #expect(world.texts == texts, "\(fate)")
        }
    }

    @Test func `the last word of research counts`() throws {
        var world = try World()
        world.ask(try .sample("one"))
        let key = try Slug("one")
        world.next.research = [
            AnsweredQuestion(library: World.library, questionKey: key, fate: .answered),
            AnsweredQuestion(
                library: World.library,
                questionKey: key,
                fate: .sharpened,
                sharpenedText: try Line("Sharper?")
            ),
        ]
        #expect(world.texts == ["Sharper?"])
        world.next.research.reverse()
        #expect(world.texts == [])
    }

    @Test func `whoever answered is not asked again, others are`() throws {
        var world = try World()
        world.ask(try .sample("one"))
        world.next.asked = [try World.asked("one", of: World.boss)]
        #expect(world.items.map(\.person) == [World.peer])
        world.next.asked.append(try World.asked("one", of: World.peer))
        #expect(world.items.isEmpty)
    }

    @Test(arguments: [Asking.Outcome.partial, .evaded, .declined, .notKnown])
    func `whoever did not answer in full may be asked again`(_ outcome: Asking.Outcome) throws {
        var world = try World()
        world.ask(try .sample("one"))
        world.next.asked = [try World.asked("one", of: World.boss, outcome: outcome)]
        #expect(world.items.map(\.person) == [World.boss])
    }

    @Test func `a question about nothing that matters is left out`() throws {
        var world = try World(weights: [1, 0])
        world.ask(try .sample("nothing", priorities: []), try .sample("weightless", priorities: [2]))
        #expect(world.items.isEmpty)
    }

    // In which order, and how many.

    @Test func `the gain per minute decides, and every choice leaves less to gain`() throws {
        var world = try World(weights: [3, 1], minutes: 10)
        world.ask(
            try .sample("long", priorities: [1], minutes: 9),
            try .sample("short", priorities: [1], minutes: 2),
            try .sample("other", priorities: [2], minutes: 3),
            try .sample("again", priorities: [1], minutes: 3)
        )
        let items = world.items
        #expect(items.map(\.text.text) == ["short?", "again?", "other?"])
        #expect(isClose(items[0].gain, 0.75 * 0.405))
        #expect(isClose(items[1].gain, 0.75 * 0.405 * (1 - 0.405)))
        #expect(isClose(items[2].gain, 0.25 * 0.405))
        #expect(world.next.suggestion().suggestedMinutes == 8)
    }

    @Test func `one question that gains more than all that fit goes first`() throws {
        var world = try World(weights: [1, 9], minutes: 10)
        world.ask(
            try .sample("quick", priorities: [1], minutes: 1, informativeness: 1),
            try .sample("grave", priorities: [2], minutes: 10, informativeness: 1)
        )
        #expect(world.texts == ["grave?"])
        // With a minute more both fit.
        world.next.minutes = 11
        #expect(world.texts == ["quick?", "grave?"])
    }

    @Test func `the plan's questions take their minutes and their part of the doubt`() throws {
        var world = try World(minutes: 10)
        world.next.plan = [
            try World.item(1, key: "one", priorities: [1], minutes: 4),
            try World.item(2, "Dropped?", priorities: [1], state: .dropped, minutes: 50),
        ]
        world.ask(try .sample("one"), try .sample("two"))
        let suggestion = world.next.suggestion()
        #expect(suggestion.minutes == 6)
        #expect(isClose(suggestion.items.first?.gain, (1 - 0.405) * 0.405))
    }

    @Test func `no minutes, nothing to choose from and no priorities are told`() throws {
        var world = try World(minutes: 0)
        world.next.assessment = nil
        let suggestion = world.next.suggestion()
        #expect(suggestion.items.isEmpty)
        #expect(suggestion.findings.map(\.path) == ["priorities", "questions", "minutes"])
        #expect(suggestion.findings.allSatisfy { $0.severity == .warning })
    }

    // General topics.

    @Test func `a general topic is touched once`() throws {
        var world = try World()
        world.ask(
            try .sample("first", priorities: [], topic: "The job"),
            try .sample("second", priorities: [], topic: "The job"),
            try .sample("third", priorities: [], topic: "Its place"),
            try .sample("ordinary", priorities: [])
        )
        let items = world.items
        #expect(items.map(\.text.text) == ["first?", "third?"])
        #expect(isClose(items[0].gain, 0.05 * 0.405))
        #expect(items[0].doubts == [Doubt(kind: .generalTopic, topic: "The job")])
        #expect(items[0].reason == "Belongs to every list and was not touched yet: The job.")
        world.next.asked = [try World.asked("second", of: World.boss, outcome: .evaded)]
        #expect(world.texts == ["third?"])
        world.next.plan = [try World.item(1, key: "third")]
        #expect(world.texts == [])
    }

    // Beliefs.

    @Test func `a belief competes by what it gains, worded by a question about its priority`() throws {
        var world = try World(weights: [1, 9])
        world.next.beliefs = [try World.belief()]
        world.ask(try .sample("weighty", priorities: [2]), try .sample("one"), try .sample("two", informativeness: 0.8))
        let items = world.items
        // What weighs nine times as much is not crowded out.
        #expect(items.map(\.text.text) == ["weighty?", "two?", "one?"])
        let item = try #require(items.first { $0.belief != nil })
        #expect(item.origin == .belief)
        #expect(item.belief == .numbered(1))
        #expect(item.text.text == "two?")
        #expect(item.person == World.boss)
        #expect(isClose(item.gain, 0.1 * 0.81 * 0.8 * 1.5))
        #expect(item.doubts.first == Doubt(kind: .unverifiedBelief, priority: .numbered(1), belief: .numbered(1)))
        #expect(item.reason.hasPrefix("You believe \u{201C}Known for its training\u{201D}, and nobody who can know"))
    }

    @Test func `beliefs do not crowd out what weighs more when minutes are short`() throws {
        var world = try World(weights: [1, 9])
        world.next.beliefs = [try World.belief()]
        world.ask(try .sample("weighty", priorities: [2]), try .sample("one"))
        world.next.minutes = 3
        #expect(world.items.map(\.text.text) == ["weighty?"])
    }

    @Test func `without a question a belief is worded from its statement`() throws {
        var world = try World()
        world.next.beliefs = [try World.belief(scope: .supervisor)]
        let item = try #require(world.items.first)
        #expect(
            item.text.text == "What I have gathered so far: \u{201C}Known for its training\u{201D}. "
                + "How is that with the person I would report to, and what is a recent example?"
        )
        #expect(item.minutes == 3)
        #expect(item.priorities == [.numbered(1)])
        // Planned, it is not suggested once more.
        world.next.plan = [try World.item(1, item.text.text)]
        #expect(world.items.isEmpty)
    }

    @Test(arguments: Scope.allCases)
    func `a wording from a long statement fits into a line`(_ scope: Scope) throws {
        var belief = try World.belief(scope: scope)
        belief.statement = try Line(String(repeating: "面談", count: 166))
        #expect(throws: Never.self) { try Line(belief.wording.text) }
        #expect(belief.wording.text.utf8.count > 950)
    }

    @Test func `only somebody whose word settles it is asked about a belief`() throws {
        var world = try World(people: [World.rita()])
        world.next.beliefs = [try World.belief(scope: .job)]
        #expect(world.items.isEmpty)
        #expect(world.next.suggestion().findings.map(\.path).contains("beliefs"))
        // Of the organisation a recruiter knows enough: 0.6 * 0.9.
        world.next.beliefs = [try World.belief(scope: .organisation)]
        #expect(world.items.map(\.person) == [World.recruiter])
    }

    @Test(arguments: Belief.State.allCases)
    func `only an unverified belief is to be settled`(_ state: Belief.State) throws {
        var world = try World()
        world.next.beliefs = [try World.belief(state: state)]
        #expect(world.items.count == (state == .unverified ? 1 : 0))
    }

    @Test func `a belief that the plan is to settle is not suggested again`() throws {
        var world = try World()
        world.next.beliefs = [try World.belief()]
        var item = try World.item(1)
        item.belief = .numbered(1)
        world.next.plan = [item]
        #expect(world.items.isEmpty)
    }

    @Test func `a belief about what does not count any more is still to be settled`() throws {
        var world = try World()
        world.next.beliefs = [try World.belief(priority: 77)]
        #expect(world.items.map(\.origin) == [.belief])
        #expect(world.items.first?.priorities == [])
        #expect(world.items.first?.gain == 0)
    }

    // Must-asks.

    private func leave(_ numbers: UInt32..., in world: inout World, minutes: Int = 3) throws {
        for number in numbers {
            var item = try World.item(100 + number, "Left \(number)?", priorities: [1], minutes: minutes)
            item.mustAsk = true
            world.next.openItems.append(item)
            world.next.openMustAsks.append(
                UnaskedMustAsk(
                    item: item.id,
                    interview: .numbered(9),
                    round: 1,
                    text: item.text,
                    priorities: item.priorities
                )
            )
        }
    }

    @Test func `must-asks of earlier interviews come before beliefs and all else, fit or not`() throws {
        var world = try World(minutes: 7)
        try leave(1, 2, in: &world, minutes: 4)
        world.next.beliefs = [try World.belief()]
        world.ask(try .sample("one", minutes: 1))
        let suggestion = world.next.suggestion()
        #expect(suggestion.items.map(\.text.text) == ["Left 1?", "Left 2?"])
        #expect(suggestion.items.map(\.origin) == [.carried, .carried])
        #expect(suggestion.items.map(\.carriedFrom) == [.numbered(101), .numbered(102)])
        #expect(suggestion.items.allSatisfy { $0.mustAsk })
        #expect(suggestion.items[0].doubts.map(\.kind) == [.openMustAsk, .unverifiedBelief])
        #expect(
            suggestion.items[0].reason.hasPrefix(
                "You wanted to ask this without fail in round 1, and it was not asked."
            )
        )
        #expect(suggestion.findings.map(\.message) == ["The open must-asks take 8 minutes, and 7 are left."])
    }

    @Test func `a must-ask that the plan has is not suggested again`() throws {
        var world = try World()
        try leave(1, 2, in: &world)
        var carried = try World.item(1, "In new words?")
        carried.carriedFrom = .numbered(101)
        world.next.plan = [carried, try World.item(2, "Left 2?")]
        #expect(world.items.isEmpty)
    }

    @Test func `a must-ask goes to whom it was meant for, if there`() throws {
        var world = try World()
        try leave(1, in: &world)
        #expect(world.items.first?.person == World.boss)
        world.next.openItems[0].targetPerson = World.peer
        #expect(world.items.first?.person == World.peer)
        world.next.openItems[0].targetPerson = .numbered(99)
        world.next.openItems[0].targetRole = .peer
        #expect(world.items.first?.person == World.peer)
        world.next.openItems[0].targetRole = .executive
        #expect(world.items.first?.person == World.boss)
    }

    @Test func `a plan has at most a hundred questions`() throws {
        var world = try World(minutes: 1000)
        world.next.plan = try (1...99).map { try World.item($0, "Planned \($0)?", minutes: 1) }
        world.ask(try .sample("one"), try .sample("two"))
        #expect(world.items.count == 1)
    }
}
