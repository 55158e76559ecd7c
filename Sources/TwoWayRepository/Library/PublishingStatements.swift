import Foundation
import TwoWayModel

/// The version that was published last, yanked or not.
public struct LastVersion: Sendable {
    public let number: Int
    public let contentHash: String
}

/// A key that no question of the library may have again (R3).
public struct RetiredQuestion: Sendable {
    public let key: String
    /// The first version without it.
    public let version: Int
}

/// The draft, locked before, that becomes a version.
public struct NewVersion: Sendable {
    public var library: OwnedID<Library>
    public var number: Int
    public var changeNotes: Prose
    /// Of the draft's document.
    public var contentHash: String

    public init(library: OwnedID<Library>, number: Int, changeNotes: Prose, contentHash: String) {
        self.library = library
        self.number = number
        self.changeNotes = changeNotes
        self.contentHash = contentHash
    }
}

extension Statement where Input == OwnedID<Library>, Output == LastVersion {
    public static let lastVersion = Statement(
        name: "last_version",
        sql: """
            SELECT number, content_hash FROM library_version
            WHERE owner_id = $1 AND library_id = $2
            ORDER BY number DESC LIMIT 1
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in LastVersion(number: try row.int(), contentHash: try row.text()) }
    )
}

extension Statement where Input == OwnedID<Library>, Output == RetiredQuestion {
    public static let retiredQuestions = Statement(
        name: "retired_questions",
        sql: """
            SELECT question_key, retired_version FROM question
            WHERE owner_id = $1 AND library_id = $2 AND retired_version IS NOT NULL
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in RetiredQuestion(key: try row.text(), version: try row.int()) }
    )
}

extension Statement<Void, String> {
    /// The keys of the catalogue of dimensions.
    public static let catalogueKeys = Statement(
        name: "catalogue_keys",
        sql: "SELECT key FROM dimension ORDER BY position",
        decode: { row throws(RowError) in try row.text() }
    )
}

extension Statement<NewVersion, LibraryVersionSummary> {
    /// Freezes the draft; triggers note its questions and the library's newest version.
    public static let publishDraft = Statement(
        name: "publish_draft",
        sql: """
            INSERT INTO library_version (owner_id, library_id, number, author, change_notes, document, content_hash)
            SELECT owner_id, library_id, $3, sec.coach_name(owner_id), $4, document, $5
            FROM library_draft
            WHERE owner_id = $1 AND library_id = $2
            RETURNING number, change_notes, published_at, content_hash, yanked_at, yank_reason
            """,
        bind: {
            [
                .id($0.library.owner), .id($0.library.id), .int($0.number), .value($0.changeNotes),
                .text($0.contentHash),
            ]
        },
        decode: { row throws(RowError) in try LibraryVersionSummary(row: &row) }
    )
}

extension Statement where Input == (library: OwnedID<Library>, front: LibraryFront), Output == Void {
    /// Shows readers what the new version says of itself.
    public static let markPublished = Statement(
        name: "mark_published",
        sql: """
            UPDATE library
            SET slug = $3, title = $4, summary = $5, language = $6, licence = $7, status = 'published',
                revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: {
            [
                .id($0.library.owner), .id($0.library.id), .value($0.front.slug), .value($0.front.title),
                .value($0.front.summary), .value($0.front.language), .value($0.front.licence),
            ]
        }
    )
}
