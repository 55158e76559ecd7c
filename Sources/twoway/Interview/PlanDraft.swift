import TwoWayModel
import TwoWayProtocol

/// A plan that is being changed before it is saved whole.
struct PlanDraft {
    private let items: [PlanItem]
    private(set) var entries: [Plans.Save.Entry]
    private(set) var talkingPoints: [TalkingPoint]

    init(_ plan: Plan) {
        items = plan.items
        talkingPoints = plan.talkingPoints
        entries = plan.items.map(Plans.Save.Entry.init)
    }

    /// Adds what is not planned yet; answers what was, as people call it.
    mutating func add(_ additions: [Plans.Save.Entry]) -> [String] {
        var skipped: [String] = []
        for addition in additions {
            if let source = addition.source, isPlanned(source) {
                skipped.append(source.questionKey.text)
            } else {
                entries.append(addition)
            }
        }
        return skipped
    }

    /// Adds what is to be said and is not there yet.
    mutating func say(_ points: [TalkingPoint]) {
        for point in points where !talkingPoints.contains(where: { $0.text == point.text }) {
            talkingPoints.append(point)
        }
    }

    /// Takes talking points out, by their numbers in the plan.
    mutating func unsay(_ numbers: [Int]) throws(CommandFailure) {
        for number in numbers where !talkingPoints.indices.contains(number - 1) {
            throw .notFound(
                "The plan has no talking point \(number).",
                hint: "It has \(NumberText.count(talkingPoints.count, "talking point"))."
            )
        }
        talkingPoints = talkingPoints.enumerated().filter { !numbers.contains($0.offset + 1) }.map(\.element)
    }

    mutating func remove(_ text: String) throws(CommandFailure) {
        let item = try item(text)
        guard item.state != .asked else { throw CommandFailure("\"\(item.text)\" was asked, so it stays in the plan.") }
        entries.removeAll { $0.id == item.id }
    }

    mutating func drop(_ text: String, reason: Line) throws(CommandFailure) {
        let item = try item(text)
        guard let place = entries.firstIndex(where: { $0.id == item.id }) else { return }
        entries[place].dropReason = reason
    }

    /// Marks a planned question as a must-ask; false if none is meant.
    mutating func markMustAsk(_ text: String) -> Bool {
        guard let item = try? item(text), let place = entries.firstIndex(where: { $0.id == item.id }) else {
            return false
        }
        entries[place].mustAsk = true
        return true
    }

    /// The item that is meant by its number in the plan, its question key, or its id.
    func item(_ text: String) throws(CommandFailure) -> PlanItem {
        try PlanPlace.item(text, in: items)
    }

    private func isPlanned(_ source: QuestionSource) -> Bool {
        let saved = items.contains { item in
            item.source?.library == source.library && item.source?.questionKey == source.questionKey
                && item.state != .dropped && item.state != .moved && entries.contains { $0.id == item.id }
        }
        let added = entries.contains { entry in
            entry.id == nil && entry.source?.library == source.library
                && entry.source?.questionKey == source.questionKey
        }
        return saved || added
    }
}

/// Finds an item of a plan by what a person typed.
enum PlanPlace {
    static func item(_ text: String, in items: [PlanItem]) throws(CommandFailure) -> PlanItem {
        if let number = Int(text), text.count <= 3 {
            guard items.indices.contains(number - 1) else {
                throw .notFound(
                    "The plan has no number \(number).",
                    hint: "It has \(NumberText.count(items.count, "item"))."
                )
            }
            return items[number - 1]
        }
        let entries = items.map { Lookup<PlanItem>.Entry($0.id, $0.text.text, $0.source?.questionKey.text) }
        let lookup = Lookup<PlanItem>(noun: "item of the plan", listing: "twoway interview plan INTERVIEW")
        let id = try lookup.find(text, among: entries)
        guard let item = items.first(where: { $0.id == id }) else { throw .notFound("The plan has no such item.") }
        return item
    }
}

extension Plans.Save.Entry {
    /// The item as it is, to be sent again.
    init(_ item: PlanItem) {
        self.init(
            id: item.id,
            belief: item.belief,
            contradiction: item.contradiction,
            text: item.text,
            targetPerson: item.targetPerson,
            targetRole: item.targetRole,
            mustAsk: item.mustAsk,
            minutes: item.minutes,
            priorities: item.priorities,
            dropReason: item.dropReason
        )
    }
}

extension Plans.Save.Entry {
    /// A suggestion as it is taken over.
    init(_ item: SuggestedItem) {
        self.init(
            source: item.source,
            ownQuestion: item.ownQuestion,
            belief: item.belief,
            contradiction: item.contradiction,
            carriedFrom: item.carriedFrom,
            suggested: true,
            text: item.text,
            targetPerson: item.person,
            mustAsk: item.mustAsk,
            minutes: item.minutes,
            priorities: item.priorities
        )
        // What is carried over knows best where it is from.
        if carriedFrom != nil {
            source = nil
            ownQuestion = nil
            belief = nil
            contradiction = nil
        }
    }
}

/// Questions and talking points for a plan, in a file.
struct PlanFile: Codable {
    struct Item: Codable {
        /// The key of a library question; else there is a text.
        var question: String?
        var library: String?
        /// The id of a question of one's own.
        var ownQuestion: ID<OwnQuestion>?
        /// The id of the belief that it is to settle.
        var belief: ID<Belief>?
        /// The id of the contradiction that it is to clear up.
        var contradiction: ID<Contradiction>?
        /// The id of the question of an earlier interview that it continues.
        var carriedFrom: ID<PlanItem>?
        var text: Line?
        /// An interviewer or a role.
        var person: String?
        var role: InterviewerRole?
        var mustAsk: Bool?
        var minutes: Int?
        var priorities: [String]?

        init(
            question: String? = nil,
            library: String? = nil,
            text: Line? = nil,
            mustAsk: Bool? = nil,
            priorities: [String]? = nil
        ) {
            self.question = question
            self.library = library
            self.text = text
            self.mustAsk = mustAsk
            self.priorities = priorities
        }

        /// Whether it says what to ask.
        var isQuestion: Bool { question != nil || text != nil || ownQuestion != nil || carriedFrom != nil }
    }

    var items: [Item]?
    /// What to say beside the questions.
    var talkingPoints: [TalkingPoint]?
}
