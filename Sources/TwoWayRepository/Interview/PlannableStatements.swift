import TwoWayModel

/// A question as it goes into a plan.
public struct PlannableQuestion: Sendable {
    /// In one's own wording, if there is one.
    public let text: String
    /// From 1 to 60, if anybody says.
    public let minutes: Int?
    /// A JSON object of `QuestionHints`, on its way from the library into the plan.
    public let hints: [UInt8]?
    /// Keys of priorities that the candidate linked it to.
    public let priorities: [ID<Priority>]
    /// Keys of the catalogue of dimensions.
    public let dimensions: [String]
    /// New with an upgrade and not chosen, or an own one that was put away.
    public let isClosed: Bool

    /// Columns: text, minutes, hints, priorities, dimensions, and whether it is closed.
    fileprivate init(row: inout Row) throws(RowError) {
        text = try row.text()
        minutes = try row.optionalInt()
        hints = try row.optionalJSON()
        priorities = try row.ids()
        dimensions = try row.textArray()
        isClosed = try row.bool()
    }
}

extension Statement
where Input == (owner: ID<Account>, sources: [QuestionSource]), Output == (QuestionSource, PlannableQuestion) {
    /// Those of the questions that stand in a version, readable to the owner, of a library that the owner follows, or are
    /// kept as a private copy; each under the owner's own layer.
    ///
    /// Each document is read once, however many of its questions are wanted, and no other is touched.
    public static let questionsForPlan = Statement(
        name: "questions_for_plan",
        sql: """
            WITH wanted AS (
                SELECT w.library_id, w.number, w.question_key
                FROM unnest($2, $3, $4) AS w (library_id, number, question_key)
            ), read AS MATERIALIZED (
                SELECT s.id AS subscription_id, v.library_id, v.number, v.document
                FROM (SELECT DISTINCT w.library_id, w.number FROM wanted w) w
                JOIN subscription s ON s.owner_id = $1 AND s.library_id = w.library_id AND s.state <> 'cancelled'
                JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                    AND v.number = w.number
            ), found AS (
                SELECT r.subscription_id, r.library_id, r.number, q ->> 'key' AS question_key, q
                FROM read r CROSS JOIN LATERAL jsonb_path_query(r.document, '$.topics[*].questions[*]') q
                WHERE (r.library_id, r.number, q ->> 'key') IN
                    (SELECT w.library_id, w.number, w.question_key FROM wanted w)
                UNION ALL
                SELECT s.id, w.library_id, w.number, w.question_key, o.copy -> 'question'
                FROM wanted w
                JOIN subscription s ON s.owner_id = $1 AND s.library_id = w.library_id AND s.state <> 'cancelled'
                JOIN overlay o ON o.owner_id = $1 AND o.subscription_id = s.id AND o.question_key = w.question_key
                    AND o.state = 'orphaned' AND (o.copy ->> 'version')::int = w.number
            )
            SELECT f.library_id, f.number, f.question_key, coalesce(o.own_text, f.q ->> 'text'),
                least(greatest((f.q ->> 'minutes')::int, 1), 60),
                jsonb_strip_nulls(jsonb_build_object('purpose', f.q -> 'purpose', 'followUps', f.q -> 'followUps',
                    'listenFor', f.q -> 'listenFor', 'warningSigns', f.q -> 'warningSigns')),
                coalesce(o.priorities, '{}'),
                CASE WHEN jsonb_typeof(f.q -> 'dimensions') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(f.q -> 'dimensions')) ELSE '{}' END,
                coalesce(o.state = 'dormant', false)
            FROM found f
            LEFT JOIN overlay o ON o.owner_id = $1 AND o.subscription_id = f.subscription_id
                AND o.question_key = f.question_key
            """,
        bind: {
            [
                .id($0.owner), .ids($0.sources.map(\.library)), .intArray($0.sources.map(\.version)),
                .textArray($0.sources.map(\.questionKey.text)),
            ]
        },
        decode: { row throws(RowError) in
            let source = QuestionSource(library: try row.id(), version: try row.int(), questionKey: try row.value())
            return (source, try PlannableQuestion(row: &row))
        }
    )
}

