import Testing

@testable import TwoWayModel

/// The table of DOMAIN.md 5.8, row by row.
struct UpgradePlanTests {
    private let base = LibraryEdition(number: 1, document: .sample([.sample("year", "What makes a good year?")]))
    private let same = LibraryEdition(number: 2, document: .sample([.sample("year", "What makes a good year?")]))
    private let changed = LibraryEdition(number: 2, document: .sample([.sample("year", "What is a good year?")]))
    private let empty = LibraryEdition(number: 2, document: .sample([.sample("other", "What else?")]))
    private let ground = LayerGround(baseTexts: ["year": [1: "What makes a good year?"]])

    private func step(
        to edition: LibraryEdition,
        _ layer: QuestionLayer? = nil,
        inUse: Set<String> = []
    ) throws -> UpgradePlan.Step {
        var ground = ground
        ground.inUse = inUse
        let plan = UpgradePlan(from: base, to: edition, layers: layer.map { [$0] } ?? [], ground: ground)
        return try #require(plan.steps.first { $0.questionKey == "year" })
    }

    private let mine = QuestionLayer(
        questionKey: "year",
        ownText: "What was your best year?",
        privateNotes: "Ask late.",
        hidden: true,
        priorities: [.numbered(1)],
        position: 3
    )

    @Test func `nothing of one's own, unchanged: same`() throws {
        let step = try step(to: same)
        #expect(step.outcome == .same)
        #expect(step.after == nil)
        #expect(step.changed.isEmpty)
    }

    @Test func `nothing of one's own, changed: fast-forward`() throws {
        let step = try step(to: changed)
        #expect(step.outcome == .fastForward)
        #expect(step.base == "What makes a good year?")
        #expect(step.mine == nil)
        #expect(step.theirs == "What is a good year?")
        #expect(step.changed == [.text])
        #expect(step.after == nil)
    }

    @Test func `what stands beside the wording is told as well`() throws {
        var question = LibraryDocument.Question.sample("year", "What makes a good year?")
        question.purpose = "Another."
        question.followUps = nil
        question.listenFor = ["A"]
        question.warningSigns = ["B"]
        question.kind = .opinion
        question.subject = .team
        question.horizon = .firstYear
        question.audience = [.hr]
        question.minutes = 2
        question.informativeness = 0.1
        question.dimensions = ["growth"]
        var document = LibraryDocument.sample([question])
        document.topics[0].title = "Elsewhere"
        let step = try step(to: LibraryEdition(number: 2, document: document))
        #expect(step.outcome == .fastForward)
        #expect(Set(step.changed) == Set(QuestionField.allCases).subtracting([.text]))
    }

    @Test func `nothing of one's own, removed: disappears, and is kept as a copy when planned or asked`() throws {
        let step = try step(to: empty)
        #expect(step.outcome == .disappears)
        #expect(step.theirs == nil)
        #expect(step.after == nil)
        let used = try self.step(to: empty, inUse: ["year"])
        #expect(used.outcome == .orphaned)
        #expect(used.after?.state == .orphaned)
        #expect(used.after?.copy == base.questions["year"])
    }

    @Test func `own wording, unchanged: keep mine, also when something beside the wording changed`() throws {
        #expect(try step(to: same, mine).outcome == .keepMine)
        #expect(try step(to: same, mine).after == mine)
        var question = LibraryDocument.Question.sample("year", "What makes a good year?")
        question.minutes = 9
        let other = try step(to: LibraryEdition(number: 2, document: .sample([question])), mine)
        #expect(other.outcome == .keepMine)
        #expect(other.changed == [.minutes])
        #expect(other.after == mine)
    }

    @Test func `own wording, changed to the same text: converged`() throws {
        var mine = mine
        mine.ownText = "What is a good year?"
        let step = try step(to: changed, mine)
        #expect(step.outcome == .converged)
        #expect(step.after == mine)
    }

    @Test func `own wording, changed otherwise: conflict, and mine stays in force`() throws {
        let step = try step(to: changed, mine)
        #expect(step.outcome == .conflict)
        #expect(step.base == "What makes a good year?")
        #expect(step.mine == "What was your best year?")
        #expect(step.theirs == "What is a good year?")
        var after = mine
        after.state = .conflict
        #expect(step.after == after)
    }

    @Test func `own wording, notes or links, removed: orphaned with everything`() throws {
        let layers = [
            mine, QuestionLayer(questionKey: "year", privateNotes: "Mind."),
            QuestionLayer(questionKey: "year", priorities: [.numbered(2)]),
        ]
        for layer in layers {
            let step = try step(to: empty, layer)
            #expect(step.outcome == .orphaned)
            var after = layer
            after.state = .orphaned
            after.copy = base.questions["year"]
            #expect(step.after == after)
        }
        // Hiding and place alone are remembered, but need no copy.
        let hidden = QuestionLayer(questionKey: "year", hidden: true)
        #expect(try step(to: empty, hidden).outcome == .disappears)
        #expect(try step(to: empty, hidden).after == hidden)
    }

