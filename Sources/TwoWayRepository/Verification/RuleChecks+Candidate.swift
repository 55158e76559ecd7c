/// R6 to R12: what a candidate has written down agrees with itself.
extension RuleCheck {
    static let priorities = [
        RuleCheck.rows(
            "R6",
            "weights",
            "Every set that counts has a priority with some weight, so that its weights normalise to 1.",
            beyond: "The sum itself is taken where weights are used, and not stored.",
            looked: "SELECT count(*) FROM tw.priority_set WHERE state IN ('active', 'frozen')",
            offenders: """
                SELECT s.owner_id, s.id, s.version FROM tw.priority_set s
                WHERE s.state IN ('active', 'frozen') AND NOT EXISTS (SELECT FROM tw.priority p
                    WHERE p.owner_id = s.owner_id AND p.priority_set_id = s.id AND p.weight > 0 AND p.weight < 'Infinity')
                """
        ),
        RuleCheck.rows(
            "R7",
            "one-current-set",
            "Every job search has at most one set that counts, and one draft.",
            looked: "SELECT count(*) FROM tw.job_search",
            offenders: """
                SELECT s.owner_id, s.job_search_id, count(*) FROM tw.priority_set s WHERE s.state <> 'superseded'
                GROUP BY s.owner_id, s.job_search_id, s.state = 'draft' HAVING count(*) > 1
                """
        ),
        RuleCheck.rows(
            "R7",
            "targets-and-thresholds",
            "Exactly a direction to a target has one, and exactly a must-have a threshold.",
            looked: "SELECT count(*) FROM tw.priority",
            offenders: """
                SELECT p.owner_id, p.priority_key, p.position FROM tw.priority p
                WHERE (p.direction = 'target') <> (p.target IS NOT NULL) OR p.must_have <> (p.threshold IS NOT NULL)
                """
        ),
        RuleCheck.catalogue(
            "R7",
            "frozen-sets",
            "The triggers that keep frozen sets, and what belongs to them, are in force.",
            beyond: "A set that was changed while they were not looks like any other.",
            looked: "SELECT 3",
            offenders: """
                SELECT 'pg_class'::regclass, g.kept::regclass, 0 FROM unnest('{tw.priority_set,tw.priority,tw.trade_off}'::text[]) AS g (kept)
                WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = g.kept::regclass AND t.tgname = 'frozen'
                    AND t.tgenabled IN ('O', 'A'))
                """
        ),
    ]

    static let opportunities = [
        RuleCheck.rows(
            "R8",
            "closed-reason",
            "Exactly a closed opportunity has a reason.",
            looked: "SELECT count(*) FROM tw.opportunity",
            offenders: """
                SELECT o.owner_id, o.id, NULL FROM tw.opportunity o
                WHERE (o.stage = 'closed') <> (o.closed_reason IS NOT NULL)
                """
        ),
        RuleCheck.rows(
            "R8",
            "stage-events",
            "The stage events of every opportunity lead without a gap from nothing to where it stands.",
            looked: "SELECT count(*) FROM tw.opportunity",
            offenders: """
                SELECT o.owner_id, o.id, NULL FROM tw.opportunity o LEFT JOIN LATERAL (
                    SELECT bool_and(e.ordinal = e.place AND e.from_stage IS NOT DISTINCT FROM e.before) AS is_chain,
                        (array_agg(e.to_stage ORDER BY e.ordinal DESC))[1] AS last_stage
                    FROM (SELECT s.*, row_number() OVER (ORDER BY s.ordinal) AS place,
                            lag(s.to_stage) OVER (ORDER BY s.ordinal) AS before
                        FROM tw.stage_event s WHERE s.owner_id = o.owner_id AND s.opportunity_id = o.id) AS e
                ) AS way ON true
                WHERE way.is_chain IS NOT TRUE OR way.last_stage <> o.stage
                """
        ),
    ]