extension Statement
where Input == (owner: ID<Account>, questions: [ID<OwnQuestion>]), Output == (ID<OwnQuestion>, PlannableQuestion) {
    /// Those of the questions that are the owner's own.
    public static let ownQuestionsForPlan = Statement(
        name: "own_questions_for_plan",
        sql: """
            SELECT id, text, minutes, hints, priorities, dimensions, archived FROM own_question
            WHERE owner_id = $1 AND id = ANY ($2)
            """,
        bind: { [.id($0.owner), .ids($0.questions)] },
        decode: { row throws(RowError) in (try row.id(), try PlannableQuestion(row: &row)) }
    )
}

/// A belief that a plan is to settle.
public struct PlannableBelief: Sendable {
    public let id: ID<Belief>
    public let priority: ID<Priority>
    public let isDismissed: Bool
}

extension Statement
where Input == (interview: OwnedID<Interview>, beliefs: [ID<Belief>]), Output == PlannableBelief {
    /// Those of the beliefs that are about the opportunity of an interview.
    public static let beliefsForPlan = Statement(
        name: "beliefs_for_plan",
        sql: """
            SELECT b.id, b.priority_key, b.state = 'dismissed'
            FROM interview i
            JOIN belief b ON b.owner_id = i.owner_id AND b.opportunity_id = i.opportunity_id
            WHERE i.owner_id = $1 AND i.id = $2 AND b.id = ANY ($3)
            """,
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.beliefs)] },
        decode: { row throws(RowError) in
            PlannableBelief(id: try row.id(), priority: try row.id(), isDismissed: try row.bool())
        }
    )
}

/// A contradiction that a plan is to clear up.
public struct PlannableContradiction: Sendable {
    public let id: ID<Contradiction>
    public let priority: ID<Priority>
    public let isWaiting: Bool
}

extension Statement
where Input == (interview: OwnedID<Interview>, contradictions: [ID<Contradiction>]), Output == PlannableContradiction {
    /// Those of the contradictions that are about the opportunity of an interview.
    public static let contradictionsForPlan = Statement(
        name: "contradictions_for_plan",
        sql: """
            SELECT c.id, e.priority_key, c.state IN ('open', 'queued')
            FROM interview i
            JOIN contradiction c ON c.owner_id = i.owner_id AND c.opportunity_id = i.opportunity_id
            JOIN evidence e ON e.owner_id = c.owner_id AND e.id = c.first_id
            WHERE i.owner_id = $1 AND i.id = $2 AND c.id = ANY ($3)
            """,
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.contradictions)] },
        decode: { row throws(RowError) in
            PlannableContradiction(id: try row.id(), priority: try row.id(), isWaiting: try row.bool())
        }
    )
}

/// A question of another interview of the same opportunity.
public struct CarriableItem: Sendable {
    public let interviewState: Interview.State
    public let item: PlanItem
}

extension Statement
where Input == (interview: OwnedID<Interview>, items: [ID<PlanItem>]), Output == CarriableItem {
    /// Those of the items that stand in the plans of the other interviews of the same opportunity.
    public static let itemsToCarry = Statement(
        name: "items_to_carry",
        sql: """
            SELECT j.state, p.id, p.origin, p.library_id, p.library_version, p.question_key, p.own_question_id, p.belief_id,
                p.contradiction_id, p.carried_from, p.text, p.target_person_id, p.target_role, p.must_ask, p.minutes,
                p.state, p.drop_reason, p.priorities, p.hints ->> 'purpose',
                CASE WHEN jsonb_typeof(p.hints -> 'followUps') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(p.hints -> 'followUps')) END,
                CASE WHEN jsonb_typeof(p.hints -> 'listenFor') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(p.hints -> 'listenFor')) END,
                CASE WHEN jsonb_typeof(p.hints -> 'warningSigns') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(p.hints -> 'warningSigns')) END
            FROM interview i
            JOIN plan_item p ON p.owner_id = i.owner_id AND p.id = ANY ($3) AND p.interview_id <> i.id
            JOIN interview j ON j.owner_id = i.owner_id AND j.id = p.interview_id
                AND j.opportunity_id = i.opportunity_id
            WHERE i.owner_id = $1 AND i.id = $2
            """,
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.items)] },
        decode: { row throws(RowError) in CarriableItem(interviewState: try row.word(), item: try PlanItem(row: &row)) }
    )
}
