import TwoWayModel

/// Which of the questions that a candidate can ask are wanted.
public struct AskableFilter: Sendable {
    public var owner: ID<Account>
    /// Words that all stand in wording, purpose, topic or notes, in capitals or not; nil for all questions.
    public var words: [String]?
    public var dimension: String?
    /// A question without an audience is for anybody.
    public var audience: InterviewerRole?
    public var kind: QuestionKind?
    public var library: ID<Library>?
    /// Linked to the priority, or about its dimension.
    public var priority: ID<Priority>?
    /// Only one's own, or only those of libraries.
    public var own: Bool?
    public var state: Overlay.State?
    public var includesHidden: Bool
    /// The place to go on after.
    public var after: String?
    /// How many at the most.
    public var rows: Int

    /// Everything but what is hidden; dormant questions are among it.
    public init(
        owner: ID<Account>,
        words: [String]? = nil,
        dimension: String? = nil,
        audience: InterviewerRole? = nil,
        kind: QuestionKind? = nil,
        library: ID<Library>? = nil,
        priority: ID<Priority>? = nil,
        own: Bool? = nil,
        state: Overlay.State? = nil,
        includesHidden: Bool = false,
        after: String? = nil,
        rows: Int = 20_000
    ) {
        self.owner = owner
        self.words = words
        self.dimension = dimension
        self.audience = audience
        self.kind = kind
        self.library = library
        self.priority = priority
        self.own = own
        self.state = state
        self.includesHidden = includesHidden
        self.after = after
        self.rows = rows
    }

    fileprivate var parameters: [SQLValue] {
        [
            .id(owner), .textArray(words), .text(dimension), .word(audience), .word(kind), .id(library), .id(priority),
            .bool(own), .word(state), .bool(includesHidden), .text(after), .int(rows),
        ]
    }
}

/// A question with its place in the list, for going on after it.
public struct AskablePlace: Sendable {
    public let question: AskableQuestion
    public let place: String
}

extension AskableQuestion {
    /// The columns of `askable`, but the first.
    fileprivate init(row: inout Row) throws(RowError) {
        let subscription: ID<Subscription>? = try row.optionalID()
        let library: ID<Library>? = try row.optionalID()
        let version = try row.optionalInt()
        let questionKey: Slug? = try row.optionalValue()
        let source: QuestionSource? =
            if let library, let version, let questionKey {
                QuestionSource(library: library, version: version, questionKey: questionKey)
            } else {
                nil
            }
        let own: ID<OwnQuestion>? = try row.optionalID()
        let text = try row.text()
        let libraryText = try row.optionalText()
        let topic = try row.optionalText()
        let isGeneral = try row.bool()
        let hints = QuestionHints(
            purpose: try row.optionalText(),
            followUps: try row.optionalTextArray(),
            listenFor: try row.optionalTextArray(),
            warningSigns: try row.optionalTextArray()
        )
        self.init(
            source: source,
            own: own,
            subscription: subscription,
            text: text,
            libraryText: libraryText,
            topic: topic,
            general: isGeneral,
            hints: hints == QuestionHints() ? nil : hints,
            kind: try row.optionalWord(),
            subject: try row.optionalWord(),
            horizon: try row.optionalWord(),
            audience: try row.words(),
            minutes: try row.optionalInt(),
            informativeness: try row.optionalDouble(),
            dimensions: try row.textArray(),
            priorities: try row.ids(),
            privateNotes: try row.optionalChecked(),
            hidden: try row.bool(),
            state: try row.word(),
            revision: try row.int()
        )
    }
}

extension Row {
    /// A list of words that name cases.
    mutating func words<Word: RawRepresentable<String>>(_ type: Word.Type = Word.self) throws(RowError) -> [Word] {
        var words: [Word] = []
        for text in try textArray() {
            guard let word = Word(rawValue: text) else { throw rejected("cases of \(Word.self)") }
            words.append(word)
        }
        return words
    }
}

