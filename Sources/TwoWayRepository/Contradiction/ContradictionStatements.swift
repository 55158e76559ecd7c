import Foundation
import TwoWayModel

/// Which contradictions a page is to have.
public struct ContradictionPage: Sendable {
    public let page: OwnerPage
    public let opportunity: ID<Opportunity>?
    public let state: Contradiction.State?

    public init(page: OwnerPage, opportunity: ID<Opportunity>?, state: Contradiction.State?) {
        self.page = page
        self.opportunity = opportunity
        self.state = state
    }

    /// All open ones of an opportunity.
    public init(openOf opportunity: OwnedID<Opportunity>) {
        let byte = UInt8.max
        let highest = UUID(
            uuid: (
                byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte
            )
        )
        self.init(
            page: OwnerPage(owner: opportunity.owner, before: highest, rows: ContradictionUpkeep.maximumStanding),
            opportunity: opportunity.id,
            state: .open
        )
    }

    fileprivate var values: [SQLValue] { [.id(page.owner), .uuid(page.before), .int(page.rows), .word(state)] }
}

/// A contradiction with one of its sides; the sides of one follow each other, the older first.
public struct ContradictionRow: Sendable {
    fileprivate var contradiction: Contradiction
}

extension ContradictionRow {
    /// Columns: id, opportunity_id, state, severity, weight, reason, created_at, decided_at; id, statement and expected of
    /// the belief; then priority_key, scope, id, origin, source_class, specificity, rating, strength, whether a promise
    /// differs, person, name, time of the evidence, the five of the value, question, answer and note.
    fileprivate init(row: inout Row) throws(RowError) {
        let id: ID<Contradiction> = try row.id()
        let opportunity: ID<Opportunity> = try row.id()
        let state: Contradiction.State = try row.word()
        let severity = try row.double()
        let weight = try row.double()
        let reason: Prose? = try row.optionalChecked()
        let foundAt = try row.time()
        let decidedAt = try row.optionalTime()
        let belief = try row.optionalContradictedBelief()
        contradiction = Contradiction(
            id: id,
            opportunity: opportunity,
            priority: try row.id(),
            scope: try row.word(),
            state: state,
            severity: severity,
            weight: weight,
            sides: [try row.contradictionSide()],
            belief: belief,
            reason: reason,
            foundAt: foundAt,
            decidedAt: decidedAt
        )
    }
}

extension Row {
    fileprivate mutating func optionalContradictedBelief() throws(RowError) -> ContradictedBelief? {
        let id: ID<Belief>? = try optionalID()
        let statement: Line? = try optionalChecked()
        let expected = try optionalInt()
        guard let id, let statement, let expected else { return nil }
        return ContradictedBelief(id: id, statement: statement, expected: expected)
    }

    fileprivate mutating func contradictionSide() throws(RowError) -> ContradictionSide {
        ContradictionSide(
            evidence: try id(),
            origin: try word(),
            sourceClass: try word(),
            specificity: try word(),
            rating: try int(),
            strength: try double(),
            brokenPromise: try bool(),
            person: try optionalID(),
            personName: try optionalChecked(),
            saidAt: try time(),
            value: try optionalAnswerValue(),
            question: try optionalChecked(),
            answer: try optionalChecked(),
            note: try optionalChecked()
        )
    }
}

extension Contradiction {
    /// Puts the sides of each together again.
    public static func all(_ rows: [ContradictionRow]) -> [Contradiction] {
        rows.map(\.contradiction).reduce(into: []) { found, next in
            if let last = found.last, last.id == next.id {
                found[found.count - 1] = last.with(next.sides)
            } else {
                found.append(next)
            }
        }
    }

    private func with(_ more: [ContradictionSide]) -> Contradiction {
        var joined = self
        joined.sides += more
        joined.kind = Kind(of: joined.sides, isAboutBelief: belief != nil)
        return joined
    }
}

