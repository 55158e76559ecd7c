import Foundation
import TwoWayModel

/// A stored version; the document is JSON text, which the service reads.
public struct StoredVersion: Sendable {
    public let library: ID<Library>
    public let number: Int
    public let author: Title
    public let changeNotes: Prose
    public let publishedAt: Timestamp
    public let contentHash: String
    public let yankedAt: Timestamp?
    public let yankReason: Line?
    public let document: [UInt8]

    /// Columns: library_id, number, author, change_notes, published_at, content_hash, yanked_at, yank_reason,
    /// document.
    fileprivate init(row: inout Row) throws(RowError) {
        library = try row.id()
        number = try row.int()
        author = try row.checked()
        changeNotes = try row.checked()
        publishedAt = try row.time()
        contentHash = try row.text()
        yankedAt = try row.optionalTime()
        yankReason = try row.optionalChecked()
        document = try row.json()
    }
}

extension LibraryVersionSummary {
    /// Columns: number, change_notes, published_at, content_hash, yanked_at, yank_reason.
    init(row: inout Row) throws(RowError) {
        self.init(
            number: try row.int(),
            changeNotes: try row.checked(),
            publishedAt: try row.time(),
            contentHash: try row.text(),
            yankedAt: try row.optionalTime(),
            yankReason: try row.optionalChecked()
        )
    }
}

/// One version of a library with the account that wants to read it.
public struct VersionReading: Sendable {
    public let reading: LibraryReading
    public let number: Int

    public init(_ reading: LibraryReading, number: Int) {
        self.reading = reading
        self.number = number
    }
}

/// A page of a library's versions, newest first.
public struct VersionPage: Sendable {
    public let reading: LibraryReading
    /// Numbers below this one.
    public let before: Int
    /// How many rows at the most.
    public let rows: Int

    public init(_ reading: LibraryReading, before: Int, rows: Int) {
        self.reading = reading
        self.before = before
        self.rows = rows
    }
}

// What the four statements below have in common: the owner reads every version, others those that are not yanked of a
// library open to them, and a subscriber the pinned one in any case (R2).

extension Statement where Input == VersionReading, Output == StoredVersion {
    public static let versionForCoach = Statement(
        name: "version_for_coach",
        sql: """
            SELECT v.library_id, v.number, v.author, v.change_notes, v.published_at, v.content_hash, v.yanked_at,
                v.yank_reason, v.document
            FROM library_version v JOIN library l ON l.owner_id = v.owner_id AND l.id = v.library_id
            WHERE v.library_id = $2 AND v.number = $3 AND (v.owner_id = $1
                OR v.yanked_at IS NULL AND l.status IN ('published', 'deprecated')
                    AND l.visibility IN ('public', 'unlisted'))
            """,
        bind: { [.id($0.reading.reader), .id($0.reading.library), .int($0.number)] },
        decode: { row throws(RowError) in try StoredVersion(row: &row) }
    )

    public static let versionForCandidate = Statement(
        name: "version_for_candidate",
        sql: """
            SELECT v.library_id, v.number, v.author, v.change_notes, v.published_at, v.content_hash, v.yanked_at,
                v.yank_reason, v.document
            FROM library_version v JOIN library l ON l.owner_id = v.owner_id AND l.id = v.library_id
            WHERE v.library_id = $2 AND v.number = $3 AND (
                v.yanked_at IS NULL AND l.status IN ('published', 'deprecated')
                    AND (l.visibility IN ('public', 'unlisted')
                        OR l.visibility = 'clients' AND EXISTS (SELECT FROM relationship r
                            WHERE r.owner_id = $1 AND r.coach_id = l.owner_id AND r.status = 'active'))
                OR EXISTS (SELECT FROM subscription s
                    WHERE s.owner_id = $1 AND s.library_id = l.id AND s.pinned_version = v.number
                        AND s.state <> 'cancelled'))
            """,
        bind: { [.id($0.reading.reader), .id($0.reading.library), .int($0.number)] },
        decode: { row throws(RowError) in try StoredVersion(row: &row) }
    )
}

extension Statement where Input == VersionPage, Output == LibraryVersionSummary {
    public static let versionsForCoach = Statement(
        name: "versions_for_coach",
        sql: """
            SELECT v.number, v.change_notes, v.published_at, v.content_hash, v.yanked_at, v.yank_reason
            FROM library_version v JOIN library l ON l.owner_id = v.owner_id AND l.id = v.library_id
            WHERE v.library_id = $2 AND v.number < $3 AND (v.owner_id = $1
                OR v.yanked_at IS NULL AND l.status IN ('published', 'deprecated')
                    AND l.visibility IN ('public', 'unlisted'))
            ORDER BY v.number DESC LIMIT $4
            """,
        bind: { [.id($0.reading.reader), .id($0.reading.library), .int($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try LibraryVersionSummary(row: &row) }
    )

    public static let versionsForCandidate = Statement(
        name: "versions_for_candidate",
        sql: """
            SELECT v.number, v.change_notes, v.published_at, v.content_hash, v.yanked_at, v.yank_reason
            FROM library_version v JOIN library l ON l.owner_id = v.owner_id AND l.id = v.library_id
            WHERE v.library_id = $2 AND v.number < $3 AND (
                v.yanked_at IS NULL AND l.status IN ('published', 'deprecated')
                    AND (l.visibility IN ('public', 'unlisted')
                        OR l.visibility = 'clients' AND EXISTS (SELECT FROM relationship r
                            WHERE r.owner_id = $1 AND r.coach_id = l.owner_id AND r.status = 'active'))
                OR EXISTS (SELECT FROM subscription s
                    WHERE s.owner_id = $1 AND s.library_id = l.id AND s.pinned_version = v.number
                        AND s.state <> 'cancelled'))
            ORDER BY v.number DESC LIMIT $4
            """,
        bind: { [.id($0.reading.reader), .id($0.reading.library), .int($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try LibraryVersionSummary(row: &row) }
    )
}

/// A version that is to be taken back, and why.
public struct NewYank: Sendable {
    public let library: OwnedID<Library>
    public let number: Int
    public let reason: Line

    public init(_ library: OwnedID<Library>, number: Int, reason: Line) {
        self.library = library
        self.number = number
        self.reason = reason
    }
}

extension Statement where Input == NewYank, Output == LibraryVersionSummary {
    /// Takes one's own version back; answers no row when it is not there or was taken back before.
    ///
    /// A trigger finds the library's newest version anew.
    public static let yankVersion = Statement(
        name: "yank_version",
        sql: """
            UPDATE library_version SET yanked_at = now(), yank_reason = $4
            WHERE owner_id = $1 AND library_id = $2 AND number = $3 AND yanked_at IS NULL
            RETURNING number, change_notes, published_at, content_hash, yanked_at, yank_reason
            """,
        bind: { [.id($0.library.owner), .id($0.library.id), .int($0.number), .value($0.reason)] },
        decode: { row throws(RowError) in try LibraryVersionSummary(row: &row) }
    )
}

extension Statement where Input == (library: OwnedID<Library>, number: Int), Output == Bool {
    /// Whether a version of one's own was taken back; no row when there is none.
    public static let isYanked = Statement(
        name: "is_yanked",
        sql: """
            SELECT yanked_at IS NOT NULL FROM library_version
            WHERE owner_id = $1 AND library_id = $2 AND number = $3
            """,
        bind: { [.id($0.library.owner), .id($0.library.id), .int($0.number)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}