/// Everything a candidate can ask: the questions of followed libraries at their pinned versions with the candidate's own
/// layer over them, kept copies of those that a library has no more, and the candidate's own that are not archived.
///
/// Each document is opened once. The order stays: subscription by subscription, in each those with a place of the
/// candidate's own first and then the library's order, its kept copies last; then the candidate's own. A question whose
/// subscription is paused can still be asked.
private let askable: StaticString = """
    WITH followed AS MATERIALIZED (
        SELECT s.id, s.library_id, s.pinned_version, v.document -> 'topics' AS topics
        FROM subscription s
        JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
            AND v.number = s.pinned_version
        WHERE s.owner_id = $1 AND s.state <> 'cancelled' AND $8 IS NOT TRUE AND ($6 IS NULL OR s.library_id = $6)
    ), published AS (
        SELECT f.id AS subscription_id, f.library_id, f.pinned_version AS version, t.topic ->> 'title' AS topic,
            coalesce((t.topic ->> 'general')::boolean, false) AS general, t.place * 10000 + q.place AS place, q.key, q.text,
            q.purpose, q.follow_ups, q.listen_for, q.warning_signs, q.kind, q.subject, q.horizon, q.audience, q.minutes,
            q.informativeness, q.dimensions
        FROM followed f
        CROSS JOIN LATERAL jsonb_array_elements(f.topics) WITH ORDINALITY AS t (topic, place)
        CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(t.topic -> 'questions') AS (key text, text text, purpose text,
            "followUps" text[], "listenFor" text[], "warningSigns" text[], kind text, subject text, horizon text,
            audience text[], minutes int, informativeness double precision, dimensions text[])) WITH ORDINALITY
            AS q (key, text, purpose, follow_ups, listen_for, warning_signs, kind, subject, horizon, audience, minutes,
                informativeness, dimensions, place)
    ), laid AS (
        SELECT p.subscription_id::text || CASE WHEN o.position IS NULL THEN '1' || lpad(p.place::text, 10, '0')
                ELSE '0' || lpad(o.position::text, 10, '0') END || p.key AS place,
            p.subscription_id, p.library_id, p.version, p.key, NULL::uuid AS own, coalesce(o.own_text, p.text) AS text,
            CASE WHEN o.own_text IS NOT NULL THEN p.text END AS library_text, p.topic, p.general, p.purpose, p.follow_ups,
            p.listen_for, p.warning_signs, p.kind, p.subject, p.horizon, coalesce(p.audience, '{}') AS audience, p.minutes,
            p.informativeness, coalesce(p.dimensions, '{}') AS dimensions, coalesce(o.priorities, '{}') AS priorities,
            o.private_notes, coalesce(o.hidden, false) AS hidden, coalesce(o.state, 'clean') AS state,
            coalesce(o.revision, 0) AS revision
        FROM published p
        LEFT JOIN overlay o ON o.owner_id = $1 AND o.subscription_id = p.subscription_id AND o.question_key = p.key
        UNION ALL
        SELECT o.subscription_id::text || CASE WHEN o.position IS NULL THEN '2' ELSE '0' || lpad(o.position::text, 10, '0')
                END || o.question_key,
            o.subscription_id, s.library_id, (o.copy ->> 'version')::int, o.question_key, NULL, coalesce(o.own_text, q.text),
            CASE WHEN o.own_text IS NOT NULL THEN q.text END, o.copy ->> 'topic',
            coalesce((o.copy ->> 'general')::boolean, false), q.purpose, q."followUps", q."listenFor", q."warningSigns",
            q.kind, q.subject, q.horizon, coalesce(q.audience, '{}'), q.minutes, q.informativeness,
            coalesce(q.dimensions, '{}'), o.priorities, o.private_notes, o.hidden, o.state, o.revision
        FROM overlay o
        JOIN subscription s ON s.owner_id = o.owner_id AND s.id = o.subscription_id AND s.state <> 'cancelled'
        CROSS JOIN LATERAL jsonb_to_record(o.copy -> 'question') AS q (text text, purpose text, "followUps" text[],
            "listenFor" text[], "warningSigns" text[], kind text, subject text, horizon text, audience text[], minutes int,
            informativeness double precision, dimensions text[])
        WHERE o.owner_id = $1 AND o.state = 'orphaned' AND $8 IS NOT TRUE AND ($6 IS NULL OR s.library_id = $6)
        UNION ALL
        SELECT 'own' || w.id, NULL, NULL, NULL, NULL, w.id, w.text, NULL, NULL, false, h.purpose, h."followUps",
            h."listenFor", h."warningSigns", w.kind, NULL, NULL, w.audience, w.minutes, w.informativeness, w.dimensions,
            w.priorities, NULL, false, 'clean', w.revision
        FROM own_question w
        LEFT JOIN LATERAL jsonb_to_record(w.hints) AS h (purpose text, "followUps" text[], "listenFor" text[],
            "warningSigns" text[]) ON true
        WHERE w.owner_id = $1 AND NOT w.archived AND $8 IS NOT FALSE AND $6 IS NULL
    )
    SELECT a.place COLLATE "C", a.subscription_id, a.library_id, a.version, a.key, a.own, a.text, a.library_text, a.topic,
        a.general, a.purpose, a.follow_ups, a.listen_for, a.warning_signs, a.kind, a.subject, a.horizon, a.audience,
        a.minutes, a.informativeness, a.dimensions, a.priorities, a.private_notes, a.hidden, a.state, a.revision
    FROM laid a
    CROSS JOIN LATERAL (SELECT CASE WHEN $2 IS NOT NULL
        THEN concat_ws(' ', a.text, a.library_text, a.purpose, a.topic, a.private_notes) END AS all_text) w
    WHERE ($3 IS NULL OR $3 = ANY (a.dimensions))
        AND ($4 IS NULL OR a.audience = '{}' OR $4 = ANY (a.audience))
        AND ($5 IS NULL OR a.kind = $5)
        AND ($7 IS NULL OR $7 = ANY (a.priorities) OR a.dimensions && ARRAY(SELECT y.dimension FROM priority y
            JOIN priority_set s ON s.owner_id = y.owner_id AND s.id = y.priority_set_id AND s.state <> 'superseded'
            WHERE y.owner_id = $1 AND y.priority_key = $7 AND y.dimension IS NOT NULL))
        AND ($9 IS NULL OR a.state = $9)
        AND ($10 OR NOT a.hidden)
        AND ($11 IS NULL OR a.place COLLATE "C" > $11)
        AND ($2 IS NULL OR NOT EXISTS (SELECT FROM unnest($2) word WHERE strpos(lower(
            CASE WHEN octet_length(w.all_text) = length(w.all_text) THEN w.all_text ELSE normalize(w.all_text) END),
            lower(normalize(word))) = 0))
    ORDER BY a.place COLLATE "C" LIMIT $12
    """

extension Statement<AskableFilter, AskableQuestion> {
    /// The questions that a candidate can ask and that pass the filter, in order.
    public static let askableQuestions = Statement(
        name: "askable_questions",
        sql: askable,
        bind: { $0.parameters },
        decode: { row throws(RowError) in
            row.skip()
            return try AskableQuestion(row: &row)
        }
    )
}

extension Statement<AskableFilter, AskablePlace> {
    /// The same, each with its place.
    public static let askablePage = Statement(
        name: "askable_page",
        sql: askable,
        bind: { $0.parameters },
        decode: { row throws(RowError) in
            let place = try row.text()
            return AskablePlace(question: try AskableQuestion(row: &row), place: place)
        }
    )
}
