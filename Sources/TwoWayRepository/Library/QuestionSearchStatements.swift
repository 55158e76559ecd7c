import Foundation
import TwoWayModel

/// What questions somebody looks for, and from where on.
public struct QuestionSearch: Sendable {
    public var reader: ID<Account>
    /// Below this place: the library and the number that counts its questions down.
    public var before: (library: UUID, countdown: Int)
    /// How many rows at the most.
    public var rows: Int
    public var text: String?
    public var dimension: String?
    public var audience: InterviewerRole?
    public var kind: QuestionKind?
    public var library: ID<Library>?

    public init(
        reader: ID<Account>,
        before: (library: UUID, countdown: Int),
        rows: Int,
        text: String? = nil,
        dimension: String? = nil,
        audience: InterviewerRole? = nil,
        kind: QuestionKind? = nil,
        library: ID<Library>? = nil
    ) {
        self.reader = reader
        self.before = before
        self.rows = rows
        self.text = text
        self.dimension = dimension
        self.audience = audience
        self.kind = kind
        self.library = library
    }

    fileprivate var values: [SQLValue] {
        [
            .id(reader), .uuid(before.library), .int(before.countdown), .int(rows), .text(dimension), .word(audience),
            .word(kind), .id(library),
        ]
    }
}

/// A question of a library's newest version; its content is JSON text, which the service reads.
public struct ListedQuestion: Sendable {
    public let library: ID<Library>
    public let libraryTitle: Title
    public let ownerName: Title
    public let countdown: Int
    public let version: Int
    public let topic: String
    public let isGeneral: Bool
    public let content: [UInt8]

    /// Columns: library_id, title, the owner's name, countdown, version, topic, general, content.
    fileprivate init(row: inout Row) throws(RowError) {
        library = try row.id()
        libraryTitle = try row.checked()
        ownerName = try row.checked()
        countdown = try row.int()
        version = try row.int()
        topic = try row.text()
        isGeneral = try row.bool()
        content = try row.json()
    }
}

// Both look in public libraries, one's own, those of one's coach and those one follows; in others one may read only when
// one of them is named. Row-level security adds which of them are open to the role that asks. The LIMIT 1 makes the planner
// look up each library by its key, where it might otherwise go through all of them for each question.

extension Statement where Input == Void, Output == Void {
    /// Has what follows in its transaction planned for its values: by which index to search depends on what is looked for.
    public static let planForValues = Statement(
        name: "plan_for_values",
        sql: "SELECT pg_catalog.set_config('plan_cache_mode', 'auto', true)"
    )
}

