import TwoWayModel

/// Askings on their way into an interview.
public struct SentAskings: Sendable {
    /// One asking as the client sent it.
    public struct Entry: Sendable {
        public var id: ID<Asking>
        public var item: ID<PlanItem>?
        /// The item's wording when nil.
        public var text: Line?
        public var person: ID<Person>
        public var askedAt: Timestamp
        public var outcome: Asking.Outcome
        public var answer: Answer?

        public init(
            id: ID<Asking>,
            item: ID<PlanItem>?,
            text: Line?,
            person: ID<Person>,
            askedAt: Timestamp,
            outcome: Asking.Outcome,
            answer: Answer?
        ) {
            self.id = id
            self.item = item
            self.text = text
            self.person = person
            self.askedAt = askedAt
            self.outcome = outcome
            self.answer = answer
        }
    }

    public var interview: OwnedID<Interview>
    /// No two with the same id.
    public var entries: [Entry]

    public init(interview: OwnedID<Interview>, entries: [Entry]) {
        self.interview = interview
        self.entries = entries
    }
}

extension Asking {
    /// Columns: id, interview, item, text, person, the person's name, asked_at, outcome, amended_at, then id, body,
    /// specificity and captured of the answer, and the five of its value.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            interview: try row.id(),
            item: try row.optionalID(),
            text: try row.checked(),
            person: try row.id(),
            personName: try row.checked(),
            askedAt: try row.time(),
            outcome: try row.word()
        )
        amendedAt = try row.optionalTime()
        revision = try row.int()
        answer = try row.optionalAnswer()
    }
}

extension Row {
    fileprivate mutating func optionalAnswer() throws(RowError) -> Answer? {
        guard let id: ID<Answer> = try optionalID() else { return nil }
        return Answer(
            id: id,
            body: try checked(),
            specificity: try word(),
            captured: try word(),
            value: try optionalAnswerValue()
        )
    }

    /// Columns: value_kind, value_number, value_unit, value_yes, value_day.
    mutating func optionalAnswerValue() throws(RowError) -> AnswerValue? {
        let kind: AnswerValue.Kind? = try optionalWord()
        let number = try optionalDouble()
        let unit: Title? = try optionalChecked()
        let yes = try optionalBool()
        let day = try optionalDay()
        return kind.map { AnswerValue(kind: $0, number: number, unit: unit, yes: yes, day: day) }
    }
}

