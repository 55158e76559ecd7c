import TwoWayModel

/// The plan of an interview without its items.
public struct PlanHead: Sendable {
    /// 0 when nothing was saved yet.
    public let revision: Revision
    public let updatedAt: Timestamp?
}

/// The headings of a sheet that neither interview nor plan know.
public struct SheetHeading: Sendable {
    public let organisation: Title
    public let opportunity: Title
}

extension PlanItem {
    /// Columns: id, origin, the three of the source, own question, belief, contradiction, carried_from, text, target person and role,
    /// must_ask, minutes, state, drop_reason, priorities, and the four kinds of hints.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            origin: try row.word(),
            source: try row.optionalSource(),
            ownQuestion: try row.optionalID(),
            belief: try row.optionalID(),
            contradiction: try row.optionalID(),
            carriedFrom: try row.optionalID(),
            text: try row.checked(),
            targetPerson: try row.optionalID(),
            targetRole: try row.optionalWord(),
            mustAsk: try row.bool(),
            minutes: try row.int(),
            state: try row.word(),
            dropReason: try row.optionalChecked(),
            priorities: try row.ids(),
            hints: try row.optionalHints()
        )
    }
}

extension Row {
    mutating func optionalSource() throws(RowError) -> QuestionSource? {
        let library: ID<Library>? = try optionalID()
        let version = try optionalInt()
        let questionKey: Slug? = try optionalValue()
        guard let library, let version, let questionKey else { return nil }
        return QuestionSource(library: library, version: version, questionKey: questionKey)
    }

    fileprivate mutating func optionalHints() throws(RowError) -> QuestionHints? {
        let hints = QuestionHints(
            purpose: try optionalText(),
            followUps: try optionalTextArray(),
            listenFor: try optionalTextArray(),
            warningSigns: try optionalTextArray()
        )
        return hints == QuestionHints() ? nil : hints
    }
}

extension Statement where Input == OwnedID<Interview>, Output == PlanHead {
    /// No row without such an interview; revision 0 without a plan.
    public static let planHead = Statement(
        name: "plan_head",
        sql: """
            SELECT coalesce(p.revision, 0), p.updated_at
            FROM interview i LEFT JOIN plan p ON p.owner_id = i.owner_id AND p.interview_id = i.id
            WHERE i.owner_id = $1 AND i.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in PlanHead(revision: try row.int(), updatedAt: try row.optionalTime()) }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == PlanItem {
    /// The items of a plan, in order.
    public static let planItems = Statement(
        name: "plan_items",
        sql: """
            SELECT id, origin, library_id, library_version, question_key, own_question_id, belief_id,
                contradiction_id, carried_from, text, target_person_id, target_role, must_ask, minutes, state,
                drop_reason, priorities, hints ->> 'purpose',
                CASE WHEN jsonb_typeof(hints -> 'followUps') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(hints -> 'followUps')) END,
                CASE WHEN jsonb_typeof(hints -> 'listenFor') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(hints -> 'listenFor')) END,
                CASE WHEN jsonb_typeof(hints -> 'warningSigns') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(hints -> 'warningSigns')) END
            FROM plan_item
            WHERE owner_id = $1 AND interview_id = $2
            ORDER BY position, id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PlanItem(row: &row) }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == TalkingPoint {
    /// What the candidate wants to say, in order.
    public static let talkingPoints = Statement(
        name: "talking_points",
        sql: """
            SELECT text, story_id FROM talking_point
            WHERE owner_id = $1 AND interview_id = $2
            ORDER BY position
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in TalkingPoint(text: try row.checked(), story: try row.optionalID()) }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == SheetHeading {
    /// The employer and the job that an interview is about.
    public static let sheetHeading = Statement(
        name: "sheet_heading",
        sql: """
            SELECT e.name, o.title
            FROM interview i
            JOIN opportunity o ON o.owner_id = i.owner_id AND o.id = i.opportunity_id
            JOIN organisation e ON e.owner_id = o.owner_id AND e.id = o.organisation_id
            WHERE i.owner_id = $1 AND i.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            SheetHeading(organisation: try row.checked(), opportunity: try row.checked())
        }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Interviewer {
    /// The people whom the items of a plan are meant for, each with the usual role.
    public static let peopleToAsk = Statement(
        name: "people_to_ask",
        sql: """
            SELECT id, name, role FROM person
            WHERE owner_id = $1
                AND id IN (SELECT target_person_id FROM plan_item WHERE owner_id = $1 AND interview_id = $2)
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            Interviewer(person: try row.id(), name: try row.checked(), role: try row.word())
        }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == ID<Priority> {
    /// The keys in the current set and the draft of the job search that an interview belongs to.
    public static let prioritiesForPlan = Statement(
        name: "priorities_for_plan",
        sql: """
            SELECT DISTINCT p.priority_key
            FROM interview i
            JOIN opportunity o ON o.owner_id = i.owner_id AND o.id = i.opportunity_id
            JOIN priority_set s ON s.owner_id = o.owner_id AND s.job_search_id = o.job_search_id
                AND s.state IN ('active', 'frozen', 'draft')
            JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
            WHERE i.owner_id = $1 AND i.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}
