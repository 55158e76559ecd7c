import Foundation
import TwoWayModel

/// A comment about to be written.
public struct NewComment: Sendable {
    /// The candidate.
    public let owner: ID<Account>
    public let coach: ID<Account>
    public let note: Note

    public init(owner: ID<Account>, coach: ID<Account>, note: Note) {
        self.owner = owner
        self.coach = coach
        self.note = note
    }
}

/// One thread: what two people say about one opportunity, or about none.
public struct ThreadPage: Sendable {
    /// The candidate; of notes for the coach alone, the coach.
    public let owner: ID<Account>
    public let coach: ID<Account>
    public let relationship: ID<Relationship>
    public let opportunity: ID<Opportunity>?
    public let before: UUID
    public let rows: Int

    public init(
        owner: ID<Account>,
        coach: ID<Account>,
        relationship: ID<Relationship>,
        opportunity: ID<Opportunity>?,
        before: UUID,
        rows: Int
    ) {
        self.owner = owner
        self.coach = coach
        self.relationship = relationship
        self.opportunity = opportunity
        self.before = before
        self.rows = rows
    }
}

/// A text as it is to be, at the revision it was read at.
public struct NoteEdit: Sendable {
    public let note: OwnedID<Note>
    public let text: Prose
    public let revision: Revision

    public init(note: OwnedID<Note>, text: Prose, revision: Revision) {
        self.note = note
        self.text = text
        self.revision = revision
    }
}

extension Note {
    /// Columns: id, relationship_id, author, opportunity_id, text, revision, created_at, updated_at.
    fileprivate init(comment row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            relationship: try row.id(),
            visibility: .shared,
            author: try row.word(),
            opportunity: try row.optionalID(),
            text: try row.checked(),
            revision: try row.int(),
            createdAt: try row.time()
        )
        let updatedAt = try row.time()
        if revision > 1 { editedAt = updatedAt }
    }

    /// Columns: id, relationship_id, opportunity_id, text, revision, created_at, updated_at.
    fileprivate init(coachNote row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            relationship: try row.id(),
            visibility: .coachOnly,
            author: .coach,
            opportunity: try row.optionalID(),
            text: try row.checked(),
            revision: try row.int(),
            createdAt: try row.time()
        )
        let updatedAt = try row.time()
        if revision > 1 { editedAt = updatedAt }
    }
}

/// A comment with the candidate whose it is.
public struct FoundComment: Sendable {
    public let owner: ID<Account>
    public let note: Note
}

extension Statement<NewComment, Note> {
    public static let createComment = Statement(
        name: "create_comment",
        sql: """
            INSERT INTO comment (owner_id, id, relationship_id, coach_id, opportunity_id, author, text)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id, relationship_id, author, opportunity_id, text, revision, created_at, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.note.id), .id($0.note.relationship), .id($0.coach), .id($0.note.opportunity),
                .word($0.note.author), .value($0.note.text),
            ]
        },
        decode: { row throws(RowError) in try Note(comment: &row) }
    )
}

extension Statement<NoteEdit, Note> {
    /// No row when somebody else's edit came between (R23).
    public static let editComment = Statement(
        name: "edit_comment",
        sql: """
            UPDATE comment SET text = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $4
            RETURNING id, relationship_id, author, opportunity_id, text, revision, created_at, updated_at
            """,
        bind: { [.id($0.note.owner), .id($0.note.id), .value($0.text), .int($0.revision)] },
        decode: { row throws(RowError) in try Note(comment: &row) }
    )

    /// No row when somebody else's edit came between (R23).
    public static let editCoachNote = Statement(
        name: "edit_coach_note",
        sql: """
            UPDATE coach_note SET text = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $4
            RETURNING id, relationship_id, opportunity_id, text, revision, created_at, updated_at
            """,
        bind: { [.id($0.note.owner), .id($0.note.id), .value($0.text), .int($0.revision)] },
        decode: { row throws(RowError) in try Note(coachNote: &row) }
    )
}

extension Statement where Input == OwnedID<Note>, Output == FoundComment {
    /// As the candidate, who owns it.
    public static let commentOfCandidate = Statement(
        name: "comment_of_candidate",
        sql: """
            SELECT owner_id, id, relationship_id, author, opportunity_id, text, revision, created_at, updated_at
            FROM comment WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in FoundComment(owner: try row.id(), note: try Note(comment: &row)) }
    )

    /// As the coach, who is named in it: while they work together, and what it is about is shared.
    public static let commentOfCoach = Statement(
        name: "comment_of_coach",
        sql: """
            SELECT c.owner_id, c.id, c.relationship_id, c.author, c.opportunity_id, c.text, c.revision, c.created_at,
                c.updated_at
            FROM comment c
            JOIN relationship r ON r.owner_id = c.owner_id AND r.id = c.relationship_id AND r.status = 'active'
            WHERE c.coach_id = $1 AND c.id = $2
                AND (c.opportunity_id IS NULL OR (SELECT true FROM live_share s WHERE s.owner_id = c.owner_id
                    AND s.opportunity_id = c.opportunity_id AND s.coach_id = $1 LIMIT 1))
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in FoundComment(owner: try row.id(), note: try Note(comment: &row)) }
    )
}

extension Statement where Input == OwnedID<Note>, Output == Note {
    public static let coachNote = Statement(
        name: "coach_note",
        sql: """
            SELECT id, relationship_id, opportunity_id, text, revision, created_at, updated_at
            FROM coach_note WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Note(coachNote: &row) }
    )
}

