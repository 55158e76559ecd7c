import TwoWayModel
import TwoWayProtocol

/// The fates of questions that were not asked, as they are typed.
struct UnaskedFates {
    private(set) var fates: [Interviews.Close.Fate] = []
    private let items: [PlanItem]
    private let target: ID<Interview>?

    /// Reads `2`, `2=A reason` and `2=2026-05-08`; each item is a number in the plan, a key or an ID.
    init(
        carry: [String],
        drop: [String],
        mail: [String],
        to target: ID<Interview>?,
        items: [PlanItem],
        today: Day = DayText.today()
    ) throws(CommandFailure) {
        self.items = items
        self.target = target
        for text in carry { try add(text) { .init(item: $0, fate: .carryOver, to: target) } }
        for text in drop {
            let (item, rest) = Self.parts(text)
            guard let rest, let reason = try? Line(rest) else {
                throw .usage(
                    "--drop needs a reason.",
                    hint: "Write it behind the item: --drop \"\(item)=On their site\""
                )
            }
            try add(item) { .init(item: $0, fate: .drop, reason: reason) }
        }
        for text in mail {
            let (item, rest) = Self.parts(text)
            var due: Day?
            if let rest { due = try DayText.day(rest, today: today) }
            try add(item) { .init(item: $0, fate: .askByMail, dueOn: due) }
        }
    }

    /// The items among those that need a fate which have none yet.
    func missing(_ needFate: [ID<PlanItem>]) -> [PlanItem] {
        let fated = Set(fates.map(\.item))
        return items.filter { needFate.contains($0.id) && !fated.contains($0.id) }
    }

    /// Asks for the fate of an item; false at the end of the input.
    mutating func ask(about item: PlanItem, next: Interview?, _ dialogue: Dialogue) -> Bool {
        dialogue.output.paragraph(item.text.text, .strong)
        let place =
            next.map { "carry over to \"\($0.title.text)\"" } ?? "carry over to the next interview, when there is one"
        let choices: [(name: String, value: UnaskedFate)] = [
            (place, .carryOver), ("ask by mail", .askByMail), ("drop", .drop),
        ]
        guard let fate = dialogue.choose("What becomes of it?", among: choices, usual: 0) else { return false }
        switch fate {
        case .carryOver:
            fates.append(.init(item: item.id, fate: fate, to: target))
        case .askByMail:
            let due = Self.askDay("When is the mail due? (2026-05-08, +7, or nothing) ", dialogue)
            guard due.isAnswered else { return false }
            fates.append(.init(item: item.id, fate: fate, dueOn: due.day))
        case .drop:
            while true {
                guard let typed = dialogue.ask("Why? ") else { return false }
                guard let reason = try? Line(typed) else { continue }
                fates.append(.init(item: item.id, fate: fate, reason: reason))
                break
            }
        }
        return true
    }

    /// A day that is typed, or none; not answered at the end of the input.
    static func askDay(_ question: StyledText, _ dialogue: Dialogue) -> (isAnswered: Bool, day: Day?) {
        while let typed = dialogue.ask(question) {
            if typed.isEmpty { return (true, nil) }
            if let day = try? DayText.day(typed) { return (true, day) }
            dialogue.output.say(StyledText("A day such as 2026-05-08, tomorrow, or +7, please.", .doubtful))
        }
        return (false, nil)
    }

    private mutating func add(
        _ text: String,
        _ fate: (ID<PlanItem>) -> Interviews.Close.Fate
    ) throws(CommandFailure) {
        let item = try PlanPlace.item(text, in: items)
        guard !fates.contains(where: { $0.item == item.id }) else {
            throw .usage("\"\(item.text.text)\" has two fates.")
        }
        fates.append(fate(item.id))
    }

    private static func parts(_ text: String) -> (item: String, rest: String?) {
        guard let sign = text.firstIndex(of: "=") else { return (text, nil) }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}
