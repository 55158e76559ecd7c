import Foundation
import TwoWayModel

/// A priority set without its priorities.
public struct PrioritySetRow: Sendable {
    public let id: ID<PrioritySet>
    public let jobSearch: ID<JobSearch>
    public let version: Int
    public let state: PrioritySet.State
    public let weightMode: WeightMode
    public let certainty: Certainty?
    public let freezeCause: Line?
    public let changeReason: Line?
    public let revision: Revision
    public let updatedAt: Timestamp

    /// Columns: id, job_search_id, version, state, weight_mode, certainty, freeze_cause, change_reason, revision,
    /// updated_at.
    init(row: inout Row) throws(RowError) {
        id = try row.id()
        jobSearch = try row.id()
        version = try row.int()
        state = try row.word()
        weightMode = try row.word()
        certainty = try row.optionalWord()
        freezeCause = try row.optionalChecked()
        changeReason = try row.optionalChecked()
        revision = try row.int()
        updatedAt = try row.time()
    }

    /// The whole set; trade-offs bear on no number, and a reader of numbers leaves them out.
    public func with(_ priorities: [Priority], _ tradeOffs: [TradeOff] = []) -> PrioritySet {
        PrioritySet(
            id: id,
            jobSearch: jobSearch,
            version: version,
            state: state,
            weightMode: weightMode,
            certainty: certainty,
            priorities: priorities,
            tradeOffs: tradeOffs,
            freezeCause: freezeCause,
            changeReason: changeReason,
            revision: revision,
            updatedAt: updatedAt
        )
    }
}

extension Priority {
    /// Columns: priority_key, dimension, title, statement, direction, target, weight, vital, must_have, threshold,
    /// required_source, boss_dependent, rank, anchors.
    init(row: inout Row) throws(RowError) {
        self.init(
            key: try row.id(),
            dimension: try row.optionalText(),
            title: try row.checked(),
            statement: try row.optionalChecked(),
            direction: try row.word(),
            target: try row.optionalDouble(),
            weight: try row.double(),
            vital: try row.bool(),
            mustHave: try row.bool(),
            threshold: try row.optionalDouble(),
            requiredSource: try row.optionalWord(),
            bossDependent: try row.bool()
        )
        rank = try row.optionalInt()
        anchors = try row.optionalTextArray().map { $0.map { Line(unchecked: $0) } }
    }
}

extension TradeOff {
    /// Columns: give_key, gain_key, limit_rating, note.
    init(row: inout Row) throws(RowError) {
        self.init(
            give: try row.id(),
            gain: try row.id(),
            limit: try row.double(),
            note: try row.optionalChecked()
        )
    }
}

/// Which of the versions of a job search is meant.
public enum PrioritySetChoice: Sendable, Hashable {
    /// The set that counts.
    case current
    case draft
    /// The last one that an offer froze, superseded or not.
    case lastFrozen
    case version(Int)

    fileprivate var states: [String] {
        let states: [PrioritySet.State] =
            switch self {
            case .current: [.active, .frozen]
            case .draft: [.draft]
            case .lastFrozen, .version: []
            }
        return states.map(\.rawValue)
    }

    fileprivate var version: Int? {
        switch self {
        case .version(let version): version
        case .current, .draft, .lastFrozen: nil
        }
    }
}

/// One of the versions of a job search.
public struct ChosenPrioritySet: Sendable {
    public let search: OwnedID<JobSearch>
    public let choice: PrioritySetChoice

    public init(_ search: OwnedID<JobSearch>, _ choice: PrioritySetChoice) {
        self.search = search
        self.choice = choice
    }

    fileprivate var parameters: [SQLValue] {
        [
            .id(search.owner), .id(search.id), .textArray(choice.states), .int(choice.version),
            .bool(choice == .lastFrozen),
        ]
    }
}

extension Statement<ChosenPrioritySet, PrioritySetRow> {
    public static let chosenPrioritySet = Statement(
        name: "chosen_priority_set",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, certainty, freeze_cause, change_reason, revision,
                updated_at
            FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2
                AND (state = ANY ($3) OR version = $4 OR ($5 AND freeze_cause IS NOT NULL))
            ORDER BY version DESC LIMIT 1
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )
}