extension Statement where Input == (note: OwnedID<Note>, revision: Revision), Output == Void {
    /// Touches no row when an edit came between (R23).
    public static let deleteComment = Statement(
        name: "delete_comment",
        sql: "DELETE FROM comment WHERE owner_id = $1 AND id = $2 AND revision = $3",
        bind: { [.id($0.note.owner), .id($0.note.id), .int($0.revision)] }
    )

    /// Touches no row when an edit came between (R23).
    public static let deleteCoachNote = Statement(
        name: "delete_coach_note",
        sql: "DELETE FROM coach_note WHERE owner_id = $1 AND id = $2 AND revision = $3",
        bind: { [.id($0.note.owner), .id($0.note.id), .int($0.revision)] }
    )
}

extension Statement where Input == (coach: ID<Account>, candidate: ID<Account>, note: Note), Output == Note {
    public static let createCoachNote = Statement(
        name: "create_coach_note",
        sql: """
            INSERT INTO coach_note (owner_id, id, candidate_id, relationship_id, opportunity_id, text)
            VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING id, relationship_id, opportunity_id, text, revision, created_at, updated_at
            """,
        bind: {
            [
                .id($0.coach), .id($0.note.id), .id($0.candidate), .id($0.note.relationship),
                .id($0.note.opportunity), .value($0.note.text),
            ]
        },
        decode: { row throws(RowError) in try Note(coachNote: &row) }
    )
}

extension Statement<ThreadPage, Note> {
    /// The comments of a thread, newest first.
    public static let commentThread = Statement(
        name: "comment_thread",
        sql: """
            SELECT id, relationship_id, author, opportunity_id, text, revision, created_at, updated_at
            FROM comment
            WHERE owner_id = $1 AND coach_id = $2 AND relationship_id = $3 AND opportunity_id = $4 AND id < $5
            ORDER BY id DESC LIMIT $6
            """,
        bind: { page in
            [
                .id(page.owner), .id(page.coach), .id(page.relationship), .id(page.opportunity), .uuid(page.before),
                .int(page.rows),
            ]
        },
        decode: { row throws(RowError) in try Note(comment: &row) }
    )

    /// The comments about no opportunity, newest first.
    public static let generalThread = Statement(
        name: "general_thread",
        sql: """
            SELECT id, relationship_id, author, opportunity_id, text, revision, created_at, updated_at
            FROM comment
            WHERE owner_id = $1 AND coach_id = $2 AND relationship_id = $3 AND opportunity_id IS NULL AND id < $4
            ORDER BY id DESC LIMIT $5
            """,
        bind: { page in
            [
                .id(page.owner), .id(page.coach), .id(page.relationship), .uuid(page.before), .int(page.rows),
            ]
        },
        decode: { row throws(RowError) in try Note(comment: &row) }
    )

    /// What a coach keeps about a client, ended relationships included, newest first.
    public static let coachNotes = Statement(
        name: "coach_notes",
        sql: """
            SELECT id, relationship_id, opportunity_id, text, revision, created_at, updated_at
            FROM coach_note
            WHERE owner_id = $1 AND relationship_id = $2 AND ($3::uuid IS NULL OR opportunity_id = $3) AND id < $4
            ORDER BY id DESC LIMIT $5
            """,
        bind: { page in
            [
                .id(page.coach), .id(page.relationship), .id(page.opportunity), .uuid(page.before), .int(page.rows),
            ]
        },
        decode: { row throws(RowError) in try Note(coachNote: &row) }
    )
}
