import Testing

@testable import TwoWayModel

/// The promises of DOMAIN.md 5.8 over random histories of publishing, editing, planning, asking, upgrading and rolling back.
struct UpgradeHistoryTests {
    @Test(arguments: 0..<8)
    func `nothing of one's own is ever lost, and every way leads to the same place`(part: UInt64) {
        var outcomes: Set<UpgradeOutcome> = []
        var steps = 0
        for seed in part * 250..<(part + 1) * 250 {
            var history = History(seed: seed)
            for _ in 0..<30 { history.step() }
            #expect(history.broken.isEmpty, "seed \(seed): \(history.broken.first ?? "")")
            outcomes.formUnion(history.outcomes)
            steps += history.upgrades + history.rollbacks
            if !history.broken.isEmpty { return }
        }
        // The histories are worth something.
        #expect(outcomes == Set(UpgradeOutcome.allCases))
        #expect(steps > 1000)
    }
}

/// A library, one subscriber, and what they do.
private struct History {
    var random: SeededGenerator
    /// By number, from 1.
    var documents: [LibraryDocument] = []
    /// Wordings by key, with the version they are of.
    var wordings: [String: [(version: Int, question: LibraryDocument.Question)]] = [:]
    var nextKey = 0

    var pinned = 1
    var layers: [String: QuestionLayer] = [:]
    var inUse: Set<String> = []
    /// Wordings as they were asked.
    var asked: [String] = []
    var runs: [(from: Int, to: Int, traces: [UpgradeTrace], isStanding: Bool)] = []

