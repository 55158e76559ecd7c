import TwoWayModel

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

    /// The parameters from $3 to $23.
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
            .jsonArray(rows.map(\.hints)), .uuidArray(items.map { $0.ownQuestion?.rawValue }),
            .uuidArray(items.map { $0.belief?.rawValue }), .uuidArray(items.map { $0.carriedFrom?.rawValue }),
            .uuidArray(items.map { $0.contradiction?.rawValue }),
        ]
    }
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
                target_person_id, target_role, must_ask, minutes, state, drop_reason, position, priorities, hints,
                own_question_id, belief_id, carried_from, contradiction_id)
            SELECT $1, $2, w.id, w.origin, w.library_id, w.library_version, w.question_key, w.text, w.target_person_id,
                w.target_role, w.must_ask, w.minutes, w.state, w.drop_reason, w.position,
                ($18::uuid[])[w.first_priority:w.last_priority], w.hints, w.own_question_id, w.belief_id, w.carried_from,
                w.contradiction_id
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19, $20,
                    $21, $22, $23)
                AS w (id, origin, library_id, library_version, question_key, text, target_person_id, target_role,
                    must_ask, minutes, state, drop_reason, position, first_priority, last_priority, hints,
                    own_question_id, belief_id, carried_from, contradiction_id)
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
                hints = coalesce(w.hints, p.hints), own_question_id = w.own_question_id, belief_id = w.belief_id,
                contradiction_id = w.contradiction_id
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19, $20,
                    $21, $22, $23)
                AS w (id, origin, library_id, library_version, question_key, text, target_person_id, target_role,
                    must_ask, minutes, state, drop_reason, position, first_priority, last_priority, hints,
                    own_question_id, belief_id, carried_from, contradiction_id)
            WHERE p.owner_id = $1 AND p.interview_id = $2 AND p.id = w.id
            """,
        bind: { [.id($0.owner), .id($0.interview)] + $0.parameters }
    )
}

extension Statement where Input == (owner: ID<Account>, items: [ID<PlanItem>]), Output == Void {
    /// Marks items that were carried over into another plan.
    public static let moveCarriedItems = Statement(
        name: "move_carried_items",
        sql: """
            UPDATE plan_item SET state = 'moved'
            WHERE owner_id = $1 AND id = ANY ($2) AND state IN ('planned', 'deferred')
            """,
        bind: { [.id($0.owner), .ids($0.items)] }
    )
}

/// Talking points on their way into the table.
public struct TalkingPointRows: Sendable {
    public var interview: OwnedID<Interview>
    /// Nil leaves what is stored.
    public var points: [TalkingPoint]?

    public init(interview: OwnedID<Interview>, points: [TalkingPoint]?) {
        self.interview = interview
        self.points = points
    }
}

extension Statement where Input == TalkingPointRows, Output == Void {
    /// Removes the points beyond those that are sent, if any are.
    public static let removeTalkingPoints = Statement(
        name: "remove_talking_points",
        sql: "DELETE FROM talking_point WHERE owner_id = $1 AND interview_id = $2 AND position >= $3",
        bind: { [.id($0.interview.owner), .id($0.interview.id), .int($0.points?.count)] }
    )

    /// Stores the points that are sent, in their order; what is as it was is not written again.
    public static let addTalkingPoints = Statement(
        name: "add_talking_points",
        sql: """
            INSERT INTO talking_point (owner_id, interview_id, position, text, story_id)
            SELECT $1, $2, w.ordinal - 1, w.text, w.story_id
            FROM unnest($3, $4) WITH ORDINALITY AS w (text, story_id, ordinal)
            ON CONFLICT (owner_id, interview_id, position) DO UPDATE
            SET text = excluded.text, story_id = excluded.story_id
            WHERE (talking_point.text, talking_point.story_id) IS DISTINCT FROM (excluded.text, excluded.story_id)
            """,
        bind: {
            let points = $0.points ?? []
            return [
                .id($0.interview.owner), .id($0.interview.id), .textArray(points.map(\.text.text)),
                .uuidArray(points.map { $0.story?.rawValue }),
            ]
        }
    )
}
