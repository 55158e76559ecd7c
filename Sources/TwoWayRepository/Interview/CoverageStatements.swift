import TwoWayModel

/// A must-ask that was left over, with the item behind it.
public struct LeftOver: Sendable {
    public let mustAsk: UnaskedMustAsk
    public let item: PlanItem
}

extension Statement where Input == OwnedID<Opportunity>, Output == LeftOver {
    /// The must-asks of interviews that are over, neither asked nor dropped nor carried over nor asked by mail, in the
    /// order of the interviews and their plans.
    public static let unaskedMustAsks = Statement(
        name: "unasked_must_asks",
        sql: """
            SELECT i.id, i.round, p.id, p.origin, p.library_id, p.library_version, p.question_key, p.own_question_id,
                p.belief_id, p.contradiction_id, p.carried_from, p.text, p.target_person_id, p.target_role, p.must_ask,
                p.minutes, p.state, p.drop_reason, p.priorities, p.hints ->> 'purpose',
                CASE WHEN jsonb_typeof(p.hints -> 'followUps') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(p.hints -> 'followUps')) END,
                CASE WHEN jsonb_typeof(p.hints -> 'listenFor') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(p.hints -> 'listenFor')) END,
                CASE WHEN jsonb_typeof(p.hints -> 'warningSigns') = 'array'
                    THEN ARRAY(SELECT jsonb_array_elements_text(p.hints -> 'warningSigns')) END
            FROM interview i
            JOIN plan_item p ON p.owner_id = i.owner_id AND p.interview_id = i.id
            WHERE i.owner_id = $1 AND i.opportunity_id = $2 AND p.must_ask
                AND (p.state = 'deferred'
                    OR p.state = 'planned' AND i.state IN ('held', 'closed', 'cancelled', 'no_show'))
                AND NOT EXISTS (SELECT FROM plan_item c WHERE c.owner_id = $1 AND c.carried_from = p.id)
                AND NOT EXISTS (SELECT FROM follow_up f WHERE f.owner_id = $1 AND f.item_id = p.id
                    AND f.state <> 'dropped')
            ORDER BY i.round, i.id, p.position, p.id
            LIMIT 500
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            let interview: ID<Interview> = try row.id()
            let round = try row.int()
            let item = try PlanItem(row: &row)
            let mustAsk = UnaskedMustAsk(
                item: item.id,
                interview: interview,
                round: round,
                text: item.text,
                priorities: item.priorities
            )
            return LeftOver(mustAsk: mustAsk, item: item)
        }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == PlannedQuestion {
    /// What is planned in the interviews to come.
    public static let questionsToCome = Statement(
        name: "questions_to_come",
        sql: """
            SELECT i.id, p.library_id, p.library_version, p.question_key, p.own_question_id, p.text, p.priorities
            FROM interview i
            JOIN plan_item p ON p.owner_id = i.owner_id AND p.interview_id = i.id
            WHERE i.owner_id = $1 AND i.opportunity_id = $2 AND i.state IN ('proposed', 'scheduled', 'in_progress')
                AND p.state = 'planned'
            LIMIT 20000
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            PlannedQuestion(
                interview: try row.id(),
                source: try row.optionalSource(),
                ownQuestion: try row.optionalID(),
                text: try row.checked(),
                priorities: try row.ids()
            )
        }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == AskedQuestion {
    /// All that was asked at an opportunity, oldest first, with the plan items behind it.
    public static let askedQuestions = Statement(
        name: "asked_questions",
        sql: """
            SELECT a.id, i.id, i.round, a.person_id, n.name, w.role,
                coalesce(o.future_supervisor_id = a.person_id, false), a.asked_at, a.outcome, a.text, p.library_id,
                p.library_version, p.question_key, p.own_question_id, coalesce(p.priorities, '{}')
            FROM opportunity o
            JOIN interview i ON i.owner_id = o.owner_id AND i.opportunity_id = o.id
            JOIN asking a ON a.owner_id = i.owner_id AND a.interview_id = i.id
            JOIN person n ON n.owner_id = a.owner_id AND n.id = a.person_id
            JOIN interviewer w ON w.owner_id = a.owner_id AND w.interview_id = a.interview_id
                AND w.person_id = a.person_id
            LEFT JOIN plan_item p ON p.owner_id = a.owner_id AND p.id = a.item_id
            WHERE o.owner_id = $1 AND o.id = $2
            ORDER BY a.asked_at, a.id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            let put = PutQuestion(
                asking: try row.id(),
                interview: try row.id(),
                round: try row.int(),
                person: try row.id(),
                personName: try row.checked(),
                role: try row.word(),
                futureSupervisor: try row.bool(),
                askedAt: try row.time(),
                outcome: try row.word()
            )
            return AskedQuestion(
                put: put,
                text: try row.checked(),
                source: try row.optionalSource(),
                ownQuestion: try row.optionalID(),
                priorities: try row.ids()
            )
        }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == AnsweredQuestion {
    /// What research has made of questions at an opportunity or its employer, the latest word last.
    public static let answeredQuestions = Statement(
        name: "answered_questions",
        sql: """
            SELECT r.library_id, r.question_key, r.own_question_id, r.question_fate, r.sharpened_text
            FROM opportunity o
            JOIN research_note r ON r.owner_id = o.owner_id AND r.organisation_id = o.organisation_id
                AND (r.opportunity_id IS NULL OR r.opportunity_id = o.id)
            WHERE o.owner_id = $1 AND o.id = $2 AND r.question_fate IS NOT NULL
            ORDER BY r.updated_at, r.id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            AnsweredQuestion(
                library: try row.optionalID(),
                questionKey: try row.optionalValue(),
                own: try row.optionalID(),
                fate: try row.word(),
                sharpenedText: try row.optionalChecked()
            )
        }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Belief {
    /// The beliefs about an opportunity that nothing has settled and no plan holds.
    public static let unverifiedBeliefs = Statement(
        name: "unverified_beliefs",
        sql: """
            SELECT id, opportunity_id, priority_key, statement, basis, scope, expected, state, opened_by_id, revision, updated_at
            FROM belief
            WHERE owner_id = $1 AND opportunity_id = $2 AND state = 'unverified'
            ORDER BY id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            Belief(
                id: try row.id(),
                opportunity: try row.id(),
                priority: try row.id(),
                statement: try row.checked(),
                basis: try row.optionalChecked(),
                scope: try row.word(),
                expected: try row.int(),
                state: try row.word(),
                openedBy: try row.optionalID(),
                revision: try row.int(),
                updatedAt: try row.time()
            )
        }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == AheadInterview {
    /// The interviews of an opportunity that have a start and were neither begun nor called off.
    public static let interviewsAhead = Statement(
        name: "interviews_ahead",
        sql: """
            SELECT i.id, i.title, i.round, i.scheduled_start, EXISTS (SELECT FROM plan_item p
                WHERE p.owner_id = $1 AND p.interview_id = i.id AND p.state IN ('planned', 'asked'))
            FROM interview i
            WHERE i.owner_id = $1 AND i.opportunity_id = $2 AND i.state IN ('proposed', 'scheduled')
                AND i.scheduled_start IS NOT NULL
            ORDER BY i.scheduled_start, i.id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            AheadInterview(
                interview: try row.id(),
                title: try row.checked(),
                round: try row.int(),
                scheduledStart: try row.time(),
                isReady: try row.bool()
            )
        }
    )
}
