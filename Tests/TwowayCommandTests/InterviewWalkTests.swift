import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct InterviewWalkTests {
    private let interview: Interview
    private let items: [PlanItem]
    private let time = Timestamp(microseconds: 1_777_887_000_000_000)

    init() throws {
        interview = try Interview.example()
        items = [
            try .example("What fills a week?", key: "week"),
            try .example("Dropped", state: .dropped),
            try .example("Who decides?", mustAsk: true, target: interview.interviewers[1].person),
            try .example("Asked before", state: .asked),
        ]
    }

    /// Walks with typed lines and answers what was recorded.
    private func walk(_ lines: String..., recorded: [CaptureRecord] = []) async throws -> [Capture.Record.Entry] {
        try await walk(lines, recorded: recorded).compactMap { record in
            if case .asking(let asking) = record { asking } else { nil }
        }
    }

    /// Walks and answers what was recorded of all kinds.
    private func walk(_ lines: [String], recorded: [CaptureRecord] = []) async throws -> [CaptureRecord] {
        var rest = lines[...]
        var kept: [CaptureRecord] = []
        let plan = Plan(interview: interview.id, items: items, minutes: 12, revision: 1)
        let pack = TravelPack(interview: interview, plan: plan)
        var walk = InterviewWalk(pack: pack, recorded: recorded, now: { [time] in time })
        let dialogue = Dialogue(output: Output(descriptor: -1, isJSON: false)) { rest.popFirst() }
        try await walk.run(dialogue) { record in
            kept.append(record)
            return "Saved."
        }
        return kept
    }

    @Test func `an answer is recorded with person, time, words and how concrete it was`() async throws {
        let kept = try await walk("a", "1", "First line", "second line", "", "2", "q")
        let record = try #require(kept.first)
        #expect(kept.count == 1)
        #expect(record.item == items[0].id)
        #expect(record.person == interview.interviewers[0].person)
        #expect(record.askedAt == time)
        #expect(record.outcome == .answered)
        #expect(record.answer?.body.text == "First line\nsecond line")
        #expect(record.answer?.specificity == .practice)
        #expect(record.answer?.captured == .live)
    }

    @Test func `a last line with an equals sign is a value, too, and what is none stays words`() async throws {
        let kept = try await walk(
            "a",
            "1",
            "Well paid.",
            "= 80000 EUR",
            "",
            "1",
            "b",
            "a",
            "2",
            "= so so",
            "",
            "1",
            "q"
        )
        #expect(kept[0].answer?.value == .number(80000, unit: try Title("EUR")))
        #expect(kept[0].answer?.body.text == "Well paid.\n= 80000 EUR")
        #expect(kept[1].answer?.value == nil)
        #expect(kept[1].answer?.body.text == "= so so")
    }

    @Test func `whoever the question is meant for is proposed`() async throws {
        let kept = try await walk("n", "declined", "", "q")
        #expect(kept.map(\.person) == [interview.interviewers[1].person])
        #expect(kept.map(\.item) == [items[2].id])
        #expect(kept.first?.answer == nil)
    }

    @Test func `an outcome without words is recorded as well, an evasion counts as evasive`() async throws {
        let kept = try await walk("p", "1", "", "e", "2", "He laughed.", "", "", "q")
        #expect(kept.map(\.outcome) == [.partial, .evaded])
        #expect(kept[0].answer == nil)
        #expect(kept[1].answer?.specificity == .evasive)
    }

    @Test func `the same question can be put to a second person`() async throws {
        let kept = try await walk("u", "1", "b", "u", "2", "q")
        #expect(kept.map(\.item) == [items[0].id, items[0].id])
        #expect(kept.map(\.person) == interview.interviewers.map(\.person))
        #expect(Set(kept.map(\.id)).count == 2)
    }

    @Test func `a question that was not planned is recorded with its wording`() async throws {
        let kept = try await walk("o", "Who left last?", "answered", "Sam", "Nobody.", "", "1", "q")
        #expect(kept.first?.item == nil)
        #expect(kept.first?.text?.text == "Who left last?")
        #expect(kept.first?.person == interview.interviewers[1].person)
        #expect(kept.first?.answer?.specificity == .example)
    }

    @Test func `the end of the input loses no answer that was given`() async throws {
        let kept = try await walk("a", "1", "All of it")
        #expect(kept.first?.answer?.body.text == "All of it")
        #expect(kept.first?.answer?.specificity == .general)
        #expect(try await walk().isEmpty)
        #expect(try await walk("a").isEmpty)
    }

    @Test func `what was asked is passed over, what was dropped is not shown`() async throws {
        let asked = Capture.Record.Entry(
            id: .make(),
            item: items[0].id,
            person: interview.interviewers[0].person,
            askedAt: time,
            outcome: .answered
        )
        let kept = try await walk("d", "1", "q", recorded: [.asking(asked)])
        #expect(kept.map(\.item) == [items[2].id])
        // The third question shown is the one asked before; the walk ends behind it.
        #expect(try await walk("", "", "", "d").isEmpty)
    }

    @Test func `an unknown key does nothing, and a wrong number is asked again`() async throws {
        let kept = try await walk("zzz", "?", "d", "9", "x", "2", "q")
        #expect(kept.map(\.person) == [interview.interviewers[1].person])
    }

    @Test func `what they asked is recorded with the answer, and the walk stays where it is`() async throws {
        let kept = try await walk(["t", "Why do you want to leave?", "2", "For the work.", "", "u", "1", "q"])
        #expect(kept.count == 2)
        guard case .employerQuestion(let question) = kept[0], case .asking(let asking) = kept[1] else {
            Issue.record("\(kept)")
            return
        }
        #expect(question.text.text == "Why do you want to leave?")
        #expect(question.person == interview.interviewers[1].person)
        #expect(question.reply?.text == "For the work.")
        #expect(question.askedAt == time)
        #expect(asking.item == items[0].id)
    }

    @Test func `a promise is of the day on the clock of the interview, and of nobody in particular if need be`()
        async throws
    {
        let kept = try await walk(["pr", "Two days at home", "3", "promise", "A laptop", "", "q"])
        let promises = kept.compactMap { record in
            if case .promise(let promise) = record { promise } else { nil }
        }
        #expect(promises.map(\.text.text) == ["Two days at home", "A laptop"])
        #expect(promises.map(\.person) == [nil, interview.interviewers[0].person])
        #expect(promises.map(\.promisedOn.text) == ["2026-05-04", "2026-05-04"])
        #expect(Set(promises.map(\.id)).count == 2)
    }

    @Test func `a follow-up is of either side, with a day or without`() async throws {
        let kept = try await walk([
            "f", "Send the slides", "1", "2026-05-08", "follow", "The handbook", "they", "never", "", "q",
        ])
        let followUps = kept.compactMap { record in
            if case .followUp(let followUp) = record { followUp } else { nil }
        }
        #expect(followUps.map(\.text.text) == ["Send the slides", "The handbook"])
        #expect(followUps.map(\.owedBy) == [.candidate, .employer])
        #expect(followUps.map(\.dueOn?.text) == ["2026-05-08", nil])
    }

    @Test func `the end of the input loses nothing of what was noted beside`() async throws {
        #expect(try await walk(["t", "Why?"]).count == 1)
        #expect(try await walk(["pr", "A laptop"]).count == 1)
        #expect(try await walk(["f", "Slides"]).count == 1)
        #expect(try await walk(["f", "Slides", "2"]).count == 1)
        #expect(try await walk(["t"]).isEmpty)
        #expect(try await walk(["f", "", "q"]).isEmpty)
    }

    @Test func `steps are known by their first letters`() {
        #expect(InterviewWalk.Step("A") == .record(.answered))
        #expect(InterviewWalk.Step("part") == .record(.partial))
        #expect(InterviewWalk.Step("p") == .record(.partial))
        #expect(InterviewWalk.Step("pr") == .promise)
        #expect(InterviewWalk.Step("t") == .theirQuestion)
        #expect(InterviewWalk.Step("f") == .followUp)
        #expect(InterviewWalk.Step("") == .next)
        #expect(InterviewWalk.Step("?") == .help)
        #expect(InterviewWalk.Step("answers") == nil)
    }

    @Test func `moves go over the states between`() {
        #expect(InterviewMove.way(from: .scheduled, to: .held) == [.inProgress, .held])
        #expect(InterviewMove.way(from: .proposed, to: .inProgress) == [.scheduled, .inProgress])
        #expect(InterviewMove.way(from: .held, to: .inProgress) == nil)
        #expect(InterviewMove.way(from: .cancelled, to: .held) == nil)
        #expect(InterviewMove.way(from: .scheduled, to: .cancelled) == nil)
    }
}
