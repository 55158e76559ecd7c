/// R13 to R16: what was computed and decided stays as it was.
extension RuleCheck {
    static let arithmetic = [
        RuleCheck.rows(
            "R13",
            "own-intervals",
            "Every own rating and every compared score is an interval inside 0 to 1.",
            looked: "SELECT (SELECT count(*) FROM tw.priority_rating) + (SELECT count(*) FROM tw.comparison_entry)",
            offenders: """
                SELECT r.owner_id, r.opportunity_id, NULL FROM tw.priority_rating r
                WHERE NOT (0 <= r.lo AND r.lo <= r.hi AND r.hi <= 1)
                UNION ALL
                SELECT e.owner_id, e.comparison_id, e.position FROM tw.comparison_entry e
                WHERE NOT (0 <= e.score_lo AND e.score_lo <= e.score_hi AND e.score_hi <= 1)
                """
        ),
        RuleCheck.rows(
            "R13",
            "kept-intervals",
            "In every kept scorecard the intervals lie inside 0 to 1, and what nothing is known of is [0, 1].",
            beyond: "Scorecards that nobody finalised or decided upon are computed at each reading, and not stored.",
            looked: """
                SELECT (SELECT count(*) FROM tw.assessment WHERE scorecard IS NOT NULL)
                    + (SELECT count(*) FROM tw.decision WHERE scorecard IS NOT NULL)
                """,
            offenders: """
                SELECT DISTINCT kept.owner_id, kept.id, NULL::int FROM (
                    SELECT a.owner_id, a.id, a.scorecard FROM tw.assessment a
                    UNION ALL SELECT d.owner_id, d.id, d.scorecard FROM tw.decision d
                ) AS kept
                CROSS JOIN LATERAL jsonb_array_elements(coalesce(kept.scorecard -> 'priorities', '[]')) AS p (item)
                CROSS JOIN LATERAL (SELECT (p.item -> 'interval' ->> 'lo')::float8 AS lo,
                    (p.item -> 'interval' ->> 'hi')::float8 AS hi) AS i
                WHERE (0 <= i.lo AND i.lo <= i.hi AND i.hi <= 1) IS NOT TRUE
                    OR jsonb_array_length(coalesce(p.item -> 'evidence', '[]')) = 0
                        AND coalesce(p.item -> 'own', 'null') = 'null' AND (i.lo, i.hi) <> (0, 1)
                """
        ),
        RuleCheck.rows(
            "R14",
            "failed-must-haves",
            "In every comparison exactly what fails a must-have that is not waived is left out of the ranks.",
            looked: "SELECT count(*) FROM tw.comparison_entry",
            offenders: """
                SELECT DISTINCT c.owner_id, c.id, e.position FROM tw.comparison c
                CROSS JOIN LATERAL jsonb_array_elements(coalesce(c.document -> 'result' -> 'opportunities', '[]')) AS o (item)
                LEFT JOIN tw.comparison_entry e ON e.owner_id = c.owner_id AND e.comparison_id = c.id
                    AND e.opportunity_id::text = lower(o.item ->> 'opportunity')
                WHERE (jsonb_array_length(coalesce(o.item -> 'failed', '[]')) > 0) <> (o.item ->> 'standing' = 'excluded')
                    OR (coalesce(o.item -> 'ranking', 'null') = 'null') <> (o.item ->> 'standing' = 'excluded')
                    OR e.standing <> o.item ->> 'standing' OR (e.first_chance IS NULL) <> (e.standing = 'excluded')
                """
        ),
        RuleCheck.rows(
            "R15",
            "one-set",
            "A comparison is by one set of its job search, and is stale once that set counts no more.",
            looked: "SELECT count(*) FROM tw.comparison",
            offenders: """
                SELECT c.owner_id, c.id, NULL FROM tw.comparison c
                LEFT JOIN tw.priority_set s ON s.owner_id = c.owner_id AND s.id = c.priority_set_id
                WHERE s.job_search_id IS DISTINCT FROM c.job_search_id
                    OR c.state = 'current' AND s.state NOT IN ('active', 'frozen')
                    OR c.document -> 'result' ->> 'inputsHash' IS DISTINCT FROM c.inputs_hash
                    OR c.document -> 'result' ->> 'methodVersion' IS DISTINCT FROM c.method_version
                    OR (c.document -> 'result' ->> 'seed')::bigint IS DISTINCT FROM c.seed
                """
        ),
        RuleCheck.special(
            "R15",
            "current-inputs",
            "A comparison that is current has the hash of what is known now, computed anew.",
            beyond: """
                The draws are not repeated: that same inputs, method and seed give the same bytes is shown by tests. Of \
                another method version nothing is computed.
                """,
            kind: .computed
        ),
    ]

    static let decisions = [
        RuleCheck.rows(
            "R16",
            "final-assessments",
            "Of every opportunity at most one assessment is final, with the scorecard of the inputs it was bound to.",
            looked: "SELECT count(*) FROM tw.assessment WHERE state <> 'draft'",
            offenders: """
                SELECT a.owner_id, a.id, a.version FROM tw.assessment a
                WHERE a.state <> 'draft' AND (a.finalised_at IS NULL
                    OR a.scorecard ->> 'inputsHash' IS DISTINCT FROM a.inputs_hash)
                UNION ALL
                SELECT a.owner_id, a.opportunity_id, count(*) FROM tw.assessment a WHERE a.state = 'final'
                GROUP BY a.owner_id, a.opportunity_id HAVING count(*) > 1
                """
        ),
        RuleCheck.rows(
            "R16",
            "decisions",
            "A decision is bound to the scorecard of its day, and is taken back by one of the same opportunity, once.",
            looked: "SELECT count(*) FROM tw.decision",
            offenders: """
                SELECT d.owner_id, d.id, NULL FROM tw.decision d
                LEFT JOIN tw.decision r ON r.owner_id = d.owner_id AND r.id = d.reverses_id
                WHERE d.scorecard ->> 'inputsHash' IS DISTINCT FROM d.inputs_hash
                    OR d.kind = 'reversal' AND (r.opportunity_id IS DISTINCT FROM d.opportunity_id OR r.kind = 'reversal')
                UNION ALL
                SELECT d.owner_id, d.reverses_id, count(*) FROM tw.decision d WHERE d.reverses_id IS NOT NULL
                GROUP BY d.owner_id, d.reverses_id HAVING count(*) > 1
                """
        ),
        RuleCheck.catalogue(
            "R16",
            "unedited",
            "The triggers that refuse to edit final assessments, decisions and reality checks are in force.",
            looked: "SELECT 5",
            offenders: """
                SELECT 'pg_class'::regclass, g.kept::regclass, 0 FROM (VALUES ('tw.assessment', 'frozen'),
                    ('tw.decision', 'append_only'), ('tw.reality_check', 'append_only'),
                    ('tw.reality_rating', 'append_only'), ('tw.reality_finding', 'append_only')) AS g (kept, guard)
                WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = g.kept::regclass AND t.tgname = g.guard
                    AND t.tgenabled IN ('O', 'A'))
                """
        ),
    ]
}
