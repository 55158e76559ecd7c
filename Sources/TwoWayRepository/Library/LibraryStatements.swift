import Foundation
import TwoWayModel

/// What a library's row repeats of its document, so that lists need not open documents.
public struct LibraryFront: Sendable, Hashable {
    public var slug: Slug
    public var title: Title
    public var summary: Prose?
    public var language: LanguageTag
    public var licence: Title?

    public init(slug: Slug, title: Title, summary: Prose?, language: LanguageTag, licence: Title?) {
        self.slug = slug
        self.title = title
        self.summary = summary
        self.language = language
        self.licence = licence
    }
}

/// The values of a new library.
public struct NewLibrary: Sendable {
    public var owner: ID<Account>
    public var id: ID<Library>
    public var front: LibraryFront
    public var visibility: Library.Visibility
    /// What it is a copy of.
    public var origin: Library.Origin?
    /// How many libraries the owner may have with this one.
    public var limit: Int

    public init(
        owner: ID<Account>,
        id: ID<Library>,
        front: LibraryFront,
        visibility: Library.Visibility,
        origin: Library.Origin? = nil,
        limit: Int
    ) {
        self.owner = owner
        self.id = id
        self.front = front
        self.visibility = visibility
        self.origin = origin
        self.limit = limit
    }
}

extension Library {
    /// The constraint that keeps the slugs of an owner apart.
    public static let slugConstraint = "library_slug_key"

    /// Columns: id, owner_id, the owner's name, slug, title, summary, language, licence, visibility, status,
    /// latest_version, forked_from, forked_version, fork_credit, revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            owner: try row.id(),
            ownerName: try row.checked(),
            slug: try row.value(),
            title: try row.checked(),
            summary: try row.optionalChecked(),
            language: try row.value(),
            licence: try row.optionalChecked(),
            visibility: try row.word(),
            status: try row.word(),
            latestVersion: try row.optionalInt(),
            forkedFrom: try Origin(row: &row),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Library.Origin {
    /// Columns: forked_from, forked_version, fork_credit; all three or none.
    fileprivate init?(row: inout Row) throws(RowError) {
        guard !row.isNull else {
            for _ in 1...3 { row.skip() }
            return nil
        }
        self.init(library: try row.id(), version: try row.int(), credit: try row.checked())
    }
}

extension Statement<NewLibrary, Library> {
    /// Answers no row when the owner has as many libraries as the limit says.
    public static let createLibrary = Statement(
        name: "create_library",
        sql: """
            INSERT INTO library (owner_id, id, slug, title, summary, language, licence, visibility, forked_from,
                forked_version, fork_credit)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $10, $11, $12
            WHERE (SELECT count(*) FROM library WHERE owner_id = $1) < $9
            RETURNING id, owner_id, sec.coach_name(owner_id), slug, title, summary, language, licence, visibility,
                status, latest_version, forked_from, forked_version, fork_credit, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .value($0.front.slug), .value($0.front.title), .value($0.front.summary),
                .value($0.front.language), .value($0.front.licence), .word($0.visibility), .int($0.limit),
                .id($0.origin?.library), .int($0.origin?.version), .value($0.origin?.credit),
            ]
        },
        decode: { row throws(RowError) in try Library(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, slug: Slug?), Output == Library {
    /// An owner's libraries, all or the one with the slug.
    public static let ownLibraries = Statement(
        name: "own_libraries",
        sql: """
            SELECT id, owner_id, sec.coach_name(owner_id), slug, title, summary, language, licence, visibility,
                status, latest_version, forked_from, forked_version, fork_credit, revision, updated_at
            FROM library
            WHERE owner_id = $1 AND id < $2 AND ($4::text IS NULL OR slug = $4)
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .value($0.slug)] },
        decode: { row throws(RowError) in try Library(row: &row) }
    )
}

/// A page of the public libraries, whoever owns them.
public struct DiscoveryPage: Sendable {
    /// Rows below this id.
    public let before: UUID
    /// How many rows at the most.
    public let rows: Int
    /// A pattern of ILIKE for title or summary.
    let pattern: String?

    /// Takes what title or summary contain, in capitals or not, as plain text; nil for all libraries.
    public init(before: UUID, rows: Int, text: String?) {
        self.before = before
        self.rows = rows
        pattern = text.map { "%\(Self.literally($0))%" }
    }