extension Statement where Input == ContradictionPage, Output == ContradictionRow {
    /// Newest first, without what was said.
    public static let contradictions = Statement(
        name: "contradictions",
        sql: """
            SELECT c.id, c.opportunity_id, c.state, c.severity, c.weight, c.reason, c.created_at, c.decided_at,
                b.id, b.statement, b.expected, e.priority_key, e.scope, e.id, e.origin, e.source_class, e.specificity,
                e.rating, e.strength, e.origin = 'promise' AND EXISTS (SELECT FROM promise p WHERE p.owner_id = $1
                    AND p.opportunity_id = c.opportunity_id AND p.state = 'differs'
                    AND CASE WHEN e.promise_id IS NULL THEN p.priority_key = e.priority_key ELSE p.id = e.promise_id END),
                q.person_id, h.name, coalesce(q.asked_at, e.created_at), w.value_kind, w.value_number, w.value_unit,
                w.value_yes, w.value_day, NULL::text, NULL::text, NULL::text
            FROM (SELECT id, opportunity_id, first_id, second_id, belief_id, state, severity, weight, reason, created_at,
                    decided_at
                FROM contradiction
                WHERE owner_id = $1 AND id < $2 AND ($4::text IS NULL OR state = $4)
                ORDER BY id DESC LIMIT $3) c
            JOIN evidence e ON e.owner_id = $1 AND e.id IN (c.first_id, c.second_id)
            LEFT JOIN belief b ON b.owner_id = $1 AND b.id = c.belief_id
            LEFT JOIN answer w ON w.owner_id = $1 AND w.id = e.answer_id
            LEFT JOIN asking q ON q.owner_id = $1 AND q.id = w.asking_id
            LEFT JOIN person h ON h.owner_id = $1 AND h.id = q.person_id
            ORDER BY c.id DESC, e.id
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try ContradictionRow(row: &row) }
    )

    /// The same for one opportunity.
    public static let contradictionsOfOpportunity = Statement(
        name: "contradictions_of_opportunity",
        sql: """
            SELECT c.id, c.opportunity_id, c.state, c.severity, c.weight, c.reason, c.created_at, c.decided_at,
                b.id, b.statement, b.expected, e.priority_key, e.scope, e.id, e.origin, e.source_class, e.specificity,
                e.rating, e.strength, e.origin = 'promise' AND EXISTS (SELECT FROM promise p WHERE p.owner_id = $1
                    AND p.opportunity_id = c.opportunity_id AND p.state = 'differs'
                    AND CASE WHEN e.promise_id IS NULL THEN p.priority_key = e.priority_key ELSE p.id = e.promise_id END),
                q.person_id, h.name, coalesce(q.asked_at, e.created_at), w.value_kind, w.value_number, w.value_unit,
                w.value_yes, w.value_day, NULL::text, NULL::text, NULL::text
            FROM (SELECT id, opportunity_id, first_id, second_id, belief_id, state, severity, weight, reason, created_at,
                    decided_at
                FROM contradiction
                WHERE owner_id = $1 AND opportunity_id = $5 AND id < $2 AND ($4::text IS NULL OR state = $4)
                ORDER BY id DESC LIMIT $3) c
            JOIN evidence e ON e.owner_id = $1 AND e.id IN (c.first_id, c.second_id)
            LEFT JOIN belief b ON b.owner_id = $1 AND b.id = c.belief_id
            LEFT JOIN answer w ON w.owner_id = $1 AND w.id = e.answer_id
            LEFT JOIN asking q ON q.owner_id = $1 AND q.id = w.asking_id
            LEFT JOIN person h ON h.owner_id = $1 AND h.id = q.person_id
            ORDER BY c.id DESC, e.id
            """,
        bind: { $0.values + [.id($0.opportunity)] },
        decode: { row throws(RowError) in try ContradictionRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<Contradiction>, Output == ContradictionRow {
    /// One contradiction with all that was said.
    public static let contradiction = Statement(
        name: "contradiction",
        sql: """
            SELECT c.id, c.opportunity_id, c.state, c.severity, c.weight, c.reason, c.created_at, c.decided_at,
                b.id, b.statement, b.expected, e.priority_key, e.scope, e.id, e.origin, e.source_class, e.specificity,
                e.rating, e.strength, e.origin = 'promise' AND EXISTS (SELECT FROM promise p WHERE p.owner_id = $1
                    AND p.opportunity_id = c.opportunity_id AND p.state = 'differs'
                    AND CASE WHEN e.promise_id IS NULL THEN p.priority_key = e.priority_key ELSE p.id = e.promise_id END),
                q.person_id, h.name, coalesce(q.asked_at, e.created_at), w.value_kind, w.value_number, w.value_unit,
                w.value_yes, w.value_day, q.text, w.body, e.note
            FROM contradiction c
            JOIN evidence e ON e.owner_id = $1 AND e.id IN (c.first_id, c.second_id)
            LEFT JOIN belief b ON b.owner_id = $1 AND b.id = c.belief_id
            LEFT JOIN answer w ON w.owner_id = $1 AND w.id = e.answer_id
            LEFT JOIN asking q ON q.owner_id = $1 AND q.id = w.asking_id
            LEFT JOIN person h ON h.owner_id = $1 AND h.id = q.person_id
            WHERE c.owner_id = $1 AND c.id = $2
            ORDER BY e.id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try ContradictionRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<Contradiction>, Output == Contradiction.State {
    /// The row locked until the end of the transaction.
    public static let contradictionForUpdate = Statement(
        name: "contradiction_for_update",
        sql: "SELECT state FROM contradiction WHERE owner_id = $1 AND id = $2 FOR UPDATE",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.word() }
    )
}

/// What the candidate makes of a contradiction.
public struct ContradictionDecision: Sendable {
    public let id: OwnedID<Contradiction>
    /// Explained, accepted as a risk, or dismissed.
    public let state: Contradiction.State
    public let reason: Prose
    public let at: Timestamp

    public init(id: OwnedID<Contradiction>, state: Contradiction.State, reason: Prose, at: Timestamp) {
        self.id = id
        self.state = state
        self.reason = reason
        self.at = at
    }
}

extension Statement<ContradictionDecision, Void> {
    /// Stores a decision; the row has been locked before.
    public static let decideContradiction = Statement(
        name: "decide_contradiction",
        sql: """
            UPDATE contradiction SET state = $3, reason = $4, decided_at = $5, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.id.owner), .id($0.id.id), .word($0.state), .value($0.reason), .time($0.at)] }
    )
}
