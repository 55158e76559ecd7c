import Foundation
import TwoWayModel

/// A library as the management command sees it: its cover, never its questions (R21).
public struct LibrarySummary: Sendable {
    public let id: ID<Library>
    public let slug: Slug
    /// The e-mail address of its owner.
    public let owner: EmailAddress
    public let status: Library.Status
    public let visibility: Library.Visibility
    /// The newest version that was not taken back.
    public let latestVersion: Int?
    /// How many follow it now.
    public let subscribers: Int
    public let updatedAt: Timestamp

    /// Columns: id, slug, email, status, visibility, latest_version, subscribers, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        id = try row.id()
        slug = try row.value()
        owner = try row.value()
        status = try row.word()
        visibility = try row.word()
        latestVersion = try row.optionalInt()
        subscribers = try row.int()
        updatedAt = try row.time()
    }
}

extension Statement where Input == (before: UUID, rows: Int), Output == LibrarySummary {
    /// Newest first.
    public static let adminLibraries = Statement(
        name: "admin_libraries",
        sql: """
            SELECT l.id, l.slug, a.email, l.status, l.visibility, l.latest_version,
                (SELECT count(*) FROM tw.subscription s WHERE s.library_id = l.id AND s.state = 'active'), l.updated_at
            FROM tw.library l JOIN tw.account a ON a.id = l.owner_id
            WHERE l.id < $1 ORDER BY l.id DESC LIMIT $2
            """,
        bind: { [.uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try LibrarySummary(row: &row) }
    )
}

extension Statement<ID<Library>, LibrarySummary> {
    public static let adminLibrary = Statement(
        name: "admin_library",
        sql: """
            SELECT l.id, l.slug, a.email, l.status, l.visibility, l.latest_version,
                (SELECT count(*) FROM tw.subscription s WHERE s.library_id = l.id AND s.state = 'active'), l.updated_at
            FROM tw.library l JOIN tw.account a ON a.id = l.owner_id
            WHERE l.id = $1
            """,
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try LibrarySummary(row: &row) }
    )
}

extension Statement where Input == (library: ID<Library>, status: Library.Status), Output == Bool {
    /// False when there is no such library.
    public static let adminMoveLibrary = Statement(
        name: "admin_move_library",
        sql: "SELECT sec.admin_library_move($1, $2)",
        bind: { [.id($0.library), .word($0.status)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}