extension Statement<ChosenPrioritySet, Priority> {
    /// In the order of the candidate.
    public static let chosenPriorities = Statement(
        name: "chosen_priorities",
        sql: """
            SELECT p.priority_key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight, p.vital,
                p.must_have, p.threshold, p.required_source, p.boss_dependent, p.rank, p.anchors
            FROM (
                SELECT s.owner_id, s.id FROM priority_set s
                WHERE s.owner_id = $1 AND s.job_search_id = $2
                    AND (s.state = ANY ($3) OR s.version = $4 OR ($5 AND s.freeze_cause IS NOT NULL))
                ORDER BY s.version DESC LIMIT 1
            ) c
            JOIN priority p ON p.owner_id = c.owner_id AND p.priority_set_id = c.id
            ORDER BY p.position
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )
}

extension Statement<ChosenPrioritySet, TradeOff> {
    /// In the order of the candidate.
    public static let chosenTradeOffs = Statement(
        name: "chosen_trade_offs",
        sql: """
            SELECT t.give_key, t.gain_key, t.limit_rating, t.note
            FROM (
                SELECT s.owner_id, s.id FROM priority_set s
                WHERE s.owner_id = $1 AND s.job_search_id = $2
                    AND (s.state = ANY ($3) OR s.version = $4 OR ($5 AND s.freeze_cause IS NOT NULL))
                ORDER BY s.version DESC LIMIT 1
            ) c
            JOIN trade_off t ON t.owner_id = c.owner_id AND t.priority_set_id = c.id
            ORDER BY t.position
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in try TradeOff(row: &row) }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == PrioritySetRow {
    /// The set that counts.
    public static let currentPrioritySet = Statement(
        name: "current_priority_set",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, certainty, freeze_cause, change_reason, revision,
                updated_at
            FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2 AND state IN ('active', 'frozen')
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )

    /// The set that is being worked on, locked until the end of the transaction.
    public static let draftPrioritySetForUpdate = Statement(
        name: "draft_priority_set_for_update",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, certainty, freeze_cause, change_reason, revision,
                updated_at
            FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2 AND state = 'draft'
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == PrioritySetRow {
    public static let prioritySet = Statement(
        name: "priority_set",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, certainty, freeze_cause, change_reason, revision,
                updated_at
            FROM priority_set
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )

    /// The row locked until the end of the transaction, for an edit.
    public static let prioritySetForUpdate = Statement(
        name: "priority_set_for_update",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, certainty, freeze_cause, change_reason, revision,
                updated_at
            FROM priority_set
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == Priority {
    /// In the order of the candidate.
    public static let prioritiesOfSet = Statement(
        name: "priorities_of_set",
        sql: """
            SELECT priority_key, dimension, title, statement, direction, target, weight, vital, must_have, threshold,
                required_source, boss_dependent, rank, anchors
            FROM priority
            WHERE owner_id = $1 AND priority_set_id = $2
            ORDER BY position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == TradeOff {
    /// In the order of the candidate.
    public static let tradeOffsOfSet = Statement(
        name: "trade_offs_of_set",
        sql: """
            SELECT give_key, gain_key, limit_rating, note FROM trade_off
            WHERE owner_id = $1 AND priority_set_id = $2
            ORDER BY position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try TradeOff(row: &row) }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == Priority {
    /// The priorities of the set that counts, in the order of the candidate.
    public static let currentPriorities = Statement(
        name: "current_priorities",
        sql: """
            SELECT p.priority_key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight, p.vital,
                p.must_have, p.threshold, p.required_source, p.boss_dependent, p.rank, p.anchors
            FROM priority_set s JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
            WHERE s.owner_id = $1 AND s.job_search_id = $2 AND s.state IN ('active', 'frozen')
            ORDER BY p.position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )
}

extension Statement where Input == (search: OwnedID<JobSearch>, page: OwnerNumberPage), Output == PrioritySetSummary {
    /// Every version, newest first.
    public static let prioritySets = Statement(
        name: "priority_sets",
        sql: """
            SELECT s.id, s.job_search_id, s.version, s.state, s.weight_mode, p.all_of_them, p.must_haves, t.all_of_them,
                s.freeze_cause, s.change_reason, s.revision, s.created_at, s.updated_at
            FROM priority_set s
            CROSS JOIN LATERAL (
                SELECT count(*) AS all_of_them, count(*) FILTER (WHERE q.must_have) AS must_haves FROM priority q
                WHERE q.owner_id = s.owner_id AND q.priority_set_id = s.id
            ) p
            CROSS JOIN LATERAL (
                SELECT count(*) AS all_of_them FROM trade_off o
                WHERE o.owner_id = s.owner_id AND o.priority_set_id = s.id
            ) t
            WHERE s.owner_id = $1 AND s.job_search_id = $2 AND s.version < $3
            ORDER BY s.version DESC LIMIT $4
            """,
        bind: { [.id($0.search.owner), .id($0.search.id), .int($0.page.before), .int($0.page.rows)] },
        decode: { row throws(RowError) in
            PrioritySetSummary(
                id: try row.id(),
                jobSearch: try row.id(),
                version: try row.int(),
                state: try row.word(),
                weightMode: try row.word(),
                priorities: try row.int(),
                mustHaves: try row.int(),
                tradeOffs: try row.int(),
                freezeCause: try row.optionalChecked(),
                changeReason: try row.optionalChecked(),
                revision: try row.int(),
                createdAt: try row.time(),
                updatedAt: try row.time()
            )
        }
    )
}

/// A page of rows that are ordered by a number, highest first.
public struct OwnerNumberPage: Sendable {
    /// Rows below this number.
    public let before: Int
    /// How many rows at the most.
    public let rows: Int

    public init(before: Int, rows: Int) {
        self.before = before
        self.rows = rows
    }
}
