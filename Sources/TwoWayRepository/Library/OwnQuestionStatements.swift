import TwoWayModel

/// A question of one's own on its way into the table.
public struct OwnQuestionRow: Sendable {
    public var owner: ID<Account>
    public var question: OwnQuestion
    /// A JSON object of `QuestionHints`.
    public var hints: [UInt8]?

    public init(owner: ID<Account>, question: OwnQuestion, hints: [UInt8]?) {
        self.owner = owner
        self.question = question
        self.hints = hints
    }

    fileprivate var values: [SQLValue] {
        [
            .id(owner), .id(question.id), .value(question.text), .json(hints), .word(question.kind),
            .textArray(question.audience.map(\.rawValue)), .int(question.minutes), .double(question.informativeness),
            .textArray(question.dimensions), .ids(question.priorities), .bool(question.archived),
        ]
    }
}

extension OwnQuestion {
    /// Columns: id, text, the four kinds of hints, kind, audience, minutes, informativeness, dimensions, priorities, archived,
    /// revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        let id: ID<OwnQuestion> = try row.id()
        let text: Line = try row.checked()
        let hints = QuestionHints(
            purpose: try row.optionalText(),
            followUps: try row.optionalTextArray(),
            listenFor: try row.optionalTextArray(),
            warningSigns: try row.optionalTextArray()
        )
        self.init(
            id: id,
            text: text,
            hints: hints == QuestionHints() ? nil : hints,
            kind: try row.optionalWord(),
            audience: try row.words(),
            minutes: try row.optionalInt(),
            informativeness: try row.optionalDouble(),
            dimensions: try row.textArray(),
            priorities: try row.ids(),
            archived: try row.bool(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement<OwnQuestionRow, (Revision, Timestamp)> {
    public static let createOwnQuestion = Statement(
        name: "create_own_question",
        sql: """
            INSERT INTO own_question (owner_id, id, text, hints, kind, audience, minutes, informativeness, dimensions,
                priorities, archived)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            RETURNING revision, updated_at
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in (try row.int(), try row.time()) }
    )

    /// Stores an edited row, locked before, and counts its revision on.
    public static let updateOwnQuestion = Statement(
        name: "update_own_question",
        sql: """
            UPDATE own_question
            SET text = $3, hints = $4, kind = $5, audience = $6, minutes = $7, informativeness = $8, dimensions = $9,
                priorities = $10, archived = $11, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING revision, updated_at
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in (try row.int(), try row.time()) }
    )
}

extension Statement where Input == OwnedID<OwnQuestion>, Output == OwnQuestion {
    /// The row locked until the end of the transaction, for an edit.
    public static let ownQuestionForUpdate = Statement(
        name: "own_question_for_update",
        sql: """
            SELECT w.id, w.text, h.purpose, h."followUps", h."listenFor", h."warningSigns", w.kind, w.audience, w.minutes,
                w.informativeness, w.dimensions, w.priorities, w.archived, w.revision, w.updated_at
            FROM own_question w
            LEFT JOIN LATERAL jsonb_to_record(w.hints) AS h (purpose text, "followUps" text[], "listenFor" text[],
                "warningSigns" text[]) ON true
            WHERE w.owner_id = $1 AND w.id = $2
            FOR UPDATE OF w
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try OwnQuestion(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, archived: Bool?), Output == OwnQuestion {
    public static let ownQuestions = Statement(
        name: "own_questions",
        sql: """
            SELECT w.id, w.text, h.purpose, h."followUps", h."listenFor", h."warningSigns", w.kind, w.audience, w.minutes,
                w.informativeness, w.dimensions, w.priorities, w.archived, w.revision, w.updated_at
            FROM own_question w
            LEFT JOIN LATERAL jsonb_to_record(w.hints) AS h (purpose text, "followUps" text[], "listenFor" text[],
                "warningSigns" text[]) ON true
            WHERE w.owner_id = $1 AND w.id < $2 AND ($4 IS NULL OR w.archived = $4)
            ORDER BY w.id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .bool($0.archived)] },
        decode: { row throws(RowError) in try OwnQuestion(row: &row) }
    )
}

extension Statement<OwnerCount, Int> {
    public static let countOwnQuestions = Statement(
        name: "count_own_questions",
        sql: "SELECT count(*) FROM (SELECT 1 FROM own_question WHERE owner_id = $1 LIMIT $2) AS counted",
        bind: { [.id($0.owner), .int($0.bound)] },
        decode: { row throws(RowError) in try row.int() }
    )
}
