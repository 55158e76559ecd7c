import TwoWayModel

/// A question of a library as it goes into a plan.
public struct PlannableQuestion: Sendable {
    public let source: QuestionSource
    public let text: String
    /// From 1 to 60, if the library says.
    public let minutes: Int?
    /// A JSON object of `QuestionHints`, on its way from the library into the plan.
    public let hints: [UInt8]
}

/// One item on its way into the table.
public struct PlanItemRow: Sendable {
    public var item: PlanItem
    public var position: Int
    /// A JSON object of `QuestionHints`; nil leaves what is stored.
    public var hints: [UInt8]?

    public init(item: PlanItem, position: Int, hints: [UInt8]?) {
        self.item = item
        self.position = position
        self.hints = hints
    }
}

/// Items of one plan on their way into the table.
public struct PlanItemRows: Sendable {
    public var owner: ID<Account>
    public var interview: ID<Interview>
    public var rows: [PlanItemRow]

    public init(owner: ID<Account>, interview: ID<Interview>, rows: [PlanItemRow]) {
        self.owner = owner
        self.interview = interview
        self.rows = rows
    }

    /// The parameters from $3 to $19.
    ///
    /// The priorities of all items stand in one array, of which each item has a slice from a first to a last element,
    /// because PostgreSQL has no arrays of arrays of different lengths.
    fileprivate var parameters: [SQLValue] {
        let items = rows.map(\.item)
        var priorities: [ID<Priority>] = []
        var firsts: [Int] = []
        var lasts: [Int] = []
        for item in items {
            firsts.append(priorities.count + 1)
            priorities += item.priorities
            lasts.append(priorities.count)
        }
        return [
            .ids(items.map(\.id)), .textArray(items.map(\.origin.rawValue)),
            .uuidArray(items.map { $0.source?.library.rawValue }), .intArray(items.map { $0.source?.version }),
            .textArray(items.map { $0.source?.questionKey.text }), .textArray(items.map(\.text.text)),
            .uuidArray(items.map { $0.targetPerson?.rawValue }), .textArray(items.map { $0.targetRole?.rawValue }),
            .boolArray(items.map(\.mustAsk)), .intArray(items.map(\.minutes)),
            .textArray(items.map(\.state.rawValue)), .textArray(items.map { $0.dropReason?.text }),
            .intArray(rows.map(\.position)), .intArray(firsts), .intArray(lasts), .ids(priorities),
            .jsonArray(rows.map(\.hints)),
        ]
    }
}

extension Statement where Input == (owner: ID<Account>, sources: [QuestionSource]), Output == PlannableQuestion {
    /// Those of the questions that stand in a version, readable to the owner, of a library that the owner follows.
    ///
    /// Each document is read once, however many of its questions are wanted, and no other is touched.
    public static let questionsForPlan = Statement(
        name: "questions_for_plan",
        sql: """
            WITH wanted AS (
                SELECT w.library_id, w.number, w.question_key
                FROM unnest($2, $3, $4) AS w (library_id, number, question_key)
            ), read AS MATERIALIZED (
                SELECT v.library_id, v.number, v.document
                FROM (SELECT DISTINCT w.library_id, w.number FROM wanted w) w
                JOIN subscription s ON s.owner_id = $1 AND s.library_id = w.library_id AND s.state <> 'cancelled'
                JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                    AND v.number = w.number
            )
            SELECT r.library_id, r.number, q ->> 'key', q ->> 'text', least(greatest((q ->> 'minutes')::int, 1), 60),
                jsonb_strip_nulls(jsonb_build_object('purpose', q -> 'purpose', 'followUps', q -> 'followUps',
                    'listenFor', q -> 'listenFor', 'warningSigns', q -> 'warningSigns'))
            FROM read r CROSS JOIN LATERAL jsonb_path_query(r.document, '$.topics[*].questions[*]') q
            WHERE (r.library_id, r.number, q ->> 'key') IN
                (SELECT w.library_id, w.number, w.question_key FROM wanted w)
            """,
        bind: {
            [
                .id($0.owner), .ids($0.sources.map(\.library)), .intArray($0.sources.map(\.version)),
                .textArray($0.sources.map(\.questionKey.text)),
            ]
        },
        decode: { row throws(RowError) in
            let source = QuestionSource(library: try row.id(), version: try row.int(), questionKey: try row.value())
            return PlannableQuestion(
                source: source,
                text: try row.text(),
                minutes: try row.optionalInt(),
                hints: try row.json()
            )
        }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Void {
    /// Starts the plan of an interview, or counts its revision on.
    public static let touchPlan = Statement(
        name: "touch_plan",
        sql: """
            INSERT INTO plan (owner_id, interview_id) VALUES ($1, $2)
            ON CONFLICT (owner_id, interview_id) DO UPDATE SET revision = plan.revision + 1, updated_at = now()
            """,
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == (interview: OwnedID<Interview>, kept: [ID<PlanItem>]), Output == Void {
    /// Removes the other items of a plan, but none that was asked.
    public static let removeOtherPlanItems = Statement(
        name: "remove_other_plan_items",
        sql: """
            DELETE FROM plan_item
            WHERE owner_id = $1 AND interview_id = $2 AND id <> ALL ($3) AND state <> 'asked'
            """,
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.kept)] }
    )
}

extension Statement where Input == PlanItemRows, Output == Void {
    /// Stores new items; their state is planned or dropped.
    public static let addPlanItems = Statement(
        name: "add_plan_items",
        sql: """
            INSERT INTO plan_item (owner_id, interview_id, id, origin, library_id, library_version, question_key, text,
                target_person_id, target_role, must_ask, minutes, state, drop_reason, position, priorities, hints)
            SELECT $1, $2, w.id, w.origin, w.library_id, w.library_version, w.question_key, w.text, w.target_person_id,
                w.target_role, w.must_ask, w.minutes, w.state, w.drop_reason, w.position,
                ($18::uuid[])[w.first_priority:w.last_priority], w.hints
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19)
                AS w (id, origin, library_id, library_version, question_key, text, target_person_id, target_role,
                    must_ask, minutes, state, drop_reason, position, first_priority, last_priority, hints)
            """,
        bind: { [.id($0.owner), .id($0.interview)] + $0.parameters }
    )

    /// Stores edited items; the state of one that was asked stays as the askings have it (R10).
    public static let updatePlanItems = Statement(
        name: "update_plan_items",
        sql: """
            UPDATE plan_item p
            SET origin = w.origin, library_id = w.library_id, library_version = w.library_version,
                question_key = w.question_key, text = w.text, target_person_id = w.target_person_id,
                target_role = w.target_role, must_ask = w.must_ask, minutes = w.minutes,
                state = CASE p.state WHEN 'asked' THEN p.state ELSE w.state END, drop_reason = w.drop_reason,
                position = w.position, priorities = ($18::uuid[])[w.first_priority:w.last_priority],
                hints = coalesce(w.hints, p.hints)
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19)
                AS w (id, origin, library_id, library_version, question_key, text, target_person_id, target_role,
                    must_ask, minutes, state, drop_reason, position, first_priority, last_priority, hints)
            WHERE p.owner_id = $1 AND p.interview_id = $2 AND p.id = w.id
            """,
        bind: { [.id($0.owner), .id($0.interview)] + $0.parameters }
    )
}
