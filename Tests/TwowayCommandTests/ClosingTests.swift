import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct ClosingTests {
    private let items: [PlanItem]
    private let today: Day

    init() throws {
        items = [
            try .example("One?", key: "one", mustAsk: true), try .example("Two?", mustAsk: true),
            try .example("Three?", mustAsk: true),
        ]
        today = try Day("2026-05-04")
    }

    private func fates(
        carry: [String] = [],
        drop: [String] = [],
        mail: [String] = [],
        to target: ID<Interview>? = nil
    ) throws(CommandFailure) -> UnaskedFates {
        try UnaskedFates(carry: carry, drop: drop, mail: mail, to: target, items: items, today: today)
    }

    @Test func `fates are read from numbers, keys and texts, with reasons and days`() throws {
        let target = ID<Interview>.make()
        let read = try fates(carry: ["one"], drop: ["2=On their site = really"], mail: ["Three?=+7"], to: target)
        #expect(
            read.fates == [
                .init(item: items[0].id, fate: .carryOver, to: target),
                .init(item: items[1].id, fate: .drop, reason: try Line("On their site = really")),
                .init(item: items[2].id, fate: .askByMail, dueOn: try Day("2026-05-11")),
            ]
        )
        #expect(try fates(mail: ["1"]).fates == [.init(item: items[0].id, fate: .askByMail)])
    }

    @Test func `what cannot be read is refused before anything is sent`() throws {
        #expect(failure { _ = try fates(drop: ["1"]) }?.status == .usage)
        #expect(failure { _ = try fates(drop: ["1="]) }?.status == .usage)
        #expect(failure { _ = try fates(carry: ["4"]) }?.status == .notFound)
        #expect(failure { _ = try fates(mail: ["1=soon"]) }?.status == .usage)
        #expect(failure { _ = try fates(carry: ["1"], mail: ["one"]) }?.status == .usage)
    }

    @Test func `the must-asks without a fate are told, others are not`() throws {
        let needFate = [items[0].id, items[2].id]
        #expect(try fates(carry: ["1"]).missing(needFate).map(\.text.text) == ["Three?"])
        #expect(try fates().missing(needFate).map(\.text.text) == ["One?", "Three?"])
        #expect(try fates(carry: ["1"], drop: ["3=No"]).missing(needFate).isEmpty)
    }

    /// Asks about all items with typed lines.
    private func asked(_ lines: String...) throws -> [Interviews.Close.Fate]? {
        var rest = lines[...]
        var read = try fates()
        let dialogue = Dialogue(output: Output(descriptor: -1, isJSON: false)) { rest.popFirst() }
        for item in items {
            guard read.ask(about: item, next: nil, dialogue) else { return nil }
        }
        return read.fates
    }

    @Test func `a person is asked for each fate, and for what belongs to it`() throws {
        let read = try #require(try asked("", "drop", "", "They said so", "2", "tomorrow or so", "2026-06-01"))
        #expect(read.map(\.fate) == [.carryOver, .drop, .askByMail])
        #expect(read.map(\.item) == items.map(\.id))
        #expect(read[1].reason?.text == "They said so")
        #expect(read[2].dueOn?.text == "2026-06-01")
        #expect(try asked("1", "3") == nil)
        #expect(try asked("1", "1", "2") == nil)
    }

    @Test func `days are read as people type them`() throws {
        #expect(try DayText.day("today", today: today) == today)
        #expect(try DayText.day("Tomorrow", today: today).text == "2026-05-05")
        #expect(try DayText.day("+30", today: today).text == "2026-06-03")
        #expect(try DayText.day("2024-02-29", today: today).text == "2024-02-29")
        for text in ["2026-02-30", "soon", "+", "+-1", "+99999999999999999999", "", "-3"] {
            #expect(failure { _ = try DayText.day(text, today: today) }?.status == .usage, "\(text)")
        }
        #expect(DayText.distance(today, from: today) == "today")
        #expect(DayText.distance(try Day("2026-05-05"), from: today) == "tomorrow")
        #expect(DayText.distance(try Day("2026-05-03"), from: today) == "yesterday")
        #expect(DayText.distance(try Day("2026-05-11"), from: today) == "in 7 days")
        #expect(DayText.distance(try Day("2026-04-04"), from: today) == "30 days ago")
    }
}
