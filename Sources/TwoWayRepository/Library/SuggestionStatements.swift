import Foundation
import TwoWayModel

/// The values of a new suggestion; the library's owner is the one that the subscription names.
public struct NewSuggestion: Sendable {
    public var owner: ID<Account>
    public var id: ID<Suggestion>
    public var library: ID<Library>
    public var version: Int
    public var questionKey: Slug?
    public var text: Line
    public var reason: Prose?
    public var signed: Bool

    public init(
        owner: ID<Account>,
        id: ID<Suggestion>,
        library: ID<Library>,
        version: Int,
        questionKey: Slug?,
        text: Line,
        reason: Prose?,
        signed: Bool
    ) {
        self.owner = owner
        self.id = id
        self.library = library
        self.version = version
        self.questionKey = questionKey
        self.text = text
        self.reason = reason
        self.signed = signed
    }
}

/// A page of the suggestions that one wrote or received, newest first.
public struct SuggestionPage: Sendable {
    public let page: OwnerPage
    public let library: ID<Library>?
    public let state: Suggestion.State?

    public init(_ page: OwnerPage, library: ID<Library>?, state: Suggestion.State?) {
        self.page = page
        self.library = library
        self.state = state
    }

    fileprivate var values: [SQLValue] {
        [.id(page.owner), .uuid(page.before), .int(page.rows), .id(library), .word(state)]
    }
}

/// What a coach makes of a suggestion.
public struct SuggestionFate: Sendable {
    /// The owner of the library, and the suggestion.
    public let suggestion: OwnedID<Suggestion>
    public let fate: Suggestion.Decision
    public let reply: Prose?

    public init(_ suggestion: OwnedID<Suggestion>, fate: Suggestion.Decision, reply: Prose?) {
        self.suggestion = suggestion
        self.fate = fate
        self.reply = reply
    }
}

extension Suggestion {
    /// The constraint that lets a suggestion be decided once.
    public static let decidedConstraint = "suggestion_fate_pkey"

    /// Columns: id, library_id, library_version, question_key, text, reason, signed_as, state, reply, created_at,
    /// decided_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            library: try row.id(),
            version: try row.int(),
            questionKey: try row.optionalValue(),
            text: try row.checked(),
            reason: try row.optionalChecked(),
            signedAs: try row.optionalChecked(),
            state: try row.word(),
            reply: try row.optionalChecked(),
            createdAt: try row.time(),
            decidedAt: try row.optionalTime()
        )
    }
}

