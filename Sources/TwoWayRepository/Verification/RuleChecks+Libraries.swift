/// R1 to R5: who reads, and what a library promises.
extension RuleCheck {
    static let reading = [
        RuleCheck.catalogue(
            "R1",
            "row-security",
            "Row-level security is enabled and forced on every table, and every table has a policy.",
            looked: "SELECT count(*) FROM pg_class WHERE relnamespace = 'tw'::regnamespace AND relkind IN ('r', 'p')",
            offenders: """
                SELECT 'pg_class'::regclass, c.oid, 0 FROM pg_class c
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind IN ('r', 'p')
                    AND (NOT (c.relrowsecurity AND c.relforcerowsecurity)
                        OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
                """
        ),
        RuleCheck.catalogue(
            "R1",
            "open-policies",
            "No policy is for everybody, and no view looks with the rights of its owner.",
            looked: """
                SELECT (SELECT count(*) FROM pg_policy) + (SELECT count(*) FROM pg_class
                    WHERE relnamespace IN ('tw'::regnamespace, 'sec'::regnamespace) AND relkind IN ('v', 'm'))
                """,
            offenders: """
                SELECT 'pg_policy'::regclass, p.oid, 0 FROM pg_policy p WHERE 0 = ANY (p.polroles)
                UNION ALL
                SELECT 'pg_class'::regclass, c.oid, 0 FROM pg_class c
                WHERE c.relnamespace IN ('tw'::regnamespace, 'sec'::regnamespace) AND c.relkind IN ('v', 'm')
                    AND NOT coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on}'
                """
        ),
        RuleCheck.catalogue(
            "R1",
            "bound-roles",
            "No role that the application acts in is above the policies.",
            looked: """
                SELECT count(*) FROM pg_roles
                WHERE rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin', 'tw_owner')
                """,
            offenders: """
                SELECT 'pg_authid'::regclass, r.oid, 0 FROM pg_roles r
                WHERE (r.rolbypassrls OR r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
                    AND r.rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin', 'tw_owner')
                """
        ),
        RuleCheck.rows(
            "R1",
            "standing-sessions",
            "Every session knows what its account may act as, and nothing of one that is not active.",
            looked: "SELECT count(*) FROM tw.session",
            offenders: """
                SELECT s.account_id, s.id, NULL FROM tw.session s JOIN tw.account a ON a.id = s.account_id
                WHERE s.acts_as IS DISTINCT FROM CASE a.status WHEN 'active' THEN
                    ARRAY(SELECT 'tw_' || r.role FROM tw.account_role r WHERE r.account_id = a.id ORDER BY r.role) END
                """
        ),
    ]

