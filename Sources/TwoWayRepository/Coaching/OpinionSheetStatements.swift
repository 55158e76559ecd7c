import Foundation
import TwoWayModel

/// The sheet of one side of a second opinion.
public struct SheetPlace: Sendable {
    /// The candidate.
    public let owner: ID<Account>
    public let opinion: ID<Opinion>
    public let side: Role

    public init(owner: ID<Account>, opinion: ID<Opinion>, side: Role) {
        self.owner = owner
        self.opinion = opinion
        self.side = side
    }
}

/// A sheet as it is to be kept, at the revision it was read at; 0 for the first.
public struct SheetChange: Sendable {
    public let place: SheetPlace
    public let note: Prose?
    public let revision: Revision

    public init(place: SheetPlace, note: Prose?, revision: Revision) {
        self.place = place
        self.note = note
        self.revision = revision
    }
}

extension OpinionSheet {
    /// Columns: note, whether it is sealed, revision, updated_at; the ratings come from elsewhere.
    fileprivate init(row: inout Row) throws(RowError) {
        let note: Prose? = try row.optionalChecked()
        self.init(
            ratings: [],
            note: note,
            isSealed: try row.bool(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement<SheetPlace, OpinionSheet> {
    /// Without its ratings; no row for a sheet that is not there, or not to be seen yet.
    public static let opinionSheet = Statement(
        name: "opinion_sheet",
        sql: """
            SELECT note, sealed_at IS NOT NULL, revision, updated_at FROM opinion_sheet
            WHERE owner_id = $1 AND opinion_id = $2 AND side = $3
            """,
        bind: { [.id($0.owner), .id($0.opinion), .word($0.side)] },
        decode: { row throws(RowError) in try OpinionSheet(row: &row) }
    )
}

extension Statement<SheetPlace, OpinionRating> {
    public static let opinionRatings = Statement(
        name: "opinion_ratings",
        sql: """
            SELECT priority_key, rating, note FROM opinion_rating
            WHERE owner_id = $1 AND opinion_id = $2 AND side = $3 ORDER BY priority_key
            """,
        bind: { [.id($0.owner), .id($0.opinion), .word($0.side)] },
        decode: { row throws(RowError) in
            OpinionRating(priority: try row.id(), rating: try row.int(), note: try row.optionalChecked())
        }
    )
}

extension Statement<SheetPlace, Void> {
    public static let clearOpinionRatings = Statement(
        name: "clear_opinion_ratings",
        sql: "DELETE FROM opinion_rating WHERE owner_id = $1 AND opinion_id = $2 AND side = $3",
        bind: { [.id($0.owner), .id($0.opinion), .word($0.side)] }
    )
}

extension Statement<SheetChange, Void> {
    /// Touches no row when another one was begun beside it (R23).
    public static let beginSheet = Statement(
        name: "begin_sheet",
        sql: """
            INSERT INTO opinion_sheet (owner_id, opinion_id, side, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """,
        bind: { [.id($0.place.owner), .id($0.place.opinion), .word($0.place.side), .value($0.note)] }
    )

    /// Touches no row when an edit came between (R23).
    public static let editSheet = Statement(
        name: "edit_sheet",
        sql: """
            UPDATE opinion_sheet SET note = $4, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND opinion_id = $2 AND side = $3 AND revision = $5
            """,
        bind: {
            [
                .id($0.place.owner), .id($0.place.opinion), .word($0.place.side), .value($0.note), .int($0.revision),
            ]
        }
    )

    /// Seals it for good, and with the second one reveals both; touches no row when an edit came between (R23).
    public static let sealSheet = Statement(
        name: "seal_sheet",
        sql: """
            UPDATE opinion_sheet SET sealed_at = now(), revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND opinion_id = $2 AND side = $3 AND revision = $4
            """,
        bind: { [.id($0.place.owner), .id($0.place.opinion), .word($0.place.side), .int($0.revision)] }
    )
}

extension Statement where Input == (place: SheetPlace, ratings: [OpinionRating]), Output == Void {
    public static let writeOpinionRatings = Statement(
        name: "write_opinion_ratings",
        sql: """
            INSERT INTO opinion_rating (owner_id, opinion_id, side, priority_key, rating, note)
            SELECT $1, $2, $3, r.priority_key, r.rating, r.note
            FROM unnest($4, $5, $6) AS r (priority_key, rating, note)
            """,
        bind: {
            [
                .id($0.place.owner), .id($0.place.opinion), .word($0.place.side), .ids($0.ratings.map(\.priority)),
                .intArray($0.ratings.map(\.rating)), .textArray($0.ratings.map { $0.note?.text }),
            ]
        }
    )
}
