import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct DraftTests {
    private func priority(_ title: String, dimension: String? = nil, weight: Double = 1) throws -> Priority {
        Priority(
            key: .make(),
            dimension: dimension,
            title: try Title(title),
            direction: .more,
            weight: weight,
            vital: true,
            mustHave: true,
            threshold: 4,
            requiredSource: .futureSupervisor,
            bossDependent: true
        )
    }

    @Test func `a priority is sent again as it is`() throws {
        let priority = try priority("Training", dimension: "training", weight: 0.3)
        let entry = PrioritySets.Save.Entry(priority)
        #expect(entry.key == priority.key)
        #expect(entry.dimension == "training")
        #expect(entry.weight == 0.3)
        #expect(entry.vital == true)
        #expect(entry.mustHave == true)
        #expect(entry.threshold == 4)
        #expect(entry.requiredSource == .futureSupervisor)
    }

    @Test func `priorities in a file keep their identity by dimension or title, each once`() throws {
        let known = [try priority("Training", dimension: "training"), try priority("A short way")]
        let file = PriorityFile(priorities: [
            .init(dimension: "training", weight: 1), .init(title: try Title("a SHORT way"), weight: 2),
            .init(dimension: "training", weight: 3), .init(dimension: "pay", weight: 4),
        ])
        #expect(file.entries(keeping: known).map(\.key) == [known[0].key, known[1].key, nil, nil])
        #expect(file.entries(keeping: known).map(\.weight) == [1, 2, 3, 4])
    }

    @Test func `a priority is found by dimension, title or id`() throws {
        let known = [try priority("Training and development", dimension: "training"), try priority("Pay")]
        #expect(try PriorityText.find("training", among: known) == known[0].key)
        #expect(try PriorityText.find("pay", among: known) == known[1].key)
        #expect(try PriorityText.find(known[1].key.short, among: known) == known[1].key)
        #expect(failure { _ = try PriorityText.find("rules", among: known) }?.status == .notFound)
    }

    @Test func `a plan is sent again as it is, with what is added behind`() throws {
        let library = ID<Library>.make()
        var items = [try PlanItem.example("One", key: "one", library: library, mustAsk: true), try .example("Two")]
        items[1].priorities = [.make()]
        var draft = PlanDraft(Plan(interview: .make(), items: items, minutes: 6, revision: 2))
        #expect(draft.entries.map(\.id) == items.map(\.id))
        #expect(draft.entries[0].mustAsk == true)
        #expect(draft.entries[1].priorities == items[1].priorities)
        let source = QuestionSource(library: library, version: 2, questionKey: try Slug("one"))
        let fresh = QuestionSource(library: library, version: 2, questionKey: try Slug("fresh"))
        let skipped = draft.add([
            .init(source: source), .init(source: fresh), .init(source: fresh), .init(text: try Line("Own?")),
        ])
        #expect(skipped == ["one", "fresh"])
        #expect(draft.entries.map(\.source) == [nil, nil, fresh, nil])
    }

    @Test func `items are named by number, key or id`() throws {
        let items = [
            try PlanItem.example("One", key: "key-one"), try .example("Two"), try .example("Three", state: .asked),
        ]
        var draft = PlanDraft(Plan(interview: .make(), items: items, minutes: 6, revision: 2))
        #expect(try draft.item("2").id == items[1].id)
        #expect(try draft.item("key-one").id == items[0].id)
        #expect(try draft.item(items[2].id.short).id == items[2].id)
        #expect(failure { _ = try draft.item("0") }?.status == .notFound)
        #expect(failure { _ = try draft.item("4") }?.status == .notFound)
        let isMarked = [draft.markMustAsk("key-one"), draft.markMustAsk("another-key")]
        #expect(isMarked == [true, false])
        try draft.drop("2", reason: Line("Answered."))
        try draft.remove("1")
        #expect(draft.entries.map(\.id) == [items[1].id, items[2].id])
        #expect(draft.entries[0].dropReason?.text == "Answered.")
        #expect(failure { try draft.remove("3") }?.sentence == "\"Three\" was asked, so it stays in the plan.")
    }

    @Test func `an assessment is said in one sentence`() throws {
        func assessment(_ score: ValueInterval?, _ knowledge: Double?, _ gates: [Gate?]) throws -> AssessmentText {
            AssessmentText(
                Assessment(
                    opportunity: .make(),
                    prioritySet: .make(),
                    methodVersion: "1",
                    score: score,
                    knowledge: knowledge,
                    gate: gates.contains { $0 != nil } ? Gate.overall(gates.compactMap(\.self)) : nil,
                    priorities: try gates.enumerated().map { index, gate in
                        PriorityAssessment(key: .make(), title: try Title("P\(index)"), gate: gate)
                    }
                )
            )
        }
        #expect(try assessment(.unknown, 0, [nil]).sentence == "Nothing is known yet of what matters.")
        #expect(
            try assessment(ValueInterval(lo: 0.4, hi: 0.9), 0.5, [.unknown, .pass]).sentence
                == "50 % of what matters is known; the job scores between 0.40 and 0.90; a must-have is still open: P0."
        )
        #expect(
            try assessment(nil, nil, [.fail, .unknown]).sentence
                == "It fails on a must-have: P0; a must-have is still open: P1."
        )
        #expect(try assessment(nil, nil, [.pass]).sentence == "Every must-have passes.")
        #expect(try assessment(nil, nil, [nil]).sentence == "Only the priorities are shared.")
    }

    @Test func `a dimension is found by key, title or a unique part`() throws {
        func dimension(_ key: String, _ title: String) -> Dimension {
            Dimension(key: key, title: title, summary: "", defaultDirection: .more, bossDependent: false, anchors: [])
        }
        let catalogue = DimensionCatalogue(items: [
            dimension("training", "Training and development"), dimension("pay", "Pay and benefits"),
            dimension("pace", "Pace and stability"),
        ])
        #expect(try catalogue.find("TRAINING").key == "training")
        #expect(try catalogue.find("pay and benefits").key == "pay")
        #expect(try catalogue.find("stab").key == "pace")
        #expect(failure { _ = try catalogue.find("pa") }?.hint == "Do you mean pay, pace?")
        #expect(failure { _ = try catalogue.find("trainin g") }?.hint == "Do you mean training?")
        #expect(failure { _ = try catalogue.find("nothing") }?.status == .notFound)
    }
}
