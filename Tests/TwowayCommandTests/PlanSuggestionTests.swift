import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct PlanSuggestionTests {
    private func item(_ text: String, key: String? = nil, carried: Bool = false) throws -> SuggestedItem {
        SuggestedItem(
            origin: carried ? .carried : .suggested,
            source: try key.map { QuestionSource(library: .make(), version: 1, questionKey: try Slug($0)) },
            carriedFrom: carried ? .make() : nil,
            text: try Line(text),
            person: .make(),
            mustAsk: carried,
            minutes: 4,
            priorities: [.make()],
            gain: 0.5,
            reason: "Nothing is known yet.",
            doubts: []
        )
    }

    private func suggestion(_ items: [SuggestedItem]) -> SuggestionText {
        SuggestionText(
            PlanSuggestion(interview: .make(), minutes: 10, suggestedMinutes: 4, items: items, findings: [])
        )
    }

    @Test func `all suggestions are taken over, or those that are picked, in their order`() throws {
        let items = [try item("One?"), try item("Two?"), try item("Three?")]
        #expect(try suggestion(items).items([]) == items)
        #expect(try suggestion(items).items([3, 1]) == [items[0], items[2]])
        #expect(failure { _ = try suggestion(items).items([4]) }?.hint == "They go from 1 to 3.")
        #expect(failure { _ = try suggestion([]).items([0]) }?.status == .notFound)
    }

    @Test func `a suggestion is taken over as it is`() throws {
        let item = try item("One?", key: "one")
        let entry = Plans.Save.Entry(item)
        #expect(entry.id == nil)
        #expect(entry.source == item.source)
        #expect(entry.suggested == true)
        #expect(entry.text == item.text)
        #expect(entry.targetPerson == item.person)
        #expect(entry.minutes == 4)
        #expect(entry.priorities == item.priorities)
        let carried = try self.item("Left?", key: "left", carried: true)
        #expect(Plans.Save.Entry(carried).carriedFrom == carried.carriedFrom)
        #expect(Plans.Save.Entry(carried).source == nil)
        #expect(Plans.Save.Entry(carried).mustAsk == true)
    }

    @Test func `talking points are added once and taken out by number`() throws {
        let first = TalkingPoint(text: try Line("Lisbon"), story: .make())
        var draft = PlanDraft(
            Plan(interview: .make(), items: [], talkingPoints: [first], minutes: 0, revision: 1)
        )
        draft.say([TalkingPoint(text: try Line("Lisbon")), TalkingPoint(text: try Line("Krakow"))])
        #expect(draft.talkingPoints.map(\.text.text) == ["Lisbon", "Krakow"])
        #expect(draft.talkingPoints[0] == first)
        #expect(failure { try draft.unsay([3]) }?.hint == "It has 2 talking points.")
        try draft.unsay([1])
        #expect(draft.talkingPoints.map(\.text.text) == ["Krakow"])
    }

    @Test func `what a plan is to settle is sent again with it`() throws {
        var item = try PlanItem.example("One?")
        item.belief = .make()
        #expect(Plans.Save.Entry(item).belief == item.belief)
    }

    @Test func `a plan file holds beliefs, own and carried questions, and what to say`() throws {
        let id = "01990000-0000-7000-8000-000000000001"
        let file = try YAMLFile(
            path: "plan.yaml",
            text: """
                items:
                  - question: predecessor-story
                    belief: \(id)
                  - ownQuestion: \(id)
                    mustAsk: true
                  - carriedFrom: \(id)
                talkingPoints:
                  - text: The move to Lisbon
                  - text: Two languages
                    story: \(id)
                """
        ).decode(PlanFile.self)
        let items = try #require(file.items)
        #expect(items.map(\.isQuestion) == [true, true, true])
        #expect(items[0].belief?.description == id)
        #expect(items[1].ownQuestion?.description == id)
        #expect(items[2].carriedFrom?.description == id)
        #expect(file.talkingPoints?.map(\.story?.description) == [nil, id])
        let only = try YAMLFile(path: "plan.yaml", text: "talkingPoints:\n  - text: One\n").decode(PlanFile.self)
        #expect(only.items == nil)
    }

    @Test func `coverage names everybody once, with the latest outcome`() throws {
        let dana = ID<Person>.make()
        func put(
            _ person: ID<Person>,
            _ name: String,
            _ outcome: Asking.Outcome,
            round: Int,
            boss: Bool = false
        ) throws
            -> PutQuestion
        {
            PutQuestion(
                asking: .make(),
                interview: .make(),
                round: round,
                person: person,
                personName: try Title(name),
                role: .peer,
                futureSupervisor: boss,
                askedAt: Timestamp(microseconds: 0),
                outcome: outcome
            )
        }
        var priority = PriorityCoverage(
            key: .make(),
            title: try Title("Training"),
            weight: 0.5,
            vital: true,
            askings: [
                try put(dana, "Dana", .evaded, round: 1, boss: true), try put(.make(), "Sam", .notKnown, round: 1),
                try put(dana, "Dana", .answered, round: 2, boss: true),
            ],
            answeredByFutureSupervisor: true,
            putToTwoPeople: true,
            planned: false
        )
        #expect(CoverageText.people(priority) == "Dana (answered, round 2), Sam (not known, round 1)")
        #expect(CoverageText.supervisor(priority).shown == "answered")
        priority.answeredByFutureSupervisor = false
        #expect(CoverageText.supervisor(priority).shown == "not answered")
        priority.askings = []
        #expect(CoverageText.supervisor(priority).shown == "not asked")
    }

    @Test func `suggesting is a part of planning, and a plan is shown without a word`() throws {
        let suggest = try #require(
            try Twoway.parseAsRoot(["interview", "plan", "suggest", "First talk", "--minutes", "20", "--accept"])
                as? InterviewPlanSuggestCommand
        )
        #expect(suggest.interview == "First talk")
        #expect(suggest.minutes == 20)
        #expect(suggest.accept)
        let show = try Twoway.parseAsRoot(["interview", "plan", "First talk", "--say", "One", "--say", "Two"])
        #expect((show as? InterviewPlanEditCommand)?.say.map(\.text) == ["One", "Two"])
        #expect(throws: (any Error).self) {
            try Twoway.parseAsRoot(["interview", "plan", "suggest", "A", "--accept", "--pick", "1"])
        }
    }
}
