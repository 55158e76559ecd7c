import Foundation
import TwoWayModel

/// A stored draft; the document is JSON text, which the service reads.
public struct StoredDraft: Sendable {
    public let library: ID<Library>
    public let document: [UInt8]
    public let revision: Revision
    public let updatedAt: Timestamp
}

/// Where a draft and its library stand.
public struct DraftState: Sendable {
    public let revision: Revision
    public let status: Library.Status
}

/// The document of a draft that is to be stored.
public struct DraftText: Sendable {
    /// The constraint that limits the size of a document.
    public static let sizeConstraint = "library_draft_document_check"

    public let owner: ID<Account>
    public let library: ID<Library>
    /// JSON text.
    public let document: [UInt8]

    public init(owner: ID<Account>, library: ID<Library>, document: [UInt8]) {
        self.owner = owner
        self.library = library
        self.document = document
    }
}

extension Statement<DraftText, Void> {
    /// Stores the first draft of a library; does nothing when the library is not there.
    public static let createDraft = Statement(
        name: "create_draft",
        sql: """
            INSERT INTO library_draft (owner_id, library_id, document)
            SELECT owner_id, id, $3 FROM library
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.library), .json($0.document)] }
    )
}

extension Statement where Input == OwnedID<Library>, Output == StoredDraft {
    public static let draft = Statement(
        name: "draft",
        sql: """
            SELECT library_id, document, revision, updated_at FROM library_draft
            WHERE owner_id = $1 AND library_id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            StoredDraft(
                library: try row.id(),
                document: try row.json(),
                revision: try row.int(),
                updatedAt: try row.time()
            )
        }
    )
}

extension Statement where Input == OwnedID<Library>, Output == DraftState {
    /// Locks draft and library until the end of the transaction, for saving and for publishing.
    public static let draftForUpdate = Statement(
        name: "draft_for_update",
        sql: """
            SELECT d.revision, l.status
            FROM library l JOIN library_draft d ON d.owner_id = l.owner_id AND d.library_id = l.id
            WHERE l.owner_id = $1 AND l.id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in DraftState(revision: try row.int(), status: try row.word()) }
    )
}

extension Statement where Input == DraftText, Output == (revision: Revision, updatedAt: Timestamp) {
    /// Stores a draft that is locked, and counts its revision on.
    public static let updateDraft = Statement(
        name: "update_draft",
        sql: """
            UPDATE library_draft SET document = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND library_id = $2
            RETURNING revision, updated_at
            """,
        bind: { [.id($0.owner), .id($0.library), .json($0.document)] },
        decode: { row throws(RowError) in (revision: try row.int(), updatedAt: try row.time()) }
    )
}

extension Statement where Input == (library: OwnedID<Library>, slug: Slug), Output == Bool {
    /// Whether another library of the owner has the slug.
    public static let slugTaken = Statement(
        name: "slug_taken",
        sql: "SELECT EXISTS (SELECT FROM library WHERE owner_id = $1 AND id <> $2 AND slug = $3)",
        bind: { [.id($0.library.owner), .id($0.library.id), .value($0.slug)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (library: OwnedID<Library>, front: LibraryFront), Output == Void {
    /// Brings the row of a library that was never published in step with its draft.
    public static let updateUnpublishedFront = Statement(
        name: "update_unpublished_front",
        sql: """
            UPDATE library
            SET slug = $3, title = $4, summary = $5, language = $6, licence = $7, revision = revision + 1,
                updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND status = 'draft'
            """,
        bind: {
            [
                .id($0.library.owner), .id($0.library.id), .value($0.front.slug), .value($0.front.title),
                .value($0.front.summary), .value($0.front.language), .value($0.front.licence),
            ]
        }
    )
}