    static let interviews = [
        RuleCheck.rows(
            "R9",
            "asked-interviewers",
            "Every asking is put to an interviewer of its interview.",
            looked: "SELECT count(*) FROM tw.asking",
            offenders: """
                SELECT a.owner_id, a.id, NULL FROM tw.asking a WHERE NOT EXISTS (SELECT FROM tw.interviewer i
                    WHERE i.owner_id = a.owner_id AND i.interview_id = a.interview_id AND i.person_id = a.person_id)
                """
        ),
        RuleCheck.rows(
            "R10",
            "answers",
            "Every answer belongs to an asking that was answered, in part or with an evasion.",
            looked: "SELECT count(*) FROM tw.answer",
            offenders: """
                SELECT w.owner_id, w.id, NULL FROM tw.answer w
                LEFT JOIN tw.asking a ON a.owner_id = w.owner_id AND a.id = w.asking_id
                WHERE a.outcome IS DISTINCT FROM w.outcome OR w.outcome NOT IN ('answered', 'partial', 'evaded')
                """
        ),
        RuleCheck.rows(
            "R10",
            "asked-items",
            "An item of a plan is asked exactly when it has an asking.",
            looked: "SELECT count(*) FROM tw.plan_item",
            offenders: """
                SELECT p.owner_id, p.id, NULL FROM tw.plan_item p
                WHERE (p.state = 'asked') <> EXISTS (SELECT FROM tw.asking a WHERE a.owner_id = p.owner_id
                    AND a.interview_id = p.interview_id AND a.item_id = p.id)
                """
        ),
        RuleCheck.rows(
            "R11",
            "closed-interviews",
            "No closed interview has a must-ask without a fate.",
            looked: "SELECT count(*) FROM tw.interview WHERE state = 'closed'",
            offenders: """
                SELECT p.owner_id, p.id, NULL FROM tw.plan_item p
                JOIN tw.interview i ON i.owner_id = p.owner_id AND i.id = p.interview_id
                WHERE i.state = 'closed' AND p.must_ask AND p.state = 'planned'
                """
        ),
        RuleCheck.rows(
            "R11",
            "carried-once",
            "No item was carried over twice into the same interview.",
            looked: "SELECT count(*) FROM tw.plan_item WHERE carried_from IS NOT NULL",
            offenders: """
                SELECT p.owner_id, p.carried_from, count(*) FROM tw.plan_item p WHERE p.carried_from IS NOT NULL
                GROUP BY p.owner_id, p.carried_from, p.interview_id HAVING count(*) > 1
                """
        ),
    ]

    static let evidence = [
        RuleCheck.rows(
            "R12",
            "evidence-of-answers",
            "Evidence that counts and came from an answer still has its answer.",
            looked: "SELECT count(*) FROM tw.evidence",
            offenders: """
                SELECT e.owner_id, e.id, NULL FROM tw.evidence e
                WHERE e.origin = 'answer' AND e.retired_at IS NULL AND NOT EXISTS (SELECT FROM tw.answer w
                    WHERE w.owner_id = e.owner_id AND w.id = e.answer_id)
                """
        ),
        RuleCheck.rows(
            "R12",
            "beliefs",
            "The state of every belief follows from the evidence at its own scope, and from no wider one.",
            looked: "SELECT count(*) FROM tw.belief",
            offenders: """
                SELECT b.owner_id, b.id, NULL FROM tw.belief b LEFT JOIN LATERAL (
                    SELECT CASE WHEN bool_and(abs(e.rating - b.expected) <= 1) THEN 'confirmed'
                        WHEN bool_and(abs(e.rating - b.expected) >= 2) THEN 'contradicted' ELSE 'mixed' END AS state
                    FROM tw.evidence e WHERE e.owner_id = b.owner_id AND e.opportunity_id = b.opportunity_id
                        AND e.priority_key = b.priority_key AND e.scope = b.scope AND e.retired_at IS NULL
                        AND e.strength >= 0.5
                    HAVING count(*) > 0
                ) AS settled ON true
                WHERE b.state <> 'dismissed' AND settled.state
                    IS DISTINCT FROM CASE WHEN b.state NOT IN ('unverified', 'planned') THEN b.state END
                """
        ),
        RuleCheck.rows(
            "R12",
            "contradictions",
            "No contradiction waits for evidence that does not count any more.",
            looked: "SELECT count(*) FROM tw.contradiction",
            offenders: """
                SELECT c.owner_id, c.id, NULL FROM tw.contradiction c
                WHERE c.state IN ('open', 'queued') AND EXISTS (SELECT FROM tw.evidence e
                    WHERE e.owner_id = c.owner_id AND e.id IN (c.first_id, c.second_id) AND e.retired_at IS NOT NULL)
                """
        ),
    ]
}