extension Statement<NewSuggestion, Suggestion> {
    /// Answers no row when the candidate does not follow the library at that version.
    public static let createSuggestion = Statement(
        name: "create_suggestion",
        sql: """
            INSERT INTO suggestion (owner_id, id, library_owner_id, library_id, library_version, question_key, text,
                reason, signed_as)
            SELECT s.owner_id, $2, s.library_owner_id, s.library_id, s.pinned_version, $5, $6, $7,
                (SELECT a.display_name FROM account a WHERE a.id = $1 AND $8::boolean)
            FROM subscription s
            WHERE s.owner_id = $1 AND s.library_id = $3 AND s.pinned_version = $4 AND s.state <> 'cancelled'
            RETURNING id, library_id, library_version, question_key, text, reason, signed_as, 'open', NULL::text,
                created_at, NULL::timestamptz
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .id($0.library), .int($0.version), .value($0.questionKey), .value($0.text),
                .value($0.reason), .bool($0.signed),
            ]
        },
        decode: { row throws(RowError) in try Suggestion(row: &row) }
    )
}

extension Statement where Input == NewSuggestion, Output == Bool {
    /// Whether the version that the candidate follows has the question; no row when it is not followed.
    public static let suggestionHasPlace = Statement(
        name: "suggestion_has_place",
        sql: """
            SELECT $4::text IS NULL OR jsonb_path_exists(v.document, '$.topics[*].questions[*] ? (@.key == $key)',
                jsonb_build_object('key', $4::text))
            FROM subscription s JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                AND v.number = s.pinned_version
            WHERE s.owner_id = $1 AND s.library_id = $2 AND s.pinned_version = $3 AND s.state <> 'cancelled'
            """,
        bind: { [.id($0.owner), .id($0.library), .int($0.version), .value($0.questionKey)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (owner: ID<Account>, library: ID<Library>), Output == (all: Int, ofLibrary: Int) {
    /// How many open suggestions a candidate has, and how many of them for one library.
    public static let openSuggestions = Statement(
        name: "open_suggestions",
        sql: """
            SELECT count(*), count(*) FILTER (WHERE s.library_id = $2) FROM suggestion s
            WHERE s.owner_id = $1 AND s.withdrawn_at IS NULL
                AND NOT EXISTS (SELECT FROM suggestion_fate f WHERE f.suggestion_id = s.id)
            """,
        bind: { [.id($0.owner), .id($0.library)] },
        decode: { row throws(RowError) in (all: try row.int(), ofLibrary: try row.int()) }
    )
}

extension Statement where Input == OwnedID<Suggestion>, Output == Suggestion {
    /// One's own suggestion, its row locked until the end of the transaction.
    public static let suggestionForUpdate = Statement(
        name: "suggestion_for_update",
        sql: """
            SELECT s.id, s.library_id, s.library_version, s.question_key, s.text, s.reason, s.signed_as,
                CASE WHEN s.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(f.fate, 'open') END, f.reply,
                s.created_at, coalesce(s.withdrawn_at, f.decided_at)
            FROM suggestion s LEFT JOIN suggestion_fate f ON f.suggestion_id = s.id AND f.owner_id = s.library_owner_id
            WHERE s.owner_id = $1 AND s.id = $2
            FOR UPDATE OF s
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Suggestion(row: &row) }
    )

    /// A suggestion that the owner of a library received.
    public static let receivedSuggestion = Statement(
        name: "received_suggestion",
        sql: """
            SELECT s.id, s.library_id, s.library_version, s.question_key, s.text, s.reason, s.signed_as,
                coalesce(f.fate, 'open'), f.reply, s.created_at, f.decided_at
            FROM suggestion s LEFT JOIN suggestion_fate f ON f.owner_id = s.library_owner_id AND f.suggestion_id = s.id
            WHERE s.library_owner_id = $1 AND s.id = $2 AND s.withdrawn_at IS NULL
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Suggestion(row: &row) }
    )
}

extension Statement where Input == OwnedID<Suggestion>, Output == Timestamp {
    /// Takes one's own open suggestion back, and answers when.
    public static let withdrawSuggestion = Statement(
        name: "withdraw_suggestion",
        sql: """
            UPDATE suggestion SET withdrawn_at = now() WHERE owner_id = $1 AND id = $2 AND withdrawn_at IS NULL
            RETURNING withdrawn_at
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.time() }
    )
}

extension Statement where Input == SuggestionFate, Output == Timestamp {
    /// Writes down what became of a suggestion, and answers when.
    public static let decideSuggestion = Statement(
        name: "decide_suggestion",
        sql: """
            INSERT INTO suggestion_fate (owner_id, suggestion_id, fate, reply) VALUES ($1, $2, $3, $4)
            RETURNING decided_at
            """,
        bind: { [.id($0.suggestion.owner), .id($0.suggestion.id), .word($0.fate), .value($0.reply)] },
        decode: { row throws(RowError) in try row.time() }
    )
}

extension Statement where Input == SuggestionPage, Output == Suggestion {
    public static let ownSuggestions = Statement(
        name: "own_suggestions",
        sql: """
            SELECT s.id, s.library_id, s.library_version, s.question_key, s.text, s.reason, s.signed_as,
                CASE WHEN s.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(f.fate, 'open') END, f.reply,
                s.created_at, coalesce(s.withdrawn_at, f.decided_at)
            FROM suggestion s LEFT JOIN suggestion_fate f ON f.suggestion_id = s.id AND f.owner_id = s.library_owner_id
            WHERE s.owner_id = $1 AND s.id < $2 AND ($4::uuid IS NULL OR s.library_id = $4)
                AND ($5::text IS NULL
                    OR CASE WHEN s.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(f.fate, 'open') END = $5)
            ORDER BY s.id DESC LIMIT $3
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Suggestion(row: &row) }
    )

    /// What was taken back is not among them.
    public static let receivedSuggestions = Statement(
        name: "received_suggestions",
        sql: """
            SELECT s.id, s.library_id, s.library_version, s.question_key, s.text, s.reason, s.signed_as,
                coalesce(f.fate, 'open'), f.reply, s.created_at, f.decided_at
            FROM suggestion s LEFT JOIN suggestion_fate f ON f.owner_id = s.library_owner_id AND f.suggestion_id = s.id
            WHERE s.library_owner_id = $1 AND s.id < $2 AND s.withdrawn_at IS NULL
                AND ($4::uuid IS NULL OR s.library_id = $4) AND ($5::text IS NULL OR coalesce(f.fate, 'open') = $5)
            ORDER BY s.id DESC LIMIT $3
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Suggestion(row: &row) }
    )
}