    static let libraries = [
        RuleCheck.rows(
            "R2",
            "version-wording",
            "The questions of every version stand in it as they were noted when it was published.",
            looked: "SELECT count(*) FROM tw.library_version",
            offenders: """
                SELECT DISTINCT v.owner_id, v.library_id, v.number FROM tw.library_version v
                CROSS JOIN LATERAL jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) AS t (item)
                CROSS JOIN LATERAL jsonb_array_elements(coalesce(t.item -> 'questions', '[]')) AS q (item)
                LEFT JOIN LATERAL (SELECT r.content FROM tw.question_revision r
                    WHERE r.owner_id = v.owner_id AND r.library_id = v.library_id
                        AND r.question_key = q.item ->> 'key' AND r.since_version <= v.number
                    ORDER BY r.since_version DESC, r.revision DESC LIMIT 1) AS noted ON true
                WHERE noted.content IS DISTINCT FROM q.item - 'key'
                """
        ),
        RuleCheck.special(
            "R2",
            "version-hash",
            "The document of every version has the hash that it was published with.",
            kind: .computed
        ),
        RuleCheck.rows(
            "R2",
            "version-numbers",
            "Versions are numbered from 1 without gaps, and a library knows its newest one that was not taken back.",
            looked: "SELECT count(*) FROM tw.library",
            offenders: """
                SELECT l.owner_id, l.id, l.latest_version FROM tw.library l
                LEFT JOIN tw.library_version v ON v.owner_id = l.owner_id AND v.library_id = l.id
                GROUP BY l.owner_id, l.id, l.latest_version
                HAVING count(v.number) <> coalesce(max(v.number), 0)
                    OR l.latest_version IS DISTINCT FROM max(v.number) FILTER (WHERE v.yanked_at IS NULL)
                """
        ),
        RuleCheck.rows(
            "R2",
            "pinned-versions",
            "Whoever follows a library is pinned to a version of it that is there.",
            beyond: "A library whose owner was erased took its versions along.",
            looked: "SELECT count(*) FROM tw.subscription",
            offenders: """
                SELECT s.owner_id, s.id, s.pinned_version FROM tw.subscription s
                JOIN tw.library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id
                WHERE s.state <> 'cancelled' AND NOT EXISTS (SELECT FROM tw.library_version v
                    WHERE v.owner_id = l.owner_id AND v.library_id = l.id AND v.number = s.pinned_version)
                """
        ),
        RuleCheck.rows(
            "R3",
            "question-keys",
            "Every question of a version has an identity of its library that was not given up before.",
            looked: "SELECT count(*) FROM tw.library_version",
            offenders: """
                SELECT DISTINCT v.owner_id, v.library_id, v.number FROM tw.library_version v
                CROSS JOIN LATERAL jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) AS t (item)
                CROSS JOIN LATERAL jsonb_array_elements(coalesce(t.item -> 'questions', '[]')) AS q (item)
                WHERE NOT EXISTS (SELECT FROM tw.question k WHERE k.owner_id = v.owner_id
                    AND k.library_id = v.library_id AND k.question_key = q.item ->> 'key'
                    AND k.first_version <= v.number AND (k.retired_version IS NULL OR k.retired_version > v.number))
                """
        ),
        RuleCheck.catalogue(
            "R4",
            "two-writers",
            "No column of libraries and of what lies over them is written by coaches and by candidates.",
            looked: """
                SELECT count(*) FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (
                    SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'tw'::regnamespace AND c.relname IN ('library',
                    'library_draft', 'library_version', 'question', 'question_revision', 'listed_question',
                    'listed_word', 'subscription', 'overlay', 'upgrade_run', 'suggestion', 'suggestion_fate'))
                """,
            offenders: """
                SELECT 'pg_class'::regclass, c.oid, a.attnum FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relname IN ('library', 'library_draft',
                    'library_version', 'question', 'question_revision', 'listed_question', 'listed_word',
                    'subscription', 'overlay', 'upgrade_run', 'suggestion', 'suggestion_fate')
                    AND has_column_privilege('tw_coach', c.oid, a.attnum, 'INSERT, UPDATE')
                    AND has_column_privilege('tw_candidate', c.oid, a.attnum, 'INSERT, UPDATE')
                """
        ),
    ]

    static let questions = [
        RuleCheck.rows(
            "R5",
            "asked-wording",
            "Every asking holds the wording it was asked in.",
            beyond: "Whether those words were spoken nobody can see.",
            looked: "SELECT count(*) FROM tw.asking",
            offenders: """
                SELECT a.owner_id, a.id, NULL FROM tw.asking a WHERE coalesce(btrim(a.text), '') = ''
                """
        ),
        RuleCheck.catalogue(
            "R5",
            "asked-wording-kept",
            "No role of the application can edit the wording of an asking.",
            looked: "SELECT 4",
            offenders: """
                SELECT 'pg_class'::regclass, a.attrelid, a.attnum FROM pg_attribute a
                WHERE a.attrelid = 'tw.asking'::regclass AND a.attname = 'text' AND EXISTS (
                    SELECT FROM unnest('{tw_candidate,tw_coach,tw_admin,tw_definer}'::name[]) r
                    WHERE has_column_privilege(r, a.attrelid, a.attnum, 'UPDATE'))
                """
        ),
    ]
}