extension Statement where Input == SentAskings, Output == (id: ID<Asking>, settlesSomething: Bool) {
    /// Writes the askings that are new, with their answers, and answers the ids of these, each with whether its item is to
    /// check a belief or to clear up a contradiction.
    ///
    /// Passed over, for the caller to find out: ids that are there already or were taken back, items and people that are not the owner's
    /// or not of this interview, and every asking of an interview that takes no more. Whoever is asked becomes an
    /// interviewer with the usual role (R9), and the first asking starts a scheduled interview. The wording is kept
    /// with the asking whatever becomes of the item (R5).
    public static let recordAskings = Statement(
        name: "record_askings",
        sql: """
            WITH sent AS (
                SELECT * FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    AS s (id, item_id, text, person_id, asked_at, outcome, answer_id, body, specificity, captured,
                        value_kind, value_number, value_unit, value_yes, value_day)
                WHERE NOT EXISTS (SELECT FROM removed_asking r WHERE r.owner_id = $1 AND r.id = s.id)
            ), place AS (
                SELECT id FROM interview
                WHERE owner_id = $1 AND id = $2 AND state NOT IN ('closed', 'cancelled', 'no_show')
            ), added AS (
                INSERT INTO interviewer (owner_id, interview_id, person_id, role, position)
                SELECT $1, i.id, p.id, p.role,
                    (SELECT coalesce(max(r.position) + 1, 0) FROM interviewer r
                        WHERE r.owner_id = $1 AND r.interview_id = i.id)
                FROM place i JOIN person p ON p.owner_id = $1 AND p.id IN (SELECT s.person_id FROM sent s)
                ON CONFLICT (owner_id, interview_id, person_id) DO NOTHING
                RETURNING person_id
            ), written AS (
                INSERT INTO asking (owner_id, id, interview_id, item_id, text, person_id, asked_at, outcome)
                SELECT $1, s.id, i.id, s.item_id, coalesce(s.text, t.text), s.person_id, s.asked_at, s.outcome
                FROM sent s
                CROSS JOIN place i
                JOIN person p ON p.owner_id = $1 AND p.id = s.person_id
                LEFT JOIN plan_item t ON t.owner_id = $1 AND t.interview_id = i.id AND t.id = s.item_id
                WHERE s.item_id IS NULL OR t.id IS NOT NULL
                ON CONFLICT (owner_id, id) DO NOTHING
                RETURNING id, outcome, item_id
            ), answered AS (
                INSERT INTO answer (owner_id, id, asking_id, outcome, body, specificity, captured, value_kind,
                    value_number, value_unit, value_yes, value_day)
                SELECT $1, s.answer_id, w.id, w.outcome, s.body, s.specificity, s.captured, s.value_kind,
                    s.value_number, s.value_unit, s.value_yes, s.value_day::date
                FROM written w JOIN sent s ON s.id = w.id
                WHERE s.answer_id IS NOT NULL
                ON CONFLICT (owner_id, id) DO NOTHING
            ), touched AS (
                UPDATE interview
                SET state = CASE state WHEN 'scheduled' THEN 'in_progress' ELSE state END, revision = revision + 1,
                    updated_at = now()
                WHERE owner_id = $1 AND id = $2
                    AND (EXISTS (SELECT FROM added) OR state = 'scheduled' AND EXISTS (SELECT FROM written))
            )
            SELECT w.id, EXISTS (SELECT FROM plan_item t
                WHERE t.owner_id = $1 AND t.id = w.item_id
                AND num_nonnulls(t.belief_id, t.contradiction_id) > 0)
            FROM written w
            """,
        bind: {
            let entries = $0.entries
            return [
                .id($0.interview.owner), .id($0.interview.id), .ids(entries.map(\.id)),
                .uuidArray(entries.map { $0.item?.rawValue }), .textArray(entries.map { $0.text?.text }),
                .ids(entries.map(\.person)), .timestampArray(entries.map(\.askedAt.microseconds)),
                .textArray(entries.map(\.outcome.rawValue)), .uuidArray(entries.map { $0.answer?.id.rawValue }),
                .textArray(entries.map { $0.answer?.body.text }),
                .textArray(entries.map { $0.answer?.specificity.rawValue }),
                .textArray(entries.map { $0.answer?.captured.rawValue }),
                .textArray(entries.map { $0.answer?.value?.kind.rawValue }),
                .doubleArray(entries.map { $0.answer?.value?.number }),
                .textArray(entries.map { $0.answer?.value?.unit?.text }),
                .boolArray(entries.map { $0.answer?.value?.yes }),
                .textArray(entries.map { $0.answer?.value?.day?.text }),
            ]
        },
        decode: { row throws(RowError) in (id: try row.id(), settlesSomething: try row.bool()) }
    )
}

extension Statement where Input == SentAskings, Output == Asking {
    /// What is stored under the ids that were sent, in whichever interview of the owner.
    public static let storedAskings = Statement(
        name: "stored_askings",
        sql: """
            SELECT a.id, a.interview_id, a.item_id, a.text, a.person_id, p.name, a.asked_at, a.outcome,
                a.amended_at, a.revision, w.id, w.body, w.specificity, w.captured, w.value_kind, w.value_number, w.value_unit,
                w.value_yes, w.value_day
            FROM asking a
            JOIN person p ON p.owner_id = a.owner_id AND p.id = a.person_id
            LEFT JOIN answer w ON w.owner_id = a.owner_id AND w.asking_id = a.id
            WHERE a.owner_id = $1 AND a.id = ANY ($2)
            """,
        bind: { [.id($0.interview.owner), .ids($0.entries.map(\.id))] },
        decode: { row throws(RowError) in try Asking(row: &row) }
    )
}

extension Statement where Input == (interview: ID<Interview>, page: OwnerPage), Output == Asking {
    /// The askings of an interview with their answers, highest id first.
    public static let askings = Statement(
        name: "askings",
        sql: """
            SELECT a.id, a.interview_id, a.item_id, a.text, a.person_id, p.name, a.asked_at, a.outcome,
                a.amended_at, a.revision, w.id, w.body, w.specificity, w.captured, w.value_kind, w.value_number, w.value_unit,
                w.value_yes, w.value_day
            FROM asking a
            JOIN person p ON p.owner_id = a.owner_id AND p.id = a.person_id
            LEFT JOIN answer w ON w.owner_id = a.owner_id AND w.asking_id = a.id
            WHERE a.owner_id = $1 AND a.interview_id = $4 AND a.id < $2
            ORDER BY a.id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.interview)] },
        decode: { row throws(RowError) in try Asking(row: &row) }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Int {
    /// How many questions were put in an interview.
    public static let askingCount = Statement(
        name: "asking_count",
        sql: "SELECT count(*) FROM asking WHERE owner_id = $1 AND interview_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}