    /// The text with a backslash before what ILIKE takes for a wildcard.
    private static func literally(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}

extension Statement where Input == DiscoveryPage, Output == Library {
    public static let publicLibraries = Statement(
        name: "public_libraries",
        sql: """
            SELECT id, owner_id, sec.coach_name(owner_id), slug, title, summary, language, licence, visibility,
                status, latest_version, forked_from, forked_version, fork_credit, revision, updated_at
            FROM library
            WHERE visibility = 'public' AND status = 'published' AND latest_version IS NOT NULL AND id < $1
                AND ($3::text IS NULL OR title ILIKE $3 OR summary ILIKE $3)
            ORDER BY id DESC LIMIT $2
            """,
        bind: { [.uuid($0.before), .int($0.rows), .text($0.pattern)] },
        decode: { row throws(RowError) in try Library(row: &row) }
    )
}

/// Who may find a library, and where it stands in its life.
public struct LibraryStanding: Sendable {
    public let library: OwnedID<Library>
    public let visibility: Library.Visibility
    public let status: Library.Status

    public init(_ library: OwnedID<Library>, visibility: Library.Visibility, status: Library.Status) {
        self.library = library
        self.visibility = visibility
        self.status = status
    }
}

extension Statement where Input == OwnedID<Library>, Output == Library {
    /// The row locked until the end of the transaction, for an edit.
    public static let libraryForUpdate = Statement(
        name: "library_for_update",
        sql: """
            SELECT id, owner_id, sec.coach_name(owner_id), slug, title, summary, language, licence, visibility,
                status, latest_version, forked_from, forked_version, fork_credit, revision, updated_at
            FROM library WHERE owner_id = $1 AND id = $2 FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Library(row: &row) }
    )
}

extension Statement where Input == LibraryStanding, Output == Library {
    public static let updateLibrary = Statement(
        name: "update_library",
        sql: """
            UPDATE library SET visibility = $3, status = $4, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING id, owner_id, sec.coach_name(owner_id), slug, title, summary, language, licence, visibility,
                status, latest_version, forked_from, forked_version, fork_credit, revision, updated_at
            """,
        bind: { [.id($0.library.owner), .id($0.library.id), .word($0.visibility), .word($0.status)] },
        decode: { row throws(RowError) in try Library(row: &row) }
    )
}

/// A library with the account that wants to read it, which need not own it.
public struct LibraryReading: Sendable {
    public let reader: ID<Account>
    public let library: ID<Library>

    public init(by reader: ID<Account>, of library: ID<Library>) {
        self.reader = reader
        self.library = library
    }
}

extension Statement where Input == LibraryReading, Output == Library {
    /// A library that a coach owns, or that everybody with its id may read.
    public static let libraryForCoach = Statement(
        name: "library_for_coach",
        sql: """
            SELECT id, owner_id, sec.coach_name(owner_id), slug, title, summary, language, licence, visibility,
                status, latest_version, forked_from, forked_version, fork_credit, revision, updated_at
            FROM library
            WHERE id = $2 AND (owner_id = $1
                OR status IN ('published', 'deprecated') AND visibility IN ('public', 'unlisted'))
            """,
        bind: { [.id($0.reader), .id($0.library)] },
        decode: { row throws(RowError) in try Library(row: &row) }
    )

    /// A library that a candidate may read: open to all, open to the clients of its owner, or subscribed to.
    public static let libraryForCandidate = Statement(
        name: "library_for_candidate",
        sql: """
            SELECT l.id, l.owner_id, sec.coach_name(l.owner_id), l.slug, l.title, l.summary, l.language, l.licence,
                l.visibility, l.status, l.latest_version, l.forked_from, l.forked_version, l.fork_credit, l.revision,
                l.updated_at
            FROM library l
            WHERE l.id = $2 AND (
                l.status IN ('published', 'deprecated') AND (l.visibility IN ('public', 'unlisted')
                    OR l.visibility = 'clients' AND EXISTS (SELECT FROM relationship r
                        WHERE r.owner_id = $1 AND r.coach_id = l.owner_id AND r.status = 'active'))
                OR EXISTS (SELECT FROM subscription s
                    WHERE s.owner_id = $1 AND s.library_id = l.id AND s.state <> 'cancelled'))
            """,
        bind: { [.id($0.reader), .id($0.library)] },
        decode: { row throws(RowError) in try Library(row: &row) }
    )
}
