import Foundation
import TwoWayModel

/// A priority set without its priorities.
public struct PrioritySetRow: Sendable {
    public let id: ID<PrioritySet>
    public let jobSearch: ID<JobSearch>
    public let version: Int
    public let state: PrioritySet.State
    public let weightMode: WeightMode
    public let revision: Revision
    public let updatedAt: Timestamp

    /// Columns: id, job_search_id, version, state, weight_mode, revision, updated_at.
    init(row: inout Row) throws(RowError) {
        id = try row.id()
        jobSearch = try row.id()
        version = try row.int()
        state = try row.word()
        weightMode = try row.word()
        revision = try row.int()
        updatedAt = try row.time()
    }

    /// The whole set.
    public func with(_ priorities: [Priority]) -> PrioritySet {
        PrioritySet(
            id: id,
            jobSearch: jobSearch,
            version: version,
            state: state,
            weightMode: weightMode,
            priorities: priorities,
            revision: revision,
            updatedAt: updatedAt
        )
    }
}

extension Priority {
    /// Columns: priority_key, dimension, title, statement, direction, target, weight, vital, must_have, threshold,
    /// required_source, boss_dependent.
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
    }
}

extension Statement where Input == OwnedID<JobSearch>, Output == PrioritySetRow {
    /// The set that counts.
    public static let currentPrioritySet = Statement(
        name: "current_priority_set",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, revision, updated_at FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2 AND state IN ('active', 'frozen')
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )

    /// The set that is being worked on, locked until the end of the transaction.
    public static let draftPrioritySetForUpdate = Statement(
        name: "draft_priority_set_for_update",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, revision, updated_at FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2 AND state = 'draft'
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )

    /// The set that is being worked on.
    public static let draftPrioritySet = Statement(
        name: "draft_priority_set",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, revision, updated_at FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2 AND state = 'draft'
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == PrioritySetRow {
    /// The row locked until the end of the transaction, for an edit.
    public static let prioritySetForUpdate = Statement(
        name: "priority_set_for_update",
        sql: """
            SELECT id, job_search_id, version, state, weight_mode, revision, updated_at FROM priority_set
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )

    public static let activatePrioritySet = Statement(
        name: "activate_priority_set",
        sql: """
            UPDATE priority_set SET state = 'active', revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING id, job_search_id, version, state, weight_mode, revision, updated_at
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
                required_source, boss_dependent
            FROM priority
            WHERE owner_id = $1 AND priority_set_id = $2
            ORDER BY position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == Priority {
    /// The priorities of the set that counts, in the order of the candidate.
    public static let currentPriorities = Statement(
        name: "current_priorities",
        sql: """
            SELECT p.priority_key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight, p.vital,
                p.must_have, p.threshold, p.required_source, p.boss_dependent
            FROM priority_set s JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
            WHERE s.owner_id = $1 AND s.job_search_id = $2 AND s.state IN ('active', 'frozen')
            ORDER BY p.position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )

    /// The priorities of the draft, in the order of the candidate.
    public static let draftPriorities = Statement(
        name: "draft_priorities",
        sql: """
            SELECT p.priority_key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight, p.vital,
                p.must_have, p.threshold, p.required_source, p.boss_dependent
            FROM priority_set s JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
            WHERE s.owner_id = $1 AND s.job_search_id = $2 AND s.state = 'draft'
            ORDER BY p.position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == UUID {
    /// Every key that a version of the set has used: keys are stable across versions, and never made by the client.
    public static let priorityKeysOfJobSearch = Statement(
        name: "priority_keys_of_job_search",
        sql: """
            SELECT DISTINCT p.priority_key
            FROM priority_set s JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
            WHERE s.owner_id = $1 AND s.job_search_id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.uuid() }
    )

    /// The row locked, so that two first drafts do not race.
    public static let jobSearchForUpdate = Statement(
        name: "job_search_for_update",
        sql: "SELECT id FROM job_search WHERE owner_id = $1 AND id = $2 FOR UPDATE",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.uuid() }
    )
}

/// The head of a priority set that is being worked on.
public struct PrioritySetHead: Sendable {
    public let owner: ID<Account>
    public let id: ID<PrioritySet>
    public let jobSearch: ID<JobSearch>
    public let weightMode: WeightMode

    public init(owner: ID<Account>, id: ID<PrioritySet>, jobSearch: ID<JobSearch>, weightMode: WeightMode) {
        self.owner = owner
        self.id = id
        self.jobSearch = jobSearch
        self.weightMode = weightMode
    }
}

extension Statement<PrioritySetHead, Void> {
    public static let createPrioritySet = Statement(
        name: "create_priority_set",
        sql: """
            INSERT INTO priority_set (owner_id, id, job_search_id, version, weight_mode)
            SELECT $1, $2, $3, 1 + coalesce(max(version), 0), $4
            FROM priority_set WHERE owner_id = $1 AND job_search_id = $3
            """,
        bind: { [.id($0.owner), .id($0.id), .id($0.jobSearch), .word($0.weightMode)] }
    )

    /// Counts the revision of a draft on.
    public static let updatePrioritySet = Statement(
        name: "update_priority_set",
        sql: """
            UPDATE priority_set SET weight_mode = $4, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND job_search_id = $3
            """,
        bind: { [.id($0.owner), .id($0.id), .id($0.jobSearch), .word($0.weightMode)] }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == Void {
    public static let clearPriorities = Statement(
        name: "clear_priorities",
        sql: "DELETE FROM priority WHERE owner_id = $1 AND priority_set_id = $2",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == Void {
    /// The set that has counted until now.
    public static let supersedePrioritySet = Statement(
        name: "supersede_priority_set",
        sql: """
            UPDATE priority_set SET state = 'superseded', revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND job_search_id = $2 AND state IN ('active', 'frozen')
            """,
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == (set: OwnedID<PrioritySet>, priorities: [Priority]), Output == Void {
    public static let insertPriorities = Statement(
        name: "insert_priorities",
        sql: """
            INSERT INTO priority (owner_id, priority_set_id, position, priority_key, dimension, title, statement,
                direction, target, weight, vital, must_have, threshold, required_source, boss_dependent)
            SELECT $1, $2, p.position - 1, p.key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight,
                p.vital, p.must_have, p.threshold, p.required_source, p.boss_dependent
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) WITH ORDINALITY
                AS p (key, dimension, title, statement, direction, target, weight, vital, must_have, threshold,
                    required_source, boss_dependent, position)
            """,
        bind: { input in
            let priorities = input.priorities
            return [
                .id(input.set.owner), .id(input.set.id),
                .ids(priorities.map(\.key)),
                .textArray(priorities.map(\.dimension)),
                .textArray(priorities.map(\.title.text)),
                .textArray(priorities.map { $0.statement?.text }),
                .textArray(priorities.map(\.direction.rawValue)),
                .doubleArray(priorities.map(\.target)),
                .doubleArray(priorities.map(\.weight)),
                .boolArray(priorities.map(\.vital)),
                .boolArray(priorities.map(\.mustHave)),
                .doubleArray(priorities.map(\.threshold)),
                .textArray(priorities.map { $0.requiredSource?.rawValue }),
                .boolArray(priorities.map(\.bossDependent)),
            ]
        }
    )
}