extension Statement where Input == QuestionSearch, Output == ListedQuestion {
    public static let listedQuestions = Statement(
        name: "listed_questions",
        sql: """
            SELECT q.library_id, l.title, sec.coach_name(l.owner_id), q.countdown, l.latest_version,
                q.topic, q.general, q.content
            FROM listed_question q CROSS JOIN LATERAL (SELECT l.owner_id, l.id, l.title, l.visibility, l.status, l.latest_version
                FROM library l WHERE l.owner_id = q.owner_id AND l.id = q.library_id LIMIT 1) l
            WHERE (q.library_id, q.countdown) < ($2, $3)
                AND (l.owner_id = $1 OR l.visibility = 'public' AND l.status = 'published'
                    OR l.visibility = 'clients' AND l.owner_id = ANY ((SELECT sec.coaches())::uuid[])
                    OR l.id = ANY ((SELECT sec.followed_libraries())::uuid[]) OR $8::uuid IS NOT NULL)
                AND ($5::text IS NULL OR $5 = ANY (q.dimensions))
                AND ($6::text IS NULL OR $6 = ANY (q.audience))
                AND ($7::text IS NULL OR q.kind = $7)
                AND ($8::uuid IS NULL OR q.library_id = $8)
            ORDER BY q.library_id DESC, q.countdown DESC LIMIT $4
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try ListedQuestion(row: &row) }
    )

    /// Those that have all the words; a word also stands for those that begin with it.
    ///
    /// If one of the words is rare, the questions that have it are looked up by it; else the list is gone through in its
    /// order, where common words are soon met. Either way each other word is looked up by the question.
    public static let listedQuestionsWithWords = Statement(
        name: "listed_questions_with_words",
        sql: """
            WITH split AS MATERIALIZED (
                SELECT word AS low, word || chr(1114111) AS high, row_number() OVER (ORDER BY length(word) DESC) AS place
                FROM unnest(tw.words($9)) word
            ), asked AS MATERIALIZED (
                SELECT s.low, s.high, CASE WHEN s.place > 16 THEN 1001 ELSE (SELECT count(*) FROM (
                    SELECT FROM listed_word w WHERE w.word >= s.low AND w.word < s.high LIMIT 1001) counted) END AS matches
                FROM split s
            ), rarest AS MATERIALIZED (
                SELECT low, high, matches FROM asked ORDER BY matches LIMIT 1
            ), found AS MATERIALIZED (
                SELECT DISTINCT f.owner_id, f.library_id, f.countdown
                FROM rarest CROSS JOIN LATERAL (
                    SELECT w.owner_id, w.library_id, w.countdown FROM listed_word w
                    WHERE w.word >= rarest.low AND w.word < rarest.high LIMIT 1001) f
                WHERE rarest.matches <= 1000
            )
            (SELECT q.library_id, l.title, sec.coach_name(l.owner_id), q.countdown, l.latest_version,
                q.topic, q.general, q.content
            FROM found JOIN listed_question q ON q.owner_id = found.owner_id AND q.library_id = found.library_id
                    AND q.countdown = found.countdown
                CROSS JOIN LATERAL (SELECT l.owner_id, l.id, l.title, l.visibility, l.status, l.latest_version
                FROM library l WHERE l.owner_id = q.owner_id AND l.id = q.library_id LIMIT 1) l
            WHERE (q.library_id, q.countdown) < ($2, $3)
                AND (l.owner_id = $1 OR l.visibility = 'public' AND l.status = 'published'
                    OR l.visibility = 'clients' AND l.owner_id = ANY ((SELECT sec.coaches())::uuid[])
                    OR l.id = ANY ((SELECT sec.followed_libraries())::uuid[]) OR $8::uuid IS NOT NULL)
                AND ($5::text IS NULL OR $5 = ANY (q.dimensions))
                AND ($6::text IS NULL OR $6 = ANY (q.audience))
                AND ($7::text IS NULL OR q.kind = $7)
                AND ($8::uuid IS NULL OR q.library_id = $8)
                AND NOT EXISTS (SELECT FROM asked a WHERE NOT EXISTS (SELECT FROM listed_word w
                    WHERE w.owner_id = q.owner_id AND w.library_id = q.library_id AND w.countdown = q.countdown
                        AND w.word >= a.low AND w.word < a.high))
            ORDER BY q.library_id DESC, q.countdown DESC LIMIT $4)
            UNION ALL
            (SELECT q.library_id, l.title, sec.coach_name(l.owner_id), q.countdown, l.latest_version,
                q.topic, q.general, q.content
            FROM listed_question q CROSS JOIN LATERAL (SELECT l.owner_id, l.id, l.title, l.visibility, l.status, l.latest_version
                FROM library l WHERE l.owner_id = q.owner_id AND l.id = q.library_id LIMIT 1) l
            WHERE (SELECT matches > 1000 FROM rarest) AND (q.library_id, q.countdown) < ($2, $3)
                AND (l.owner_id = $1 OR l.visibility = 'public' AND l.status = 'published'
                    OR l.visibility = 'clients' AND l.owner_id = ANY ((SELECT sec.coaches())::uuid[])
                    OR l.id = ANY ((SELECT sec.followed_libraries())::uuid[]) OR $8::uuid IS NOT NULL)
                AND ($5::text IS NULL OR $5 = ANY (q.dimensions))
                AND ($6::text IS NULL OR $6 = ANY (q.audience))
                AND ($7::text IS NULL OR q.kind = $7)
                AND ($8::uuid IS NULL OR q.library_id = $8)
                AND NOT EXISTS (SELECT FROM asked a WHERE NOT EXISTS (SELECT FROM listed_word w
                    WHERE w.owner_id = q.owner_id AND w.library_id = q.library_id AND w.countdown = q.countdown
                        AND w.word >= a.low AND w.word < a.high))
            ORDER BY q.library_id DESC, q.countdown DESC LIMIT $4)
            ORDER BY library_id DESC, countdown DESC LIMIT $4
            """,
        bind: { $0.values + [.text($0.text)] },
        decode: { row throws(RowError) in try ListedQuestion(row: &row) }
    )
}
