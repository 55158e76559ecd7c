import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What the database knows that an edit of a plan depends on.
struct PlanBasis {
    /// The plan as it is, in order.
    let items: [PlanItem]
    /// Those of the questions sent that can be planned.
    private let questions: [QuestionSource: PlannableQuestion]
    /// Those of the people sent that are the owner's.
    private let people: Set<ID<Person>>
    /// The keys of what matters in the job search.
    private let priorities: Set<ID<Priority>>

    init(items: [PlanItem], questions: [PlannableQuestion], people: [Interviewer], priorities: [ID<Priority>]) {
        self.items = items
        self.questions = Dictionary(questions.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
        self.people = Set(people.map(\.person))
        self.priorities = Set(priorities)
    }

    fileprivate func question(_ source: QuestionSource) throws(ServiceFailure) -> PlannableQuestion {
        guard let question = questions[source] else { throw .notFound }
        return question
    }

    /// Checks the links of an entry.
    ///
    /// What the stored item has may stay, so that a newer set of priorities does not stand in the way of saving.
    fileprivate func checkLinks(
        of entry: Plans.Save.Entry,
        stored: PlanItem?,
        at path: String
    ) throws(ServiceFailure) {
        if let person = entry.targetPerson, !people.contains(person) { throw .notFound }
        for (index, key) in (entry.priorities ?? []).enumerated() {
            guard priorities.contains(key) || stored?.priorities.contains(key) == true else {
                throw .invalid(
                    path: "\(path).priorities[\(index)]",
                    reason: "is not a priority of this job search"
                )
            }
        }
    }
}

/// An edit of a whole plan, worked out: what stays, what changes, what is new.
struct PlanEdit {
    /// Minutes of a question when neither the candidate nor the library says.
    static let usualMinutes = 3

    /// Ids of stored items that are not removed.
    let kept: [ID<PlanItem>]
    let updated: [PlanItemRow]
    let added: [PlanItemRow]

    init(_ request: PlanRequest, basis: PlanBasis, makeID: () -> ID<PlanItem>) throws(ServiceFailure) {
        let stored = Dictionary(basis.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [PlanItemRow] = []
        for (index, entry) in request.entries.enumerated() {
            var old: PlanItem?
            if let id = entry.id {
                guard let item = stored[id] else { throw .notFound }
                old = item
            }
            rows.append(
                try Self.row(entry, stored: old, basis: basis, at: "params.items[\(index)]", id: old?.id ?? makeID())
            )
        }
        Self.keepAsked(of: basis.items, in: &rows)
        guard rows.count <= PlanRequest.maximumItems else {
            let reason = "must have at most \(PlanRequest.maximumItems) items, with those that were asked"
            throw .invalid(path: "params.items", reason: reason)
        }
        for position in rows.indices { rows[position].position = position }
        updated = rows.filter { stored[$0.item.id] != nil }
        added = rows.filter { stored[$0.item.id] == nil }
        kept = updated.map(\.item.id)
    }

    /// Puts the items that were asked, and are not in the new list, back to where they were.
    private static func keepAsked(of items: [PlanItem], in rows: inout [PlanItemRow]) {
        let listed = Set(rows.map(\.item.id))
        for (position, item) in items.enumerated() where item.state == .asked && !listed.contains(item.id) {
            rows.insert(PlanItemRow(item: item, position: 0, hints: nil), at: min(position, rows.count))
        }
    }

    private static func row(
        _ entry: Plans.Save.Entry,
        stored: PlanItem?,
        basis: PlanBasis,
        at path: String,
        id: ID<PlanItem>
    ) throws(ServiceFailure) -> PlanItemRow {
        try basis.checkLinks(of: entry, stored: stored, at: path)
        // The wording and the hints of a stored item stay as they were planned, whatever becomes of the library (R5);
        // only another question, or another version of it, brings its own.
        let question: PlannableQuestion? =
            if let source = entry.source, source != stored?.source { try basis.question(source) } else { nil }
        let item = PlanItem(
            id: id,
            origin: origin(stored: stored, isOfLibrary: question != nil),
            source: question?.source ?? stored?.source,
            text: try text(entry, question: question, stored: stored, at: path),
            targetPerson: entry.targetPerson,
            targetRole: entry.targetRole,
            mustAsk: entry.mustAsk ?? false,
            minutes: entry.minutes ?? question.map { $0.minutes ?? usualMinutes } ?? stored?.minutes ?? usualMinutes,
            state: try state(stored: stored, isDropped: entry.dropReason != nil),
            dropReason: entry.dropReason,
            priorities: entry.priorities ?? []
        )
        return PlanItemRow(item: item, position: 0, hints: question?.hints)
    }

    private static func origin(stored: PlanItem?, isOfLibrary: Bool) -> PlanItem.Origin {
        switch stored?.origin {
        case .none, .own, .library: isOfLibrary || stored?.source != nil ? .library : .own
        case .some(let origin): origin
        }
    }

    /// Where a reason for dropping it, or the lack of one, leads an item to.
    private static func state(stored: PlanItem?, isDropped: Bool) throws(ServiceFailure) -> PlanItem.State {
        let current = stored?.state ?? .planned
        if isDropped {
            guard current == .dropped || current.mayBecome(.dropped) else {
                throw .invalidState(
                    current == .asked
                        ? "A question that was asked cannot be dropped."
                        : "A question that was moved cannot be dropped."
                )
            }
            return .dropped
        }
        return current == .dropped ? .planned : current
    }

    private static func text(
        _ entry: Plans.Save.Entry,
        question: PlannableQuestion?,
        stored: PlanItem?,
        at path: String
    ) throws(ServiceFailure) -> Line {
        if let text = entry.text { return text }
        if let question { return try question.line(at: path) }
        guard let stored else { throw .invalid(path: "\(path).text", reason: "is needed without a source") }
        return stored.text
    }
}

extension PlannableQuestion {
    /// The wording, if it fits into a plan as it is.
    fileprivate func line(at path: String) throws(ServiceFailure) -> Line {
        do {
            return try Line(text)
        } catch {
            throw .invalid(path: "\(path).text", reason: "is needed: the library's own wording \(error.description)")
        }
    }
}
