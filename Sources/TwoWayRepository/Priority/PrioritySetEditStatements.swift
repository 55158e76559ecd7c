import Foundation
import TwoWayModel

extension Statement
where Input == (owner: ID<Account>, keys: [ID<Priority>]), Output == (key: ID<Priority>, jobSearch: ID<JobSearch>) {
    /// The job search that each of the keys belongs to; a key that none has is left out.
    public static let jobSearchesOfPriorities = Statement(
        name: "job_searches_of_priorities",
        sql: """
            SELECT k.key, s.job_search_id
            FROM unnest($2) AS k (key)
            CROSS JOIN LATERAL (
                SELECT p.priority_set_id FROM priority p WHERE p.owner_id = $1 AND p.priority_key = k.key LIMIT 1
            ) p
            JOIN priority_set s ON s.owner_id = $1 AND s.id = p.priority_set_id
            """,
        bind: { [.id($0.owner), .ids($0.keys)] },
        decode: { row throws(RowError) in (key: try row.id(), jobSearch: try row.id()) }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == Int {
    /// The number of the newest version; 0 when there is none.
    public static let lastPrioritySetVersion = Statement(
        name: "last_priority_set_version",
        sql: "SELECT coalesce(max(version), 0) FROM priority_set WHERE owner_id = $1 AND job_search_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

/// The head of a priority set that is being worked on.
public struct PrioritySetHead: Sendable {
    public let owner: ID<Account>
    public let id: ID<PrioritySet>
    public let jobSearch: ID<JobSearch>
    public let weightMode: WeightMode
    public let certainty: Certainty?

    public init(
        owner: ID<Account>,
        id: ID<PrioritySet>,
        jobSearch: ID<JobSearch>,
        weightMode: WeightMode,
        certainty: Certainty?
    ) {
        self.owner = owner
        self.id = id
        self.jobSearch = jobSearch
        self.weightMode = weightMode
        self.certainty = certainty
    }

    fileprivate var parameters: [SQLValue] {
        [.id(owner), .id(id), .id(jobSearch), .word(weightMode), .word(certainty)]
    }
}

extension Statement<PrioritySetHead, Void> {
    public static let createPrioritySet = Statement(
        name: "create_priority_set",
        sql: """
            INSERT INTO priority_set (owner_id, id, job_search_id, version, weight_mode, certainty)
            SELECT $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5
            FROM priority_set WHERE owner_id = $1 AND job_search_id = $3
            """,
        bind: { $0.parameters }
    )

    /// Counts the revision of a draft on.
    public static let updatePrioritySet = Statement(
        name: "update_priority_set",
        sql: """
            UPDATE priority_set SET weight_mode = $4, certainty = $5, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND job_search_id = $3
            """,
        bind: { $0.parameters }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == Void {
    /// Takes the trade-offs along.
    public static let clearPriorities = Statement(
        name: "clear_priorities",
        sql: "DELETE FROM priority WHERE owner_id = $1 AND priority_set_id = $2",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == (set: OwnedID<PrioritySet>, priorities: [Priority]), Output == Void {
    /// The anchors of all priorities stand in one array, of which each that has some has a slice of five from a first one.
    public static let insertPriorities = Statement(
        name: "insert_priorities",
        sql: """
            INSERT INTO priority (owner_id, priority_set_id, position, priority_key, dimension, title, statement,
                direction, target, weight, vital, must_have, threshold, required_source, boss_dependent, rank, anchors)
            SELECT $1, $2, p.position - 1, p.key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight,
                p.vital, p.must_have, p.threshold, p.required_source, p.boss_dependent, p.rank,
                CASE WHEN p.first_anchor IS NOT NULL
                    THEN ($17::text[])[p.first_anchor:p.first_anchor + 4] END
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) WITH ORDINALITY
                AS p (key, dimension, title, statement, direction, target, weight, vital, must_have, threshold,
                    required_source, boss_dependent, rank, first_anchor, position)
            """,
        bind: { input in
            let priorities = input.priorities
            var anchors: [String] = []
            var firstAnchors: [Int?] = []
            for priority in priorities {
                firstAnchors.append(priority.anchors.map { _ in anchors.count + 1 })
                anchors += (priority.anchors ?? []).map(\.text)
            }
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
                .intArray(priorities.map(\.rank)),
                .intArray(firstAnchors),
                .textArray(anchors),
            ]
        }
    )
}

extension Statement where Input == (set: OwnedID<PrioritySet>, tradeOffs: [TradeOff]), Output == Void {
    public static let insertTradeOffs = Statement(
        name: "insert_trade_offs",
        sql: """
            INSERT INTO trade_off (owner_id, priority_set_id, position, give_key, gain_key, limit_rating, note)
            SELECT $1, $2, t.position - 1, t.give_key, t.gain_key, t.limit_rating, t.note
            FROM unnest($3, $4, $5, $6) WITH ORDINALITY AS t (give_key, gain_key, limit_rating, note, position)
            """,
        bind: { input in
            [
                .id(input.set.owner), .id(input.set.id), .ids(input.tradeOffs.map(\.give)),
                .ids(input.tradeOffs.map(\.gain)), .doubleArray(input.tradeOffs.map(\.limit)),
                .textArray(input.tradeOffs.map { $0.note?.text }),
            ]
        }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == JobSearch.State {
    /// The state of the job search of a set; the row locked, so that no offer comes in between.
    public static let jobSearchOfPrioritySetForUpdate = Statement(
        name: "job_search_of_priority_set_for_update",
        sql: """
            SELECT j.state
            FROM priority_set s JOIN job_search j ON j.owner_id = s.owner_id AND j.id = s.job_search_id
            WHERE s.owner_id = $1 AND s.id = $2
            FOR UPDATE OF j
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.word() }
    )
}

extension Statement where Input == OwnedID<PrioritySet>, Output == Bool {
    /// Whether a set of the same job search was ever frozen, so that changes need a reason.
    public static let prioritiesWereFrozen = Statement(
        name: "priorities_were_frozen",
        sql: """
            SELECT EXISTS (SELECT FROM priority_set f
                WHERE f.owner_id = s.owner_id AND f.job_search_id = s.job_search_id AND f.freeze_cause IS NOT NULL)
            FROM priority_set s
            WHERE s.owner_id = $1 AND s.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (set: OwnedID<PrioritySet>, changeReason: Line?), Output == Void {
    /// The set before has been superseded already.
    public static let activatePrioritySet = Statement(
        name: "activate_priority_set",
        sql: """
            UPDATE priority_set
            SET state = 'active', change_reason = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.set.owner), .id($0.set.id), .value($0.changeReason)] }
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

    /// Freezes the active set once an opportunity of the job search has come to an offer, unless a set was frozen before
    /// (DOMAIN 5.10).
    ///
    /// The row of the job search is locked, so that a new set and a first offer see each other.
    public static let freezeAtFirstOffer = Statement(
        name: "freeze_at_first_offer",
        sql: """
            UPDATE priority_set s
            SET state = 'frozen', freeze_cause = 'First offer: ' || f.title, revision = s.revision + 1, updated_at = now()
            FROM (
                SELECT o.title
                FROM opportunity o
                JOIN stage_event e ON e.owner_id = o.owner_id AND e.opportunity_id = o.id
                WHERE o.owner_id = $1 AND o.job_search_id = $2 AND e.to_stage IN ('offer', 'accepted')
                ORDER BY e.at, o.id LIMIT 1
            ) f
            WHERE s.owner_id = $1 AND s.job_search_id = $2 AND s.state = 'active'
                AND NOT EXISTS (SELECT FROM priority_set b
                    WHERE b.owner_id = $1 AND b.job_search_id = $2 AND b.freeze_cause IS NOT NULL)
            """,
        bind: { [.id($0.owner), .id($0.id)] }
    )
}
