import Foundation
import TwoWayModel

extension OwnRating {
    /// Columns: lo, hi, note, revision.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            interval: ValueInterval(lo: try row.double(), hi: try row.double()),
            note: try row.optionalChecked(),
            revision: try row.int()
        )
    }
}

extension Statement where Input == OwnedID<Opportunity>, Output == PrioritySetRow {
    /// The set that counts for an opportunity.
    public static let prioritySetOfOpportunity = Statement(
        name: "priority_set_of_opportunity",
        sql: """
            SELECT s.id, s.job_search_id, s.version, s.state, s.weight_mode, s.certainty, s.freeze_cause,
                s.change_reason, s.revision, s.updated_at
            FROM opportunity o JOIN priority_set s ON s.owner_id = o.owner_id AND s.job_search_id = o.job_search_id
            WHERE o.owner_id = $1 AND o.id = $2 AND s.state IN ('active', 'frozen')
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PrioritySetRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Priority {
    /// The priorities that count for an opportunity, in the order of the candidate.
    public static let prioritiesOfOpportunity = Statement(
        name: "priorities_of_opportunity",
        sql: """
            SELECT p.priority_key, p.dimension, p.title, p.statement, p.direction, p.target, p.weight, p.vital,
                p.must_have, p.threshold, p.required_source, p.boss_dependent, p.rank, p.anchors
            FROM opportunity o
            JOIN priority_set s ON s.owner_id = o.owner_id AND s.job_search_id = o.job_search_id
                AND s.state IN ('active', 'frozen')
            JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
            WHERE o.owner_id = $1 AND o.id = $2
            ORDER BY p.position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Priority(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == (priority: ID<Priority>, own: OwnRating) {
    /// The candidate's own ratings.
    public static let ownRatings = Statement(
        name: "own_ratings",
        sql: """
            SELECT priority_key, lo, hi, note, revision FROM priority_rating
            WHERE owner_id = $1 AND opportunity_id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in (priority: try row.id(), own: try OwnRating(row: &row)) }
    )
}

/// One priority at one opportunity.
public struct RatedPriority: Sendable {
    public let owner: ID<Account>
    public let opportunity: ID<Opportunity>
    public let priority: ID<Priority>

    public init(owner: ID<Account>, opportunity: ID<Opportunity>, priority: ID<Priority>) {
        self.owner = owner
        self.opportunity = opportunity
        self.priority = priority
    }
}

extension Statement<RatedPriority, OwnRating> {
    /// The row locked until the end of the transaction, for an edit.
    public static let ownRatingForUpdate = Statement(
        name: "own_rating_for_update",
        sql: """
            SELECT lo, hi, note, revision FROM priority_rating
            WHERE owner_id = $1 AND opportunity_id = $2 AND priority_key = $3
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.priority)] },
        decode: { row throws(RowError) in try OwnRating(row: &row) }
    )
}

extension Statement<RatedPriority, Void> {
    public static let removeOwnRating = Statement(
        name: "remove_own_rating",
        sql: "DELETE FROM priority_rating WHERE owner_id = $1 AND opportunity_id = $2 AND priority_key = $3",
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.priority)] }
    )
}

/// The candidate's own rating as it is to be kept.
public struct OwnRatingChange: Sendable {
    public let place: RatedPriority
    public let interval: ValueInterval
    public let note: Prose?
    /// The revision it was read at; 0 for the first.
    public let revision: Revision

    public init(place: RatedPriority, interval: ValueInterval, note: Prose?, revision: Revision) {
        self.place = place
        self.interval = interval
        self.note = note
        self.revision = revision
    }
}

extension Statement<OwnRatingChange, Void> {
    /// Changes no row when somebody else's edit came between (R23).
    public static let saveOwnRating = Statement(
        name: "save_own_rating",
        sql: """
            INSERT INTO priority_rating AS r (owner_id, opportunity_id, priority_key, lo, hi, note)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (owner_id, opportunity_id, priority_key) DO UPDATE
            SET lo = excluded.lo, hi = excluded.hi, note = excluded.note, revision = r.revision + 1, updated_at = now()
            WHERE r.revision = $7
            """,
        bind: {
            [
                .id($0.place.owner), .id($0.place.opportunity), .id($0.place.priority), .double($0.interval.lo),
                .double($0.interval.hi), .value($0.note), .int($0.revision),
            ]
        }
    )
}