    @Test func `added: arrives dormant, and stays so until it is chosen`() throws {
        let plan = UpgradePlan(from: base, to: empty, layers: [], ground: ground)
        let step = try #require(plan.steps.first { $0.questionKey == "other" })
        #expect(step.outcome == .dormant)
        #expect(step.after == QuestionLayer(questionKey: "other", state: .dormant))
        let later = LibraryEdition(number: 3, document: .sample([.sample("other", "What else is there?")]))
        let after = plan.outcome(resolutions: [:], revisions: [:]).layers
        let next = UpgradePlan(from: empty, to: later, layers: after, ground: ground)
        #expect(next.steps.map(\.outcome) == [.fastForward])
        #expect(next.steps.first?.after?.state == .dormant)
        let chosen = UpgradePlan(from: empty, to: later, layers: [], ground: ground)
        #expect(chosen.steps.map(\.after) == [nil])
        // What was never chosen goes without a trace.
        let gone = UpgradePlan(from: later, to: base, layers: after, ground: ground)
        #expect(gone.steps.first { $0.questionKey == "other" }?.after == nil)
    }

    @Test func `keep, take and edit settle a conflict for good`() throws {
        let plan = UpgradePlan(from: base, to: changed, layers: [mine], ground: ground)
        func resolved(_ resolution: LayerResolution) throws -> QuestionLayer {
            let outcome = plan.outcome(resolutions: ["year": resolution], revisions: ["year": 2])
            #expect(outcome.traces.map(\.before) == [mine])
            return try #require(outcome.layers.first)
        }
        var kept = mine
        kept.baseRevision = 2
        #expect(try resolved(.keep) == kept)
        var taken = mine
        taken.ownText = nil
        #expect(try resolved(.take) == taken)
        var edited = kept
        edited.ownText = "A third way?"
        #expect(try resolved(.edit("A third way?")) == edited)

        var ground = ground
        ground.baseTexts["year"]?[2] = "What is a good year?"
        let third = LibraryEdition(number: 3, document: changed.document())
        let next = UpgradePlan(from: changed, to: third, layers: [try resolved(.keep)], ground: ground)
        #expect(next.steps.map(\.outcome) == [.keepMine])
        #expect(next.outcome(resolutions: [:], revisions: [:]).traces.isEmpty)
    }

    @Test func `a wording that the library takes back is no conflict any more`() throws {
        let plan = UpgradePlan(from: base, to: changed, layers: [mine], ground: ground)
        let after = plan.outcome(resolutions: [:], revisions: [:]).layers
        let back = UpgradePlan(from: changed, to: base, layers: after, ground: ground)
        #expect(back.steps.map(\.outcome) == [.keepMine])
        #expect(back.steps.first?.after == mine)
    }

    @Test func `an upgrade is minor when nothing is in conflict and nothing goes away`() {
        func isMinor(_ to: LibraryEdition, _ layers: [QuestionLayer], inUse: Set<String> = []) -> Bool {
            var ground = ground
            ground.inUse = inUse
            return UpgradePlan(from: base, to: to, layers: layers, ground: ground).isMinor
        }
        var converging = mine
        converging.ownText = "What is a good year?"
        let both = LibraryEdition(
            number: 2,
            document: .sample([.sample("year", "What makes a good year?"), .sample("other", "What else?")])
        )
        #expect(isMinor(same, [mine]))
        #expect(isMinor(changed, []))
        #expect(isMinor(changed, [converging]))
        #expect(isMinor(both, [mine]))
        #expect(!isMinor(changed, [mine]))
        #expect(!isMinor(empty, []))
        #expect(!isMinor(empty, [], inUse: ["year"]))
    }

    @Test func `the bytes to hash change with what would happen, and with nothing else`() {
        let bytes = { (to: LibraryEdition, layers: [QuestionLayer]) in
            UpgradePlan(from: self.base, to: to, layers: layers, ground: self.ground).canonicalBytes
        }
        #expect(bytes(changed, [mine]) == bytes(changed, [mine]))
        #expect(bytes(changed, [mine]) != bytes(changed, []))
        #expect(bytes(changed, []) != bytes(same, []))
        #expect(bytes(same, []) != bytes(LibraryEdition(number: 3, document: same.document()), []))
        var noted = mine
        noted.privateNotes = "Another note."
        #expect(bytes(changed, [mine]) == bytes(changed, [noted]))
        #expect(bytes(empty, [QuestionLayer(questionKey: "year", privateNotes: "x")]) != bytes(empty, []))
    }

    @Test func `layers survive their way through the database`() throws {
        var layer = mine
        layer.state = .orphaned
        layer.copy = base.questions["year"]
        let trace = UpgradeTrace(questionKey: "year", before: layer, ownTextAfter: "x")
        #expect(trace.before?.copy?.topic == "The job")
        #expect(trace.before?.copy?.general == true)
    }
}

extension LibraryEdition {
    /// The questions as a document with one topic.
    fileprivate func document() -> LibraryDocument {
        .sample(keys.compactMap { questions[$0]?.question })
    }
}