    var broken: [String] = []
    var outcomes: Set<UpgradeOutcome> = []
    var upgrades = 0
    var rollbacks = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        publish()
    }

    // MARK: What happens

    mutating func step() {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: publish()
        case 3...5: edit()
        case 6: plan()
        case 7, 8: upgrade()
        default: rollBack()
        }
    }

    private mutating func publish() {
        var questions = documents.last?.topics[0].questions ?? []
        questions.removeAll { _ in chance(0.15) }
        for index in questions.indices {
            if chance(0.25) { questions[index].text = text() }
            if chance(0.1) { questions[index].minutes = Int.random(in: 1...9, using: &random) }
        }
        for _ in 0..<Int.random(in: documents.isEmpty ? 3...6 : 0...2, using: &random) {
            nextKey += 1
            questions.append(.sample("key-\(nextKey)", text()))
        }
        documents.append(.sample(questions))
        for question in questions where wordings[question.key]?.last?.question != question {
            wordings[question.key, default: []].append((documents.count, question))
        }
    }

    /// Few wordings, so that minds meet.
    private mutating func text() -> String {
        "Wording \(Int.random(in: 0..<4, using: &random))?"
    }

    private mutating func edit() {
        guard let key = visible.randomElement(using: &random) else { return }
        var layer = layers[key] ?? QuestionLayer(questionKey: key)
        let isOrphan = layer.state == .orphaned
        switch Int.random(in: 0..<8, using: &random) {
        case 0...2:
            layer.ownText = text()
            layer.baseRevision = isOrphan ? layer.baseRevision : revision(of: key, at: pinned)
            if !isOrphan { layer.state = .clean }
        case 3:
            layer.ownText = nil
            if layer.state == .conflict { layer.state = .clean }
        case 4: layer.privateNotes = chance(0.7) ? "Note \(Int.random(in: 0..<1000, using: &random))" : nil
        case 5: layer.priorities = chance(0.7) ? [.numbered(UInt32.random(in: 1...5, using: &random))] : []
        case 6:
            layer.hidden.toggle()
            layer.position = chance(0.5) ? 7 : nil
        default:
            if layer.state == .conflict { layer.baseRevision = revision(of: key, at: pinned) }
            if !isOrphan { layer.state = .clean }
        }
        layers[key] = layer
    }

    private mutating func plan() {
        guard let key = visible.filter({ layers[$0]?.state != .dormant }).randomElement(using: &random) else { return }
        inUse.insert(key)
        if chance(0.5), let wording = wording(of: key) { asked.append(wording) }
    }

    private mutating func upgrade() {
        guard documents.count > pinned else { return }
        let to = Int.random(in: pinned + 1...documents.count, using: &random)
        let before = layers
        let askedBefore = asked
        let notes = work(\.privateNotes)
        let links = work(\.priorities)
        let hidden = work(\.hidden)
        let positions = work(\.position)
        let ownTexts = work(\.ownText)
        let inForce = inUse.compactMap { key in before[key]?.ownText.map { (key, $0) } }

        let direct = plan(from: pinned, to: to, layers: before)
        outcomes.formUnion(direct.steps.map(\.outcome))
        checkTable(direct)
        let straight = direct.outcome(resolutions: [:], revisions: [:])
        // 1 -> 2 -> 3 equals 1 -> 3.
        if to > pinned + 1, !mayComeBack(before, between: pinned + 1..<to) {
            let middle = Int.random(in: pinned + 1..<to, using: &random)
            let first = plan(from: pinned, to: middle, layers: before).outcome(resolutions: [:], revisions: [:])
            let second = plan(from: middle, to: to, layers: byKey(first.layers))
                .outcome(resolutions: [:], revisions: [:])
            expect(normal(second.layers) == normal(straight.layers), "by way of \(middle) from \(pinned) to \(to)")
        }
        var resolutions: [String: LayerResolution] = [:]
        for step in direct.steps where step.outcome == .conflict && chance(0.4) {
            resolutions[step.questionKey] = [.keep, .take, .edit(text())].randomElement(using: &random)
        }
        let revisions = Dictionary(uniqueKeysWithValues: wordings.keys.map { ($0, revision(of: $0, at: to)) })
        let outcome = direct.outcome(resolutions: resolutions, revisions: revisions)
        layers = byKey(outcome.layers)
        let from = pinned
        pinned = to
        upgrades += 1
        expect(work(\.privateNotes) == notes, "notes after an upgrade")
        expect(work(\.priorities) == links, "links after an upgrade")
        expect(work(\.hidden) == hidden, "hidden after an upgrade")
        expect(work(\.position) == positions, "places after an upgrade")
        expect(asked == askedBefore, "asked wordings after an upgrade")
        for (key, text) in ownTexts where resolutions[key] == nil {
            expect(layers[key]?.ownText == text, "own wording of \(key)")
        }
        for (key, text) in inForce where resolutions[key] == nil {
            expect(wording(of: key) == text, "wording in force of \(key)")
        }
        checkState()
        // Twice changes nothing.
        let again = plan(from: to, to: to, layers: layers).outcome(resolutions: [:], revisions: [:])
        expect(again.traces.isEmpty && normal(again.layers) == normal(Array(layers.values)), "a second time")
        // Taken back at once, all is as it was.
        let back = rollback(from: from, to: to, traces: outcome.traces)
        expect(normal(back) == normal(Array(before.values)), "taken back at once from \(to) to \(from)")
        runs.append((from, to, outcome.traces, true))
    }

    private mutating func rollBack() {
        guard let index = runs.lastIndex(where: \.isStanding) else { return }
        let run = runs[index]
        runs[index].isStanding = false
        let notes = work(\.privateNotes)
        let links = work(\.priorities)
        let own = layers.mapValues(\.ownText)
        let askedBefore = asked
        let back = byKey(rollback(from: run.from, to: run.to, traces: run.traces))
        let traces = Dictionary(uniqueKeysWithValues: run.traces.map { ($0.questionKey, $0) })
        layers = back
        pinned = run.from
        rollbacks += 1
        expect(work(\.privateNotes) == notes, "notes after a rollback")
        expect(work(\.priorities) == links, "links after a rollback")
        expect(asked == askedBefore, "asked wordings after a rollback")
        for (key, text) in own {
            // What was written since stays; what was not is as it was before.
            let expected = traces[key].map { $0.ownTextAfter == text ? $0.before?.ownText : text } ?? text
            expect(layers[key]?.ownText == expected, "own wording of \(key) after a rollback")
        }
        checkState()
    }

    // MARK: What must hold

    private mutating func expect(_ holds: Bool, _ promise: String) {
        if !holds { broken.append(promise) }
    }

    private mutating func checkState() {
        let edition = edition(pinned)
        for (key, layer) in layers {
            let theirs = edition.questions[key]
            expect((layer.state == .orphaned) == (layer.copy != nil), "\(key): a copy exactly of an orphan")
            expect(layer.state != .orphaned || theirs == nil, "\(key): no orphan while the library has it")
            expect(layer.state != .dormant || layer.ownText == nil, "\(key): a wording of one's own is a choice")
            if theirs == nil, layer.state != .orphaned {
                expect(!layer.carriesWork && layer.state == .clean, "\(key): work needs a question")
            }
            if let theirs, layer.ownText != nil {
                let base = text(of: key, revision: layer.baseRevision)
                let differs = theirs.question.text != base && theirs.question.text != layer.ownText
                expect((layer.state == .conflict) == differs, "\(key): in conflict exactly when both changed")
                expect(base != nil, "\(key): a base that was published")
            }
        }
        for key in inUse { expect(wording(of: key) != nil, "\(key): what is planned or asked can be read") }
    }

    private mutating func checkTable(_ plan: UpgradePlan) {
        for step in plan.steps {
            let wasThere = plan.from.questions[step.questionKey] != nil
            let mine = step.before?.ownText
            let holds: Bool =
                switch step.outcome {
                case .same: wasThere && mine == nil && step.base == step.theirs && step.changed.isEmpty
                case .fastForward: mine == nil && step.theirs != nil
                case .disappears:
                    step.theirs == nil && !(step.before?.carriesWork ?? false) && !inUse.contains(step.questionKey)
                case .orphaned:
                    step.theirs == nil && (step.before?.carriesWork ?? false || inUse.contains(step.questionKey))
                case .keepMine: mine != nil && step.theirs == step.base
                case .converged: mine != nil && step.theirs == mine && step.theirs != step.base
                case .conflict: mine != nil && step.theirs != mine && step.theirs != step.base
                case .dormant: !wasThere && step.before == nil && step.after?.state == .dormant
                }
            expect(holds, "\(step.questionKey): \(step.outcome)")
        }
    }

    // MARK: Help

    private mutating func chance(_ share: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < share
    }

    /// The keys that a subscriber sees, in an order that the seed alone decides.
    private var visible: [String] {
        edition(pinned).keys + layers.values.filter { $0.state == .orphaned }.map(\.questionKey).sorted()
    }

    private func wording(of key: String) -> String? {
        layers[key]?.ownText ?? edition(pinned).questions[key]?.question.text ?? layers[key]?.copy?.question.text
    }

    private func edition(_ number: Int) -> LibraryEdition {
        LibraryEdition(number: number, document: documents[number - 1])
    }

    private func revision(of key: String, at version: Int) -> Int {
        wordings[key]?.filter { $0.version <= version }.count ?? 0
    }

    private func text(of key: String, revision: Int) -> String? {
        guard let all = wordings[key], all.indices.contains(revision - 1) else { return nil }
        return all[revision - 1].question.text
    }

    private func ground(before version: Int?) -> LayerGround {
        var texts: [String: [Int: String]] = [:]
        for (key, all) in wordings {
            for (index, wording) in all.enumerated() { texts[key, default: [:]][index + 1] = wording.question.text }
        }
        var last: [String: KeptQuestion] = [:]
        if let version {
            for number in 1..<version { last.merge(edition(number).questions) { _, later in later } }
            for key in edition(version).keys { last[key] = nil }
        }
        return LayerGround(baseTexts: texts, inUse: inUse, lastStanding: last)
    }

    private func plan(from: Int, to: Int, layers: [String: QuestionLayer]) -> UpgradePlan {
        let sorted = layers.values.sorted { $0.questionKey < $1.questionKey }
        return UpgradePlan(from: edition(from), to: edition(to), layers: sorted, ground: ground(before: to))
    }

    private func rollback(from: Int, to: Int, traces: [UpgradeTrace]) -> [QuestionLayer] {
        UpgradeRollback(from: edition(to), to: edition(from), traces: traces)
            .layers(current: Array(layers.values), ground: ground(before: nil))
    }

    /// A copy that nothing of one's own holds any more comes back as a question, and may go again: the only case in
    /// which the way matters.
    private func mayComeBack(_ layers: [String: QuestionLayer], between versions: Range<Int>) -> Bool {
        layers.values.contains { layer in
            layer.state == .orphaned && !layer.carriesWork && !inUse.contains(layer.questionKey)
                && versions.contains { edition($0).questions[layer.questionKey] != nil }
        }
    }

    private func byKey(_ layers: [QuestionLayer]) -> [String: QuestionLayer] {
        Dictionary(layers.map { ($0.questionKey, $0) }) { first, _ in first }
    }

    /// What counts: without layers that say nothing, and without a base that nothing was written over.
    private func normal(_ layers: [QuestionLayer]) -> [String: QuestionLayer] {
        byKey(layers.filter { !$0.isEmpty }).mapValues { layer in
            var layer = layer
            if layer.ownText == nil { layer.baseRevision = 1 }
            return layer
        }
    }

    /// What a member says, by key, where it says something.
    private func work<Value: Equatable>(_ member: KeyPath<QuestionLayer, Value>) -> [String: Value] {
        let nothing = QuestionLayer(questionKey: "none")[keyPath: member]
        return layers.mapValues { $0[keyPath: member] }.filter { $0.value != nothing }
    }
}
