import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// An edit of a whole plan, worked out: what stays, what changes, what is new.
struct PlanEdit {
    /// Ids of stored items that are not removed.
    let kept: [ID<PlanItem>]
    let updated: [PlanItemRow]
    let added: [PlanItemRow]
    /// The items of other plans that are carried over into this one.
    let carried: [ID<PlanItem>]

    init(_ request: PlanRequest, basis: PlanBasis, makeID: () -> ID<PlanItem>) throws(ServiceFailure) {
        let stored = Dictionary(basis.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [PlanItemRow] = []
        for (index, entry) in request.entries.enumerated() {
            let path = "params.items[\(index)]"
            let old = try Self.stored(entry, among: stored, of: request, at: path)
            rows.append(try Self.row(entry, stored: old, basis: basis, at: path, id: old?.id ?? makeID()))
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
        carried = added.compactMap(\.item.carriedFrom)
    }

    /// The stored item that an entry means: by its id, or as what was carried over already (R11).
    private static func stored(
        _ entry: Plans.Save.Entry,
        among stored: [ID<PlanItem>: PlanItem],
        of request: PlanRequest,
        at path: String
    ) throws(ServiceFailure) -> PlanItem? {
        guard let id = entry.id else {
            guard let carriedFrom = entry.carriedFrom,
                let item = stored.values.first(where: { $0.carriedFrom == carriedFrom })
            else { return nil }
            guard !request.entries.contains(where: { $0.id == item.id }) else {
                throw .invalid(path: "\(path).carriedFrom", reason: "is in this plan already")
            }
            return item
        }
        guard let item = stored[id] else { throw .notFound }
        if let carriedFrom = entry.carriedFrom, carriedFrom != item.carriedFrom {
            throw .invalid(path: "\(path).carriedFrom", reason: "is only for a new item")
        }
        return item
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
        let carried = stored == nil ? try basis.carried(by: entry) : nil
        let before = stored ?? carried
        try basis.checkLinks(of: entry, stored: before, at: path)
        let question = try basis.question(of: entry, stored: before)
        let belief = try basis.belief(of: entry, stored: stored)
        let contradiction = try basis.contradiction(of: entry, stored: stored)
        // One of the two: what the entry says takes the place of what was carried over.
        let carriedAim = belief == nil && contradiction == nil ? carried : nil
        var item = PlanItem(
            id: id,
            origin: .own,
            source: entry.source ?? (entry.ownQuestion == nil ? before?.source : nil),
            ownQuestion: entry.ownQuestion ?? (entry.source == nil ? before?.ownQuestion : nil),
            belief: belief?.id ?? carriedAim?.belief,
            contradiction: contradiction?.id ?? carriedAim?.contradiction,
            carriedFrom: stored == nil ? entry.carriedFrom : stored?.carriedFrom,
            text: try text(entry, question: question, before: before, at: path),
            targetPerson: entry.targetPerson ?? (entry.targetRole == nil ? carried?.targetPerson : nil),
            targetRole: entry.targetRole ?? (entry.targetPerson == nil ? carried?.targetRole : nil),
            mustAsk: entry.mustAsk ?? carried?.mustAsk ?? false,
            minutes: entry.minutes ?? question.map { $0.minutes ?? PlanItem.usualMinutes } ?? before?.minutes
                ?? PlanItem.usualMinutes,
            state: try state(stored: stored, isDropped: entry.dropReason != nil),
            dropReason: entry.dropReason,
            priorities: priorities(
                entry,
                question: question,
                settling: [belief?.priority, contradiction?.priority],
                stored: stored,
                carried: carried,
                basis
            )
        )
        item.origin = origin(of: item, stored: stored, isSuggested: entry.suggested == true)
        let hints = question == nil ? try encoded(carried?.hints) : question?.hints
        return PlanItemRow(item: item, position: 0, hints: hints)
    }

    /// What a new item, or one that got another question, leaves out comes from its question.
    private static func priorities(
        _ entry: Plans.Save.Entry,
        question: PlannableQuestion?,
        settling aims: [ID<Priority>?],
        stored: PlanItem?,
        carried: PlanItem?,
        _ basis: PlanBasis
    ) -> [ID<Priority>] {
        if let priorities = entry.priorities { return priorities }
        if question == nil, let carried { return basis.priorities(of: carried) }
        guard stored == nil || question != nil else { return [] }
        return basis.priorities(of: question, settling: aims)
    }

    /// Where an item comes from, the closest reason for it first.
    private static func origin(of item: PlanItem, stored: PlanItem?, isSuggested: Bool) -> PlanItem.Origin {
        switch stored?.origin {
        case .carried, .suggested: stored?.origin ?? .own
        case .none, .own, .library, .belief, .contradiction:
            if item.carriedFrom != nil {
                .carried
            } else if item.belief != nil {
                .belief
            } else if item.contradiction != nil {
                .contradiction
            } else if isSuggested && stored == nil {
                .suggested
            } else {
                item.source == nil ? .own : .library
            }
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
        before: PlanItem?,
        at path: String
    ) throws(ServiceFailure) -> Line {
        if let text = entry.text { return text }
        if let question { return try question.line(at: path) }
        guard let before else { throw .invalid(path: "\(path).text", reason: "is needed without a source") }
        return before.text
    }

    private static func encoded(_ hints: QuestionHints?) throws(ServiceFailure) -> [UInt8]? {
        guard let hints else { return nil }
        do {
            return try JSONEncoding.encode(hints)
        } catch {
            throw .unexpected("the hints of an item cannot be encoded: \(error)")
        }
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
